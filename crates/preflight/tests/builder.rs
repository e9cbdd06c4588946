//! Combinations of settings that the builder accepts or refuses.

use mi_preflight::policy::{Format, Policy};
use mi_preflight::{ConfigError, Device, Edition, LoadedModel, Preflight, PreflightBuilder, Profile, Setting};

const MODEL: &str = r##"{"smithy": "2.0", "shapes": {"a#Put": {"type": "operation"}}}"##;
const REPORT: &[u8] = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []}]}"#;

type ApplySetting = fn(PreflightBuilder) -> PreflightBuilder;

fn policy(edition: Edition) -> Policy {
    Policy::parse(br#"{"profile": "strict"}"#, Format::Json, edition).unwrap()
}

fn setting(setting: Setting) -> ApplySetting {
    match setting {
        Setting::Model => |builder| builder.model(LoadedModel::parse(MODEL.as_bytes()).unwrap()),
        Setting::Edition => |builder| builder.edition(Edition::default()),
        Setting::WithoutRules => PreflightBuilder::without_rules,
        Setting::Policy => |builder| builder.policy(policy(Edition::default())),
        Setting::Profile => |builder| builder.profile(Profile::Strict),
        Setting::Now => |builder| builder.now("2026-11-28T10:00".parse().unwrap()),
        Setting::Device => |builder| builder.device(Device::parse(REPORT).unwrap()),
        Setting::Destinations => |builder| builder.destinations(["stream"]),
        #[cfg(feature = "documents")]
        Setting::Documents => |builder| builder.documents(mi_preflight::document::Documents::new()),
        Setting::AnyEdition => PreflightBuilder::any_edition,
        other => panic!("no change for {other}"),
    }
}

const CONTRADICTIONS: &[(Setting, Setting)] = &[
    (Setting::Model, Setting::AnyEdition),
    (Setting::Model, Setting::Edition),
    (Setting::Model, Setting::WithoutRules),
    (Setting::Model, Setting::Policy),
    (Setting::Model, Setting::Profile),
    (Setting::Model, Setting::Now),
    (Setting::Model, Setting::Device),
    (Setting::Model, Setting::Destinations),
    (Setting::WithoutRules, Setting::Policy),
    (Setting::WithoutRules, Setting::Profile),
    (Setting::WithoutRules, Setting::Now),
    (Setting::WithoutRules, Setting::Device),
    (Setting::WithoutRules, Setting::Destinations),
    (Setting::AnyEdition, Setting::Edition),
    #[cfg(feature = "documents")]
    (Setting::Model, Setting::Documents),
    #[cfg(feature = "documents")]
    (Setting::WithoutRules, Setting::Documents),
    (Setting::Policy, Setting::Profile),
];

#[test]
fn contradictory_settings_are_refused_in_any_order() {
    for &(first, second) in CONTRADICTIONS {
        for builder in [
            setting(second)(setting(first)(Preflight::builder())),
            setting(first)(setting(second)(Preflight::builder())),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error, ConfigError::Contradiction { first, second });
            let message = error.to_string();
            assert!(message.contains(&format!("`{first}` and `{second}`")), "{message}");
        }
    }
}

#[test]
fn compatible_settings_are_accepted_in_any_order() {
    let settings =
        [Setting::Edition, Setting::Policy, Setting::Now, Setting::Device, Setting::Destinations].map(setting);
    let build = |changes: &mut dyn Iterator<Item = &ApplySetting>| {
        changes.fold(Preflight::builder(), |builder, change| change(builder)).build().unwrap()
    };
    let input = br#"{"DiscoveryType": "ZIGBEE"}"#;
    for preflight in [build(&mut settings.iter()), build(&mut settings.iter().rev())] {
        // The policy's profile makes an error of what is a warning by default.
        assert_eq!(preflight.is_valid("StartDeviceDiscovery", input), Ok(false));
    }
}

#[test]
fn a_policy_for_another_edition_is_refused() {
    let error = Preflight::builder().policy(policy(Edition::E2026_11)).build().unwrap_err();
    assert_eq!(error, ConfigError::PolicyEdition { policy: Edition::E2026_11, edition: Edition::E2025_05_22 });
    assert_eq!(
        error.to_string(),
        "`policy` was read against edition 2026-11 and `edition` is 2025-05-22: parse the policy for 2025-05-22, \
         or set `edition` to 2026-11"
    );
}

#[test]
fn the_last_destinations_count_even_if_there_are_none() {
    let input = br#"{"EventType": "DEVICE_EVENT", "DestinationName": "other"}"#;
    let is_reported = |builder: PreflightBuilder| {
        let report = builder.build().unwrap().check("CreateNotificationConfiguration", input).unwrap();
        report.violations().iter().any(|violation| violation.rule_id() == "notification/destination")
    };
    assert!(is_reported(Preflight::builder().destinations(["stream"])));
    assert!(!is_reported(Preflight::builder().destinations(["stream"]).destinations([""; 0])));
    assert!(Preflight::builder().without_rules().destinations([""; 0]).build().is_ok());
}

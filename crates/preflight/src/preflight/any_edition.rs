//! Checks against every edition, for a gate that must not refuse what one of them takes.
//!
//! A [`Preflight`] with any edition is a chain: the checker of the newest edition, and in `older` that of the next one. A
//! check runs in each, and the reports become one.

use super::Preflight;
use crate::engine::report::{Report, Violation};
use crate::engine::rule::Severity;

impl Preflight {
    /// Returns the checkers of the editions, newest first.
    pub(super) fn editions(&self) -> impl Iterator<Item = &Preflight> {
        core::iter::successors(Some(self), |preflight| preflight.older.as_deref())
    }

    /// Runs a check in every edition, and merges the reports. An edition in which the check fails, because it lacks the
    /// operation or the field, has no say. If it fails in all, the failure is the newest edition's.
    pub(crate) fn check_in_editions<E>(&self, check: &dyn Fn(&Preflight) -> Result<Report, E>) -> Result<Report, E> {
        let mut failure = None;
        let report = self.merge_editions(&mut |preflight| match check(preflight) {
            Ok(report) => Some(report),
            Err(error) => {
                failure.get_or_insert(error);
                None
            }
        });
        match (report, failure) {
            (None, Some(error)) => Err(error),
            (report, _) => Ok(report.unwrap_or_default()),
        }
    }

    /// Returns the results of the editions in which a check does not fail, newest first, with their names.
    pub(super) fn results_in_editions<T, E>(
        &self,
        check: &dyn Fn(&Preflight) -> Result<T, E>,
    ) -> Result<Vec<(&'static str, T)>, E> {
        let mut results = Ok(Vec::new());
        for preflight in self.editions() {
            match (check(preflight), &mut results) {
                (Ok(result), Ok(results)) => results.push((preflight.edition_name(), result)),
                (Ok(result), failed) => *failed = Ok(vec![(preflight.edition_name(), result)]),
                (Err(error), Ok(earlier)) if earlier.is_empty() => results = Err(error),
                (Err(_), _) => {}
            }
        }
        results
    }

    /// Merges the reports of the editions that have one, into that of the newest.
    ///
    /// If all refuse the input, it keeps its errors. If one of them accepts it, the errors of every edition are warnings
    /// that name the editions.
    #[inline(never)]
    pub(super) fn merge_editions(&self, check: &mut dyn FnMut(&Preflight) -> Option<Report>) -> Option<Report> {
        if self.older.is_none() {
            return check(self);
        }
        let mut reports = Vec::new();
        for preflight in self.editions() {
            if let Some(report) = check(preflight) {
                reports.push((preflight.edition_name(), report));
            }
        }
        (!reports.is_empty()).then(|| merge(reports, self.limits().max_violations()))
    }

    fn edition_name(&self) -> &'static str {
        self.ruleset().map_or("", |ruleset| ruleset.edition().name())
    }
}

/// Merges the reports of editions, newest first.
fn merge(reports: Vec<(&'static str, Report)>, max_violations: usize) -> Report {
    let is_accepted = reports.iter().any(|(_, report)| report.is_valid());
    let mut merged = Report::default();
    for (index, (edition, report)) in reports.into_iter().enumerate() {
        if index == 0 && !is_accepted {
            return report;
        }
        // Errors come first: if any other violation was kept, no error was cut.
        let is_cut = report.truncated && !report.violations.iter().any(|violation| !is_error(violation));
        merged.truncated |= if index == 0 { report.truncated } else { is_cut };
        for violation in report.violations {
            if is_error(&violation) {
                merge_error(&mut merged.violations, edition, violation);
            } else if index == 0 {
                merged.violations.push(violation);
            }
        }
    }
    merged.finish(max_violations)
}

fn is_error(violation: &Violation) -> bool {
    violation.severity == Severity::Error
}

/// Adds an error of an edition as a warning, or the edition to an equal error of a newer one.
fn merge_error(violations: &mut Vec<Violation>, edition: &str, error: Violation) {
    let is_equal = |earlier: &&mut Violation| {
        // An edition may have two errors of one rule at one path.
        earlier.refused_by.last().is_some_and(|newer| newer != edition)
            && earlier.rule_id() == error.rule_id()
            && earlier.path == error.path
            && (earlier.for_key, earlier.entry) == (error.for_key, error.entry)
    };
    match violations.iter_mut().find(is_equal) {
        Some(earlier) => earlier.refused_by.push(edition.to_owned()),
        None => {
            violations.push(Violation { severity: Severity::Warning, refused_by: vec![edition.to_owned()], ..error })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::report::{Detail, Path, Token};
    use crate::engine::rule::Rule;
    use crate::{ConfigError, Device, Edition, Limits, Setting, UnknownOperationError, op};

    fn any() -> Preflight {
        Preflight::builder().any_edition().build().unwrap()
    }

    fn outline(report: &Report) -> Vec<String> {
        let line = |violation: &Violation| {
            let Violation { rule, severity, path, refused_by, .. } = violation;
            format!("{} {} {path} {}", rule.id(), severity.name(), refused_by.join("+"))
        };
        report.violations().iter().map(line).collect()
    }

    fn report(violations: &[(Rule, Severity, &str)]) -> Report {
        let violation = |(rule, severity, name): &(Rule, Severity, &str)| {
            Violation::new(*rule, *severity, Path::new(vec![Token::member(name)]), Detail::Nothing)
        };
        Report::from_violations(violations.iter().map(violation).collect())
    }

    #[test]
    fn merges_the_reports_of_several_editions() {
        use Severity::{Advice, Error, Warning};
        let newest = report(&[(Rule::REQUIRED, Error, "A"), (Rule::UNKNOWN_MEMBER, Warning, "B")]);
        let older =
            report(&[(Rule::REQUIRED, Error, "A"), (Rule::TYPE, Error, "C"), (Rule::UNKNOWN_MEMBER, Advice, "D")]);
        let accepting = report(&[(Rule::UNKNOWN_MEMBER, Warning, "E")]);
        let merged = merge(vec![("3", newest.clone()), ("2", older.clone()), ("1", accepting)], 100);
        assert!(merged.is_valid() && !merged.is_truncated());
        assert_eq!(outline(&merged), ["required warning /A 3+2", "unknown-member warning /B ", "type warning /C 2"]);
        assert_eq!(merged.violations()[0].help().unwrap(), "refused by edition 3, 2 only: add `A`");
        // Refused by all: the errors of the newest.
        assert_eq!(merge(vec![("3", newest.clone()), ("2", older)], 100), newest);
    }

    #[test]
    fn keeps_refusals_when_the_report_is_full() {
        let newest =
            report(&[(Rule::UNKNOWN_MEMBER, Severity::Warning, "A"), (Rule::UNKNOWN_MEMBER, Severity::Warning, "B")]);
        let older = report(&[(Rule::TYPE, Severity::Error, "C")]);
        let merged = merge(vec![("2", newest), ("1", older)], 2);
        assert!(merged.is_truncated());
        assert_eq!(outline(&merged), ["unknown-member warning /A ", "type warning /C 1"]);
    }

    #[test]
    fn refuses_only_what_every_edition_refuses() {
        let any = any();
        for (id, is_valid, expected) in [
            ("acme.Lamp@1.0", true, &[] as &[&str]),
            ("acme.Lamp@1.0.1", true, &["pattern warning /SchemaVersionedId 2025-05-22"]),
            ("acme/Lamp@1.0", true, &["pattern warning /SchemaVersionedId 2026-11"]),
            ("acme_Lamp@1.0", false, &["pattern error /SchemaVersionedId "]),
        ] {
            let input = format!(r#"{{"Type": "capability", "SchemaVersionedId": "{id}"}}"#);
            let report = any.check("GetSchemaVersion", input.as_bytes()).unwrap();
            assert_eq!(outline(&report), expected, "{id}");
            assert_eq!(report.is_valid(), is_valid, "{id}");
            assert_eq!(any.is_valid("GetSchemaVersion", input.as_bytes()), Ok(is_valid), "{id}");
            let typed = any.for_operation::<op::GetSchemaVersion>().unwrap();
            assert_eq!((typed.check(input.as_bytes()), typed.is_valid(input.as_bytes())), (report.clone(), is_valid));
            let field = any.check_field("GetSchemaVersion", "/SchemaVersionedId", Some(format!("\"{id}\"").as_bytes()));
            assert_eq!(outline(&field.unwrap()), expected, "{id}");
        }
    }

    #[test]
    fn judges_what_one_edition_has_by_that_edition() {
        let any = any();
        assert_eq!(any.is_valid("ListTagsForResource", b"{}"), Ok(false));
        let error = any.check("ListTagsForResources", b"{}").unwrap_err().to_string();
        assert!(error.ends_with("did you mean `ListTagsForResource`?"), "{error}");
        assert!(
            any.for_operation::<op::ListTagsForResource>().unwrap().check(b"{}").violations()[0].refused_by.is_empty()
        );
        let field = "/CapabilitySchemas/0/Format";
        assert!(any.field("CreateManagedThing", field).is_ok());
        assert!(!any.check_field("CreateManagedThing", field, Some(b"\"X\"")).unwrap().is_valid());
        let request = crate::Request::new("GET", "/tags/x");
        assert_eq!(any.check_request(&request).operation(), Some("ListTagsForResource"));
        let request = crate::Request::new("GET", "/nothing");
        assert_eq!(any.check_request(&request).response().unwrap().status, 404);
    }

    #[test]
    fn keeps_settings_in_every_edition() {
        let any = any().with_limits(Limits::default().with_max_size(3));
        assert_eq!(any.is_valid("GetCustomEndpoint", b"{  }"), Ok(false));
        let device = Device::parse(br#"{"version": "1.0.0", "endpoints": []}"#).unwrap();
        let input = br#"{"ManagedThingId": "abc", "Endpoints": [{"endpointId": "2", "capabilities": [
            {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": [{"name": "On"}]}]}]}"#;
        let report = self::any().check_command(input, &device).unwrap();
        assert_eq!(report.violations()[0].rule.id(), "command/unknown-endpoint");
    }

    #[test]
    fn hides_what_an_edition_hides() {
        let input = br#"{"Role": "DEVICE", "WiFiSimpleSetupConfiguration": {"EnableAsProvisioner": true}}"#;
        let spans = |preflight: &Preflight| preflight.sensitive_spans("CreateManagedThing", input).unwrap();
        // The older edition has no such member, so it may be anything.
        let older = spans(&Preflight::new(Edition::E2025_05_22));
        assert_eq!((spans(&Preflight::new(Edition::E2026_11)).len(), older.len()), (0, 1));
        assert_eq!(spans(&any()), older);
        assert!(any().sensitive_spans("None", input).is_err());
    }

    #[test]
    fn excludes_other_sources() {
        let error = Preflight::builder().edition(Edition::E2026_11).any_edition().build().unwrap_err();
        assert_eq!(error, ConfigError::Contradiction { first: Setting::AnyEdition, second: Setting::Edition });
        assert_eq!(error.to_string(), "`any_edition` and `edition` exclude each other: judge by one of them");
        let missing = any().for_operation::<op::ListTagsForResource>().map(|_| ());
        assert_eq!(missing, Ok::<_, UnknownOperationError>(()));
    }

    #[cfg(feature = "smithy")]
    #[test]
    fn excludes_a_loaded_model() {
        let model = crate::LoadedModel::parse(br#"{"smithy": "2.0", "shapes": {}}"#).unwrap();
        let error = Preflight::builder().model(model).any_edition().build().unwrap_err();
        assert_eq!(error, ConfigError::Contradiction { first: Setting::Model, second: Setting::AnyEdition });
    }

    #[cfg(feature = "policy")]
    #[test]
    fn needs_a_policy_that_is_valid_in_every_edition() {
        use crate::policy::{Format, Policy};
        let parse = |text: &[u8], edition| Policy::parse(text, Format::Json, edition).unwrap();
        let text = br#"{"limits": {"GetSchemaVersion": {"/SchemaVersionedId": {"maxLength": 14}}}}"#;
        let policy = parse(text, Edition::E2025_05_22);
        let any = Preflight::builder().any_edition().policy(policy).build().unwrap();
        let input = br#"{"Type": "capability", "SchemaVersionedId": "acme.Lamp@1.0.1"}"#;
        assert_eq!(any.is_valid("GetSchemaVersion", input), Ok(false));
        let text = br#"{"limits": {"CreateManagedThing": {"/CapabilityReport/endpoints": {"maxItems": 45}}}}"#;
        let error = Preflight::builder().any_edition().policy(parse(text, Edition::E2025_05_22)).build().unwrap_err();
        let ConfigError::PolicyInEdition { edition: Edition::E2026_11, .. } = &error else { panic!("{error}") };
        assert!(error.to_string().contains("choose one `edition`, or change the policy"), "{error}");
    }
}

//! Single fields for forms: their description, and the validation of their values.
//!
//! A field is a member of an operation's input, an item of a list or an entry of a map. The same validator as for whole
//! inputs checks it, starting at the field.

mod describe;
mod judge;
mod resolved_path;

pub use describe::{Field, FieldType};

use crate::preflight::Error;
use crate::text::suggest::did_you_mean;

/// The error for an unknown operation or path.
///
/// ```
/// use mi_preflight::{Edition, Preflight};
/// let error = Preflight::new(Edition::default()).field("CreateManagedThing", "/CapabilityReport/endpoint/0").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`CreateManagedThing` has no `/CapabilityReport/endpoint/0`: it ends at `/CapabilityReport`; \
///      did you mean `/CapabilityReport/endpoints/0`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FieldError {
    /// The operation is unknown.
    #[error(transparent)]
    Operation(#[from] Error),
    /// The path is not in the operation's input.
    #[error("`{operation}` has no `{path}`{}{}", describe_known_prefix(.known), did_you_mean(.suggestion.as_deref()))]
    Path {
        /// The operation.
        operation: String,
        /// The path as given by the caller.
        path: String,
        /// The longest known prefix of the path; may be empty.
        known: String,
        /// The path that was probably intended.
        suggestion: Option<String>,
    },
}

fn describe_known_prefix(known: &str) -> String {
    if known.is_empty() { String::new() } else { format!(": it ends at `{known}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edition, Preflight};

    const ENDPOINT: &str = "/CapabilityReport/endpoints/*";

    fn preflight() -> Preflight {
        Preflight::new(Edition::default())
    }

    fn json(operation: &str, path: &str) -> String {
        preflight().field(operation, path).unwrap().to_json()
    }

    fn violations(path: &str, value: Option<&str>) -> Vec<(String, String)> {
        let report = preflight().check_field("CreateManagedThing", path, value.map(str::as_bytes)).unwrap();
        report
            .violations()
            .iter()
            .map(|violation| (violation.rule.id().to_owned(), violation.path.to_string()))
            .collect()
    }

    fn pair(rule: &str, path: &str) -> (String, String) {
        (rule.to_owned(), path.to_owned())
    }

    #[test]
    fn describes_fields_of_every_kind() {
        for (operation, path, expected) in [
            (
                "CreateManagedThing",
                "/Role",
                r#""required":true,"enum":["CONTROLLER","DEVICE"],"in":"body","help":"use one"#,
            ),
            ("CreateManagedThing", "/Tags", r#""type":"map""#),
            ("CreateManagedThing", "/Tags/owner", r#""sensitive":true"#),
            ("CreateManagedThing", "/CapabilityReport", r#""members":["version","nodeId","endpoints"]"#),
            ("CreateManagedThing", ENDPOINT, r#""type":"structure""#),
            ("CreateManagedThing", "/CapabilityReport/endpoints/3/id", r#""path":"/CapabilityReport/endpoints/3/id""#),
            (
                "ListManagedThings",
                "/MaxResults",
                r#""minimum":1,"maximum":1000,"in":"query","help":"use a number from 1 to 1000""#,
            ),
            ("GetManagedThing", "/Identifier", r#""required":true,"#),
            ("GetManagedThing", "/Identifier", r#""in":"path""#),
            ("GetManagedThing", "", r#""type":"structure","members":["Identifier"]"#),
        ] {
            let json = json(operation, path);
            assert!(json.contains(expected), "{operation} {path}: {json}");
        }
        let token = preflight().field("CreateCredentialLocker", "/ClientToken").unwrap();
        assert!(token.idempotency_token && token.unit == "character");
    }

    #[test]
    fn reports_the_known_prefix_of_an_unknown_path() {
        let error = |path: &str| preflight().field("CreateManagedThing", path).unwrap_err().to_string();
        for (path, message) in [
            ("Name", "`CreateManagedThing` has no `Name`"),
            ("/Nmae", "`CreateManagedThing` has no `/Nmae`; did you mean `/Name`?"),
            ("/Name/x", "`CreateManagedThing` has no `/Name/x`: it ends at `/Name`"),
            (
                "/CapabilityReport/endpoints/x/id",
                "`CreateManagedThing` has no `/CapabilityReport/endpoints/x/id`: it ends at \
                 `/CapabilityReport/endpoints`; did you mean `/CapabilityReport/endpoints/*/id`?",
            ),
            (
                "/CapabilityReport/endpoints/x/nothing",
                "`CreateManagedThing` has no `/CapabilityReport/endpoints/x/nothing`: it ends at `/CapabilityReport/endpoints`",
            ),
        ] {
            assert_eq!(error(path), message);
        }
        assert!(matches!(preflight().field("CreateManagedThin", "/Name"), Err(FieldError::Operation(_))));
    }

    #[test]
    fn validates_a_single_field() {
        let id = format!("{ENDPOINT}/id");
        assert_eq!(violations(&id, Some("\"\"")), [pair("length", &id), pair("pattern", &id)]);
        assert_eq!(violations("/Role", None), [pair("required", "/Role")]);
        assert_eq!(violations("/Role", Some("null")), [pair("required", "/Role")]);
        assert_eq!(violations("/Name", None), []);
        assert_eq!(violations("/Name", Some(" null ")), []);
        assert_eq!(violations("/Name", Some("\"shelf\"")), []);
        assert_eq!(violations("/Name", Some("\"shelf")), [pair("json-syntax", "/Name")]);
        assert_eq!(violations("/Name", Some("")), [pair("json-syntax", "/Name")]);
        assert_eq!(violations("/Name", Some("\"shelf\" 1")), [pair("json-syntax", "/Name")]);
        assert_eq!(
            violations("/CapabilityReport/endpoints/0", Some("null")),
            [pair("type", "/CapabilityReport/endpoints/0")]
        );
        assert_eq!(violations("/CapabilityReport/version", None), [pair("required", "/CapabilityReport/version")]);
        let deep = "[".repeat(200);
        assert_eq!(violations("/Name", Some(&deep)), [pair("json-depth", "/Name")]);
    }

    #[test]
    fn does_not_reveal_sensitive_keys() {
        let long = format!("\"{}\"", "x".repeat(300));
        let report = preflight().check_field("CreateManagedThing", "/Tags/secret", Some(long.as_bytes())).unwrap();
        let [violation] = report.violations() else { panic!("{report:?}") };
        assert_eq!((violation.path.to_string().as_str(), violation.entry), ("/Tags", Some(0)));
        let report = preflight().check_field("CreateManagedThing", "/Tags/aws:x", Some(b"\"a\"")).unwrap();
        assert!(report.violations().iter().all(|violation| violation.for_key && violation.path.to_string() == "/Tags"));
        assert_eq!(violations("/MetaData/*", Some("1")), [pair("type", "/MetaData/*")]);
    }

    #[test]
    fn runs_rules_that_depend_on_the_field_alone() {
        let check = |operation: &str, path: &str, value: &str| {
            let report = preflight().check_field(operation, path, Some(value.as_bytes())).unwrap();
            report
                .violations()
                .iter()
                .map(|violation| format!("{} {}", violation.rule.id(), violation.path))
                .collect::<Vec<_>>()
        };
        let arn = "/DeliveryDestinationArn";
        assert_eq!(
            check("CreateDestination", arn, r#""arn:aws:firehose:us-east-1:123456789012:deliverystream/x""#),
            ["destination/kinesis /DeliveryDestinationArn"]
        );
        let query = "/OtaTargetQueryString";
        assert_eq!(check("CreateOtaTask", query, r#""owner=acme""#), ["ota/query-attributes /OtaTargetQueryString"]);
        assert_eq!(check("CreateOtaTask", query, r#""attributes.owner=acme""#), [""; 0]);
        let things = vec![r#""arn:aws:iot:eu-west-1:123456789012:thing/lamp""#; 101].join(",");
        assert_eq!(check("CreateOtaTask", "/Target", &format!("[{things}]")), ["ota/target-count /Target"]);
        let endpoint = r#"{"id": "1", "deviceTypes": [], "capabilities": []}"#;
        assert_eq!(
            check("CreateManagedThing", "/CapabilityReport/endpoints", &format!("[{endpoint}, {endpoint}]")),
            ["report/duplicate /CapabilityReport/endpoints/1/id"]
        );
        assert_eq!(
            check("CreateManagedThing", "/CapabilityReport/endpoints/*/capabilities/2/id", r#""matter.OnOff""#),
            ["schema/unversioned-id /CapabilityReport/endpoints/*/capabilities/2/id"]
        );
    }

    #[cfg(feature = "policy")]
    #[test]
    fn applies_limits_of_a_policy() {
        use crate::policy::{Format, Policy};
        let text = br#"{"limits": {"CreateManagedThing": {
            "/Name": {"maxLength": 3}, "/CapabilityReport/endpoints/*/id": {"maxLength": 1}, "/Tags": {"maxEntries": 1}
        }}}"#;
        let policy = Policy::parse(text, Format::Json, Edition::default()).unwrap();
        let preflight = Preflight::builder().policy(policy).build().unwrap();
        for (path, value, expected) in [
            ("/Name", "\"shelf\"", vec!["/Name"]),
            ("/CapabilityReport/endpoints/4/id", "\"12\"", vec!["/CapabilityReport/endpoints/4/id"]),
            ("/CapabilityReport/endpoints/*/id", "\"12\"", vec!["/CapabilityReport/endpoints/*/id"]),
            ("/Tags", r#"{"a": "b", "c": "d"}"#, vec!["/Tags"]),
            ("/SerialNumber", "\"1234\"", vec![]),
        ] {
            let report = preflight.check_field("CreateManagedThing", path, Some(value.as_bytes())).unwrap();
            let violations = report.violations().iter().filter(|violation| violation.rule.id() == "policy/limit");
            assert_eq!(violations.map(|violation| violation.path.to_string()).collect::<Vec<_>>(), expected, "{path}");
        }
    }
}

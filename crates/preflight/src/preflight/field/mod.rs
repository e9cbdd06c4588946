//! One field of a form: what it may hold, and whether a value of it would do.
//!
//! A field is a member of an operation's input, an item of a list or a value of a map in it. It is judged as the whole
//! input would be, but for what lies outside of it: by the same walk, which only begins further in.

mod describe;
mod judge;
mod resolved_path;

pub use describe::{Field, FieldType};

use crate::preflight::Error;
use crate::text::suggest::did_you_mean;

/// Why there is nothing to say about a field.
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
    /// The model has no such operation.
    #[error(transparent)]
    Operation(#[from] Error),
    /// The operation's input has no such place.
    #[error("`{operation}` has no `{path}`{}{}", end(.known), did_you_mean(.suggestion.as_deref()))]
    Path {
        /// The operation.
        operation: String,
        /// The path that was asked for.
        path: String,
        /// As far as the model knows it; empty where it is lost at once.
        known: String,
        /// The path that was probably meant.
        suggestion: Option<String>,
    },
}

fn end(known: &str) -> String {
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

    fn told(path: &str, value: Option<&str>) -> Vec<(String, String)> {
        let report = preflight().check_field("CreateManagedThing", path, value.map(str::as_bytes)).unwrap();
        report.violations().iter().map(|found| (found.rule.id().to_owned(), found.path.to_string())).collect()
    }

    fn pair(rule: &str, path: &str) -> (String, String) {
        (rule.to_owned(), path.to_owned())
    }

    #[test]
    fn fields_of_every_kind_are_told() {
        for (operation, path, wanted) in [
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
            let found = json(operation, path);
            assert!(found.contains(wanted), "{operation} {path}: {found}");
        }
        let token = preflight().field("CreateCredentialLocker", "/ClientToken").unwrap();
        assert!(token.idempotency_token && token.unit == "character");
    }

    #[test]
    fn a_path_that_leads_nowhere_says_where_it_ends() {
        let wrong = |path: &str| preflight().field("CreateManagedThing", path).unwrap_err().to_string();
        for (path, told) in [
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
            assert_eq!(wrong(path), told);
        }
        assert!(matches!(preflight().field("CreateManagedThin", "/Name"), Err(FieldError::Operation(_))));
    }

    #[test]
    fn a_field_alone_is_judged() {
        let id = format!("{ENDPOINT}/id");
        assert_eq!(told(&id, Some("\"\"")), [pair("length", &id), pair("pattern", &id)]);
        assert_eq!(told("/Role", None), [pair("required", "/Role")]);
        assert_eq!(told("/Role", Some("null")), [pair("required", "/Role")]);
        assert_eq!(told("/Name", None), []);
        assert_eq!(told("/Name", Some(" null ")), []);
        assert_eq!(told("/Name", Some("\"shelf\"")), []);
        assert_eq!(told("/Name", Some("\"shelf")), [pair("json-syntax", "/Name")]);
        assert_eq!(told("/Name", Some("")), [pair("json-syntax", "/Name")]);
        assert_eq!(told("/Name", Some("\"shelf\" 1")), [pair("json-syntax", "/Name")]);
        assert_eq!(
            told("/CapabilityReport/endpoints/0", Some("null")),
            [pair("type", "/CapabilityReport/endpoints/0")]
        );
        assert_eq!(told("/CapabilityReport/version", None), [pair("required", "/CapabilityReport/version")]);
        let deep = "[".repeat(200);
        assert_eq!(told("/Name", Some(&deep)), [pair("json-depth", "/Name")]);
    }

    #[test]
    fn keys_that_are_data_are_not_told() {
        let long = format!("\"{}\"", "x".repeat(300));
        let report = preflight().check_field("CreateManagedThing", "/Tags/secret", Some(long.as_bytes())).unwrap();
        let [found] = report.violations() else { panic!("{report:?}") };
        assert_eq!((found.path.to_string().as_str(), found.entry), ("/Tags", Some(0)));
        let report = preflight().check_field("CreateManagedThing", "/Tags/aws:x", Some(b"\"a\"")).unwrap();
        assert!(report.violations().iter().all(|found| found.for_key && found.path.to_string() == "/Tags"));
        assert_eq!(told("/MetaData/*", Some("1")), [pair("type", "/MetaData/*")]);
    }

    #[test]
    fn rules_that_read_the_field_alone_are_judged() {
        let judge = |operation: &str, path: &str, value: &str| {
            let report = preflight().check_field(operation, path, Some(value.as_bytes())).unwrap();
            report.violations().iter().map(|found| format!("{} {}", found.rule.id(), found.path)).collect::<Vec<_>>()
        };
        let arn = "/DeliveryDestinationArn";
        assert_eq!(
            judge("CreateDestination", arn, r#""arn:aws:firehose:us-east-1:123456789012:deliverystream/x""#),
            ["destination/kinesis /DeliveryDestinationArn"]
        );
        let query = "/OtaTargetQueryString";
        assert_eq!(judge("CreateOtaTask", query, r#""owner=acme""#), ["ota/query-attributes /OtaTargetQueryString"]);
        assert_eq!(judge("CreateOtaTask", query, r#""attributes.owner=acme""#), [""; 0]);
        let things = vec![r#""arn:aws:iot:eu-west-1:123456789012:thing/lamp""#; 101].join(",");
        assert_eq!(judge("CreateOtaTask", "/Target", &format!("[{things}]")), ["ota/target-count /Target"]);
        let endpoint = r#"{"id": "1", "deviceTypes": [], "capabilities": []}"#;
        assert_eq!(
            judge("CreateManagedThing", "/CapabilityReport/endpoints", &format!("[{endpoint}, {endpoint}]")),
            ["report/duplicate /CapabilityReport/endpoints/1/id"]
        );
        assert_eq!(
            judge("CreateManagedThing", "/CapabilityReport/endpoints/*/capabilities/2/id", r#""matter.OnOff""#),
            ["schema/unversioned-id /CapabilityReport/endpoints/*/capabilities/2/id"]
        );
    }

    #[cfg(feature = "policy")]
    #[test]
    fn limits_of_a_policy_count() {
        use crate::policy::{Format, Policy};
        let text = br#"{"limits": {"CreateManagedThing": {
            "/Name": {"maxLength": 3}, "/CapabilityReport/endpoints/*/id": {"maxLength": 1}, "/Tags": {"maxEntries": 1}
        }}}"#;
        let policy = Policy::parse(text, Format::Json, Edition::default()).unwrap();
        let preflight = Preflight::builder().policy(policy).build().unwrap();
        for (path, value, wanted) in [
            ("/Name", "\"shelf\"", vec!["/Name"]),
            ("/CapabilityReport/endpoints/4/id", "\"12\"", vec!["/CapabilityReport/endpoints/4/id"]),
            ("/CapabilityReport/endpoints/*/id", "\"12\"", vec!["/CapabilityReport/endpoints/*/id"]),
            ("/Tags", r#"{"a": "b", "c": "d"}"#, vec!["/Tags"]),
            ("/SerialNumber", "\"1234\"", vec![]),
        ] {
            let report = preflight.check_field("CreateManagedThing", path, Some(value.as_bytes())).unwrap();
            let found = report.violations().iter().filter(|found| found.rule.id() == "policy/limit");
            assert_eq!(found.map(|found| found.path.to_string()).collect::<Vec<_>>(), wanted, "{path}");
        }
    }
}

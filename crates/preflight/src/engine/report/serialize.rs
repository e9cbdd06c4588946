//! `serde::Serialize` for reports: the same JSON as `to_json()`, key by key.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Report, Violation, json};

/// Serializes the one JSON text, so that the two forms cannot differ.
fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let value: Value = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
    value.serialize(serializer)
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.to_json(), serializer)
    }
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        json::violation(&mut text, self, None);
        serialize(&text, serializer)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Edition, Preflight};

    #[test]
    fn serializes_to_the_text_of_to_json() {
        let input = br#"{"Name": "", "Nam": 1, "Tags": {"a": 1}, "ClientToken": "!"}"#;
        let report = Preflight::new(Edition::default()).check("CreateCredentialLocker", input).unwrap();
        assert!(report.violations().len() > 3);
        assert_eq!(serde_json::to_string(&report).unwrap(), report.to_json());
        let first = serde_json::to_string(&report.violations()[0]).unwrap();
        assert!(report.to_json().contains(&first), "{first}");
    }
}

//! What must stand once in a list.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Check;
use crate::catalog::Rule;
use crate::report::json;

/// What has been seen in one list of a document, and where first.
#[derive(Default)]
pub(super) struct Seen {
    items: BTreeMap<String, ()>,
    names: BTreeMap<String, ()>,
    numbers: BTreeMap<u64, ()>,
}

impl Check<'_, '_> {
    /// An item of a list of unique items, and whether an equal one came before.
    pub(super) fn unique(&mut self, seen: &mut Seen, item: &Value) -> bool {
        let mut text = String::new();
        canonical(&mut text, item);
        let is_new = seen.items.insert(text, ()).is_none();
        if !is_new {
            self.findings.expects(Rule::DocumentDuplicate, "uniqueItems", "must not equal an earlier one of its list");
        }
        is_new
    }

    /// A name that is used within one list.
    pub(super) fn unique_name(&mut self, seen: &mut Seen, name: &str) {
        if seen.names.insert(name.to_owned(), ()).is_some() {
            self.member("name", |check| {
                check.findings.expects(Rule::DocumentSameName, "uniqueItems", "should not be an earlier one's name");
            });
        }
    }

    /// A number that is used within one list or section.
    pub(super) fn unique_number(&mut self, seen: &mut Seen, number: u64) {
        if seen.numbers.insert(number, ()).is_some() {
            self.member("extrinsicId", |check| {
                let expected = "should not be the number of an earlier one";
                check.findings.expects(Rule::DocumentSameName, "uniqueItems", expected);
            });
        }
    }
}

/// The value as text, its keys sorted: equal values have equal texts.
fn canonical(out: &mut String, value: &Value) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(out, item);
                out.push(',');
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, member) in members {
                json::string(out, name);
                canonical(out, member);
                out.push(',');
            }
            out.push('}');
        }
        Value::String(text) => json::string(out, text),
        value => out.push_str(&value.to_string()),
    }
}

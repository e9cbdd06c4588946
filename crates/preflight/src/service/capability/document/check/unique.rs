//! Checks of what must be unique in a list.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Check;
use crate::engine::constraint::canonical;
use crate::engine::rule::Rule;
use crate::text::json::Reader;

/// The items, names and numbers seen in one list of a document.
#[derive(Default)]
pub(super) struct Seen {
    items: BTreeSet<Vec<u8>>,
    names: BTreeSet<String>,
    numbers: BTreeSet<u64>,
}

impl Check<'_, '_> {
    /// Checks an item of a list of unique items; returns whether no equal item precedes it.
    pub(super) fn unique(&mut self, seen: &mut Seen, item: &Value) -> bool {
        let mut text = Vec::new();
        let written = canonical::write(None, &mut Reader::new(item.to_string().as_bytes()), &mut text);
        debug_assert!(written.is_ok(), "a tree is written as it can be read");
        let is_new = seen.items.insert(text);
        if !is_new {
            self.findings.expects(Rule::DOCUMENT_DUPLICATE, "", "must not equal an earlier one of its list");
        }
        is_new
    }

    /// Checks that a name is unique in its list.
    pub(super) fn unique_name(&mut self, seen: &mut Seen, name: &str) {
        if !seen.names.insert(name.to_owned()) {
            self.member("name", |check| {
                check.findings.expects(Rule::DOCUMENT_SAME_NAME, "name", "should not be an earlier one's name");
            });
        }
    }

    /// Checks that a number is unique in its list or section.
    pub(super) fn unique_number(&mut self, seen: &mut Seen, number: u64) {
        if !seen.numbers.insert(number) {
            self.member("extrinsicId", |check| {
                let expected = "should not be the number of an earlier one";
                check.findings.expects(Rule::DOCUMENT_SAME_NAME, "number", expected);
            });
        }
    }
}

//! Splits and decodes the query.

use std::borrow::Cow;

use super::{Detail, Rule, member_path, percent, violation};
use crate::engine::report::{Path, Violation};

/// A query parameter, decoded.
#[derive(Debug)]
pub(super) struct Entry<'r> {
    pub(super) name: Cow<'r, str>,
    /// `None` if the value is badly encoded. The binding of its member reports that.
    pub(super) value: Option<Cow<'r, str>>,
}

/// Returns the entries of the URI's query, then those of additional queries. The value of an entry without `=` is
/// empty.
pub(super) fn entries<'r>(
    uri_query: &'r str,
    additional_queries: &[&'r str],
    refusals: &mut Vec<Violation>,
) -> Vec<Entry<'r>> {
    let mut entries = Vec::new();
    add_entries(uri_query, &mut entries, refusals);
    for query in additional_queries {
        add_entries(query, &mut entries, refusals);
    }
    entries
}

#[inline(never)]
fn add_entries<'r>(query: &'r str, entries: &mut Vec<Entry<'r>>, refusals: &mut Vec<Violation>) {
    for entry in query.split('&') {
        if entry.is_empty() {
            continue;
        }
        let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
        match percent::decode(name, true) {
            Some(name) => entries.push(Entry { name, value: percent::decode(value, true) }),
            None => refusals.push(badly_encoded(Path::default())),
        }
    }
}

pub(super) fn badly_encoded(path: Path) -> Violation {
    let message = "is badly encoded in the query: write `%` and two hexadecimal digits for each byte of UTF-8";
    violation(Rule::HTTP_QUERY, path, Detail::Message { reason: "encoding", message })
}

pub(super) fn repeated(name: &str) -> Violation {
    let detail = Detail::Message { reason: "repeated", message: "is in the query more than once" };
    violation(Rule::HTTP_QUERY, member_path(name), detail)
}

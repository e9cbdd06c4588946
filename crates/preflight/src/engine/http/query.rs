//! Query entries, decoded.

use std::borrow::Cow;

use super::{Detail, Rule, member_path, percent, violation};
use crate::engine::report::{Path, Violation};

/// A query parameter, decoded.
#[derive(Debug)]
pub(super) struct Entry<'r> {
    pub(super) name: Cow<'r, str>,
    /// `None` when the value is badly encoded, which is for the member it binds to say.
    pub(super) value: Option<Cow<'r, str>>,
}

/// The entries of the URI's query, then those given beside it. An entry without `=` is the empty string.
pub(super) fn entries<'r>(uri_query: &'r str, beside: &[&'r str], refusals: &mut Vec<Violation>) -> Vec<Entry<'r>> {
    let mut entries = Vec::new();
    add(uri_query, &mut entries, refusals);
    for query in beside {
        add(query, &mut entries, refusals);
    }
    entries
}

#[inline(never)]
fn add<'r>(query: &'r str, entries: &mut Vec<Entry<'r>>, refusals: &mut Vec<Violation>) {
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
    violation(
        Rule::HTTP_QUERY,
        path,
        Detail::Reason("is badly encoded in the query: write `%` and two hexadecimal digits"),
    )
}

pub(super) fn repeated(name: &str) -> Violation {
    violation(Rule::HTTP_QUERY, member_path(name), Detail::Reason("is in the query more than once"))
}

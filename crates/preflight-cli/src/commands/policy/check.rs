//! `policy check`: the summary of a policy that can be used.

use serde_json::json;

use super::{PolicyResult, UsablePolicy};
use crate::escape::escape_line;
use crate::exit::ExitStatus;

pub(super) fn summarize(usable: &UsablePolicy<'_>) -> PolicyResult {
    let summary = usable.policy.summary();
    let counts = [
        ("severities", "severity", summary.severities),
        ("suppressions", "suppression", summary.suppressions),
        ("limits", "limit", summary.limits),
        ("checks", "check", summary.checks),
        ("examples", "example", summary.examples),
    ];
    let parts = counts.iter().filter(|(.., count)| *count > 0).map(|(plural, singular, count)| match count {
        1 => format!(", 1 {singular}"),
        count => format!(", {count} {plural}"),
    });
    let name = escape_line(&usable.source.name());
    let text = format!("{name}: ok: profile {}{}\n", summary.profile, parts.collect::<String>());
    let mut json = json!({
        "policy": usable.source.name(),
        "usable": true,
        "edition": usable.edition.name(),
        "profile": summary.profile.name(),
    });
    for (plural, _, count) in counts {
        json[plural] = json!(count);
    }
    PolicyResult { text, json, status: ExitStatus::Success }
}

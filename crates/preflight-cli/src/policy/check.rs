//! `policy check`: a policy that can be used, in numbers.

use serde_json::json;

use super::{Reading, Told};
use crate::exit::Verdict;
use crate::render::visible_line;

pub(super) fn tell(reading: &Reading<'_>) -> Told {
    let summary = reading.policy.summary();
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
    let name = visible_line(&reading.source.name());
    let text = format!("{name}: ok: profile {}{}\n", summary.profile, parts.collect::<String>());
    let mut json = json!({
        "policy": reading.source.name(),
        "usable": true,
        "edition": reading.edition.name(),
        "profile": summary.profile.name(),
    });
    for (plural, _, count) in counts {
        json[plural] = json!(count);
    }
    Told { text, json, verdict: Verdict::Valid }
}

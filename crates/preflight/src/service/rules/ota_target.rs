//! CreateOtaTask: the targets of a task, and the configuration that aborts it.
//!
//! The reference documents how each type of task names its targets. AWS IoT Jobs advises an abort configuration with
//! retries.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::smithy::is_letter_or_number;
use crate::text::json::parts;

reads! {
    enum TargetReads {
        TYPE = "OtaType",
        TARGET = "Target",
        QUERY = "OtaTargetQueryString",
    }
}

/// `{"OtaType": "ONE_TIME", "Target": ["arn:…"]}` or `{"OtaType": "CONTINUOUS", "OtaTargetQueryString": "attributes.…"}`
pub(super) const TARGET: Check = Check {
    rules: &[Rule::OTA_TARGET],
    at: Scope::Operations(&["CreateOtaTask"]),
    reads: TargetReads::PATHS,
    judge: target,
};

const BOTH: RuleMessage = rule_message!(
    Rule::OTA_TARGET,
    "both",
    "a task has a `Target` or an `OtaTargetQueryString`, not both",
    "leave out `OtaTargetQueryString`: a task that runs once goes by its list",
);

const BOTH_CONTINUOUS: RuleMessage = rule_message!(
    Rule::OTA_TARGET,
    "both-continuous",
    "a task has a `Target` or an `OtaTargetQueryString`, not both",
    "leave out `Target`: a continuous task goes by its query",
);

const QUERY_MISSING: RuleMessage = rule_message!(
    Rule::OTA_TARGET,
    "query-missing",
    "a continuous task must say which things it is for",
    "add `OtaTargetQueryString`, in place of any `Target`",
);

const LIST_MISSING: RuleMessage = rule_message!(
    Rule::OTA_TARGET,
    "list-missing",
    "a task that runs once must list its things",
    "add `Target`, in place of `OtaTargetQueryString`",
);

const MISSING: RuleMessage = rule_message!(
    Rule::OTA_TARGET,
    "missing",
    "a task must say which things it is for",
    "add `Target`, a list of things",
);

fn target(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let ota_type = context.text(TargetReads::TYPE);
    // An empty list or query is the same as none.
    let target = context
        .value(TargetReads::TARGET)
        .filter(|target| !target.raw().starts_with(b"[") || !parts::items(target.raw()).is_empty());
    let query = context.value(TargetReads::QUERY).filter(|query| query.text().is_none_or(|text| !text.is_empty()));
    let is_continuous = ota_type.as_deref() == Some("CONTINUOUS");
    match (target, query) {
        (Some(target), Some(_)) if is_continuous => reporter.report(&BOTH_CONTINUOUS, target),
        (Some(_), Some(query)) => reporter.report(&BOTH, query),
        (_, None) if is_continuous => reporter.report_missing(&QUERY_MISSING, None, "OtaTargetQueryString"),
        (None, Some(_)) if ota_type.as_deref() == Some("ONE_TIME") => {
            reporter.report_missing(&LIST_MISSING, None, "Target")
        }
        (None, None) => reporter.report_missing(&MISSING, None, "Target"),
        _ => Ok(()),
    }
}

/// Maximum number of targets of a task.
const MAX_TARGETS: usize = 100;

reads! {
    enum CountReads {
        TARGET = "Target",
    }
}

/// A list of at most 100 things: `"Target": ["arn:…"]`
pub(super) const COUNT: Check = Check {
    rules: &[Rule::OTA_TARGET_COUNT],
    at: Scope::Operations(&["CreateOtaTask"]),
    reads: CountReads::PATHS,
    judge: count,
};

const TOO_MANY: RuleMessage =
    rule_message!(Rule::OTA_TARGET_COUNT, "a task has at most 100 targets", "use a query, or several tasks");

fn count(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(CountReads::TARGET) {
        Some(target) if parts::items(target.raw()).len() > MAX_TARGETS => reporter.report(&TOO_MANY, target),
        _ => Ok(()),
    }
}

reads! {
    enum QueryReads {
        QUERY = "OtaTargetQueryString",
    }
}

/// A query of attributes: `"OtaTargetQueryString": "attributes.owner=acme"`
pub(super) const QUERY: Check = Check {
    rules: &[Rule::OTA_QUERY_ATTRIBUTES],
    at: Scope::Operations(&["CreateOtaTask"]),
    reads: QueryReads::PATHS,
    judge: query_attributes,
};

const NO_ATTRIBUTES: RuleMessage = rule_message!(
    Rule::OTA_QUERY_ATTRIBUTES,
    "names in the query are attributes of things, which come from their `MetaData`",
    "write them with `attributes.` in front, such as `attributes.owner=acme`",
);

fn query_attributes(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(QueryReads::QUERY) {
        // `Rule::OTA_TARGET` reports an empty query.
        Some(query) if query.text().is_some_and(|text| !text.is_empty() && !compares_only_attributes(&text)) => {
            reporter.report(&NO_ATTRIBUTES, query)
        }
        _ => Ok(()),
    }
}

/// Whether every name that a query compares begins with `attributes.`, and there is one.
fn compares_only_attributes(query: &str) -> bool {
    let query = without_values(query);
    let mut names = 0;
    for (at, _) in query.bytes().enumerate().filter(|(_, byte)| is_comparison(*byte)) {
        let mut before = &query.as_bytes()[..at];
        while let [rest @ .., last] = before
            && (is_comparison(*last) || matches!(last, b'!' | b' '))
        {
            before = rest;
        }
        let name = after_space(&query[..before.len()]);
        let name = name.trim_start_matches(['-', '+', '!']);
        // `a>=b` compares once: a name has no comparison in it.
        let is_name = name.contains(|c: char| c.is_ascii_alphabetic() || is_letter_or_number(c))
            && !name.bytes().any(is_comparison);
        if is_name && !name.starts_with("attributes.") {
            return false;
        }
        names += usize::from(is_name);
    }
    names > 0
}

/// Whether a byte is part of a comparison operator.
fn is_comparison(byte: u8) -> bool {
    matches!(byte, b'=' | b':' | b'<' | b'>')
}

/// Returns the text after the last white space or opening bracket.
fn after_space(text: &str) -> &str {
    let last = text.char_indices().rev().find(|(_, c)| c.is_whitespace() || *c == '(');
    last.and_then(|(at, c)| text.get(at + c.len_utf8()..)).unwrap_or(text)
}

/// Returns a query without quoted values and ranges in brackets, which contain no names.
fn without_values(query: &str) -> String {
    let mut out = String::with_capacity(query.len());
    let mut closing = None;
    let mut chars = query.chars();
    while let Some(c) = chars.next() {
        match (closing, c) {
            (Some(_), '\\') => drop(chars.next()),
            (Some(end), c) if c == end => closing = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => closing = Some(c),
            (None, '[' | '{') => closing = Some(if c == '[' { ']' } else { '}' }),
            (None, c) => out.push(c),
        }
    }
    out
}

reads! {
    enum RetryReads {
        RETRY = "OtaTaskExecutionRetryConfig",
        CONFIGURATION = "TaskConfigurationId",
    }
}

/// A task with retries names settings that can stop it: `"TaskConfigurationId": "…"`.
pub(super) const RETRY: Check = Check {
    rules: &[Rule::OTA_RETRY_WITHOUT_ABORT],
    at: Scope::Operations(&["CreateOtaTask"]),
    reads: RetryReads::PATHS,
    judge: retry,
};

const NO_ABORT: RuleMessage = rule_message!(
    Rule::OTA_RETRY_WITHOUT_ABORT,
    "retries without an abort configuration repeat what fails, whatever it costs",
    "add `TaskConfigurationId`, with settings that have abort criteria",
);

fn retry(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(RetryReads::RETRY) {
        Some(retry) if !context.has(RetryReads::CONFIGURATION) => reporter.report(&NO_ABORT, retry),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_queries_of_attributes_alone() {
        for query in [
            "attributes.owner=acme",
            "attributes.a:b AND (attributes.c>=2 OR NOT attributes.d:\"x\")",
            "attributes.a = 'b'",
        ] {
            assert!(compares_only_attributes(query), "{query}");
        }
        for query in ["owner=acme", "attributes.a:b AND thingName:x", "*", "", "acme", "(owner:1)"] {
            assert!(!compares_only_attributes(query), "{query}");
        }
    }
}

//! CreateOtaTask: which devices a task is for, and what stops it when they fail.
//!
//! The reference gives each type of task its own way to name devices; that retries go with an abort configuration is
//! the advice of AWS IoT Jobs.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
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

fn target(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let kind = context.text(TargetReads::TYPE);
    // An empty list and an empty query name no thing.
    let target = context
        .one(TargetReads::TARGET)
        .filter(|target| !target.raw().starts_with(b"[") || !parts::items(target.raw()).is_empty());
    let query = context.one(TargetReads::QUERY).filter(|query| query.text().is_none_or(|text| !text.is_empty()));
    let is_continuous = kind.as_deref() == Some("CONTINUOUS");
    let rule = Rule::OTA_TARGET;
    match (target, query) {
        (Some(target), Some(query)) => {
            let message = "a task has a `Target` or an `OtaTargetQueryString`, not both";
            if is_continuous {
                reporter.report(rule, target, &[message, "leave out `Target`: a continuous task goes by its query"])?;
            } else {
                let help = "leave out `OtaTargetQueryString`: a task that runs once goes by its list";
                reporter.report(rule, query, &[message, help])?;
            }
        }
        (_, None) if is_continuous => {
            let say = &[
                "a continuous task must say which things it is for",
                "add `OtaTargetQueryString`, in place of any `Target`",
            ];
            reporter.report_missing(rule, None, "OtaTargetQueryString", say)?;
        }
        (None, Some(_)) if kind.as_deref() == Some("ONE_TIME") => {
            let say =
                &["a task that runs once must list its things", "add `Target`, in place of `OtaTargetQueryString`"];
            reporter.report_missing(rule, None, "Target", say)?;
        }
        (None, None) => {
            let say = &["a task must say which things it is for", "add `Target`, a list of things"];
            reporter.report_missing(rule, None, "Target", say)?;
        }
        _ => {}
    }
    Ok(())
}

/// A task has at most so many targets.
const MOST_TARGETS: usize = 100;

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

fn count(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.one(CountReads::TARGET) {
        Some(target) if parts::items(target.raw()).len() > MOST_TARGETS => {
            let say = &["a task has at most 100 targets", "use a query, or several tasks"];
            reporter.report(Rule::OTA_TARGET_COUNT, target, say)
        }
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

fn query_attributes(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.one(QueryReads::QUERY) {
        // An empty query names nothing at all, which is another rule's.
        Some(query) if query.text().is_some_and(|text| !text.is_empty() && !asks_for_attributes(&text)) => {
            let say = &[
                "names in the query are attributes of things, which come from their `MetaData`",
                "write them with `attributes.` in front, such as `attributes.owner=acme`",
            ];
            reporter.report(Rule::OTA_QUERY_ATTRIBUTES, query, say)
        }
        _ => Ok(()),
    }
}

/// Whether every name that a query compares begins with `attributes.`, and there is one.
fn asks_for_attributes(query: &str) -> bool {
    let query = without_values(query);
    let mut names = 0;
    for (at, _) in query.bytes().enumerate().filter(|(_, byte)| compares(*byte)) {
        let mut before = &query.as_bytes()[..at];
        while let [rest @ .., last] = before
            && (compares(*last) || matches!(last, b'!' | b' '))
        {
            before = rest;
        }
        let name = behind_space(&query[..before.len()]);
        let name = name.trim_start_matches(['-', '+', '!']);
        // Behind a comparison there is a value, and `a>=b` compares once.
        let is_name =
            name.contains(|c: char| c.is_ascii_alphabetic() || is_letter_or_number(c)) && !name.bytes().any(compares);
        if is_name && !name.starts_with("attributes.") {
            return false;
        }
        names += usize::from(is_name);
    }
    names > 0
}

/// Whether a byte of a query compares a name with a value.
fn compares(byte: u8) -> bool {
    matches!(byte, b'=' | b':' | b'<' | b'>')
}

/// What stands behind the last white space or bracket.
fn behind_space(text: &str) -> &str {
    let last = text.char_indices().rev().find(|(_, c)| c.is_whitespace() || *c == '(');
    last.and_then(|(at, c)| text.get(at + c.len_utf8()..)).unwrap_or(text)
}

/// A query without what stands in quotes and in the brackets of ranges: there are no names in those.
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

fn retry(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.one(RetryReads::RETRY) {
        Some(retry) if !context.has(RetryReads::CONFIGURATION) => {
            let say = &[
                "retries without an abort configuration repeat what fails, whatever it costs",
                "add `TaskConfigurationId`, with settings that have abort criteria",
            ];
            reporter.report(Rule::OTA_RETRY_WITHOUT_ABORT, retry, say)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        for query in [
            "attributes.owner=acme",
            "attributes.a:b AND (attributes.c>=2 OR NOT attributes.d:\"x\")",
            "attributes.a = 'b'",
        ] {
            assert!(asks_for_attributes(query), "{query}");
        }
        for query in ["owner=acme", "attributes.a:b AND thingName:x", "*", "", "acme", "(owner:1)"] {
            assert!(!asks_for_attributes(query), "{query}");
        }
    }
}

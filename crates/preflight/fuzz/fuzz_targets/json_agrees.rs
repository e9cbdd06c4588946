//! The reader takes for JSON what `serde_json` takes for JSON.
//!
//! The oracle is `serde_json` skipping the text (`IgnoredAny`) after the whole of it was found to be UTF-8, which is
//! RFC 8259 to the letter: it has no opinion on depth, on the size of numbers or on surrogates. Reading the text into
//! a `Value` is the second oracle. The differences that are meant:
//!
//! - a key that stands in an object twice: `serde_json` keeps the last one, here it is `json-duplicate-key`, which
//!   stops nothing and is not a syntax error;
//! - an escape that is half of a surrogate pair: a `Value` cannot hold it, here it is `json-surrogate`;
//! - nesting: a `Value` is refused from 128 levels on, here `json-depth` comes after the limit of 128 levels; what is
//!   behind the place where the limit was met is not read, so such a text is compared with neither oracle;
//! - a number that no `f64` can hold: a `Value` is refused, here it is JSON, and `type` where a double is expected.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mi_preflight::{Edition, Preflight, Rule};
use serde::de::IgnoredAny;
use serde_json::Value;

/// An operation with a Document in its input, one without any, one without an input.
const OPERATIONS: [&str; 3] = ["SendManagedThingCommand", "CreateCredentialLocker", "GetCustomEndpoint"];

/// Where in an input of `CreateManagedThing` the text is put: where a document is expected, where nothing is known,
/// and where a value of another type is expected.
const PLACES: [(&[u8], &[u8]); 3] =
    [(b"{\"CapabilitySchemas\":[{\"Schema\":", b"}]}"), (b"{\"Unknown\":", b"}"), (b"{\"MetaData\":{\"k\":", b"}}")];

fuzz_target!(|text: &[u8]| {
    for edition in Edition::ALL {
        let preflight = Preflight::new(edition);
        for operation in OPERATIONS {
            judge(&preflight, operation, text);
        }
    }
    for (before, after) in PLACES {
        judge(&Preflight::new(Edition::E2026_11), "CreateManagedThing", &[before, text, after].concat());
    }
});

fn judge(preflight: &Preflight, operation: &str, text: &[u8]) {
    let report = preflight.check(operation, text).expect("the operation is there");
    assert_eq!(preflight.is_valid(operation, text), Ok(report.is_valid()), "the two doors disagree");
    let written: Value = serde_json::from_str(&report.to_json()).expect("a report is JSON");
    assert_eq!(written["valid"], report.is_valid());
    let spans = preflight.sensitive_spans(operation, text).expect("the operation is there");
    assert!(spans.iter().all(|span| span.start <= span.end && span.end <= text.len()), "a span is out of bounds");
    assert!(spans.is_sorted_by_key(|span| span.end), "spans are not in the order of their ends");

    let has = |rules: &[Rule]| report.violations().iter().any(|found| rules.contains(&found.rule));
    if has(&[Rule::JSON_DEPTH]) {
        return;
    }
    let refused = has(&[Rule::JSON_SYNTAX, Rule::JSON_UTF8]);
    let is_json = core::str::from_utf8(text).is_ok() && serde_json::from_slice::<IgnoredAny>(text).is_ok();
    assert_eq!(refused, !is_json, "this is {}JSON", if is_json { "" } else { "no " });
    if has(&[Rule::JSON_UTF8]) {
        assert!(core::str::from_utf8(text).is_err(), "this is UTF-8");
    }
    if let Err(error) = serde_json::from_slice::<Value>(text) {
        let error = error.to_string();
        let meant = error.starts_with("number out of range") || error.starts_with("recursion limit exceeded");
        assert!(refused || meant || report.is_truncated() || has(&[Rule::JSON_SURROGATE]), "unexpected: {error}");
    }
}

//! Strings, keys, nesting, limits, null, and container shapes. Numbers have tests of their own.
//!
//! All tests use the public API, on small models that are loaded at run time.
#![cfg(feature = "smithy")]

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use mi_preflight::{Limits, LoadedModel, Preflight, Report, Severity};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// Returns a model with one operation, `Put`, whose input has these members, and with these further shapes.
fn model(members: &Value, shapes: &Value) -> Value {
    let mut all = json!({
        "a#Put": {"type": "operation", "input": {"target": "a#Input"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#Input": {"type": "structure", "members": members}});
    for (id, shape) in shapes.as_object().expect("shapes are an object") {
        all[id] = shape.clone();
    }
    json!({"smithy": "2.0", "shapes": all})
}

fn load(model: &Value) -> Preflight {
    let loaded = LoadedModel::parse(model.to_string().as_bytes()).expect("the model loads");
    Preflight::builder().model(loaded).build().unwrap()
}

/// An input with a member of most kinds.
fn all_kinds() -> Preflight {
    load(&model(
        &json!({
            "word": {"target": "a#Word"},
            "any": {"target": "a#Any"},
            "map": {"target": "a#WordMap"},
            "list": {"target": "a#WordList"},
            "tree": {"target": "a#Tree"},
            "choice": {"target": "a#Choice"},
            "flag": {"target": "smithy.api#Boolean"},
            "count": {"target": "smithy.api#Integer"},
            "sparseMap": {"target": "a#SparseMap"},
            "sparseList": {"target": "a#SparseList"}}),
        &json!({
            "a#Word": {"type": "string", "traits": {"smithy.api#length": {"min": 1, "max": 128}}},
            "a#Any": {"type": "document"},
            "a#WordMap": {"type": "map", "key": {"target": "a#Word"}, "value": {"target": "a#Word"}},
            "a#WordList": {"type": "list", "member": {"target": "a#Word"}},
            "a#SparseMap": {"type": "map", "key": {"target": "a#Word"}, "value": {"target": "a#Word"},
                            "traits": {"smithy.api#sparse": {}}},
            "a#SparseList": {"type": "list", "member": {"target": "a#Word"}, "traits": {"smithy.api#sparse": {}}},
            "a#Tree": {"type": "structure", "members": {
                "next": {"target": "a#Tree"},
                "name": {"target": "a#Word"},
                "children": {"target": "a#Trees"}}},
            "a#Trees": {"type": "list", "member": {"target": "a#Tree"}},
            "a#Choice": {"type": "union", "members": {
                "word": {"target": "a#Word"}, "any": {"target": "a#Any"}, "tree": {"target": "a#Tree"}}}}),
    ))
}

/// Checks with `check` and `is_valid`, and asserts the invariants of every report.
fn check(preflight: &Preflight, input: &[u8]) -> Report {
    let report = preflight.check("Put", input).expect("the operation exists");
    let shown = String::from_utf8_lossy(&input[..input.len().min(300)]).into_owned();
    assert_eq!(
        preflight.is_valid("Put", input),
        Ok(report.is_valid()),
        "`check` and `is_valid` disagree about {shown}"
    );
    if !report.is_truncated() {
        let has_error = report.violations().iter().any(|violation| violation.severity == Severity::Error);
        assert_eq!(report.is_valid(), !has_error, "{shown}");
    }
    let written: Value = serde_json::from_str(&report.to_json()).expect("a report is JSON");
    assert_eq!(written["valid"], report.is_valid(), "{shown}");
    let spans = preflight.sensitive_spans("Put", input).expect("the operation exists");
    assert!(spans.iter().all(|span| span.start <= span.end && span.end <= input.len()), "{shown}");
    report
}

/// Returns `rule path` of every violation.
fn rules_and_paths(preflight: &Preflight, input: &[u8]) -> Vec<String> {
    let report = check(preflight, input);
    report
        .violations()
        .iter()
        .map(|violation| format!("{} {}", violation.rule.id(), violation.path).trim().to_owned())
        .collect()
}

#[track_caller]
fn expect(preflight: &Preflight, input: impl AsRef<[u8]>, violations: &[&str]) {
    let input = input.as_ref();
    let shown = String::from_utf8_lossy(&input[..input.len().min(300)]).into_owned();
    assert_eq!(rules_and_paths(preflight, input), violations, "{shown}");
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn levels(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).expect("a limit is not zero")
}

/// Returns the text with every UTF-16 unit written as an escape.
fn escaped(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

#[test]
fn strings_are_counted_in_characters() {
    let preflight = all_kinds();
    for unit in ["a", "é", "中", "𝒜", "\u{301}", "\u{10FFFF}", "\u{2028}"] {
        for (count, violations) in [(1, &[][..]), (128, &[]), (129, &["length /word"])] {
            let text = unit.repeat(count);
            expect(&preflight, format!("{{\"word\":\"{text}\"}}"), violations);
            expect(&preflight, format!("{{\"word\":\"{}\"}}", escaped(&text)), violations);
        }
    }
    // A letter and its accent are two characters.
    expect(&preflight, format!("{{\"word\":\"{}\"}}", "e\u{301}".repeat(64)), &[]);
    expect(&preflight, format!("{{\"word\":\"{}\"}}", "e\u{301}".repeat(65)), &["length /word"]);
    expect(&preflight, r#"{"word":""}"#, &["length /word"]);
    let report = check(&preflight, format!("{{\"word\":\"{}\"}}", "𝒜".repeat(200)).as_bytes());
    assert!(report.to_json().contains(r#""detail":{"min":1,"max":128,"actual":200}"#), "{}", report.to_json());
}

#[test]
fn every_escape_is_decoded() {
    let value = "\"\\/\u{8}\u{c}\n\r\tAé中𝒜\u{0}\u{7f}";
    let preflight = load(&model(
        &json!({"word": {"target": "a#Word"}}),
        &json!({"a#Word": {"type": "string", "traits": {"smithy.api#enum": [{"value": value}]}}}),
    ));
    let upper = escaped(value).to_uppercase().replace("\\U", "\\u");
    for spelling in [
        "\\\"\\\\\\/\\b\\f\\n\\r\\tAé中𝒜\\u0000\u{7f}".to_owned(),
        "\\\"\\\\/\\b\\f\\n\\r\\t\\u0041\\u00E9\\u4e2D\\uD835\\uDc9c\\u0000\\u007F".to_owned(),
        escaped(value),
        upper,
    ] {
        expect(&preflight, format!("{{\"word\":\"{spelling}\"}}"), &[]);
    }
    expect(&preflight, "{\"word\":\"\\\"\\\\/\\b\\f\\n\\r\\tAé中𝒜\\u0000\"}", &["enum /word"]);
    for broken in
        ["\\x41", "\\U0041", "\\u00g0", "\\'", "\\u004", "\\", "\\u", "\\0", "\\a", "\\ud835\\u", "\n", "\t", "\u{0}"]
    {
        expect(&preflight, format!("{{\"word\":\"{broken}\"}}"), &["json-syntax /word"]);
    }
}

#[test]
fn keys_match_members_with_or_without_escapes() {
    let preflight = all_kinds();
    for key in ["word", r"\u0077ord", r"wor\u0064", r"\u0077\u006F\u0072\u0064", r"w\u006frd"] {
        expect(&preflight, format!("{{\"{key}\":\"\"}}"), &["length /word"]);
        expect(&preflight, format!("{{ \"{key}\" : \"\" }}"), &["length /word"]);
        expect(&preflight, format!("{{\"choice\":{{\"{key}\":\"\"}}}}"), &["length /choice/word"]);
    }
    for key in ["Word", "wor", "words", " word", "word ", r"wor\u0064s", "wоrd", r"word\u0000", ""] {
        let path = key.replace("\\u0064", "d").replace("\\u0000", "\0");
        let expected = format!("unknown-member /{path}").trim().to_owned();
        expect(&preflight, format!("{{\"{key}\":\"\"}}"), &[&expected]);
    }
    expect(&preflight, r#"{"a/b~c":1}"#, &["unknown-member /a~1b~0c"]);
}

#[test]
fn lone_surrogates_are_reported_and_the_check_continues() {
    let preflight = all_kinds();
    for half in [r"\ud800", r"\uDFFF", r"\udc00\ud800", r"\ud800\ud800", r"\ud800x", r"\ud800\n", r"\ud800\u0041"] {
        expect(&preflight, format!("{{\"word\":\"{half}\"}}"), &["json-surrogate /word"]);
        expect(&preflight, format!("{{\"any\":\"{half}\"}}"), &["json-surrogate /any"]);
        expect(&preflight, format!("{{\"any\":[1,{{\"k\":\"{half}\"}}]}}"), &["json-surrogate /any/1/k"]);
        expect(&preflight, format!("{{\"count\":\"{half}\"}}"), &["json-surrogate /count", "type /count"]);
        expect(&preflight, format!("{{\"zz\":\"{half}\"}}"), &["json-surrogate /zz", "unknown-member /zz"]);
        // A key has no path of its own.
        expect(&preflight, format!("{{\"map\":{{\"{half}\":\"a\"}}}}"), &["json-surrogate /map"]);
        expect(&preflight, format!("{{\"any\":{{\"{half}\":\"a\"}}}}"), &["json-surrogate /any"]);
    }
    for whole in [r"\ud83d\ude00", r"\uD83D\uDE00", r"\ud800\udc00", r"\udbff\udfff"] {
        expect(&preflight, format!("{{\"word\":\"{whole}\",\"any\":{{\"{whole}\":1}}}}"), &[]);
    }
    let input = format!("{{\"word\":\"{}\",\"flag\":1,\"list\":[\"\"]}}", r"\ud800".repeat(129));
    expect(&preflight, input, &["type /flag", "length /list/0", "json-surrogate /word", "length /word"]);
    // A key with half a surrogate pair is not the name of a member.
    let rules = rules_and_paths(&preflight, br#"{"word\ud800":""}"#);
    assert!(rules.iter().any(|violation| violation.starts_with("json-surrogate")), "{rules:?}");
    assert!(rules.iter().any(|violation| violation.starts_with("unknown-member")), "{rules:?}");
}

#[test]
fn bytes_that_are_no_utf8_are_named() {
    let preflight = all_kinds();
    let broken: [&[u8]; 7] =
        [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xb8", b"a\x80", b"\xf0\x9d\x92"];
    for bytes in broken {
        for (before, after) in [("{\"word\":\"", "\"}"), ("{\"any\":[\"", "\"]}"), ("{\"zz\":\"", "\"}")] {
            let rules = rules_and_paths(&preflight, &[before.as_bytes(), bytes, after.as_bytes()].concat());
            assert_eq!(rules.len(), 1, "{rules:?}");
            assert!(rules[0].starts_with("json-utf8"), "{bytes:?}: {rules:?}");
        }
        let rules = rules_and_paths(&preflight, &[b"{\"", bytes, b"\":1}"].concat());
        assert_eq!(rules, ["json-utf8"], "{bytes:?}");
    }
}

#[test]
fn invalid_json_is_reported_alone() {
    let preflight = all_kinds();
    for text in [
        "",
        " ",
        "\u{feff}{}",
        "{",
        "}",
        "{]",
        "[}",
        "{\"word\"}",
        "{\"word\":}",
        "{\"word\":\"\",}",
        "{,}",
        "[1,]",
        "{\"word\":\"\"}x",
        "{\"word\":\"\"} {}",
        "{'word':\"\"}",
        "{word:\"\"}",
        "// a\n{}",
        "nul",
        "truee",
        "{}\u{a0}",
        "{\"word\":\"\" \"flag\":true}",
        "{\"word\":\"\";}",
        "\"",
        "{\"any\":[1 2]}",
        "{\"any\":tru}",
        "{\"zz\":[}",
    ] {
        let rules = rules_and_paths(&preflight, text.as_bytes());
        assert_eq!(rules.len(), 1, "{text}: {rules:?}");
        assert!(rules[0].starts_with("json-syntax"), "{text}: {rules:?}");
    }
    expect(&preflight, " \t\r\n{ \"flag\" \r:\t true\n} \n", &[]);
    for (text, violation) in [("[]", "type"), ("null", "type"), ("1", "type"), ("\"\"", "type"), ("true", "type")] {
        expect(&preflight, text, &[violation]);
    }
}

#[test]
fn duplicate_keys_are_reported_at_every_level() {
    let preflight = all_kinds();
    for (input, violations) in [
        (r#"{"word":"a","word":"b"}"#, &["json-duplicate-key /word"][..]),
        (r#"{"word":"a","\u0077ord":"b"}"#, &["json-duplicate-key /word"]),
        (r#"{"word":"a","flag":true,"word":"b"}"#, &["json-duplicate-key /word"]),
        // Every occurrence is checked.
        (r#"{"word":"","word":"b"}"#, &["json-duplicate-key /word", "length /word"]),
        (r#"{"word":"","word":""}"#, &["json-duplicate-key /word", "length /word", "length /word"]),
        (r#"{"word":"a","word":"a","word":"a"}"#, &["json-duplicate-key /word", "json-duplicate-key /word"]),
        (r#"{"map":{"k":"a","k":"b"}}"#, &["json-duplicate-key /map/k"]),
        (r#"{"map":{"k":"a","\u006b":"b"}}"#, &["json-duplicate-key /map/k"]),
        (r#"{"map":{"é":"a","\u00e9":"b"}}"#, &["json-duplicate-key /map/é"]),
        (r#"{"map":{"k":"a","K":"b","k ":"c"}}"#, &[]),
        (r#"{"any":{"k":1,"k":1}}"#, &["json-duplicate-key /any/k"]),
        (r#"{"any":[{"k":{"j":1,"j":2}}]}"#, &["json-duplicate-key /any/0/k/j"]),
        (r#"{"any":{"":1,"":1}}"#, &["json-duplicate-key /any/"]),
        (r#"{"any":[{"k":1},{"k":1}]}"#, &[]),
        (r#"{"any":{"k":{"k":{"k":1}}}}"#, &[]),
        (r#"{"tree":{"name":"a","next":{"name":"a"},"name":"b"}}"#, &["json-duplicate-key /tree/name"]),
        (r#"{"zz":{"k":1,"k":1}}"#, &["unknown-member /zz", "json-duplicate-key /zz/k"]),
        (r#"{"zz":1,"zz":2}"#, &["json-duplicate-key /zz", "unknown-member /zz", "unknown-member /zz"]),
        (r#"{"word":{"k":1,"k":2}}"#, &["type /word", "json-duplicate-key /word/k"]),
        (r#"[{"k":1,"k":2}]"#, &["type", "json-duplicate-key /0/k"]),
        (r#"{"flag":null,"flag":null}"#, &["json-duplicate-key /flag"]),
    ] {
        expect(&preflight, input, violations);
    }
    let rules = rules_and_paths(&preflight, br#"{"choice":{"word":"a","word":"b"}}"#);
    assert!(rules.contains(&"json-duplicate-key /choice/word".to_owned()), "{rules:?}");
}

#[test]
fn duplicate_keys_match_a_hash_map() {
    let preflight = all_kinds().with_limits(Limits::default().with_max_violations(levels(1000)));
    let keys = prop::collection::vec(("[abc]{1,2}|[a-z]{1,3}|é|k[0-9]{1,2}", any::<bool>()), 0..200);
    let result = runner(300).run(&keys, |keys| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (key, _) in &keys {
            *counts.entry(key).or_default() += 1;
        }
        let repeated = counts.iter().flat_map(|(key, count)| core::iter::repeat_n(*key, count - 1));
        let expected: Vec<&str> = repeated.collect();
        let entries: Vec<String> = keys
            .iter()
            .map(|(key, escape)| format!("\"{}\":\"a\"", if *escape { escaped(key) } else { key.clone() }))
            .collect();
        let object = format!("{{{}}}", entries.join(","));
        for (input, prefix) in [
            (format!("{{\"map\":{object}}}"), "/map/"),
            (format!("{{\"any\":{object}}}"), "/any/"),
            (format!("{{\"zz\":[{object}]}}"), "/zz/0/"),
            (object.clone(), "/"),
        ] {
            let report = check(&preflight, input.as_bytes());
            let found = report.violations().iter().filter(|violation| violation.rule.id() == "json-duplicate-key");
            let mut found: Vec<String> = found.map(|violation| violation.path.to_string()).collect();
            let mut expected: Vec<String> = expected.iter().map(|key| format!("{prefix}{key}")).collect();
            found.sort();
            expected.sort();
            prop_assert_eq!(found, expected, "{}", input);
        }
        Ok(())
    });
    result.expect("every repeated key is named");
}

/// An engine that compared all pairs of keys would need 10^10 comparisons here.
#[test]
fn many_keys_are_compared_in_time() {
    let preflight = all_kinds();
    for count in [100, 100_000] {
        // Keys with equal lengths and similar characters.
        let entries: Vec<String> = (0..count).map(|key| format!("\"k{key:09}k\":\"a\"")).collect();
        let unique = format!("{{{}}}", entries.join(","));
        let repeated = format!("{{{},\"k000000007k\":\"a\"}}", entries.join(","));
        let respelled = format!("{{{},\"\\u006b000000007k\":\"a\"}}", entries.join(","));
        for (member, path) in [("map", "/map"), ("any", "/any"), ("sparseMap", "/sparseMap")] {
            let duplicate = format!("json-duplicate-key {path}/k000000007k");
            expect(&preflight, format!("{{\"{member}\":{unique}}}"), &[]);
            expect(&preflight, format!("{{\"{member}\":{repeated}}}"), &[&duplicate]);
            expect(&preflight, format!("{{\"{member}\":{respelled}}}"), &[&duplicate]);
        }
        expect(&preflight, format!("{{\"zz\":{unique}}}"), &["unknown-member /zz"]);
        expect(&preflight, format!("{{\"word\":{unique}}}"), &["type /word"]);
        // At the root every key is unknown, which is a warning. The duplicate key is an error beyond the cap.
        let report = check(&preflight, unique.as_bytes());
        assert!(report.is_valid());
        assert_eq!((report.violations().len(), report.is_truncated()), (100, count > 100));
        let report = check(&preflight, repeated.as_bytes());
        assert!(!report.is_valid());
        assert_eq!((report.violations().len(), report.is_truncated()), (100, true));
    }
}

#[test]
fn nesting_is_limited() {
    let nested = |open: &str, close: &str, count: usize| format!("{}{}", open.repeat(count), close.repeat(count));
    for limit in [1, 2, 3, 64, 128, 1024] {
        let preflight = all_kinds().with_limits(Limits::default().with_max_depth(levels(limit)));
        let mut inside = vec![("{\"any\":".to_owned(), "[", "]", "}", 1), ("{\"zz\":".to_owned(), "[", "]", "}", 1)];
        inside.push(("{\"word\":".to_owned(), "[", "]", "}", 1));
        inside.push((String::new(), "[", "]", "", 0));
        for (before, open, close, after, levels) in inside {
            for (count, refused) in [(limit - levels, false), (limit - levels + 1, true), (limit + 500, true)] {
                let input = format!("{before}{}{after}", nested(open, close, count));
                let rules = rules_and_paths(&preflight, input.as_bytes());
                if refused {
                    assert_eq!(rules.len(), 1, "{limit} levels, {before}: {rules:?}");
                }
                let deep = rules.iter().any(|violation| violation.starts_with("json-depth"));
                assert_eq!(deep, refused, "{limit} levels, {before} and {count} more: {rules:?}");
            }
        }
        // Levels of shapes: the innermost object counts too.
        let tree = |count: usize| format!("{{\"tree\":{}{{}}{}}}", "{\"next\":".repeat(count), "}".repeat(count));
        if limit >= 2 {
            expect(&preflight, tree(limit - 2), &[]);
            let rules = rules_and_paths(&preflight, tree(limit - 1).as_bytes());
            assert_eq!(rules.len(), 1, "{rules:?}");
            assert!(rules[0].starts_with("json-depth /tree"), "{rules:?}");
        }
        let list = |count: usize| format!("{{\"tree\":{}{{}}{}}}", "{\"children\":[".repeat(count), "]}".repeat(count));
        if limit >= 2 {
            expect(&preflight, list((limit - 2) / 2), &[]);
            let rules = rules_and_paths(&preflight, list(limit).as_bytes());
            assert!(rules.len() == 1 && rules[0].starts_with("json-depth /tree"), "{rules:?}");
        }
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for limit in [1, 128, 1024, 1 << 40] {
        let preflight = all_kinds().with_limits(Limits::default().with_max_depth(levels(limit)));
        for (before, open) in
            [("", "["), ("", "{\"any\":"), ("{\"any\":", "["), ("{\"tree\":", "{\"next\":"), ("{\"zz\":", "{\"a\":")]
        {
            let input = format!("{before}{}", open.repeat(100_000));
            let rules = rules_and_paths(&preflight, input.as_bytes());
            assert_eq!(rules.len(), 1, "{rules:?}");
            assert!(rules[0].starts_with("json-depth"), "{rules:?}");
        }
    }
}

#[test]
fn a_text_over_the_size_limit_is_not_read() {
    let preflight = all_kinds().with_limits(Limits::default().with_max_size(20));
    expect(&preflight, format!("{{\"word\":\"{}\"}}", "a".repeat(9)), &[]);
    expect(&preflight, format!("{{\"word\":\"{}\"}}", "a".repeat(10)), &["json-size"]);
    expect(&preflight, format!("{{}}{}", " ".repeat(18)), &[]);
    expect(&preflight, format!("{{}}{}", " ".repeat(19)), &["json-size"]);
    expect(&preflight, "[".repeat(21), &["json-size"]);
    let nothing = all_kinds().with_limits(Limits::default().with_max_size(0));
    expect(&nothing, "{}", &["json-size"]);
    expect(&nothing, "", &["json-syntax"]);
}

#[test]
fn the_cap_keeps_errors_first_in_text_order() {
    let preflight = all_kinds().with_limits(Limits::default().with_max_violations(levels(3)));
    let paths = |report: &Report| -> Vec<String> {
        report.violations().iter().map(|violation| violation.path.to_string()).collect()
    };
    // Errors displace warnings, and the last errors of the text are dropped.
    let report = check(&preflight, br#"{"zz":1,"word":"","flag":0,"any":1,"count":"","list":[""]}"#);
    assert_eq!(paths(&report), ["/count", "/flag", "/word"]);
    assert!(report.is_truncated() && !report.is_complete());
    assert!(report.to_json().ends_with(r#""truncated":true}"#));
    let report = check(&preflight, br#"{"zz":1,"word":"","flag":0}"#);
    assert_eq!((report.violations().len(), report.is_truncated(), report.is_complete()), (3, false, true));
    assert!(!report.to_json().contains("truncated"));
    let report = check(&preflight, br#"{"a1":1,"a2":1,"a3":1,"a4":1,"word":""}"#);
    assert_eq!(paths(&report), ["/a1", "/a2", "/word"]);
    assert!(!report.is_valid());
    // After a syntax error, earlier violations are not reported.
    expect(&preflight, br#"{"word":"","flag":0,"count":"","list":"","map":1"#, &["json-syntax"]);
}

#[test]
fn many_misspelt_members_do_not_hide_the_errors() {
    let unknown: String = (0..120).map(|index| format!(r#""a{index}":1,"#)).collect();
    let report = check(&all_kinds(), format!(r#"{{{unknown}"word":"","flag":0}}"#).as_bytes());
    let errors = report.violations().iter().filter(|violation| violation.severity == Severity::Error);
    assert_eq!((report.violations().len(), errors.count(), report.is_valid()), (100, 2, false));
}

#[test]
fn violations_are_sorted_by_path_and_rule() {
    let preflight = all_kinds();
    let items: Vec<&str> = (0..12).map(|_| "\"\"").collect();
    let input = format!("{{\"list\":[{}],\"flag\":1,\"zz\":{{\"k\":1,\"k\":1}},\"count\":[]}}", items.join(","));
    let mut expected = vec!["type /count".to_owned(), "type /flag".to_owned()];
    expected.extend((0..12).map(|index| format!("length /list/{index}")));
    expected.extend(["unknown-member /zz".to_owned(), "json-duplicate-key /zz/k".to_owned()]);
    assert_eq!(rules_and_paths(&preflight, input.as_bytes()), expected);
}

#[test]
fn null_means_absence_for_optional_members() {
    let preflight = all_kinds();
    for name in ["word", "any", "map", "list", "tree", "choice", "flag", "count", "sparseMap", "sparseList"] {
        expect(&preflight, format!("{{\"{name}\":null}}"), &[]);
    }
    for (input, violations) in [
        (r#"{"tree":{"next":null,"name":null,"children":null}}"#, &[][..]),
        (r#"{"list":[null]}"#, &["type /list/0"]),
        (r#"{"list":["a",null,"b"]}"#, &["type /list/1"]),
        (r#"{"map":{"k":null}}"#, &["type /map/k"]),
        (r#"{"tree":{"children":[null]}}"#, &["type /tree/children/0"]),
        (r#"{"sparseList":[null,"a",null]}"#, &[]),
        (r#"{"sparseMap":{"k":null,"j":"a"}}"#, &[]),
        (r#"{"sparseList":[""]}"#, &["length /sparseList/0"]),
        (r#"{"sparseMap":{"":null}}"#, &["length /sparseMap/"]),
        (r#"{"any":[null]}"#, &[]),
        (r#"{"any":{"k":null}}"#, &[]),
        (r#"{"zz":null}"#, &["unknown-member /zz"]),
        (r#"{"word":nul}"#, &["json-syntax /word"]),
        (r#"{"word":nulll}"#, &["json-syntax"]),
    ] {
        let rules = rules_and_paths(&preflight, input.as_bytes());
        let is_syntax = violations.iter().any(|violation| violation.starts_with("json-syntax"));
        if is_syntax {
            // The depth of the path of a syntax error is not specified.
            assert!(rules.len() == 1 && rules[0].starts_with("json-syntax"), "{input}: {rules:?}");
        } else {
            assert_eq!(rules, violations, "{input}");
        }
    }
}

#[test]
fn required_members_are_present_and_not_null() {
    let required = json!({"smithy.api#required": {}});
    let preflight = load(&model(
        &json!({
            "word": {"target": "smithy.api#String", "traits": required.clone()},
            "any": {"target": "a#Any", "traits": required.clone()},
            "inner": {"target": "a#Inner"}}),
        &json!({
            "a#Any": {"type": "document"},
            "a#Inner": {"type": "structure", "members": {
                "flag": {"target": "smithy.api#Boolean", "traits": required}}}}),
    ));
    for (input, violations) in [
        (r#"{"word":"a","any":1}"#, &[][..]),
        ("{}", &["required /any", "required /word"]),
        (r#"{"word":null,"any":1}"#, &["required /word"]),
        (r#"{"any":1,"word":null}"#, &["required /word"]),
        (r#"{"word":1,"any":1}"#, &["type /word"]),
        (r#"{"word":"a","any":1,"inner":{}}"#, &["required /inner/flag"]),
        (r#"{"word":"a","any":1,"inner":{"flag":null}}"#, &["required /inner/flag"]),
        (r#"{"word":"a","any":1,"inner":null}"#, &[]),
        (r#"{"Word":"a","any":1}"#, &["unknown-member /Word", "required /word"]),
        // Missing members are not reported in a value of the wrong type.
        (r#"{"word":"a","any":1,"inner":[]}"#, &["type /inner"]),
    ] {
        expect(&preflight, input, violations);
    }
}

#[test]
fn null_is_a_value_of_a_required_document() {
    let preflight = load(&model(
        &json!({"any": {"target": "a#Any", "traits": {"smithy.api#required": {}}}, "list": {"target": "a#List"}}),
        &json!({"a#Any": {"type": "document"}, "a#List": {"type": "list", "member": {"target": "a#Any"}}}),
    ));
    expect(&preflight, r#"{"any":1,"list":[null]}"#, &[]);
    expect(&preflight, r#"{"any":null}"#, &[]);
}

#[test]
fn a_union_has_exactly_one_member() {
    let preflight = all_kinds();
    for (input, violations) in [
        (r#"{"choice":{"word":"a"}}"#, &[][..]),
        (r#"{"choice":{"word":"a","any":null}}"#, &[]),
        (r#"{"choice":{"tree":{"name":"a"}}}"#, &[]),
        (r#"{"choice":{"word":"a","__type":"a#Choice"}}"#, &["unknown-member /choice/__type"]),
        (r#"{"choice":{}}"#, &["type /choice"]),
        (r#"{"choice":{"word":null}}"#, &["type /choice"]),
        (r#"{"choice":{"word":"a","any":1}}"#, &["type /choice"]),
        (
            r#"{"choice":{"word":"","tree":{"name":""}}}"#,
            &["type /choice", "length /choice/tree/name", "length /choice/word"],
        ),
        (r#"{"choice":{"zz":1}}"#, &["type /choice", "unknown-member /choice/zz"]),
        (r#"{"choice":{"word":""}}"#, &["length /choice/word"]),
        (r#"{"choice":{"word":1}}"#, &["type /choice/word"]),
        (r#"{"choice":[]}"#, &["type /choice"]),
        (r#"{"choice":"word"}"#, &["type /choice"]),
    ] {
        expect(&preflight, input, violations);
    }
}

#[test]
fn wrong_types_are_reported_once_and_the_check_continues() {
    let preflight = all_kinds();
    let values = ["1", "\"a\"", "true", "[]", "{}", "[[{}]]", "{\"a\":{\"b\":[1]}}"];
    let kinds = [("word", "\"a\""), ("map", "{}"), ("list", "[]"), ("tree", "{}"), ("flag", "true"), ("count", "1")];
    for (name, right) in kinds {
        for value in values {
            let same_kind = value.as_bytes()[0] == right.as_bytes()[0];
            if same_kind {
                continue;
            }
            expect(&preflight, format!("{{\"{name}\":{value},\"any\":{value}}}"), &[&format!("type /{name}")]);
        }
    }
    expect(
        &preflight,
        r#"{"word":1,"map":{"k":1},"list":[[],"",{}]}"#,
        &["type /list/0", "length /list/1", "type /list/2", "type /map/k", "type /word"],
    );
}

#[test]
fn items_are_unique_by_value() {
    let unique =
        |member: &str| json!({"type": "list", "member": {"target": member}, "traits": {"smithy.api#uniqueItems": {}}});
    let preflight = load(&model(
        &json!({
            "words": {"target": "a#Words"}, "numbers": {"target": "a#Numbers"}, "pairs": {"target": "a#Pairs"},
            "lists": {"target": "a#Lists"}, "flags": {"target": "a#Flags"}, "set": {"target": "a#Set"}}),
        &json!({
            "a#Words": unique("smithy.api#String"),
            "a#Numbers": unique("smithy.api#BigInteger"),
            "a#Flags": unique("smithy.api#Boolean"),
            "a#Pairs": unique("a#Pair"),
            "a#Pair": {"type": "structure", "members": {
                "a": {"target": "smithy.api#Integer"}, "b": {"target": "smithy.api#Integer"}, "c": {"target": "a#Pair"}}},
            "a#Lists": unique("a#Words"),
            "a#Set": {"type": "set", "member": {"target": "smithy.api#String"}}}),
    ));
    for (input, is_unique) in [
        (r#"{"words":[]}"#, true),
        (r#"{"words":["a"]}"#, true),
        (r#"{"words":["a","b","A",""," "]}"#, true),
        (r#"{"words":["a","b","a"]}"#, false),
        (r#"{"words":["A","\u0041"]}"#, false),
        (r#"{"words":["/","\/"]}"#, false),
        (r#"{"words":["𝒜","\ud835\udc9c"]}"#, false),
        // Two Unicode encodings of one letter are two different strings.
        (r#"{"words":["é","e\u0301"]}"#, true),
        (r#"{"set":["a","a"]}"#, false),
        (r#"{"numbers":[1,2,-1,10,100,1e3]}"#, true),
        (r#"{"numbers":[1,1.0]}"#, false),
        (r#"{"numbers":[100,1e2]}"#, false),
        (r#"{"numbers":[0,-0]}"#, false),
        (r#"{"numbers":[1e400,10e399]}"#, false),
        (r#"{"numbers":[1e400,1e401]}"#, true),
        (r#"{"numbers":[12345678901234567890123,12345678901234567890124]}"#, true),
        (r#"{"flags":[true,false]}"#, true),
        (r#"{"flags":[true,false,true]}"#, false),
        (r#"{"pairs":[{"a":1,"b":2},{"b":2,"a":1}]}"#, false),
        (r#"{"pairs":[{"a":1,"b":2},{"a":2,"b":1}]}"#, true),
        (r#"{"pairs":[{"a":1},{"a":1.0,"b":null}]}"#, false),
        (r#"{"pairs":[{"c":{"a":1,"b":2}},{"c":{"b":2,"a":1}}]}"#, false),
        (r#"{"pairs":[{"c":{"a":1}},{"a":1}]}"#, true),
        (r#"{"lists":[["a","b"],["b","a"]]}"#, true),
        (r#"{"lists":[["a","b"],["a","b"]]}"#, false),
        (r#"{"lists":[["a,b"],["a","b"]]}"#, true),
        (r#"{"lists":[[],[""]]}"#, true),
    ] {
        let name = input.split('"').nth(1).expect("the input has a key");
        let violation = format!("unique-items /{name}");
        let expected: &[&str] = if is_unique { &[] } else { &[&violation] };
        expect(&preflight, input, expected);
    }
    expect(&preflight, r#"{"lists":[["a","a"],["b"]]}"#, &["unique-items /lists/0"]);
    expect(&preflight, r#"{"words":["a",1,1]}"#, &["unique-items /words", "type /words/1", "type /words/2"]);
    // Items are sorted instead of compared in pairs.
    let many: Vec<String> = (0..100_000).map(|item| format!("\"{item}\"")).collect();
    expect(&preflight, format!("{{\"words\":[{}]}}", many.join(",")), &[]);
    expect(&preflight, format!("{{\"words\":[{},\"7\"]}}", many.join(",")), &["unique-items /words"]);
}

#[test]
fn a_null_in_a_sparse_map_is_an_entry_of_it() {
    let preflight = load(&model(
        &json!({"maps": {"target": "a#Maps"}}),
        &json!({
            "a#Maps": {"type": "list", "member": {"target": "a#Map"}, "traits": {"smithy.api#uniqueItems": {}}},
            "a#Map": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#String"},
                      "traits": {"smithy.api#sparse": {}}}}),
    ));
    expect(&preflight, r#"{"maps":[{"k":null},{"k":null}]}"#, &["unique-items /maps"]);
    expect(&preflight, r#"{"maps":[{"k":null},{"j":null}]}"#, &[]);
    expect(&preflight, r#"{"maps":[{"k":null},{}]}"#, &[]);
}

#[test]
fn blobs_are_base64_and_counted_in_bytes() {
    let preflight = load(&model(
        &json!({"blob": {"target": "a#Blob"}}),
        &json!({"a#Blob": {"type": "blob", "traits": {"smithy.api#length": {"min": 1, "max": 4}}}}),
    ));
    for (text, violations) in [
        ("QQ==", &[][..]),
        ("QUI=", &[]),
        ("QUJD", &[]),
        ("QUJDRA==", &[]),
        ("+/+/", &[]),
        (r"\u0051UJD", &[]),
        (r"\/\/\/\/", &[]),
        ("", &["length /blob"]),
        ("QUJDREU=", &["length /blob"]),
        ("QUJDREVG", &["length /blob"]),
        ("Q", &["type /blob"]),
        ("QQ", &["type /blob"]),
        ("QQ=", &["type /blob"]),
        ("QQ===", &["type /blob"]),
        ("Q===", &["type /blob"]),
        ("====", &["type /blob"]),
        ("=QQQ", &["type /blob"]),
        ("QQ=Q", &["type /blob"]),
        ("-_-_", &["type /blob"]),
        ("QQ= ", &["type /blob"]),
        (r"QUJD\n", &["type /blob"]),
        ("ÄÄÄÄ", &["type /blob"]),
        ("QQ==QQ==", &["type /blob"]),
    ] {
        expect(&preflight, format!("{{\"blob\":\"{text}\"}}"), violations);
    }
    for other in ["1", "[81]", "{}", "true"] {
        expect(&preflight, format!("{{\"blob\":{other}}}"), &["type /blob"]);
    }
}

#[test]
fn timestamps_have_the_format_of_the_model() {
    let member =
        |format: &str| json!({"target": "smithy.api#Timestamp", "traits": {"smithy.api#timestampFormat": format}});
    let preflight = load(&model(
        &json!({
            "date": member("date-time"), "http": member("http-date"), "epoch": member("epoch-seconds"),
            "plain": {"target": "smithy.api#Timestamp"}, "stated": {"target": "a#Stated"}}),
        &json!({"a#Stated": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "date-time"}}}),
    ));
    let dates = [
        "1985-04-12T23:20:50Z",
        "1985-04-12T23:20:50.52Z",
        "2024-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2000-02-29T00:00:00.123456789Z",
        "0001-01-01T00:00:00Z",
    ];
    let http_dates =
        ["Tue, 29 Apr 2014 18:30:38 GMT", "Sun, 02 Jan 2000 20:34:56.000 GMT", "Thu, 29 Feb 2024 00:00:00 GMT"];
    let wrong_dates = [
        "1985-04-12T23:20:50",
        "1985-04-12T23:20:50+00:00",
        "1985-04-12 23:20:50Z",
        "1985-4-12T23:20:50Z",
        "1985-04-12T24:20:50Z",
        "1985-04-12T23:60:50Z",
        "1985-04-12T23:20:61Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "1985-04-31T00:00:00Z",
        "1985-13-01T00:00:00Z",
        "1985-00-01T00:00:00Z",
        "1985-01-00T00:00:00Z",
        "1985-04-12T23:20:50.Z",
        "1985-04-12T23:20Z",
        "1985-04-12",
        "",
        "T",
        "Z",
        "TZ",
        "+1985-04-12T23:20:50Z",
        "１985-04-12T23:20:50Z",
        "1985-04-12T23:20:50.5eZ",
        " 1985-04-12T23:20:50Z",
    ];
    let wrong_http_dates = [
        "Tue, 29 Apr 2014 18:30:38",
        "Tue, 29 Apr 2014 18:30:38 UTC",
        "tue, 29 Apr 2014 18:30:38 GMT",
        "29 Apr 2014 18:30:38 GMT",
        "Tue, 29 April 2014 18:30:38 GMT",
        "Tue,29 Apr 2014 18:30:38 GMT",
        "Tue, 29 Apr 14 18:30:38 GMT",
        "Tue, 31 Apr 2014 18:30:38 GMT",
        "Tue, 9 Apr 2014 18:30:38 GMT",
        "",
    ];
    for name in ["date", "stated"] {
        let violation = format!("type /{name}");
        for text in dates {
            expect(&preflight, format!("{{\"{name}\":\"{text}\"}}"), &[]);
        }
        for text in wrong_dates.iter().chain(&http_dates) {
            expect(&preflight, format!("{{\"{name}\":\"{text}\"}}"), &[&violation]);
        }
        expect(&preflight, format!("{{\"{name}\":1}}"), &[&violation]);
    }
    for text in http_dates {
        expect(&preflight, format!("{{\"http\":\"{text}\"}}"), &[]);
    }
    for text in wrong_http_dates.iter().chain(&dates) {
        expect(&preflight, format!("{{\"http\":\"{text}\"}}"), &["type /http"]);
    }
    for name in ["epoch", "plain"] {
        let violation = format!("type /{name}");
        for number in ["0", "1515531081", "1515531081.1234", "-1", "1.5e9"] {
            expect(&preflight, format!("{{\"{name}\":{number}}}"), &[]);
        }
        for other in ["\"1515531081\"", "\"1985-04-12T23:20:50Z\"", "true", "[]", "{}"] {
            expect(&preflight, format!("{{\"{name}\":{other}}}"), &[&violation]);
        }
    }
    expect(&preflight, r#"{"date":"1985\u002d04-12T23:20:50\u005a"}"#, &[]);
}

#[test]
fn internal_enum_values_are_accepted_but_not_listed() {
    let preflight = load(&model(
        &json!({"old": {"target": "a#Old"}, "new": {"target": "a#New"}}),
        &json!({
            "a#Old": {"type": "string", "traits": {"smithy.api#enum": [
                {"value": "shown", "name": "SHOWN"}, {"value": "hidden", "tags": ["x", "internal"]},
                {"value": "tagged", "tags": ["other"]}]}},
            "a#New": {"type": "enum", "members": {
                "SHOWN": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "shown"}},
                "HIDDEN": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "hidden", "smithy.api#internal": {}}},
                "plain": {"target": "smithy.api#Unit"}}}}),
    ));
    for (name, values, listed) in
        [("old", ["shown", "hidden", "tagged"], "shown, tagged"), ("new", ["shown", "hidden", "plain"], "shown, plain")]
    {
        for value in values {
            expect(&preflight, format!("{{\"{name}\":\"{value}\"}}"), &[]);
        }
        expect(&preflight, format!("{{\"{name}\":\"sh\\u006fwn\"}}"), &[]);
        for value in ["SHOWN", "HIDDEN", "", "hiddem", "shown "] {
            let input = format!("{{\"{name}\":\"{value}\"}}");
            expect(&preflight, &input, &[&format!("enum /{name}")]);
            let json = check(&preflight, input.as_bytes()).to_json();
            assert!(json.contains(listed) && !json.contains("hidden"), "{json}");
        }
    }
}

#[test]
fn member_traits_override_shape_traits() {
    let preflight = load(&model(
        &json!({
            "longer": {"target": "a#Word", "traits": {"smithy.api#length": {"min": 0, "max": 5}}},
            "plain": {"target": "a#Word"},
            "other": {"target": "a#Word", "traits": {"smithy.api#pattern": "^b+$"}},
            "number": {"target": "a#Number", "traits": {"smithy.api#range": {"min": 100}}},
            "words": {"target": "a#Words"}}),
        &json!({
            "a#Word": {"type": "string", "traits": {
                "smithy.api#length": {"min": 1, "max": 2}, "smithy.api#pattern": "^a*$"}},
            "a#Words": {"type": "list", "member": {"target": "a#Word", "traits": {"smithy.api#length": {"max": 3}}}},
            "a#Number": {"type": "integer", "traits": {"smithy.api#range": {"max": 10}}}}),
    ));
    for (input, violations) in [
        (r#"{"plain":"aa"}"#, &[][..]),
        (r#"{"plain":"aaa"}"#, &["length /plain"]),
        (r#"{"plain":"bbb"}"#, &["length /plain", "pattern /plain"]),
        (r#"{"longer":"aaaaa"}"#, &[]),
        (r#"{"longer":""}"#, &[]),
        (r#"{"longer":"aaaaaa"}"#, &["length /longer"]),
        (r#"{"longer":"b"}"#, &["pattern /longer"]),
        (r#"{"other":"bb"}"#, &[]),
        (r#"{"other":"aa"}"#, &["pattern /other"]),
        (r#"{"other":"bbb"}"#, &["length /other"]),
        (r#"{"number":100}"#, &[]),
        (r#"{"number":5}"#, &["range /number"]),
        (r#"{"words":["aaa",""]}"#, &[]),
        (r#"{"words":["aaaa"]}"#, &["length /words/0"]),
    ] {
        expect(&preflight, input, violations);
    }
}

#[test]
fn json_name_replaces_the_member_name() {
    let preflight = load(&model(
        &json!({"word": {"target": "smithy.api#String",
                         "traits": {"smithy.api#jsonName": "Wire/Name", "smithy.api#required": {}}}}),
        &json!({}),
    ));
    expect(&preflight, r#"{"Wire/Name":"a"}"#, &[]);
    expect(&preflight, r#"{"Wire/Name":1}"#, &["type /Wire~1Name"]);
    expect(&preflight, r#"{"word":"a"}"#, &["required /Wire~1Name", "unknown-member /word"]);
}

#[test]
fn structures_may_have_more_than_64_members() {
    let structure = |count: usize, required: &[usize]| {
        let members: serde_json::Map<String, Value> = (0..count)
            .map(|index| {
                let traits = if required.contains(&index) { json!({"smithy.api#required": {}}) } else { json!({}) };
                (format!("m{index:03}"), json!({"target": "smithy.api#Integer", "traits": traits}))
            })
            .collect();
        model(&Value::Object(members), &json!({}))
    };
    let input = |indices: &mut dyn Iterator<Item = usize>| {
        let members: Vec<String> = indices.map(|index| format!("\"m{index:03}\":1")).collect();
        format!("{{{}}}", members.join(","))
    };
    for required in [&[0, 63, 64, 65, 127, 128, 191, 192, 255][..], &[255], &[64], &[]] {
        let preflight = load(&structure(256, required));
        expect(&preflight, input(&mut (0..256)), &[]);
        expect(&preflight, input(&mut (0..256).rev()), &[]);
        let missing: Vec<String> = required.iter().map(|index| format!("required /m{index:03}")).collect();
        let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
        expect(&preflight, "{}", &missing);
        for absent in required {
            let given = input(&mut (0..256).filter(|index| index != absent));
            expect(&preflight, given, &[&format!("required /m{absent:03}")]);
        }
        for repeated in [0, 63, 64, 128, 255] {
            let given = input(&mut (0..256).chain([repeated]));
            expect(&preflight, given, &[&format!("json-duplicate-key /m{repeated:03}")]);
        }
    }
    let error = LoadedModel::parse(structure(257, &[]).to_string().as_bytes()).err();
    let error = error.expect("a structure of 257 members is refused").to_string();
    assert!(error.contains("a#Input") && error.contains("256"), "{error}");
}

#[test]
fn other_versions_of_the_ast_are_refused() {
    for version in ["3.0", "", "x"] {
        let model = json!({"smithy": version, "shapes": {}});
        let error = LoadedModel::parse(model.to_string().as_bytes()).expect_err("the version is unknown");
        assert!(error.to_string().contains("versions 1 and 2"), "{error}");
    }
    assert!(LoadedModel::parse(br#"{"smithy": "1.0", "shapes": {}}"#).is_ok());
}

#[test]
fn unchecked_traits_are_listed() {
    let mut model = model(
        &json!({
            "word": {"target": "a#Word", "traits": {"a#custom": {}, "smithy.api#documentation": "x"}},
            "blob": {"target": "a#Blob"}}),
        &json!({
            "a#Word": {"type": "string", "traits": {"smithy.api#tags": ["x"], "b#other": 1}},
            "a#Blob": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
            "a#List": {"type": "list", "member": {"target": "a#Word", "traits": {"a#onMember": {}}}},
            "a#NoHttp": {"type": "operation"}}),
    );
    let unsupported = |model: &Value| -> Vec<String> {
        let loaded = LoadedModel::parse(model.to_string().as_bytes()).expect("the model loads");
        let mut all: Vec<String> = loaded.unsupported().iter().map(|one| format!("{}: {}", one.at, one.what)).collect();
        all.sort();
        all
    };
    assert_eq!(unsupported(&model), ["a#Input$word: a#custom", "a#List$member: a#onMember", "a#Word: b#other"]);
    model["shapes"]["a#Odd"] = json!({"type": "tuple"});
    model["shapes"]["a#Gone$member"] = json!({"type": "apply", "traits": {"smithy.api#required": {}}});
    let all = unsupported(&model);
    assert!(all.contains(&"a#Odd: shape type `tuple`".to_owned()), "{all:?}");
    assert!(all.contains(&"a#Gone$member: `apply` to a shape that is not in the model".to_owned()), "{all:?}");
}

#[test]
fn recursive_shapes_are_checked_to_the_maximum_depth() {
    let preflight = all_kinds().with_limits(Limits::default().with_max_depth(levels(Limits::MAX_DEPTH)));
    let count = Limits::MAX_DEPTH - 2;
    let input = format!("{{\"tree\":{}{{\"name\":\"\"}}{}}}", "{\"next\":".repeat(count), "}".repeat(count));
    expect(&preflight, input, &[&format!("length /tree{}/name", "/next".repeat(count))]);
    let count = (Limits::MAX_DEPTH - 2) / 2;
    let input = format!("{{\"tree\":{}{{\"name\":\"\"}}{}}}", "{\"children\":[".repeat(count), "]}".repeat(count));
    expect(&preflight, input, &[&format!("length /tree{}/name", "/children/0".repeat(count))]);
}

#[test]
fn unique_items_are_compared_to_the_maximum_depth() {
    let preflight = load(&model(
        &json!({"tree": {"target": "a#Tree"}, "items": {"target": "a#Items"}}),
        &json!({
            "a#Tree": {"type": "structure", "members": {"next": {"target": "a#Tree"}}},
            "a#Items": {"type": "list", "member": {"target": "a#Tree"}, "traits": {"smithy.api#uniqueItems": {}}}}),
    ))
    .with_limits(Limits::default().with_max_depth(levels(Limits::MAX_DEPTH)));
    let count = Limits::MAX_DEPTH - 3;
    let item = format!("{}{{}}{}", "{\"next\":".repeat(count), "}".repeat(count));
    expect(&preflight, format!("{{\"items\":[{item},{{}}]}}"), &[]);
    expect(&preflight, format!("{{\"items\":[{item},{item}]}}"), &["unique-items /items"]);
}

/// Ten megabytes of the slowest inputs.
#[test]
fn megabytes_of_slow_inputs_are_checked() {
    const SIZE: usize = 10 << 20;
    let preflight = all_kinds();
    let escapes = "\\u0041".repeat(SIZE / 6);
    for name in ["word", "any", "zz", "count"] {
        let rules = rules_and_paths(&preflight, format!("{{\"{name}\":\"{escapes}\"}}").as_bytes());
        let expected: &[&str] = match name {
            "word" => &["length /word"],
            "zz" => &["unknown-member /zz"],
            "count" => &["type /count"],
            _ => &[],
        };
        assert_eq!(rules, expected);
    }
    let key = rules_and_paths(&preflight, format!("{{\"map\":{{\"{escapes}\":\"a\"}}}}").as_bytes());
    assert_eq!(key.len(), 1);
    assert!(key[0].starts_with("length /map/AAAA"));
    let plain = "a".repeat(SIZE);
    expect(&preflight, format!("{{\"word\":\"{plain}\"}}"), &["length /word"]);
    let astral = "𝒜".repeat(SIZE / 4);
    expect(&preflight, format!("{{\"word\":\"{astral}\"}}"), &["length /word"]);

    let entries: Vec<String> = (0..1_000_000).map(|key| format!("\"{key:x}\":0")).collect();
    let object = format!("{{{}}}", entries.join(","));
    expect(&preflight, format!("{{\"any\":{object}}}"), &[]);
    let report = check(&preflight, object.as_bytes());
    assert!(report.is_valid() && report.is_truncated());
    let report = check(&preflight, format!("{{\"map\":{object}}}").as_bytes());
    assert!(!report.is_valid() && report.is_truncated());
    let nothing = format!("{{{}}}", vec!["\"\":0"; 1_000_000].join(","));
    let report = check(&preflight, format!("{{\"any\":{nothing}}}").as_bytes());
    assert!(!report.is_valid() && report.is_truncated());

    let items = "\"\",".repeat(SIZE / 3);
    let report = check(&preflight, format!("{{\"list\":[{items}\"\"]}}").as_bytes());
    assert!(!report.is_valid() && report.is_truncated());
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let deep = vec![nested.as_str(); SIZE / 201].join(",");
    expect(&preflight, format!("{{\"any\":[{deep}]}}"), &[]);
    let rules = rules_and_paths(&preflight, "[".repeat(SIZE).as_bytes());
    assert!(rules.len() == 1 && rules[0].starts_with("json-depth"), "{rules:?}");
    expect(&preflight, format!("{{}}{}", " ".repeat(SIZE)), &[]);
    expect(&preflight, format!("{{\"any\":1{}}}", "0".repeat(SIZE)), &[]);
    expect(&preflight, format!("{{\"count\":1{}}}", "0".repeat(SIZE)), &["type /count"]);
    expect(&preflight, format!("{{\"count\":1.{}1}}", "0".repeat(SIZE)), &["type /count"]);
}

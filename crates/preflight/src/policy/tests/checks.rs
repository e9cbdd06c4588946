//! Checks of a policy.

use serde_json::json;

use super::*;

fn check(schema: Value) -> Value {
    json!({
        "id": "acme/rule", "severity": "error", "message": "it is not as we want it",
        "operations": ["CreateManagedThing"], "schema": schema,
    })
}

fn with(check: Value) -> Value {
    json!({"checks": [check]})
}

#[cfg(not(feature = "policy-checks"))]
#[test]
fn rejects_checks_without_the_feature() {
    let problems = problems(&with(check(json!({}))));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].0, "/checks");
    assert!(problems[0].1.contains("mi-preflight/full"));
    assert!(read(&json!({"checks": []}), Edition::default()).is_ok());
}

#[cfg(feature = "policy-checks")]
mod judged {
    use std::collections::BTreeSet;

    use super::*;
    use crate::engine::report::Violation;
    use crate::engine::rule::{Rule, Severity};

    #[test]
    fn checks_inputs_against_schema_keywords() {
        for (schema, good, bad) in [
            (json!({"required": ["Tags"]}), json!({"Tags": {}}), json!({})),
            (json!({"properties": {"Role": {"const": "DEVICE"}}}), json!({"Role": "DEVICE"}), json!({"Role": "X"})),
            (json!({"properties": {"Name": {"pattern": "^(?!test)"}}}), json!({"Name": "a"}), json!({"Name": "test1"})),
            (
                json!({"if": {"properties": {"Role": {"const": "CONTROLLER"}}}, "then": {"required": ["Owner"]}}),
                json!({"Role": "DEVICE"}),
                json!({"Role": "CONTROLLER"}),
            ),
            (
                json!({"properties": {"Name": {"$ref": "#/$defs/name"}}, "$defs": {"name": {"maxLength": 2}}}),
                json!({"Name": "ab"}),
                json!({"Name": "abc"}),
            ),
            (json!({"properties": {"Name": {"format": "ipv4"}}}), json!({"Name": "1.2.3.4"}), json!({"Name": "x"})),
            (
                json!({"properties": {"Name": {"pattern": "^(?!x)[\\p{L}\\p{N} ._-]{1,128}$"}}}),
                json!({"Name": "déjà"}),
                json!({"Name": "x"}),
            ),
            (json!({"not": {"required": ["Capabilities"]}}), json!({}), json!({"Capabilities": ""})),
            (json!({"properties": {"Name": {"maxLength": 2}}}), json!({"Name": "😀😀"}), json!({"Name": "abc"})),
            (
                json!({"properties": {"MetaData": {"properties": {"n": {"maximum": u64::MAX - 1}}}}}),
                json!({"MetaData": {"n": u64::MAX - 1}}),
                json!({"MetaData": {"n": u64::MAX}}),
            ),
        ] {
            let policy = policy(&with(check(schema.clone())));
            for (input, holds) in [(good, true), (bad, false)] {
                assert_eq!(policy.holds("CreateManagedThing", &input), holds, "{schema} {input}");
                let violations = policy.check_input("CreateManagedThing", &input);
                assert_eq!(violations.is_empty(), holds, "{schema} {input}");
                assert!(
                    violations
                        .iter()
                        .all(|violation| violation.rule == Rule::POLICY_CHECK && violation.rule_id() == "acme/rule")
                );
            }
        }
    }

    #[test]
    fn uses_the_message_help_and_severity_of_a_check() {
        let mut text = check(json!({"required": ["Tags"]}));
        text["severity"] = json!("warning");
        text["help"] = json!("add a tag");
        let policy = policy(&with(text));
        let violations = policy.check_input("CreateManagedThing", &json!({}));
        assert_eq!(
            (violations[0].severity, violations[0].message().as_str()),
            (Severity::Warning, "it is not as we want it")
        );
        assert_eq!(violations[0].help().as_deref(), Some("add a tag"));
        assert!(policy.holds("CreateManagedThing", &json!({})), "a warning makes nothing invalid");
        assert!(policy.needs_value("CreateManagedThing") && !policy.needs_value("GetManagedThing"));
        assert!(policy.check_input("GetManagedThing", &json!({})).is_empty());
    }

    #[test]
    fn reports_each_place_once_and_reveals_no_sensitive_key() {
        let policy = policy(&with(check(json!({
            "properties": {
                "Name": {"minLength": 2, "pattern": "^[a-z]+$"},
                "Tags": {"required": ["owner"], "additionalProperties": {"pattern": "^[a-z]+$"}},
                "MetaData": {"additionalProperties": {"pattern": "^[a-z]+$"}},
            },
        }))));
        let input = json!({"Name": "A", "Tags": {"secret": "S", "other": "T"}, "MetaData": {"key": "S", "b": "c"}});
        let violations = policy.check_input("CreateManagedThing", &input);
        let mut reported = rules_and_paths(&violations);
        reported.sort();
        let id = "acme/rule";
        // One violation for the map itself, and one for each entry by its index.
        let tags = (id, "/Tags");
        assert_eq!(reported, pairs(&[(id, "/MetaData/key"), (id, "/Name"), tags, tags, tags]));
        let entries: BTreeSet<Option<usize>> = violations
            .iter()
            .filter(|violation| violation.path.to_string() == "/Tags")
            .map(|violation| violation.entry)
            .collect();
        assert_eq!(entries, BTreeSet::from([None, Some(0), Some(1)]));
        assert!(!format!("{violations:?}").contains("secret"));
    }

    #[test]
    fn reports_errors_first_up_to_the_cap() {
        let mut warning = check(json!({"properties": {"MetaData": {"additionalProperties": false}}}));
        warning["schema"] = json!({"properties": {"MetaData": {"additionalProperties": {"maxLength": 1}}}});
        warning["severity"] = json!("advice");
        let mut error = check(json!({"required": ["Name"]}));
        error["id"] = json!("acme/name");
        let policy = policy(&json!({"checks": [warning, error]}));
        let entries: serde_json::Map<String, Value> = (0..500).map(|n| (n.to_string(), json!("long"))).collect();
        let violations = policy.check_input("CreateManagedThing", &json!({"MetaData": entries}));
        assert_eq!((violations.len(), violations[0].rule_id()), (101, "acme/name"));
    }

    #[test]
    fn applies_checks_by_edition_and_glob() {
        let mut text = check(json!(false));
        text["operations"] = json!(["Create*", "UpdateManagedThing"]);
        text["editions"] = json!(["2026-11"]);
        let current = read(&with(text.clone()), Edition::E2026_11).expect("it can be used");
        assert!(current.needs_value("CreateAccountAssociation") && current.needs_value("UpdateManagedThing"));
        assert!(!current.needs_value("GetManagedThing"));
        assert!(!policy(&with(text)).needs_value("UpdateManagedThing"));
    }

    #[test]
    fn a_pattern_that_gives_up_is_no_verdict() {
        for schema in [json!({"pattern": "^(a|a)+(?=b)$"}), json!({"not": {"pattern": "^(a|a)+(?=b)$"}})] {
            let policy = policy(&with(check(json!({"properties": {"Name": schema}}))));
            let input = json!({"Name": "a".repeat(60)});
            assert!(policy.holds("CreateManagedThing", &input));
            let violations = policy.check_input("CreateManagedThing", &input);
            assert_eq!(violations.iter().map(Violation::rule_id).collect::<Vec<_>>(), ["not-judged"]);
        }
    }

    #[test]
    fn recursive_schemas_terminate() {
        let schema = json!({"allOf": [{"$ref": "#"}]});
        assert!(policy(&with(check(schema))).holds("CreateManagedThing", &json!({})));
    }

    #[test]
    fn rejects_schemas_that_expand_too_far() {
        let chain = |length: usize, times: usize| {
            let mut definitions = serde_json::Map::new();
            for n in 0..length {
                let next = json!({"$ref": format!("#/$defs/a{}", n + 1)});
                definitions.insert(format!("a{n}"), json!({"allOf": vec![next; times]}));
            }
            definitions.insert(format!("a{length}"), json!({"required": ["Name"]}));
            with(check(json!({"$ref": "#/$defs/a0", "$defs": definitions})))
        };
        assert!(!policy(&chain(10, 2)).holds("CreateManagedThing", &json!({})));
        let words =
            "with its references written out this schema is too large: it may have 10000 schemas in it, 128 deep";
        for (length, times) in [(20, 2), (60, 2), (5000, 1)] {
            assert_problem(&chain(length, times), "/checks/0/schema", words);
        }
    }

    #[test]
    fn rejects_invalid_checks() {
        let set = |key: &str, value: Value| {
            let mut text = check(json!({}));
            text[key] = value;
            with(text)
        };
        let words = "`Owner` is not an id: write `family/name`, in lower-case letters, digits and single hyphens";
        assert_problem(&set("id", json!("Owner")), "/checks/0/id", words);
        let words = "`ota/target` is the id of a rule that is there already";
        assert_problem(&set("id", json!("ota/target")), "/checks/0/id", words);
        let twice = json!({"checks": [check(json!({})), check(json!({}))]});
        assert_problem(&twice, "/checks/1/id", "the check at `/checks/0` has this id already");
        assert_problem(&set("message", json!("")), "/checks/0/message", "this must not be blank");
        let words = "this must not be empty; leave it out instead";
        assert_problem(&set("operations", json!([])), "/checks/0/operations", words);
        let words = "there is no key `sverity` here; did you mean `severity`?";
        assert_problem(&set("sverity", json!("error")), "/checks/0/sverity", words);
        let problems = problems(&json!({"checks": [{"id": "acme/a"}]}));
        let missing: Vec<&str> = problems.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(
            missing,
            ["severity", "message", "operations", "schema"].map(|key| format!("the key `{key}` is missing"))
        );
    }

    #[test]
    fn rejects_invalid_schemas_at_their_place() {
        for (schema, path, words) in [
            (json!(5), "", "this is not a schema of JSON Schema 2020-12: this must be of type boolean or object"),
            (
                json!({"requird": []}),
                "/requird",
                "`requird` is not a keyword that a check may use; did you mean `required`?",
            ),
            (json!({"$id": "a"}), "/$id", "`$id` is not a keyword that a check may use"),
            (json!({"then": true}), "/then", "`then` means nothing without `if`"),
            (
                json!({"properties": {"a": {"anyOf": [{"minLenght": 1}]}}}),
                "/properties/a/anyOf/0/minLenght",
                "`minLenght` is not a keyword that a check may use; did you mean `minLength`?",
            ),
            (
                json!({"properties": {"a": {"minLength": -1}}}),
                "/properties/a/minLength",
                "this is not a schema of JSON Schema 2020-12: this must be at least 0",
            ),
            (
                json!({"properties": {"a": {"pattern": "("}}}),
                "/properties/a/pattern",
                "this is not a schema of JSON Schema 2020-12: this must be a regular expression, and not too large a one",
            ),
            (
                json!({"properties": {"a": {"pattern": "^\\h$"}}}),
                "/properties/a/pattern",
                "`\\h` is not an escape of ECMA-262, so that other engines read this pattern differently",
            ),
            (
                json!({"patternProperties": {"[a[b]]": true}}),
                "/patternProperties/[a[b]]",
                "a class within a class is not ECMA-262, so that other engines read this pattern differently",
            ),
            (
                json!({"pattern": "(?!a)(\\p{L}{1000}){1000}"}),
                "/pattern",
                "this is not a schema of JSON Schema 2020-12: this must be a regular expression, and not too large a one",
            ),
            (
                json!({"format": "nothing"}),
                "/format",
                "this is not a schema of JSON Schema 2020-12: there is no such format that can be judged",
            ),
            (
                json!({"type": "strin"}),
                "/type",
                "this is not a schema of JSON Schema 2020-12: this is not one of the values that the keyword takes",
            ),
            (
                json!({"items": [{}]}),
                "/items",
                "this is not a schema of JSON Schema 2020-12: this must be of type boolean or object",
            ),
            (json!({"$ref": "#/$defs/x"}), "/$ref", "there is no schema at `#/$defs/x` in this one"),
            (json!({"$ref": "#"}), "/$ref", "this reference leads round in a circle, so it asks for nothing"),
            (
                json!({"$schema": "http://json-schema.org/draft-07/schema#"}),
                "/$schema",
                "a check's schema is JSON Schema 2020-12: leave `$schema` out",
            ),
        ] {
            let problems = problems(&with(check(schema.clone())));
            assert_eq!(problems, pairs(&[(&format!("/checks/0/schema{path}"), words)]), "{schema}");
        }
    }

    #[test]
    fn rejects_references_outside_the_schema() {
        let words =
            "a reference stays inside its own schema, such as `#/$defs/name`: a policy reads no other file or address";
        for reference in ["https://example.com/a.json", "file:///etc/passwd", "other.json#/a", "#anchor", "//a/b"] {
            let problems = problems(&with(check(json!({"not": {"$ref": reference}}))));
            assert_eq!(problems, pairs(&[("/checks/0/schema/not/$ref", words)]), "{reference}");
        }
        // A `$ref` inside `const` is data, but a reference to it has no schema as its target.
        assert!(read(&with(check(json!({"const": {"$ref": "https://example.com"}}))), Edition::default()).is_ok());
        let hidden = json!({"$ref": "#/const", "const": {"$ref": "https://example.com/a.json"}});
        let words = "there is no schema at `#/const` in this one";
        assert_problem(&with(check(hidden)), "/checks/0/schema/$ref", words);
        // A member may have the name of a keyword.
        assert!(read(&with(check(json!({"properties": {"$ref": {"type": "string"}}}))), Edition::default()).is_ok());
    }
}

//! Properties of every operation of every edition: a valid input stays valid however it is written, and a mutation is
//! reported where it was made.

mod support;

use mi_preflight::__private::{Kind, OperationShape, tables};
use mi_preflight::{Edition, Preflight, Profile, Severity};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Generator, Random, shapes_in};

fn editions() -> impl Strategy<Value = Edition> {
    prop_oneof![Just(Edition::E2025_05_22), Just(Edition::E2026_11)]
}

fn operation(edition: Edition, index: usize) -> &'static OperationShape {
    let operations = tables(&edition.model()).operations;
    &operations[index % operations.len()]
}

/// Returns the value as JSON text, with members in any order, white space anywhere, and characters escaped or not.
fn write(value: &Value, random: &mut Random, out: &mut String) {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            for index in (1..entries.len()).rev() {
                entries.swap(index, random.below(index + 1));
            }
            out.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                space(random, out);
                string(key, random, out);
                space(random, out);
                out.push(':');
                write(value, random, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(item, random, out);
            }
            out.push(']');
        }
        Value::String(text) => string(text, random, out),
        Value::Number(number) if number.is_i64() && random.one_in(3) => {
            out.push_str(&format!("{number}{}", random.pick::<&str>(&[".0", "e0", ".000E+0"])));
        }
        other => out.push_str(&other.to_string()),
    }
    space(random, out);
}

fn space(random: &mut Random, out: &mut String) {
    out.push_str(random.pick::<&str>(&["", "", "", " ", "\n", "\t\r\n  "]));
}

fn string(text: &str, random: &mut Random, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if c < ' ' || c == '"' || c == '\\' || random.one_in(7) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
}

/// The number of cases of each property: at least 1500, more with `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(1500), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn valid_by_construction_stays_valid(edition in editions(), index in 0_usize..1000, seed: u64) {
        let operation = operation(edition, index);
        let model = tables(&edition.model());
        let mut generator = Generator::new(model, seed);
        let input = generator.input(operation);
        let mut text = String::new();
        write(&input, &mut generator.random, &mut text);
        let preflight = Preflight::builder().edition(edition).without_rules().build().unwrap();
        let report = preflight.check(model.str(operation.name), text.as_bytes()).unwrap();
        prop_assert!(report.violations().is_empty(), "{text}: {}", report.to_json());
        prop_assert_eq!(preflight.is_valid(model.str(operation.name), text.as_bytes()), Ok(true));
    }

    #[test]
    fn a_wrong_type_is_reported_only_at_its_path(edition in editions(), index in 0_usize..1000, seed: u64) {
        let operation = operation(edition, index);
        let model = tables(&edition.model());
        let Some(input) = operation.input else { return Ok(()) };
        let mut generator = Generator::new(model, seed);
        let mut value = generator.input(operation);
        let found: Vec<_> = shapes_in(&model, input, &value).into_iter().filter(|(path, _)| !path.is_empty()).collect();
        if found.is_empty() {
            return Ok(());
        }
        let (path, shape) = generator.random.pick(&found).clone();
        if matches!(model.shape(shape).kind, Kind::Document) {
            return Ok(());
        }
        let wrong = if matches!(model.shape(shape).kind, Kind::List { .. }) { json!(true) } else { json!([true]) };
        *value.pointer_mut(&path).unwrap() = wrong;
        let mut text = String::new();
        write(&value, &mut generator.random, &mut text);
        let preflight = Preflight::builder().edition(edition).without_rules().build().unwrap();
        let report = preflight.check(model.str(operation.name), text.as_bytes()).unwrap();
        let rules_and_paths: Vec<(&str, String)> =
            report.violations().iter().map(|violation| (violation.rule.id(), violation.path.to_string())).collect();
        prop_assert_eq!(rules_and_paths, [("type", path)]);
        prop_assert_eq!(preflight.is_valid(model.str(operation.name), text.as_bytes()), Ok(false));
    }

    #[test]
    fn an_unknown_member_is_a_warning_at_its_path(edition in editions(), index in 0_usize..1000, seed: u64, name in "[a-z~/]{1,12}!") {
        let operation = operation(edition, index);
        let model = tables(&edition.model());
        let mut value = Generator::new(model, seed).input(operation);
        value[&name] = json!({"anything": [null, 1e300]});
        let report = Preflight::builder().edition(edition).without_rules().build().unwrap().check(model.str(operation.name), value.to_string().as_bytes()).unwrap();
        let path = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        prop_assert!(report.is_valid());
        let severities_and_paths: Vec<_> =
            report.violations().iter().map(|violation| (violation.severity, violation.path.to_string())).collect();
        prop_assert_eq!(severities_and_paths, [(Severity::Warning, path)]);
    }

    #[test]
    fn truncated_text_is_a_syntax_error(edition in editions(), index in 0_usize..1000, seed: u64, cut: proptest::sample::Index) {
        let operation = operation(edition, index);
        let model = tables(&edition.model());
        let text = Generator::new(model, seed).input(operation).to_string();
        let cut = &text.as_bytes()[..cut.index(text.len())];
        let report = Preflight::builder().edition(edition).without_rules().build().unwrap().check(model.str(operation.name), cut).unwrap();
        let rules: Vec<&str> = report.violations().iter().map(|found| found.rule.id()).collect();
        // A cut inside a character leaves invalid UTF-8.
        prop_assert!(rules == ["json-syntax"] || rules == ["json-utf8"], "{rules:?}");
    }

    #[test]
    fn check_and_is_valid_agree_and_every_path_exists(edition in editions(), index in 0_usize..1000, seed: u64) {
        let operation = operation(edition, index);
        let model = tables(&edition.model());
        let name = model.str(operation.name);
        let mut generator = Generator::new(model, seed);
        let value = generator.input(operation);
        let mut text = String::new();
        write(&value, &mut generator.random, &mut text);
        for profile in Profile::ALL {
            let preflight = Preflight::builder().edition(edition).profile(profile).build().unwrap();
            let report = preflight.check(name, text.as_bytes()).unwrap();
            prop_assert_eq!(preflight.is_valid(name, text.as_bytes()), Ok(report.is_valid()), "{}", report.to_json());
            for found in report.violations() {
                // The parent of a missing member exists.
                let leads = |path: String| value.pointer(&path).is_some();
                prop_assert!(leads(found.path.to_string()) || leads(found.path.parent().to_string()), "{}", found.path);
                prop_assert!(found.offset.is_some_and(|offset| offset < text.len()));
            }
        }
    }
}

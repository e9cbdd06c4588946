//! Every rule is violated by some case, and not by every case.

use std::collections::BTreeSet;

use conformance::case::{Case, CaseEdition};
use conformance::{field, library};
use mi_preflight::Profile;
use serde_json::Value;

#[test]
fn every_documented_rule_has_a_case_that_breaks_it_and_one_that_keeps_it() {
    let cases = Case::all();
    let mut missing = Vec::new();
    for rule in library::documented_rules() {
        for edition in rule.editions {
            let of_edition: Vec<&Case> =
                cases.iter().filter(|case| case.keys.editions.contains(&CaseEdition::One(*edition))).collect();
            let breaking = of_edition.iter().filter(|case| case.expects(rule.id));
            let folders: BTreeSet<&str> = breaking.map(|case| case.folder()).collect();
            if folders.is_empty() {
                missing.push(format!("no case breaks {} in {edition}", rule.id));
            }
            let is_kept = of_edition.iter().any(|case| folders.contains(case.folder()) && !case.expects(rule.id));
            if !folders.is_empty() && !is_kept {
                missing.push(format!("no case of {folders:?} keeps {} in {edition}", rule.id));
            }
        }
    }
    assert!(missing.is_empty(), "add case files under tests/cases:\n{}", missing.join("\n"));
}

#[test]
fn every_rule_that_strict_raises_has_a_case_under_strict() {
    let cases = Case::all();
    let rules = library::rules_raised_by_strict();
    assert!(rules.len() > 20, "strict raises only {} rules", rules.len());
    let mut missing = Vec::new();
    for rule in rules {
        for edition in rule.editions {
            let is_under_strict = |case: &&Case| {
                case.profile() == Profile::Strict && case.keys.editions.contains(&CaseEdition::One(*edition))
            };
            let has_raised_severity = |case: &Case| {
                let mut expected = case.keys.expect.iter().filter(|violation| violation.rule == rule.id);
                expected.any(|violation| violation.severity.as_deref() == Some(rule.strict_severity))
            };
            if !cases.iter().filter(is_under_strict).any(has_raised_severity) {
                missing.push(format!("no case expects {} as {} in {edition}", rule.id, rule.strict_severity));
            }
        }
    }
    assert!(missing.is_empty(), "add case files with \"profile\": \"strict\":\n{}", missing.join("\n"));
}

#[test]
fn every_detail_is_what_the_catalogue_lists() {
    let mut problems = Vec::new();
    for case in Case::all() {
        for &edition in &case.keys.editions {
            let answer: Value = serde_json::from_str(&library::answer(&case, edition)).expect("an answer is JSON");
            for violation in answer["violations"].as_array().into_iter().flatten() {
                if let Err(problem) = library::check_detail(violation) {
                    problems.push(format!("{} in {edition}: {problem}: {violation}", case.path));
                }
            }
        }
    }
    assert!(problems.is_empty(), "correct the reasons in the catalogue, or the detail:\n{}", problems.join("\n"));
}

/// Reasons that no case can have.
const WITHOUT_CASE: [(&str, &str); 1] = [("not-judged", "document")];

#[test]
fn every_reason_of_a_rule_has_a_case() {
    let cases = Case::all();
    let expected: BTreeSet<(&str, &str)> = cases
        .iter()
        .flat_map(|case| &case.keys.expect)
        .filter_map(|violation| Some((violation.rule.as_str(), violation.detail.as_ref()?.get("reason")?.as_str()?)))
        .collect();
    let mut missing = Vec::new();
    for (rule, reasons) in library::rules_with_reasons() {
        for reason in reasons {
            if expected.contains(&(rule, reason)) == WITHOUT_CASE.contains(&(rule, reason)) {
                missing.push(format!("no case expects {rule} with the reason {reason}"));
            }
        }
    }
    assert!(missing.is_empty(), "add cases with `\"detail\": {{\"reason\": …}}`:\n{}", missing.join("\n"));
}

#[test]
fn reasons_are_in_kebab_case_and_unique_in_their_rules() {
    for (rule, reasons) in library::rules_with_reasons() {
        assert!(reasons.len() > 1, "{rule} has one text, which needs no reason");
        assert_eq!(reasons.iter().collect::<BTreeSet<_>>().len(), reasons.len(), "{rule} repeats a reason");
        for reason in reasons {
            let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(reason.split('-').all(is_word), "{rule}: `{reason}` is not in kebab-case");
        }
    }
}

#[test]
fn fields_alone_break_rules_of_every_kind() {
    let mut missing = BTreeSet::from([
        "required",
        "pattern",
        "unknown-member",
        "schema/floating-id",
        "destination/kinesis",
        "privacy/secrets",
    ]);
    for case in Case::all() {
        for &edition in &case.keys.editions {
            if missing.is_empty() {
                return;
            }
            for rule in field::rules_broken_alone(&case, edition) {
                missing.remove(rule);
            }
        }
    }
    assert!(missing.is_empty(), "no field that is checked alone breaks {missing:?}");
}

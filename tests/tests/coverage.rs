//! Every rule is violated by some case, and not by every case.

use std::collections::BTreeSet;

use conformance::case::Case;
use conformance::{field, library};
use mi_preflight::Profile;

#[test]
fn every_documented_rule_has_a_case_that_breaks_it_and_one_that_keeps_it() {
    let cases = Case::all();
    let mut missing = Vec::new();
    for rule in library::documented_rules() {
        for edition in rule.editions {
            let of_edition: Vec<&Case> = cases.iter().filter(|case| case.keys.editions.contains(edition)).collect();
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
            let is_under_strict =
                |case: &&Case| case.profile() == Profile::Strict && case.keys.editions.contains(edition);
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

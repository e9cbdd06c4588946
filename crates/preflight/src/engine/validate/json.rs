//! The rules that any JSON text must keep, and texts that must keep no others.

use core::ops::ControlFlow;

use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Path, Report, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::text::json::validate::{Invalid, Level, validate};
use crate::text::json::{Fault, MistakeKind};

/// Returns the rule that a fault violates, with the detail of the violation.
pub(crate) fn rule_of_fault(fault: Fault, max_depth: usize) -> (Rule, Detail) {
    match fault {
        Fault::Syntax => (Rule::JSON_SYNTAX, Detail::Nothing),
        Fault::Utf8 => (Rule::JSON_UTF8, Detail::Nothing),
        Fault::Depth => (Rule::JSON_DEPTH, Detail::Limit { limit: max_depth }),
    }
}

/// Returns the rule that a mistake violates, with the detail of the violation.
pub(crate) fn rule_of_mistake(kind: MistakeKind) -> (Rule, Detail) {
    match kind {
        MistakeKind::RepeatedKey => (Rule::JSON_DUPLICATE_KEY, Detail::DUPLICATE_MEMBER),
        MistakeKind::LoneSurrogate | MistakeKind::LoneSurrogateInKey => (Rule::JSON_SURROGATE, Detail::Nothing),
    }
}

/// Returns the violations of the rules that any JSON text must keep, sorted by path and rule.
pub(crate) fn json_violations(text: &[u8], limits: &Limits) -> Vec<Violation> {
    let mut report = Report::default();
    let result = validate(text, limits.max_size(), limits.max_depth(), &mut |mistake| {
        let offset = Some(mistake.span.quote());
        let (rule, detail) = rule_of_mistake(mistake.kind);
        if report.make_room(rule, Severity::Error, offset, limits.max_violations()) {
            let mut path = tokens(text, mistake.levels);
            if mistake.kind == MistakeKind::RepeatedKey {
                path.push(token(&mistake.span.decode(text), path.is_empty()));
            }
            report.push(violation(rule, path, detail, offset));
        }
        ControlFlow::Continue(())
    });
    match result {
        Ok(()) => report.finish(limits.max_violations()).violations,
        // What was found before describes only a part of the text.
        Err(Invalid::Size) => {
            let detail = Detail::Limit { limit: limits.max_size() };
            vec![violation(Rule::JSON_SIZE, Vec::new(), detail, Some(0))]
        }
        Err(Invalid::Fault { fault, offset, member }) => {
            let path = member.iter().map(|member| token(&member.decode(text), true)).collect();
            let (rule, detail) = rule_of_fault(fault, limits.max_depth());
            vec![violation(rule, path, detail, Some(offset))]
        }
    }
}

fn violation(rule: Rule, path: Vec<Token>, detail: Detail, offset: Option<usize>) -> Violation {
    Violation { offset, ..Violation::new(rule, Severity::Error, Path::new(path), detail) }
}

fn tokens(text: &[u8], levels: &[Level]) -> Vec<Token> {
    let token = |(depth, level): (usize, &Level)| match level {
        Level::Object { key, .. } => token(&key.decode(text), depth == 0),
        Level::Array { index } => Token::Index(*index),
    };
    levels.iter().enumerate().map(token).collect()
}

/// Returns the token of a key. The keys of the outermost object are members, as in an input.
fn token(key: &str, is_outermost: bool) -> Token {
    if is_outermost { Token::member(key) } else { Token::key(key) }
}

#[cfg(test)]
mod tests {
    use core::num::NonZeroUsize;

    use super::*;
    use crate::Edition;
    use crate::engine::rule::Family;
    use crate::engine::validate::{Mode, Side, ValidationContext, validate_text};

    /// The JSON rules that a text violates as the input of an operation without members.
    fn violations_of_input(text: &[u8], limits: Limits) -> Vec<Violation> {
        let model = Edition::default().tables();
        let (side, mode) = (Side::Output, Mode::CollectAll);
        let context =
            ValidationContext { model: &model, shape: None, side, mode, limits, trie: None, severities: None };
        let report = validate_text(context, text).findings.finish();
        report.violations.into_iter().filter(|violation| violation.rule.family() == Family::Json).collect()
    }

    #[test]
    fn agrees_with_the_validation_of_an_input() {
        let text = br#"{"a": [1, {"b": [], "\ud800": "\udfff", "b": {"c": "d", "c": null, "\u0063": -1.5e3}}, [[{}]]],
            "e": true, "a": {"f": "\u00e9\n"}, "e": "x", "e": 0}"#;
        let limits = Limits::default().with_max_depth(NonZeroUsize::new(5).unwrap());
        let mut texts: Vec<Vec<u8>> =
            vec![br#"["a", {"a": "\ud800", "a": 0}]"#.to_vec(), b"1 2".to_vec(), b"[[[[[[]".to_vec()];
        for at in 0..text.len() {
            texts.push(text[..at].to_vec());
            for byte in *b"\"[]{},:\\1 \xff" {
                let mut changed = text.to_vec();
                changed[at] = byte;
                texts.push(changed);
            }
        }
        let mut kinds = std::collections::BTreeSet::new();
        for text in &texts {
            for count in [1, 3, 100] {
                let limits = limits.with_max_violations(NonZeroUsize::new(count).unwrap());
                let violations = json_violations(text, &limits);
                assert_eq!(violations, violations_of_input(text, limits), "{}", String::from_utf8_lossy(text));
                kinds.extend(violations.iter().map(|violation| violation.rule.id()));
            }
        }
        assert_eq!(kinds.len(), 5, "{kinds:?}");
        let small = limits.with_max_size(8);
        assert_eq!(json_violations(text, &small), violations_of_input(text, small));
    }
}

//! Checks of values against their value schemas.

use serde_json::Value;

use super::{ContractKind, PayloadChecker};
use crate::engine::report::{Detail, Token};
use crate::engine::rule::Rule;
use crate::service::capability::document::contract::{self, Contract};
use crate::service::capability::document::evaluate::{Evaluation, Failure, TooLarge, evaluate};
use crate::service::capability::document::library::Document;
use crate::service::capability::document::translate::Untranslatable;

impl<'d> PayloadChecker<'d, '_> {
    /// Reports the requirements that a value does not meet.
    pub(super) fn check_against(&mut self, rule: Rule, contract: &Contract, value: &Value) {
        self.report(rule, evaluate(contract, value));
        self.report_not_judged_members(contract, value);
    }

    /// As [`Self::check_against`], but the value may also be JSON text: a published notification has a boolean as the string
    /// `"true"`.
    pub(super) fn check_against_or_json_text(&mut self, rule: Rule, contract: &Contract, value: &Value) {
        let result = evaluate(contract, value);
        self.report_not_judged_members(contract, value);
        if result.as_ref().is_ok_and(Evaluation::fits) {
            return;
        }
        let inner = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        match inner.map(|inner| evaluate(contract, &inner)) {
            // The inner value fits, or is not known not to.
            Some(Ok(inner)) if inner.failures.is_empty() => self.report(rule, Ok(inner)),
            Some(Err(TooLarge)) => self.report(rule, Err(TooLarge)),
            _ => self.report(rule, result),
        }
    }

    /// As [`Self::check_against_or_json_text`], with a value schema of the document. An unusable schema allows any value;
    /// the check of the document reports why.
    pub(super) fn check_against_schema(
        &mut self,
        rule: Rule,
        document: &'d Document,
        schema: &'d Value,
        value: &Value,
    ) {
        let contract =
            self.contract(ContractKind::Value, schema, |documents| contract::value(documents, document, schema));
        match &*contract {
            Ok(contract) => self.check_against_or_json_text(rule, contract, value),
            Err(Untranslatable::TooLarge) => self.report(rule, Err(TooLarge)),
            Err(_) => {}
        }
    }

    fn report(&mut self, rule: Rule, result: Result<Evaluation, TooLarge>) {
        let Ok(Evaluation { failures, undecided }) = result else {
            return self.findings.add(Rule::NOT_JUDGED, Detail::NOT_JUDGED_DOCUMENT);
        };
        for Failure { path, reason, keyword, expected, data } in failures {
            self.add_at(path, rule, Detail::Requirement { reason, keyword: Some(keyword), expected, data });
        }
        for path in undecided {
            self.add_at(path, Rule::NOT_JUDGED, Detail::NOT_JUDGED_PATTERN);
        }
    }

    fn add_at(&mut self, path: Vec<Token>, rule: Rule, detail: Detail) {
        let length = path.len();
        path.into_iter().for_each(|token| self.findings.enter(token));
        self.findings.add(rule, detail);
        (0..length).for_each(|_| self.findings.leave());
    }

    /// Reports the members whose value schemas are too large to be used.
    fn report_not_judged_members(&mut self, contract: &Contract, value: &Value) {
        let Some(members) = value.as_object().filter(|_| !contract.not_judged.is_empty()) else { return };
        for name in contract.not_judged.iter().filter(|name| members.contains_key(name.as_str())) {
            self.at(Token::key(name), |checker| {
                checker.findings.add(Rule::NOT_JUDGED, Detail::NOT_JUDGED_DOCUMENT);
            });
        }
    }
}

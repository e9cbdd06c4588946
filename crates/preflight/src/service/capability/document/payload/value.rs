//! Checks of values against their value schemas.

use serde_json::Value;

use super::PayloadChecker;
use crate::engine::report::Detail;
use crate::engine::rule::Rule;
use crate::service::capability::document::contract::Contract;
use crate::service::capability::document::evaluate::{Failure, failures};

impl PayloadChecker<'_, '_> {
    /// Reports the requirements that a value does not meet.
    pub(super) fn check_against(&mut self, rule: Rule, contract: &Contract, value: &Value) {
        self.report_failures(rule, failures(contract, value));
    }

    /// As [`Self::check_against`], but the value may also be JSON text: a published notification has a boolean as the string
    /// `"true"`.
    pub(super) fn check_against_or_json_text(&mut self, rule: Rule, contract: &Contract, value: &Value) {
        let failures_as_is = failures(contract, value);
        if failures_as_is.is_empty() {
            return;
        }
        let inner = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        if inner.is_some_and(|inner| failures(contract, &inner).is_empty()) {
            return;
        }
        self.report_failures(rule, failures_as_is);
    }

    fn report_failures(&mut self, rule: Rule, failures: Vec<Failure>) {
        for Failure { path, reason, keyword, expected, data } in failures {
            path.iter().cloned().for_each(|token| self.findings.enter(token));
            self.findings.add(rule, Detail::Requirement { reason, keyword: Some(keyword), expected, data });
            path.iter().for_each(|_| self.findings.leave());
        }
    }
}

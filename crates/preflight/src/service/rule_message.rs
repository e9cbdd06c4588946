//! The messages of documented rules.

use std::borrow::Cow;

use crate::engine::report::{Detail, DetailData};
use crate::engine::rule::Rule;

/// A message of a rule, and the help. Each is a constant beside the check that reports it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RuleMessage {
    pub(crate) rule: Rule,
    /// Tells the messages of one rule apart; empty if the rule has one.
    pub(crate) reason: &'static str,
    pub(crate) message: &'static str,
    pub(crate) help: &'static str,
}

impl RuleMessage {
    /// The only message of a rule.
    pub(crate) const fn new(rule: Rule, message: &'static str, help: &'static str) -> RuleMessage {
        RuleMessage::with_reason(rule, "", message, help)
    }

    /// One of several messages of a rule. A reason that the catalogue does not list is a compile error in a constant.
    pub(crate) const fn with_reason(
        rule: Rule,
        reason: &'static str,
        message: &'static str,
        help: &'static str,
    ) -> RuleMessage {
        assert!(rule.has_reason(reason), "the catalogue lists no such reason for the rule");
        RuleMessage { rule, reason, message, help }
    }

    pub(crate) fn detail(&self) -> Detail {
        Detail::Advice {
            reason: self.reason,
            message: Cow::Borrowed(self.message),
            help: Cow::Borrowed(self.help),
            data: DetailData::Nothing,
        }
    }
}

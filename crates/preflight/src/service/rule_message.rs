//! The messages of documented rules.

use std::borrow::Cow;

use crate::engine::report::{Detail, DetailData};
use crate::engine::rule::Rule;

/// A message of a rule, and the help. Each is a constant beside the check that reports it, made by [`rule_message`].
///
/// The parts are one text, because a pointer and a length for each would enlarge the module that web pages load.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RuleMessage {
    /// The position of the rule in the catalogue.
    rule: u8,
    /// The reason, the message and the help.
    text: &'static str,
    message_start: u8,
    help_start: u8,
}

/// Makes a [`RuleMessage`] of a rule, a message and a help. A reason between rule and message tells the messages of one
/// rule apart; one that the catalogue does not list for the rule is a compile error.
macro_rules! rule_message {
    ($rule:expr, $message:expr, $help:expr $(,)?) => {
        $crate::service::rule_message::rule_message!($rule, "", $message, $help)
    };
    ($rule:expr, $reason:expr, $message:expr, $help:expr $(,)?) => {{
        const PARTS: [&str; 3] = [$reason, $message, $help];
        const TEXT: [u8; PARTS[0].len() + PARTS[1].len() + PARTS[2].len()] =
            $crate::service::rule_message::concatenate(PARTS);
        $crate::service::rule_message::RuleMessage::new($rule, &TEXT, PARTS)
    }};
}
pub(crate) use rule_message;

impl RuleMessage {
    /// Makes a message of its parts and their concatenation.
    pub(crate) const fn new(rule: Rule, text: &'static [u8], parts: [&str; 3]) -> RuleMessage {
        let [reason, message, _] = parts;
        assert!(rule.has_reason(reason), "the catalogue lists no such reason for the rule");
        assert!(rule.index() <= u8::MAX as usize, "a position in the catalogue takes one byte");
        assert!(reason.len() + message.len() <= u8::MAX as usize, "reason and message have at most 255 bytes");
        let Ok(text) = core::str::from_utf8(text) else { panic!("the parts are UTF-8") };
        RuleMessage {
            rule: rule.index() as u8,
            text,
            message_start: reason.len() as u8,
            help_start: (reason.len() + message.len()) as u8,
        }
    }

    /// Tells the messages of one rule apart; empty if the rule has one.
    pub(crate) fn reason(&self) -> &'static str {
        self.text.get(..self.message_start.into()).unwrap_or_default()
    }

    pub(crate) fn rule(&self) -> Rule {
        Rule::at(self.rule.into())
    }

    fn message(&self) -> &'static str {
        self.text.get(self.message_start.into()..self.help_start.into()).unwrap_or_default()
    }

    fn help(&self) -> &'static str {
        self.text.get(self.help_start.into()..).unwrap_or_default()
    }

    pub(crate) fn detail(&self) -> Detail {
        Detail::Advice {
            reason: self.reason(),
            message: Cow::Borrowed(self.message()),
            help: Cow::Borrowed(self.help()),
            data: DetailData::Nothing,
        }
    }
}

/// Concatenates texts of `N` bytes in all.
pub(crate) const fn concatenate<const N: usize>(parts: [&str; 3]) -> [u8; N] {
    let mut bytes = [0; N];
    let (mut end, mut part) = (0, 0);
    while part < parts.len() {
        let (_, tail) = bytes.split_at_mut(end);
        let (room, _) = tail.split_at_mut(parts[part].len());
        room.copy_from_slice(parts[part].as_bytes());
        end += parts[part].len();
        part += 1;
    }
    bytes
}

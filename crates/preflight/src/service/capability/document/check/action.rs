//! Checks of an action of a capability: its request and its response.

use serde_json::{Map, Value};

use super::Check;
use super::unique::Seen;
use crate::engine::rule::Rule;
use crate::service::capability::BUILT_IN_ACTIONS;
use crate::service::capability::document::reference::{BuiltIn, built_in};
use crate::service::rule_message::{RuleMessage, rule_message};

const KEYS: [&str; 6] = ["name", "extrinsicId", "description", "extrinsicProperties", "request", "response"];

const REQUEST_KEYS: [&str; 4] = ["parameters", "description", "extrinsicId", "extrinsicProperties"];

const RESPONSE_KEYS: [&str; 7] =
    ["parameters", "name", "description", "extrinsicId", "extrinsicProperties", "errors", "responseCode"];

/// The extrinsic ids of UpdateState and ReadState in other protocols.
const BUILT_IN_NUMBERS: [u64; 2] = [0xff01, 0xff02];

const LISTED_BUILT_IN: RuleMessage = rule_message!(
    Rule::DOCUMENT_BUILT_IN_ACTION,
    "listed",
    "ReadState and UpdateState are there for every capability and need not be listed",
    "leave it out",
);

impl<'c> Check<'c, '_> {
    pub(super) fn action(&mut self, action: &'c Value, seen: &mut Seen) {
        let is_new = self.unique(seen, action);
        if !action.as_object().is_some_and(|of| of.contains_key("name"))
            && built_in(self.documents, action) == Some(BuiltIn::Action)
        {
            // Documents of the preview list the built-in actions in this form; the service now provides them
            // implicitly.
            if self.is_authored() {
                self.findings.advises(&LISTED_BUILT_IN);
            }
            return;
        }
        let Some(action) = self.object(action) else { return };
        self.known_keys(action, &KEYS);
        self.required(Rule::DOCUMENT_REQUIRED, action, &["name", "extrinsicId"]);
        self.with(action, "name", |check, value| check.action_name(value));
        // Only the first of several equal items is checked for a repeated name.
        if let Some(name) = action.get("name").and_then(Value::as_str).filter(|_| is_new) {
            self.unique_name(seen, name);
        }
        if let Some(number) = self.extrinsic_id(action) {
            if is_new {
                self.unique_number(seen, number);
            }
            if BUILT_IN_NUMBERS.contains(&number) {
                self.member("extrinsicId", |check| {
                    let expected = "should not be 0xff01 or 0xff02, the numbers of UpdateState and ReadState";
                    check.findings.expects(Rule::DOCUMENT_BUILT_IN_ACTION, "number", expected);
                });
            }
        }
        self.text(action, "description", 1536);
        self.extrinsic_properties(action);
        self.with(action, "request", |check, value| {
            let Some(request) = check.section(value, &REQUEST_KEYS) else { return };
            check.text(request, "description", 2048);
        });
        self.with(action, "response", |check, value| {
            let Some(response) = check.section(value, &RESPONSE_KEYS) else { return };
            check.text(response, "description", 2048);
            check.name(response, 64);
            check.errors(response);
            check.response_code(response);
        });
    }

    fn action_name(&mut self, value: &'c Value) {
        let Some(name) = self.string(value) else { return };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'/') {
            let expected = "must have letters and `/` alone, or no command can invoke it";
            self.findings.expects(Rule::DOCUMENT_ACTION_NAME, "", expected);
        }
        if BUILT_IN_ACTIONS.contains(&name) {
            let expected = "should not be ReadState or UpdateState, which every capability has";
            self.findings.expects(Rule::DOCUMENT_BUILT_IN_ACTION, "name", expected);
        }
    }

    /// Checks what requests and responses have in common. Their ids and extrinsic properties replace the action's own.
    fn section(&mut self, value: &'c Value, known: &[&str]) -> Option<&'c Map<String, Value>> {
        let section = self.object(value)?;
        self.known_keys(section, known);
        self.required(Rule::DOCUMENT_REQUIRED, section, &["parameters"]);
        self.extrinsic_id(section);
        self.extrinsic_properties(section);
        self.parameters(section);
        Some(section)
    }

    fn errors(&mut self, response: &'c Map<String, Value>) {
        self.with(response, "errors", |check, value| {
            let Some(errors) = check.list(value) else { return };
            let mut seen = Seen::default();
            for (index, error) in errors.iter().enumerate() {
                check.index(index, |check| {
                    check.unique(&mut seen, error);
                    check.error(error);
                });
            }
        });
    }

    fn error(&mut self, error: &'c Value) {
        let Some(error) = self.object(error) else { return };
        self.known_keys(error, &["code", "message"]);
        self.required(Rule::DOCUMENT_EXPECTED_KEY, error, &["code"]);
        self.expected(error, &["message"]);
        self.with(error, "message", |check, value| {
            check.string(value);
        });
        self.with(error, "code", |check, value| {
            let Some(code) = check.string(value) else { return };
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if !(1..=64).contains(&code.len()) || !code.bytes().all(fits) {
                let expected = "must be 1 to 64 letters, digits and underscores";
                check.findings.expects(Rule::DOCUMENT_RESPONSE, "error-code", expected);
            }
        });
    }

    fn response_code(&mut self, response: &'c Map<String, Value>) {
        self.with(response, "responseCode", |check, value| {
            if !value.as_f64().is_some_and(|code| (100.0..=599.0).contains(&code) && code.fract() == 0.0) {
                check.findings.expects(Rule::DOCUMENT_RESPONSE, "status", "must be a whole number from 100 to 599");
            }
        });
    }
}

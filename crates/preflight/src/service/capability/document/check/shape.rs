//! Helpers of all document checks: paths, types and keys.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::report::Token;
use crate::engine::rule::Rule;
use crate::text::suggest;

impl<'c> Check<'c, '_> {
    pub(super) fn member<T>(&mut self, name: &str, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::member(name), check_value)
    }

    pub(super) fn key<T>(&mut self, name: &str, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::key(name), check_value)
    }

    pub(super) fn index<T>(&mut self, index: usize, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::Index(index), check_value)
    }

    pub(super) fn below<T>(&mut self, path: &[Token], check_value: impl FnOnce(&mut Self) -> T) -> T {
        path.iter().cloned().for_each(|token| self.findings.enter(token));
        let result = check_value(self);
        path.iter().for_each(|_| self.findings.leave());
        result
    }

    fn at<T>(&mut self, token: Token, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.findings.enter(token);
        let result = check_value(self);
        self.findings.leave();
        result
    }

    /// Returns the object, or reports a type error.
    pub(super) fn object(&mut self, value: &'c Value) -> Option<&'c Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.findings.expects(Rule::DOCUMENT_TYPE, "object", "must be an object");
        }
        object
    }

    /// Returns the array, or reports a type error.
    pub(super) fn list(&mut self, value: &'c Value) -> Option<&'c [Value]> {
        let list = value.as_array().map(Vec::as_slice);
        if list.is_none() {
            self.findings.expects(Rule::DOCUMENT_TYPE, "array", "must be an array");
        }
        list
    }

    /// Returns the string, or reports a type error.
    pub(super) fn string(&mut self, value: &'c Value) -> Option<&'c str> {
        let string = value.as_str();
        if string.is_none() {
            self.findings.expects(Rule::DOCUMENT_TYPE, "string", "must be a string");
        }
        string
    }

    /// Checks the value of a key, if the key is present.
    pub(super) fn with(
        &mut self,
        object: &'c Map<String, Value>,
        name: &str,
        check_value: impl FnOnce(&mut Self, &'c Value),
    ) {
        if let Some(value) = object.get(name) {
            self.member(name, |check| check_value(check, value));
        }
    }

    /// Reports required keys that are missing.
    pub(super) fn required(&mut self, rule: Rule, object: &Map<String, Value>, names: &[&str]) {
        // The rule of required keys has no other text.
        let reason = if rule == Rule::DOCUMENT_REQUIRED { "" } else { "missing" };
        for name in names.iter().filter(|name| !object.contains_key(**name)) {
            self.findings.lacks(rule, reason, "must", name);
        }
    }

    /// Reports expected keys that are missing, where the sources do not require them.
    pub(super) fn expected(&mut self, object: &Map<String, Value>, names: &[&str]) {
        for name in names.iter().filter(|name| !object.contains_key(**name)) {
            self.findings.lacks(Rule::DOCUMENT_CONVENTION, "missing", "should", name);
        }
    }

    /// Reports unknown keys.
    pub(super) fn known_keys(&mut self, object: &Map<String, Value>, known: &[&str]) {
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            let suggestion = || suggest::name(name, known.iter().copied());
            self.key(name, |check| {
                let expected = "is a key that nobody reads";
                check.findings.expects_name(Rule::DOCUMENT_UNKNOWN_KEY, "key", expected, suggestion);
            });
        }
    }

    pub(super) fn boolean(&mut self, value: &Value) {
        if !value.is_boolean() {
            self.findings.expects(Rule::DOCUMENT_TYPE, "boolean", "must be true or false");
        }
    }

    /// Checks a name that payloads use as a key: letters and digits.
    pub(super) fn member_name(&mut self, name: &str) {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.findings.expects(Rule::DOCUMENT_MEMBER_NAME, "", "must be named with letters and digits alone");
        }
    }
}

//! Checks of a value schema: JSON Schema with a few additions.

use serde_json::{Map, Value};

use super::Check;
use super::keyword::{self, Kind};
use crate::engine::report::DetailData;
use crate::engine::rule::Rule;
use crate::service::capability::document::contract::TOO_LARGE;
use crate::service::capability::document::evaluate::translated_pattern;
use crate::service::capability::document::reference::{BuiltIn, Target, built_in, target};
use crate::service::capability::document::translate::{Translator, Untranslatable, unwrapped};
use crate::service::capability::document::words::with_article;
use crate::service::rule_message::{RuleMessage, rule_message};
use crate::text::path::shorten;
use crate::text::suggest;

/// Keys of a definition document that are not part of its value schema.
const DOCUMENT_KEYS: [&str; 4] = ["$id", "name", "version", "$defs"];

/// The keys of a member that wraps its value schema.
const WRAPPER_KEYS: [&str; 5] = ["extrinsicId", "value", "title", "description", "extrinsicProperties"];

/// Maximum depth of a schema; schemas read from a text are never deeper.
const MAX_DEPTH: usize = 256;

const CIRCLE: RuleMessage = rule_message!(
    Rule::DOCUMENT_REFERENCE,
    "circle",
    "references lead round in a circle and never say what a value is",
    "let one of them say it, with `type` or another keyword",
);

const NO_EFFECT: RuleMessage = rule_message!(
    Rule::DOCUMENT_KEYWORD,
    "no-effect",
    "the keyword has no effect inside a document",
    "leave it out, or refer to `#/$defs/KEY`",
);

impl<'c> Check<'c, '_> {
    /// Checks a whole value schema, and whether it can be translated.
    pub(super) fn value(&mut self, schema: &'c Value) {
        self.schema(schema, 0);
        match Translator::new(self.documents, self.root).schema(schema) {
            Err(Untranslatable::Circle) => self.findings.advises(&CIRCLE),
            Err(Untranslatable::TooLarge) => {
                self.findings.expects(Rule::DOCUMENT_CONVENTION, "too-large", TOO_LARGE);
            }
            // Already reported at its path.
            Err(Untranslatable::NoSchema | Untranslatable::NoTarget) | Ok(_) => {}
        }
    }

    /// Checks a node of a value schema and its children.
    fn schema(&mut self, node: &'c Value, depth: usize) {
        if node.is_boolean() || depth > MAX_DEPTH {
            return;
        }
        let Some(object) = node.as_object() else {
            self.findings.expects(
                Rule::DOCUMENT_VALUE_SCHEMA,
                "schema",
                "must be a value schema: an object, true or false",
            );
            return;
        };
        let is_document = core::ptr::eq(node, self.root);
        for (key, value) in object {
            if is_document && DOCUMENT_KEYS.contains(&key.as_str()) {
                continue;
            }
            match keyword::kind(key) {
                Some(kind) => self.member(key, |check| check.keyword(key, kind, value, depth)),
                None => {
                    let suggestion = || suggest::name(key, keyword::names());
                    self.key(key, |check| {
                        let expected = "is a keyword that nobody reads";
                        check.findings.expects_name(Rule::DOCUMENT_UNKNOWN_KEY, "keyword", expected, suggestion);
                    });
                }
            }
        }
        self.extrinsic_id(object);
        self.extrinsic_properties(object);
        self.effects(object);
        self.siblings(object);
        self.default_value(object);
        match built_in(self.documents, node) {
            Some(BuiltIn::Enum) => self.check_enumeration(object),
            Some(BuiltIn::Bitmap) => self.bitmap(object),
            _ => {}
        }
    }

    fn keyword(&mut self, key: &str, kind: Kind, value: &'c Value, depth: usize) {
        let below = depth + 1;
        match kind {
            Kind::Schema => self.schema(value, below),
            Kind::Schemas => match value.as_array().filter(|schemas| !schemas.is_empty()) {
                Some(schemas) => {
                    for (index, schema) in schemas.iter().enumerate() {
                        self.index(index, |check| check.schema(schema, below));
                    }
                }
                None => self.wrong("schemas", "must be a list of value schemas"),
            },
            Kind::SchemasByName => match value.as_object() {
                Some(schemas) => {
                    for (name, schema) in schemas {
                        self.key(name, |check| {
                            if key == "patternProperties" {
                                check.pattern(name);
                            }
                            match unwrapped(schema).filter(|_| key == "properties") {
                                Some(inner) => check.wrapper(schema, inner, below),
                                None => check.schema(schema, below),
                            }
                        });
                    }
                }
                None => self.wrong("schemas-by-name", "must be an object of value schemas"),
            },
            Kind::Reference => self.reference(value),
            Kind::Plain(plain) => {
                if let Some((reason, expected)) = plain.mismatch(value) {
                    self.wrong(reason, expected);
                }
                if let ("pattern", Some(pattern)) = (key, value.as_str()) {
                    self.pattern(pattern);
                }
            }
            Kind::NoEffect => self.findings.advises(&NO_EFFECT),
            // Checked together with the node.
            Kind::Extrinsic | Kind::Open => {}
            Kind::ExtrinsicMap => {
                if !value.is_object() {
                    self.wrong("object", "must be an object");
                }
            }
        }
    }

    /// Checks a member of a bitmap or struct that wraps its value schema.
    fn wrapper(&mut self, member: &'c Value, inner: &'c Value, depth: usize) {
        let Some(member) = member.as_object() else { return };
        self.known_keys(member, &WRAPPER_KEYS);
        self.extrinsic_id(member);
        self.extrinsic_properties(member);
        self.member("value", |check| check.schema(inner, depth));
    }

    fn wrong(&mut self, reason: &'static str, expected: &str) {
        self.findings.expects(Rule::DOCUMENT_VALUE_SCHEMA, reason, expected);
    }

    fn pattern(&mut self, pattern: &str) {
        if translated_pattern(pattern) == Ok(None) {
            let expected = "should be a regular expression; this one cannot be read and is not judged";
            self.findings.expects(Rule::DOCUMENT_PATTERN, "", expected);
        }
    }

    /// Reports keywords that have no effect, or less than it seems.
    fn effects(&mut self, object: &'c Map<String, Value>) {
        for (inclusive, exclusive, reason) in
            [("minimum", "exclusiveMinimum", "two-minimums"), ("maximum", "exclusiveMaximum", "two-maximums")]
        {
            if object.contains_key(inclusive) && object.contains_key(exclusive) {
                self.member(exclusive, |check| {
                    let expected = format!("stands beside `{inclusive}`: one of the two has no effect");
                    check.findings.expects(Rule::DOCUMENT_KEYWORD, reason, &expected);
                });
            }
        }
        if object.get("type").and_then(Value::as_str) == Some("array") && object.contains_key("pattern") {
            self.member("pattern", |check| {
                let expected = "has no effect on an array: move it into `items`";
                check.findings.expects(Rule::DOCUMENT_KEYWORD, "array-pattern", expected);
            });
        }
    }

    /// Reports a bound beside a reference that is looser than the target's: both hold, so it has no effect.
    fn siblings(&mut self, object: &'c Map<String, Value>) {
        let Some(text) = object.get("$ref").and_then(Value::as_str) else { return };
        let owned;
        let target = match target(self.documents, text) {
            Ok((Target::Local(pointer), _)) => self.root.pointer(&pointer),
            Ok((Target::Document(document), _)) => Some(document.value()),
            Ok((Target::BuiltIn(built_in), _)) => {
                owned = built_in.schema();
                Some(&owned)
            }
            _ => None,
        };
        for (name, is_upper) in [("minimum", false), ("maximum", true)] {
            let number = |holder: Option<&Value>| holder.and_then(Value::as_f64);
            let (own, other) = (number(object.get(name)), number(target.and_then(|target| target.get(name))));
            let (Some(own), Some(other)) = (own, other) else { continue };
            if own != other && (own > other) == is_upper {
                self.member(name, |check| {
                    let expected = format!("has no effect: what `$ref` leads to has the {name} {other}");
                    let data = DetailData::Limit(other.to_string());
                    check.findings.expects_data(Rule::DOCUMENT_KEYWORD, name, expected, data);
                });
            }
        }
    }

    fn default_value(&mut self, object: &'c Map<String, Value>) {
        let (Some(default), Some(name)) = (object.get("default"), object.get("type").and_then(Value::as_str)) else {
            return;
        };
        let is_null = default.is_null() && object.get("nullable") == Some(&Value::Bool(true));
        if !is_null && !keyword::is_of_type(default, name) {
            self.member("default", |check| {
                let expected = format!("should be {}, as `type` says", with_article(name));
                let data = DetailData::Expected(shorten(name));
                check.findings.expects_data(Rule::DOCUMENT_DEFAULT, "", expected, data);
            });
        }
    }
}

//! Checks of capability and definition documents that the developer guide documents as requirements.
//!
//! These checks scan the text without building a tree, so that the smallest build of this crate has them too. Documents
//! inside requests and standalone documents are both checked here. All other checks of documents need the feature
//! `documents`.

use core::ops::ControlFlow;
use std::borrow::Cow;

use crate::engine::report::{Detail, Token, joined};
use crate::engine::rule::{Rule, Severity};
use crate::service::schema_version::{RESERVED_NAMESPACES, SchemaType};
use crate::text::json::parts::{self, Part};

/// A problem inside a text whose parts no shape describes.
#[derive(Debug)]
pub(crate) struct Problem<'p> {
    pub(crate) rule: Rule,
    /// The path below the text's root.
    pub(crate) path: &'p [Token],
    /// The byte offset in the text.
    pub(crate) at: usize,
    /// The greatest severity of the problem, for findings that are less certain than the rule's own severity says.
    pub(crate) at_most: Severity,
    pub(crate) detail: Detail,
}

/// Longer documents are not inspected. The limit is generous: the service accepts a quarter of it.
pub(crate) const LARGEST: usize = 200_000;

/// Maximum nesting depth that is inspected. Every level scans its contents again and uses stack.
pub(crate) const DEEPEST: usize = 128;

/// The service's limit on the characters of a document.
const MOST_CHARACTERS: usize = 50_000;

/// The vendor ids of the service's own documents: Matter's and AWS's.
const RESERVED_VENDORS: [u64; 2] = [0, 0x1577];

/// Receives problems as they are found; the scan stops at the first break.
type Tell<'k> = dyn FnMut(Problem<'_>) -> ControlFlow<()> + 'k;

/// Returns whether the text stands for a missing document: an empty object, or null.
pub(crate) fn is_no_document(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    text == b"null" || (text.starts_with(b"{") && parts::members(text).is_empty())
}

/// Reports every violation of the rules about documents. If the kind is unknown, only the length is checked.
pub(crate) fn judge(text: &[u8], kind: Option<SchemaType>, tell: &mut Tell<'_>) {
    let mut look = Look { text, path: Vec::new(), tell, is_over: false };
    if !look.size() {
        return;
    }
    match kind {
        Some(SchemaType::Capability) => look.capability(),
        Some(SchemaType::Definition) => look.definition(),
        None => {}
    }
}

/// Parses an extrinsic id: 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits.
pub(crate) fn extrinsic_number(text: &str) -> Option<u64> {
    let (digits, radix, most) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16, 8),
        None => (text, 10, 10),
    };
    let is_number = (1..=most).contains(&digits.len()) && digits.chars().all(|c| c.is_digit(radix));
    if is_number { u64::from_str_radix(digits, radix).ok() } else { None }
}

/// Returns whether a member of `properties` that has this key is itself a value schema, even if it also has a `value`.
/// Without such a key it wraps a schema, as in `{"extrinsicId": …, "value": …}`. Bits of a bitmap are written so, and
/// perhaps the fields of a struct.
pub(crate) fn is_own_keyword(key: &str) -> bool {
    const OWN: [&str; 10] =
        ["type", "$ref", "enum", "const", "properties", "items", "prefixItems", "allOf", "anyOf", "oneOf"];
    OWN.contains(&key)
}

/// Scans one document.
struct Look<'t, 'k> {
    text: &'t [u8],
    path: Vec<Token>,
    tell: &'k mut Tell<'k>,
    is_over: bool,
}

/// A function that scans one value of the document.
type Visit<'t, 'k> = fn(&mut Look<'t, 'k>, &'t [u8]);

impl<'t, 'k> Look<'t, 'k> {
    /// Reports a violation with the rule's own severity.
    fn problem(&mut self, rule: Rule, value: &'t [u8], message: &'static str, help: &'static str) {
        self.tell(rule, value, Severity::Error, message.into(), help);
    }

    fn tell(&mut self, rule: Rule, value: &'t [u8], at_most: Severity, message: Cow<'static, str>, help: &'static str) {
        if self.is_over {
            return;
        }
        let at = parts::offset_in(self.text, value.trim_ascii_start());
        let detail = Detail::Advice { message, help: help.into() };
        self.is_over = (self.tell)(Problem { rule, path: &self.path, at, at_most, detail }).is_break();
    }

    /// Scans a value under its name.
    fn under(&mut self, token: Token, value: &'t [u8], visit: Visit<'t, 'k>) {
        if self.path.len() >= DEEPEST || self.is_over {
            return;
        }
        self.path.push(token);
        visit(self, value);
        self.path.pop();
    }

    /// Scans a member, if it is present.
    fn member(&mut self, members: &[Part<'t>], name: &str, visit: Visit<'t, 'k>) {
        if let Some(found) = last(members, name) {
            self.under(Token::key(name), found, visit);
        }
    }

    /// Scans every member of an object.
    fn each_member(&mut self, object: &'t [u8], visit: Visit<'t, 'k>) {
        for member in parts::members(object) {
            self.under(Token::key(&member.key), member.value, visit);
        }
    }

    /// Scans every item of an array.
    fn each_item(&mut self, array: &'t [u8], visit: Visit<'t, 'k>) {
        for (index, item) in parts::items(array).iter().enumerate() {
            self.under(Token::Index(index), item.value, visit);
        }
    }

    /// Checks the document's length; returns whether the document is small enough to be scanned.
    fn size(&mut self) -> bool {
        let characters = characters(self.text);
        if characters > MOST_CHARACTERS {
            // How the service counts characters is not documented: white space may not count.
            let fits_minified = characters.saturating_sub(spare_characters(self.text)) <= MOST_CHARACTERS;
            let at_most = if fits_minified { Severity::Warning } else { Severity::Error };
            let message = format!("the document has {characters} characters, and {MOST_CHARACTERS} are the most");
            let help = if fits_minified {
                "write it without white space and escapes: then it is short enough"
            } else {
                "shorten its descriptions, or make two capabilities of it"
            };
            self.tell(Rule::SCHEMA_DOCUMENT_SIZE, self.text, at_most, message.into(), help);
        }
        characters <= LARGEST
    }

    fn capability(&mut self) {
        let members = parts::members(self.text);
        self.keys(&members);
        self.member(&members, "$id", Look::id);
        self.member(&members, "extrinsicId", |look, id| {
            if let Some(number) = look.extrinsic_id(id)
                && RESERVED_VENDORS.contains(&(number >> 16))
            {
                look.problem(
                    Rule::SCHEMA_RESERVED_VENDOR,
                    id,
                    "the upper 16 bits are the vendor, and the vendors 0 (Matter) and 0x1577 (AWS) are reserved",
                    "begin it with a vendor id of your own, as in `0xFFF1FC01`",
                );
            }
        });
        self.member(&members, "properties", |look, found| look.each_member(found, Look::field));
        self.member(&members, "actions", |look, found| look.each_item(found, Look::action));
        self.member(&members, "events", |look, found| look.each_item(found, Look::action));
        self.member(&members, "$defs", |look, found| look.each_member(found, Look::schema));
    }

    /// A definition is a value schema with a name. The guide does not document its keys as it does those of a
    /// capability.
    fn definition(&mut self) {
        self.member(&parts::members(self.text), "$id", Look::id);
        self.schema(self.text);
    }

    fn keys(&mut self, members: &[Part<'t>]) {
        let mut lacking: Vec<String> = ["$id", "name", "extrinsicId", "extrinsicVersion"]
            .into_iter()
            .filter(|name| last(members, name).is_none_or(|value| value == b"null"))
            .map(|name| format!("`{name}`"))
            .collect();
        let holds_one = |name: &str| {
            last(members, name)
                .is_some_and(|found| !parts::members(found).is_empty() || !parts::items(found).is_empty())
        };
        if !["properties", "actions", "events"].into_iter().any(holds_one) {
            lacking.push("at least one entry in `properties`, `actions` or `events`".to_owned());
        }
        if !lacking.is_empty() {
            let message = format!("the document lacks {}", joined(&lacking, ", "));
            self.tell(Rule::SCHEMA_DOCUMENT_KEYS, self.text, Severity::Error, message.into(), "add what is missing");
        }
    }

    fn id(&mut self, id: &'t [u8]) {
        let Some(text) = parts::string(id) else { return };
        let identity = crate::text::byte_search::behind_last(text.trim(), b'/');
        let end = identity.bytes().position(|byte| matches!(byte, b'.' | b'@')).unwrap_or(identity.len());
        let namespace = identity.get(..end).unwrap_or_default();
        if RESERVED_NAMESPACES.contains(&namespace) {
            self.problem(
                Rule::SCHEMA_RESERVED_NAMESPACE,
                id,
                "the namespaces `aws` and `matter` are kept for the service's own documents",
                "put it under a namespace of your own, such as `acme.Lamp`",
            );
        }
    }

    /// Checks a property or parameter, or a wrapped value schema: an extrinsic id and a value.
    fn field(&mut self, field: &'t [u8]) {
        let members = parts::members(field);
        self.member(&members, "extrinsicId", Look::check_extrinsic_id);
        self.member(&members, "value", Look::schema);
    }

    /// Checks an action or event.
    fn action(&mut self, action: &'t [u8]) {
        let members = parts::members(action);
        self.section(&members);
        for section in ["request", "response"] {
            self.member(&members, section, |look, section| look.section(&parts::members(section)));
        }
    }

    /// Checks the members that an action or event has in common with its request and its response.
    fn section(&mut self, members: &[Part<'t>]) {
        self.member(members, "extrinsicId", Look::check_extrinsic_id);
        self.member(members, "parameters", |look, found| look.each_member(found, Look::field));
    }

    fn check_extrinsic_id(&mut self, id: &'t [u8]) {
        self.extrinsic_id(id);
    }

    /// Returns the number that an extrinsic id denotes, or reports an invalid id.
    fn extrinsic_id(&mut self, id: &'t [u8]) -> Option<u64> {
        let number = parts::string(id).and_then(|text| extrinsic_number(&text));
        if number.is_none() {
            self.problem(
                Rule::SCHEMA_EXTRINSIC_ID,
                id,
                "an extrinsic id must be 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits, as a string",
                "write it as in `\"0x0006\"`",
            );
        }
        number
    }

    /// Checks a value schema. Keywords are looked for only where schemas are expected, not among data or names.
    fn schema(&mut self, schema: &'t [u8]) {
        for member in parts::members(schema) {
            let visit: Visit<'t, 'k> = match &*member.key {
                "not" => |look, found| {
                    look.problem(
                        Rule::SCHEMA_DOCUMENT_NOT,
                        found,
                        "the keyword `not` is not supported in a value schema",
                        "say what a value must be instead",
                    );
                },
                "extrinsicId" => Look::check_extrinsic_id,
                "properties" => |look, found| look.each_member(found, Look::schema_member),
                "patternProperties" | "dependentSchemas" | "$defs" => {
                    |look, found| look.each_member(found, Look::schema)
                }
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => |look, found| look.each_item(found, Look::schema),
                "items"
                | "contains"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "propertyNames"
                | "if"
                | "then"
                | "else" => Look::schema,
                _ => continue,
            };
            self.under(Token::key(&member.key), member.value, visit);
        }
    }

    /// Checks a member of an object's schema; it may be wrapped with an extrinsic id.
    fn schema_member(&mut self, member: &'t [u8]) {
        let members = parts::members(member);
        let is_schema = |value: &[u8]| matches!(value.first(), Some(b'{' | b't' | b'f'));
        let is_wrapper =
            last(&members, "value").is_some_and(is_schema) && !members.iter().any(|own| is_own_keyword(&own.key));
        if is_wrapper {
            self.field(member);
        } else {
            self.schema(member);
        }
    }
}

/// Returns the value of a member; if the key is repeated, the last value.
fn last<'t>(members: &[Part<'t>], name: &str) -> Option<&'t [u8]> {
    members.iter().rev().find(|member| member.key == name).map(|member| member.value)
}

/// Counts the characters of a UTF-8 text.
fn characters(text: &[u8]) -> usize {
    const CONTINUATION: core::ops::RangeInclusive<u8> = 0x80..=0xBF;
    text.iter().filter(|byte| !CONTINUATION.contains(byte)).count()
}

/// Counts the characters that minifying could remove: white space between tokens, and the surplus of `\u` escapes over
/// the characters that they stand for.
fn spare_characters(text: &[u8]) -> usize {
    let mut spare = 0;
    let mut inside = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => inside = !inside,
            b'\\' if inside => {
                let is_unit = text.get(at + 1) == Some(&b'u');
                spare += if is_unit { 5 } else { 0 };
                at += if is_unit { 5 } else { 1 };
            }
            _ => spare += usize::from(!inside && byte.is_ascii_whitespace()),
        }
        at += 1;
    }
    spare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::report::Path;

    const LAMP: &str = r#"{"$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", "extrinsicId": "0xFFF10001",
        "extrinsicVersion": "1", "properties": {"On": {"extrinsicId": "0", "value": {"type": "boolean"}}}}"#;

    const LEVEL: &str =
        r#"{"$id": "/schema-versions/definition/acme.Level@1.0", "type": "integer", "extrinsicId": "1"}"#;

    fn lines(text: &str, kind: SchemaType) -> Vec<String> {
        let mut lines = Vec::new();
        judge(text.as_bytes(), Some(kind), &mut |problem| {
            lines.push(format!("{} {}", problem.rule.id(), Path::new(problem.path.to_vec())));
            ControlFlow::Continue(())
        });
        lines
    }

    fn found(text: &str) -> Vec<String> {
        lines(text, SchemaType::Capability)
    }

    #[test]
    fn a_good_document_and_none_at_all() {
        assert_eq!(found(LAMP), [""; 0]);
        assert_eq!(lines(LEVEL, SchemaType::Definition), [""; 0]);
        assert!([" {} ", "{ }", "null"].iter().all(|none| is_no_document(none.as_bytes())));
        assert!([LAMP, "7", "[]"].iter().all(|some| !is_no_document(some.as_bytes())));
    }

    #[test]
    fn each_rule_is_broken_at_its_place() {
        assert_eq!(found(&LAMP.replace("acme", "aws")), ["schema/reserved-namespace /$id"]);
        assert_eq!(found(&LAMP.replace("\"name\"", "\"title\"")), ["schema/document-keys "]);
        assert_eq!(found(&LAMP.replace("properties", "props")), ["schema/document-keys "]);
        assert_eq!(found(&LAMP.replace("\"0\"", "\"zero\"")), ["schema/extrinsic-id /properties/On/extrinsicId"]);
        assert_eq!(found(&LAMP.replace("\"0\"", "0")), ["schema/extrinsic-id /properties/On/extrinsicId"]);
        assert_eq!(found(&LAMP.replace("0xFFF10001", "0x15771002")), ["schema/reserved-vendor /extrinsicId"]);
        assert_eq!(found(&LAMP.replace("0xFFF10001", "18")), ["schema/reserved-vendor /extrinsicId"]);
        let not = LAMP.replace(
            r#"{"type": "boolean"}"#,
            r#"{"anyOf": [{"enum": [{"not": 1}]}, {"properties": {"not": {}, "b": {"not": {}}}}]}"#,
        );
        assert_eq!(found(&not), ["schema/document-not /properties/On/value/anyOf/1/properties/b/not"]);
        let long = LAMP.replace("Lamp\"", &format!("{}\"", "x".repeat(50_000)));
        assert_eq!(found(&long), ["schema/document-size "]);
    }

    #[test]
    fn definitions_are_value_schemas() {
        let found = |from: &str, to: &str| lines(&LEVEL.replace(from, to), SchemaType::Definition);
        assert_eq!(found("acme", "matter"), ["schema/reserved-namespace /$id"]);
        assert_eq!(found(r#""1""#, r#""one""#), ["schema/extrinsic-id /extrinsicId"]);
        assert_eq!(found(r#""extrinsicId""#, r#""not""#), ["schema/document-not /not"]);
        assert_eq!(found(r#""1""#, r#""1", "$defs": {"A": {"not": true}}"#), ["schema/document-not /$defs/A/not"]);
    }

    #[test]
    fn extrinsic_ids_stand_in_value_schemas_too() {
        let found = |schema: &str| found(&LAMP.replace(r#"{"type": "boolean"}"#, schema));
        let bits = r#"{"properties": {"X": {"extrinsicId": 1, "value": {"not": {}}}}}"#;
        let places = [
            "extrinsic-id /properties/On/value/properties/X/extrinsicId",
            "document-not /properties/On/value/properties/X/value/not",
        ];
        assert_eq!(found(bits), places.map(|place| format!("schema/{place}")));
        assert_eq!(found(r#"{"extrinsicId": "-"}"#), ["schema/extrinsic-id /properties/On/value/extrinsicId"]);
        // A member with a schema keyword of its own is not a wrapper.
        assert_eq!(found(r#"{"properties": {"X": {"type": "null", "value": {"not": {}}}}}"#), [""; 0]);
    }

    #[test]
    fn white_space_alone_is_no_certain_fault() {
        let spaced = LAMP.replace(": ", &format!(":{}", " ".repeat(10_000)));
        let mut weights = Vec::new();
        judge(spaced.as_bytes(), Some(SchemaType::Capability), &mut |problem| {
            weights.push((problem.rule, problem.at_most));
            ControlFlow::Continue(())
        });
        assert_eq!(weights, [(Rule::SCHEMA_DOCUMENT_SIZE, Severity::Warning)]);
    }

    #[test]
    fn a_look_ends_when_nobody_wants_more() {
        let mut told = 0;
        judge(b"{\"$id\": \"aws.A\", \"extrinsicId\": 0}", Some(SchemaType::Capability), &mut |_| {
            told += 1;
            ControlFlow::Break(())
        });
        assert_eq!(told, 1);
    }

    #[test]
    fn a_look_does_not_go_down_for_ever() {
        let deep = |levels: usize| {
            let (open, close) = (r#"{"items":"#.repeat(levels), "}".repeat(levels));
            found(&LAMP.replace(r#"{"type": "boolean"}"#, &format!(r#"{open}{{"not": 1}}{close}"#)))
        };
        assert_eq!(deep(100).len(), 1);
        assert_eq!(deep(150), [""; 0]);
        assert_eq!(deep(4000), [""; 0]);
    }
}

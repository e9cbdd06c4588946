//! Checks of capability and definition documents that the developer guide documents as requirements.
//!
//! These checks scan the text without building a tree, so that the smallest build of this crate has them too. Documents
//! inside requests and standalone documents are both checked here. All other checks of documents need the feature
//! `documents`.

use core::ops::ControlFlow;

use crate::engine::report::{Detail, DetailData, Token, join};
use crate::engine::rule::{Rule, Severity};
use crate::service::rule_message::{RuleMessage, rule_message};
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
pub(crate) const MAX_READ_CHARACTERS: usize = 200_000;

/// Maximum nesting depth that is inspected. Every level scans its contents again and uses stack.
pub(crate) const MAX_DEPTH: usize = 128;

/// The service's limit on the characters of a document.
const MAX_CHARACTERS: usize = 50_000;

/// The vendor ids of the service's own documents: Matter's and AWS's.
const RESERVED_VENDORS: [u64; 2] = [0, 0x1577];

const RESERVED_NAMESPACE: RuleMessage = rule_message!(
    Rule::SCHEMA_RESERVED_NAMESPACE,
    "the namespaces `aws` and `matter` are kept for the service's own documents",
    "put it under a namespace of your own, such as `acme.Lamp`",
);

const RESERVED_VENDOR: RuleMessage = rule_message!(
    Rule::SCHEMA_RESERVED_VENDOR,
    "the upper 16 bits are the vendor, and the vendors 0 (Matter) and 0x1577 (AWS) are reserved",
    "begin it with a vendor id of your own, as in `0xFFF1FC01`",
);

const EXTRINSIC_ID: RuleMessage = rule_message!(
    Rule::SCHEMA_EXTRINSIC_ID,
    "an extrinsic id must be 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits, as a string",
    "write it as in `\"0x0006\"`",
);

const NOT: RuleMessage = rule_message!(
    Rule::SCHEMA_DOCUMENT_NOT,
    "the keyword `not` is not supported in a value schema",
    "say what a value must be instead",
);

/// Receives problems as they are found; the scan stops at the first break.
type ReportProblem<'k> = dyn FnMut(Problem<'_>) -> ControlFlow<()> + 'k;

/// Reports every violation of the rules about documents. If the kind is unknown, only the length is checked.
pub(crate) fn judge(text: &[u8], kind: Option<SchemaType>, report_problem: &mut ReportProblem<'_>) {
    let mut scanner = Scanner { text, path: Vec::new(), report_problem, is_stopped: false };
    if !scanner.check_size() {
        return;
    }
    match kind {
        Some(SchemaType::Capability) => scanner.check_capability(),
        Some(SchemaType::Definition) => scanner.check_definition(),
        None => {}
    }
}

/// Parses an extrinsic id: 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits.
pub(crate) fn extrinsic_number(text: &str) -> Option<u64> {
    let (digits, radix, max_digits) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16, 8),
        None => (text, 10, 10),
    };
    let is_number = (1..=max_digits).contains(&digits.len()) && digits.chars().all(|c| c.is_digit(radix));
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
struct Scanner<'t, 'k> {
    text: &'t [u8],
    path: Vec<Token>,
    report_problem: &'k mut ReportProblem<'k>,
    is_stopped: bool,
}

/// A function that scans one value of the document.
type Visit<'t, 'k> = fn(&mut Scanner<'t, 'k>, &'t [u8]);

impl<'t, 'k> Scanner<'t, 'k> {
    /// Reports a violation with the rule's own severity.
    fn problem(&mut self, message: &RuleMessage, value: &'t [u8]) {
        self.problem_detail(message.rule(), value, Severity::Error, message.detail());
    }

    fn problem_detail(&mut self, rule: Rule, value: &'t [u8], at_most: Severity, detail: Detail) {
        if self.is_stopped {
            return;
        }
        let at = parts::offset_in(self.text, value.trim_ascii_start());
        self.is_stopped = (self.report_problem)(Problem { rule, path: &self.path, at, at_most, detail }).is_break();
    }

    /// Scans a value under its name.
    fn under(&mut self, token: Token, value: &'t [u8], visit: Visit<'t, 'k>) {
        if self.path.len() >= MAX_DEPTH || self.is_stopped {
            return;
        }
        self.path.push(token);
        visit(self, value);
        self.path.pop();
    }

    /// Scans a member, if it is present.
    fn member(&mut self, members: &[Part<'t>], name: &str, visit: Visit<'t, 'k>) {
        if let Some(value) = last_value(members, name) {
            self.under(Token::key(name), value, visit);
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
    fn check_size(&mut self) -> bool {
        let characters = count_characters(self.text);
        if characters > MAX_CHARACTERS {
            // How the service counts characters is not documented: white space may not count.
            let fits_minified = characters.saturating_sub(removable_characters(self.text)) <= MAX_CHARACTERS;
            let (at_most, reason, help) = if fits_minified {
                (Severity::Warning, "spaced", "write it without white space and escapes: then it is short enough")
            } else {
                (Severity::Error, "long", "shorten its descriptions, or make two capabilities of it")
            };
            let message = format!("the document has {characters} characters, and {MAX_CHARACTERS} are the most");
            let data = DetailData::Size { max: MAX_CHARACTERS, actual: characters };
            let detail = Detail::Advice { reason, message: message.into(), help: help.into(), data };
            self.problem_detail(Rule::SCHEMA_DOCUMENT_SIZE, self.text, at_most, detail);
        }
        characters <= MAX_READ_CHARACTERS
    }

    fn check_capability(&mut self) {
        let members = parts::members(self.text);
        self.check_required_keys(&members);
        self.member(&members, "$id", Scanner::check_id);
        self.member(&members, "extrinsicId", |scanner, id| {
            if let Some(number) = scanner.check_extrinsic_number(id)
                && RESERVED_VENDORS.contains(&(number >> 16))
            {
                scanner.problem(&RESERVED_VENDOR, id);
            }
        });
        self.member(&members, "properties", |scanner, value| scanner.each_member(value, Scanner::check_field));
        self.member(&members, "actions", |scanner, value| scanner.each_item(value, Scanner::check_action));
        self.member(&members, "events", |scanner, value| scanner.each_item(value, Scanner::check_action));
        self.member(&members, "$defs", |scanner, value| scanner.each_member(value, Scanner::check_schema));
    }

    /// A definition is a value schema with a name. The guide does not document its keys as it does those of a
    /// capability.
    fn check_definition(&mut self) {
        self.member(&parts::members(self.text), "$id", Scanner::check_id);
        self.check_schema(self.text);
    }

    fn check_required_keys(&mut self, members: &[Part<'t>]) {
        let is_missing = |name: &&str| last_value(members, name).is_none_or(|value| value == b"null");
        let names = ["$id", "name", "extrinsicId", "extrinsicVersion"].into_iter().filter(is_missing);
        let names: Vec<String> = names.map(str::to_owned).collect();
        let mut missing: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let has_entry = |name: &str| {
            last_value(members, name)
                .is_some_and(|value| !parts::members(value).is_empty() || !parts::items(value).is_empty())
        };
        let has_contents = ["properties", "actions", "events"].into_iter().any(has_entry);
        if !has_contents {
            missing.push("at least one entry in `properties`, `actions` or `events`".to_owned());
        }
        let (reason, data) = match (names.is_empty(), has_contents) {
            (true, true) => return,
            (true, false) => ("contents", DetailData::Nothing),
            (false, true) => ("keys", DetailData::Names { names, more: 0 }),
            (false, false) => ("keys-and-contents", DetailData::Names { names, more: 0 }),
        };
        let message = format!("the document lacks {}", join(&missing, ", ")).into();
        let detail = Detail::Advice { reason, message, help: "add what is missing".into(), data };
        self.problem_detail(Rule::SCHEMA_DOCUMENT_KEYS, self.text, Severity::Error, detail);
    }

    fn check_id(&mut self, id: &'t [u8]) {
        let Some(text) = parts::string(id) else { return };
        let identity = crate::text::byte_search::after_last(text.trim(), b'/');
        let end = identity.bytes().position(|byte| matches!(byte, b'.' | b'@')).unwrap_or(identity.len());
        let namespace = identity.get(..end).unwrap_or_default();
        if RESERVED_NAMESPACES.contains(&namespace) {
            self.problem(&RESERVED_NAMESPACE, id);
        }
    }

    /// Checks a property or parameter, or a wrapped value schema: an extrinsic id and a value.
    fn check_field(&mut self, field: &'t [u8]) {
        let members = parts::members(field);
        self.member(&members, "extrinsicId", Scanner::check_extrinsic_id);
        self.member(&members, "value", Scanner::check_schema);
    }

    /// Checks an action or event.
    fn check_action(&mut self, action: &'t [u8]) {
        let members = parts::members(action);
        self.check_section(&members);
        for section in ["request", "response"] {
            self.member(&members, section, |scanner, section| scanner.check_section(&parts::members(section)));
        }
    }

    /// Checks the members that an action or event has in common with its request and its response.
    fn check_section(&mut self, members: &[Part<'t>]) {
        self.member(members, "extrinsicId", Scanner::check_extrinsic_id);
        self.member(members, "parameters", |scanner, value| scanner.each_member(value, Scanner::check_field));
    }

    fn check_extrinsic_id(&mut self, id: &'t [u8]) {
        self.check_extrinsic_number(id);
    }

    /// Returns the number that an extrinsic id denotes, or reports an invalid id.
    fn check_extrinsic_number(&mut self, id: &'t [u8]) -> Option<u64> {
        let number = parts::string(id).and_then(|text| extrinsic_number(&text));
        if number.is_none() {
            self.problem(&EXTRINSIC_ID, id);
        }
        number
    }

    /// Checks a value schema. Keywords are looked for only where schemas are expected, not among data or names.
    fn check_schema(&mut self, schema: &'t [u8]) {
        for member in parts::members(schema) {
            let visit: Visit<'t, 'k> = match &*member.key {
                "not" => |scanner, value| scanner.problem(&NOT, value),
                "extrinsicId" => Scanner::check_extrinsic_id,
                "properties" => |scanner, value| scanner.each_member(value, Scanner::check_schema_member),
                "patternProperties" | "dependentSchemas" | "$defs" => {
                    |scanner, value| scanner.each_member(value, Scanner::check_schema)
                }
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                    |scanner, value| scanner.each_item(value, Scanner::check_schema)
                }
                "items"
                | "contains"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "propertyNames"
                | "if"
                | "then"
                | "else" => Scanner::check_schema,
                _ => continue,
            };
            self.under(Token::key(&member.key), member.value, visit);
        }
    }

    /// Checks a member of an object's schema; it may be wrapped with an extrinsic id.
    fn check_schema_member(&mut self, member: &'t [u8]) {
        let members = parts::members(member);
        let is_schema = |value: &[u8]| matches!(value.first(), Some(b'{' | b't' | b'f'));
        let is_wrapper = last_value(&members, "value").is_some_and(is_schema)
            && !members.iter().any(|member| is_own_keyword(&member.key));
        if is_wrapper {
            self.check_field(member);
        } else {
            self.check_schema(member);
        }
    }
}

/// Returns the value of a member; if the key is repeated, the last value.
fn last_value<'t>(members: &[Part<'t>], name: &str) -> Option<&'t [u8]> {
    members.iter().rev().find(|member| member.key == name).map(|member| member.value)
}

/// Counts the characters of a UTF-8 text.
fn count_characters(text: &[u8]) -> usize {
    const CONTINUATION: core::ops::RangeInclusive<u8> = 0x80..=0xBF;
    text.iter().filter(|byte| !CONTINUATION.contains(byte)).count()
}

/// Counts the characters that minifying could remove: white space between tokens, and the surplus of `\u` escapes over
/// the characters that they stand for.
fn removable_characters(text: &[u8]) -> usize {
    let mut spare = 0;
    let mut in_string = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                let is_unit = text.get(at + 1) == Some(&b'u');
                spare += if is_unit { 5 } else { 0 };
                at += if is_unit { 5 } else { 1 };
            }
            _ => spare += usize::from(!in_string && byte.is_ascii_whitespace()),
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

    fn violations_in(text: &str) -> Vec<String> {
        lines(text, SchemaType::Capability)
    }

    #[test]
    fn accepts_a_valid_document() {
        assert_eq!(violations_in(LAMP), [""; 0]);
        assert_eq!(lines(LEVEL, SchemaType::Definition), [""; 0]);
    }

    #[test]
    fn what_is_no_object_lacks_every_key() {
        for text in ["{}", "null", "5", "[]", "\"\"", "true"] {
            assert_eq!(violations_in(text), ["schema/document-keys "], "{text}");
        }
    }

    #[test]
    fn reports_each_rule_at_its_path() {
        assert_eq!(violations_in(&LAMP.replace("acme", "aws")), ["schema/reserved-namespace /$id"]);
        assert_eq!(violations_in(&LAMP.replace("\"name\"", "\"title\"")), ["schema/document-keys "]);
        assert_eq!(violations_in(&LAMP.replace("properties", "props")), ["schema/document-keys "]);
        assert_eq!(
            violations_in(&LAMP.replace("\"0\"", "\"zero\"")),
            ["schema/extrinsic-id /properties/On/extrinsicId"]
        );
        assert_eq!(violations_in(&LAMP.replace("\"0\"", "0")), ["schema/extrinsic-id /properties/On/extrinsicId"]);
        assert_eq!(violations_in(&LAMP.replace("0xFFF10001", "0x15771002")), ["schema/reserved-vendor /extrinsicId"]);
        assert_eq!(violations_in(&LAMP.replace("0xFFF10001", "18")), ["schema/reserved-vendor /extrinsicId"]);
        let not = LAMP.replace(
            r#"{"type": "boolean"}"#,
            r#"{"anyOf": [{"enum": [{"not": 1}]}, {"properties": {"not": {}, "b": {"not": {}}}}]}"#,
        );
        assert_eq!(violations_in(&not), ["schema/document-not /properties/On/value/anyOf/1/properties/b/not"]);
        let long = LAMP.replace("Lamp\"", &format!("{}\"", "x".repeat(50_000)));
        assert_eq!(violations_in(&long), ["schema/document-size "]);
    }

    #[test]
    fn checks_definitions_as_value_schemas() {
        let violations_in = |from: &str, to: &str| lines(&LEVEL.replace(from, to), SchemaType::Definition);
        assert_eq!(violations_in("acme", "matter"), ["schema/reserved-namespace /$id"]);
        assert_eq!(violations_in(r#""1""#, r#""one""#), ["schema/extrinsic-id /extrinsicId"]);
        assert_eq!(violations_in(r#""extrinsicId""#, r#""not""#), ["schema/document-not /not"]);
        assert_eq!(
            violations_in(r#""1""#, r#""1", "$defs": {"A": {"not": true}}"#),
            ["schema/document-not /$defs/A/not"]
        );
    }

    #[test]
    fn checks_extrinsic_ids_in_value_schemas() {
        let violations_in = |schema: &str| violations_in(&LAMP.replace(r#"{"type": "boolean"}"#, schema));
        let bits = r#"{"properties": {"X": {"extrinsicId": 1, "value": {"not": {}}}}}"#;
        let places = [
            "extrinsic-id /properties/On/value/properties/X/extrinsicId",
            "document-not /properties/On/value/properties/X/value/not",
        ];
        assert_eq!(violations_in(bits), places.map(|place| format!("schema/{place}")));
        assert_eq!(violations_in(r#"{"extrinsicId": "-"}"#), ["schema/extrinsic-id /properties/On/value/extrinsicId"]);
        // A member with a schema keyword of its own is not a wrapper.
        assert_eq!(violations_in(r#"{"properties": {"X": {"type": "null", "value": {"not": {}}}}}"#), [""; 0]);
    }

    #[test]
    fn warns_when_only_white_space_exceeds_the_limit() {
        let spaced = LAMP.replace(": ", &format!(":{}", " ".repeat(10_000)));
        let mut severities = Vec::new();
        judge(spaced.as_bytes(), Some(SchemaType::Capability), &mut |problem| {
            severities.push((problem.rule, problem.at_most));
            ControlFlow::Continue(())
        });
        assert_eq!(severities, [(Rule::SCHEMA_DOCUMENT_SIZE, Severity::Warning)]);
    }

    #[test]
    fn stops_at_the_first_break() {
        let mut calls = 0;
        judge(b"{\"$id\": \"aws.A\", \"extrinsicId\": 0}", Some(SchemaType::Capability), &mut |_| {
            calls += 1;
            ControlFlow::Break(())
        });
        assert_eq!(calls, 1);
    }

    #[test]
    fn limits_the_nesting_depth() {
        let deep = |levels: usize| {
            let (open, close) = (r#"{"items":"#.repeat(levels), "}".repeat(levels));
            violations_in(&LAMP.replace(r#"{"type": "boolean"}"#, &format!(r#"{open}{{"not": 1}}{close}"#)))
        };
        assert_eq!(deep(100).len(), 1);
        assert_eq!(deep(150), [""; 0]);
        assert_eq!(deep(4000), [""; 0]);
    }
}

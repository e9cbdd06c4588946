//! Capability documents that a request carries in `CapabilitySchemas`: what the guide documents of them as a must.
//!
//! The document is looked at as it is written, without a tree, so that the smallest build of this crate can do it too.
//! Everything else about documents is for the feature that reads them whole.

use super::verdicts::Say;
use super::{Begins, Case, Check, Verdicts};
use crate::catalog::{Rule, Severity};
use crate::json::parts::{self, Part};
use crate::report::Token;
use crate::walk::Flow;

/// `{"Format": "AWS", "Schema": {"$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", …}}`
pub(super) const DOCUMENTS: Check = Check {
    rules: &[
        Rule::SchemaReservedNamespace,
        Rule::SchemaDocumentSize,
        Rule::SchemaDocumentKeys,
        Rule::SchemaDocumentNot,
        Rule::SchemaExtrinsicId,
        Rule::SchemaReservedVendor,
    ],
    at: Begins::Shape("CapabilitySchemaItem"),
    reads: &["Schema", "Format"],
    judge,
};

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    for schema in case.each(0) {
        let Some(item) = schema.parent() else { continue };
        // What documents of the other formats look like is not known.
        let is_dialect = case.of(item, 1).and_then(|format| format.text()).is_none_or(|format| format == "AWS");
        if !is_dialect {
            continue;
        }
        for problem in problems(schema.raw()) {
            verdicts.within(schema, problem)?;
        }
    }
    Ok(())
}

/// What is wrong with a document, below its root.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) rule: Rule,
    pub(crate) path: Vec<Token>,
    /// Where in the document's text.
    pub(crate) at: usize,
    /// No more than this, where the rule's own weight would be too much.
    pub(crate) at_most: Severity,
    pub(crate) say: Say,
}

/// A document has at most so many characters.
const MOST_CHARACTERS: usize = 50_000;

/// The roots of the service's own documents.
const RESERVED_ROOTS: [&str; 2] = ["aws", "matter"];

/// The vendor ids of the service's own documents: Matter's and AWS's.
const RESERVED_VENDORS: [u64; 2] = [0, 0x1577];

/// Everything that breaks one of the rules about documents. An empty object, or null, stands for no document.
pub(crate) fn problems(text: &[u8]) -> Vec<Problem> {
    let members = parts::members(text);
    if text.trim_ascii() == b"null" || (members.is_empty() && text.trim_ascii_start().starts_with(b"{")) {
        return Vec::new();
    }
    let mut look = Look { text, path: Vec::new(), problems: Vec::new() };
    look.keys(&members);
    if look.size() {
        look.document(&members);
    }
    look.problems
}

/// A look at one document.
struct Look<'t> {
    text: &'t [u8],
    path: Vec<Token>,
    problems: Vec<Problem>,
}

/// What may be done with a part of the document.
type Visit<'t> = fn(&mut Look<'t>, &Part<'t>);

impl<'t> Look<'t> {
    fn problem(&mut self, rule: Rule, value: &'t [u8], say: Say) {
        // INVARIANT: values are slices of the text, so the distance of their beginnings is where they stand.
        let at = (value.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.problems.push(Problem { rule, path: self.path.clone(), at, at_most: Severity::Error, say });
    }

    /// Looks at a part under its name.
    fn under(&mut self, token: Token, part: &Part<'t>, visit: Visit<'t>) {
        self.path.push(token);
        visit(self, part);
        self.path.pop();
    }

    /// Looks at a member, if it is there.
    fn member(&mut self, members: &[Part<'t>], name: &str, visit: Visit<'t>) {
        if let Some(found) = members.iter().rev().find(|member| member.key == name) {
            self.under(Token::key(name), found, visit);
        }
    }

    /// Looks at every member of an object.
    fn each_member(&mut self, object: &'t [u8], visit: Visit<'t>) {
        for member in parts::members(object) {
            self.under(Token::key(&member.key), &member, visit);
        }
    }

    /// Looks at every item of an array.
    fn each_item(&mut self, array: &'t [u8], visit: Visit<'t>) {
        for (index, item) in parts::items(array).iter().enumerate() {
            self.under(Token::Index(index), item, visit);
        }
    }

    fn keys(&mut self, members: &[Part<'t>]) {
        let has = |name: &str| members.iter().any(|member| member.key == name);
        let mut lacking: Vec<String> = ["$id", "name", "extrinsicId", "extrinsicVersion"]
            .into_iter()
            .filter(|name| !has(name))
            .map(|name| format!("`{name}`"))
            .collect();
        let holds_one = |name: &str| {
            let found = members.iter().rev().find(|member| member.key == name);
            found.is_some_and(|found| !parts::members(found.value).is_empty() || !parts::items(found.value).is_empty())
        };
        if !["properties", "actions", "events"].into_iter().any(holds_one) {
            lacking.push("at least one entry in `properties`, `actions` or `events`".to_owned());
        }
        if !lacking.is_empty() {
            let say = Say::of(format!("the document lacks {}", lacking.join(", ")), "add what is missing");
            self.problem(Rule::SchemaDocumentKeys, self.text, say);
        }
    }

    /// Whether the document is small enough to be looked into.
    fn size(&mut self) -> bool {
        let count = |text: &[u8]| String::from_utf8_lossy(text).chars().count();
        let characters = count(self.text);
        if characters <= MOST_CHARACTERS {
            return true;
        }
        // How the service counts is not said: white space may not count.
        let fits_without_white_space = count(&without_white_space(self.text)) <= MOST_CHARACTERS;
        let say = Say::of(
            format!("the document has {characters} characters, and 50000 are the most"),
            "shorten its descriptions, or make two capabilities of it",
        );
        let at_most = if fits_without_white_space { Severity::Warning } else { Severity::Error };
        let problem = Problem { rule: Rule::SchemaDocumentSize, path: Vec::new(), at: 0, at_most, say };
        self.problems.push(problem);
        fits_without_white_space
    }

    fn document(&mut self, members: &[Part<'t>]) {
        self.member(members, "$id", Look::id);
        self.member(members, "extrinsicId", |look, id| {
            if let Some(number) = look.extrinsic_id(id)
                && RESERVED_VENDORS.contains(&(number >> 16))
            {
                let say = Say::of(
                    "the vendor in this id's upper 16 bits is one of the service's own",
                    "use your own vendor id, as in `0xFFF10001`",
                );
                look.problem(Rule::SchemaReservedVendor, id.value, say);
            }
        });
        self.member(members, "properties", |look, found| look.each_member(found.value, Look::field));
        self.member(members, "actions", |look, found| look.each_item(found.value, Look::action));
        self.member(members, "events", |look, found| look.each_item(found.value, Look::action));
        self.member(members, "$defs", |look, found| look.each_member(found.value, Look::schema));
    }

    fn id(&mut self, id: &Part<'t>) {
        let Some(text) = parts::string(id.value) else { return };
        let identity = text.trim().rsplit('/').next().unwrap_or_default();
        let root = identity.split(['.', '@']).next().unwrap_or_default();
        if RESERVED_ROOTS.contains(&root) {
            let say = Say::of(
                "`aws` and `matter` are the roots of the service's own documents",
                "put your documents under a root of your own, such as `acme.Lamp`",
            );
            self.problem(Rule::SchemaReservedNamespace, id.value, say);
        }
    }

    /// A property or parameter: an extrinsic id and a value.
    fn field(&mut self, field: &Part<'t>) {
        let members = parts::members(field.value);
        self.member(&members, "extrinsicId", Look::check_extrinsic_id);
        self.member(&members, "value", Look::schema);
    }

    /// An action or event.
    fn action(&mut self, action: &Part<'t>) {
        let members = parts::members(action.value);
        self.member(&members, "extrinsicId", Look::check_extrinsic_id);
        self.parameters(&members);
        for section in ["request", "response"] {
            self.member(&members, section, |look, section| {
                let members = parts::members(section.value);
                look.member(&members, "extrinsicId", Look::check_extrinsic_id);
                look.parameters(&members);
            });
        }
    }

    fn parameters(&mut self, members: &[Part<'t>]) {
        self.member(members, "parameters", |look, found| look.each_member(found.value, Look::field));
    }

    fn check_extrinsic_id(&mut self, id: &Part<'t>) {
        self.extrinsic_id(id);
    }

    /// The number that an extrinsic id says, if it is one.
    fn extrinsic_id(&mut self, id: &Part<'t>) -> Option<u64> {
        let number = parts::string(id.value).and_then(|text| extrinsic_number(&text));
        if number.is_none() {
            let say = Say::of(
                "an extrinsic id must be 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits, as a string",
                "write it as in `\"0x0006\"`",
            );
            self.problem(Rule::SchemaExtrinsicId, id.value, say);
        }
        number
    }

    /// A value schema: the keyword `not` is looked for where schemas stand, not among data or names.
    fn schema(&mut self, schema: &Part<'t>) {
        let members = parts::members(schema.value);
        for member in &members {
            let visit: Visit<'t> = match &*member.key {
                "not" => |look, found| {
                    let say =
                        Say::of("the service does not know the keyword `not`", "say what a value must be instead");
                    look.problem(Rule::SchemaDocumentNot, found.value, say);
                },
                "properties" => |look, found| look.each_member(found.value, Look::schema_member),
                "patternProperties" | "dependentSchemas" | "$defs" => {
                    |look, found| look.each_member(found.value, Look::schema)
                }
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => |look, found| look.each_item(found.value, Look::schema),
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
            self.under(Token::key(&member.key), member, visit);
        }
    }

    /// A member of an object's schema, which may be wrapped with an extrinsic id.
    fn schema_member(&mut self, member: &Part<'t>) {
        let members = parts::members(member.value);
        let has = |name: &str| members.iter().any(|found| found.key == name);
        if has("value") && has("extrinsicId") {
            self.field(member);
        } else {
            self.schema(member);
        }
    }
}

/// The number of an extrinsic id: 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits.
pub(crate) fn extrinsic_number(text: &str) -> Option<u64> {
    let (digits, radix, most) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16, 8),
        None => (text, 10, 10),
    };
    let is_number = (1..=most).contains(&digits.len()) && digits.chars().all(|c| c.is_digit(radix));
    if is_number { u64::from_str_radix(digits, radix).ok() } else { None }
}

/// The text of a JSON value without the white space between its tokens.
fn without_white_space(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut inside = false;
    let mut escaped = false;
    for &byte in text {
        if inside || !byte.is_ascii_whitespace() {
            out.push(byte);
        }
        inside ^= byte == b'"' && !escaped;
        escaped = inside && byte == b'\\' && !escaped;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Path;

    const LAMP: &str = r#"{"$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", "extrinsicId": "0xFFF10001",
        "extrinsicVersion": "1", "properties": {"On": {"extrinsicId": "0", "value": {"type": "boolean"}}}}"#;

    fn found(text: &str) -> Vec<String> {
        let pair = |problem: Problem| format!("{} {}", problem.rule.id(), Path::new(problem.path));
        problems(text.as_bytes()).into_iter().map(pair).collect()
    }

    #[test]
    fn a_good_document_and_none_at_all() {
        assert_eq!(found(LAMP), [""; 0]);
        assert_eq!(found("{}"), [""; 0]);
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
    fn white_space_alone_is_no_certain_fault() {
        let spaced = LAMP.replace(": ", &format!(":{}", " ".repeat(10_000)));
        let problems = problems(spaced.as_bytes());
        assert_eq!(problems[0].at_most, Severity::Warning);
    }
}

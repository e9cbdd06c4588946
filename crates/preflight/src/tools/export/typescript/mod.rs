//! Export as TypeScript: an interface for each structure, a union type for each enum, and maps of inputs and outputs by
//! operation.
//!
//! Types help while writing code; the engine decides what is valid. Where editions differ, a type accepts what any of
//! them accepts, and a comment lists the difference.

mod doc;
mod merge;

use core::fmt::Write as _;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use self::doc::Doc;
use self::merge::{Alternatives, in_order};
use super::words;
use crate::smithy::shape_closure::{self, ReachableShapes};
use crate::smithy::shape_summary;
use crate::smithy::view::ServiceModel;
use crate::smithy::{Kind, Member, Model, OperationShape, Range, ShapeId, TimestampFormat};

/// Maximum line width, unless a line cannot be broken.
const LINE: usize = 120;

/// Names that shapes cannot use: those of the module itself, and reserved ones of TypeScript and JavaScript.
const TAKEN: [&str; 40] = [
    "Array",
    "Boolean",
    "Date",
    "Edition",
    "Error",
    "Function",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "OneOf",
    "OperationInputs",
    "OperationName",
    "OperationOutputs",
    "Promise",
    "Readonly",
    "Record",
    "Set",
    "String",
    "Symbol",
    "any",
    "bigint",
    "boolean",
    "class",
    "enum",
    "false",
    "function",
    "never",
    "null",
    "number",
    "object",
    "string",
    "symbol",
    "true",
    "type",
    "undefined",
    "unknown",
    "void",
    "default",
];

/// Returns the model as a TypeScript module of types.
///
/// It has an interface for every structure, a type for every list, map and enum, and `OperationInputs` and
/// `OperationOutputs` by operation name. Strings, numbers and other scalars have no named types. In inputs, optional
/// members may be null and lists may be read-only.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let types = export::typescript(&Edition::default().model());
/// assert!(types.contains("export type Role = \"CONTROLLER\" | \"DEVICE\";"));
/// assert!(types.contains("  CreateManagedThing: CreateManagedThingRequest;"));
/// ```
pub fn typescript(model: &ServiceModel<'_>) -> String {
    typescript_of_editions(&[("", *model)])
}

/// Returns several editions of a model, with their names and oldest first, as one TypeScript module.
///
/// Items of only some editions are included with a comment. A member is optional unless all editions require it, and an
/// enum has the values of all editions.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let types = export::typescript_of_editions(&Edition::ALL.map(|edition| (edition.name(), edition.model())));
/// assert!(types.contains("export type Edition = \"2025-05-22\" | \"2026-11\";"));
/// assert!(types.contains("  TagResource: TagResourceRequest;"));
/// ```
pub fn typescript_of_editions(editions: &[(&str, ServiceModel<'_>)]) -> String {
    let editions: Vec<(&str, Model<'_>)> = editions.iter().map(|(name, model)| (*name, model.tables())).collect();
    Types::of(&editions).print()
}

/// One of the editions, with its name.
struct Part<'m, 'a> {
    name: &'m str,
    model: Model<'a>,
    reached: ReachableShapes<'a>,
    /// The shapes that inputs reach, in which null means absent.
    sent: BTreeSet<ShapeId>,
}

/// A shape, and the edition that it belongs to.
#[derive(Clone, Copy, Debug)]
struct Place {
    part: usize,
    id: ShapeId,
}

/// A member of a shape in one edition.
struct MemberIn<'a> {
    part: usize,
    parent: ShapeId,
    member: &'a Member,
}

struct Types<'m, 'a> {
    parts: Vec<Part<'m, 'a>>,
    /// The names of types by the names of shapes.
    names: BTreeMap<String, String>,
}

impl<'m, 'a> Types<'m, 'a> {
    fn of(editions: &[(&'m str, Model<'a>)]) -> Types<'m, 'a> {
        let parts: Vec<Part<'_, '_>> = editions
            .iter()
            .map(|(name, model)| Part {
                name,
                model: *model,
                reached: ReachableShapes::of(model),
                sent: shape_closure::from_roots(model, model.operations.iter().filter_map(|operation| operation.input)),
            })
            .collect();
        let all: BTreeSet<&str> = parts.iter().flat_map(|part| part.reached.iter().map(|(name, _)| name)).collect();
        let mut names = BTreeMap::new();
        for name in &all {
            let mut free = (*name).to_owned();
            while TAKEN.contains(&free.as_str()) || free != *name && all.contains(free.as_str()) {
                free.push('_');
            }
            names.insert((*name).to_owned(), free);
        }
        Types { parts, names }
    }

    fn print(&self) -> String {
        let mut out = String::new();
        if self.parts.len() > 1 {
            Doc::new("A dated state of the service's model.").print(&mut out, "");
            alias(&mut out, "Edition", self.parts.iter().map(|part| format!("\"{}\"", part.name)).collect());
        }
        self.operations(&mut out);
        let mut declared: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for (part, of) in self.parts.iter().enumerate() {
            for (name, id) in of.reached.iter().filter(|(_, id)| is_declared(&of.model.shape(*id).kind)) {
                declared.entry(name).or_default().push(Place { part, id });
            }
        }
        if declared.values().flatten().any(|place| matches!(self.kind(*place), Kind::Union { .. })) {
            Doc::new("Exactly one of the members.").print(&mut out, "");
            out.push_str(
                "export type OneOf<T> = {\n  [K in keyof T]: { [P in K]: T[P] } & { [P in keyof T as P extends K ? never : P]?: null | undefined };\n}[keyof T];\n\n",
            );
        }
        for (name, places) in &declared {
            self.declaration(&mut out, name, places);
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }

    fn kind(&self, place: Place) -> &'a Kind {
        &self.parts[place.part].model.shape(place.id).kind
    }

    /// Writes the operation names, and the maps of their inputs and outputs.
    fn operations(&self, out: &mut String) {
        let mut operations: BTreeMap<&str, Vec<(usize, &OperationShape)>> = BTreeMap::new();
        for (part, of) in self.parts.iter().enumerate() {
            for operation in of.model.operations {
                operations.entry(of.model.str(operation.name)).or_default().push((part, operation));
            }
        }
        Doc::new("The name of an operation.").print(out, "");
        out.push_str("export type OperationName = keyof OperationInputs;\n\n");
        for (interface, what, message) in [
            ("OperationInputs", "What operations take, by name.", (|row| row.input) as fn(&OperationShape) -> _),
            ("OperationOutputs", "What operations answer, by name.", |row| row.output),
        ] {
            Doc::new(what).print(out, "");
            let _ = writeln!(out, "export interface {interface} {{");
            for (name, rows) in &operations {
                let mut doc = Doc::default();
                doc.say(rows.iter().find_map(|(part, _)| words::operation(&self.parts[*part].model, name)));
                doc.say(self.only_in(rows.iter().map(|(part, _)| *part), 0..self.parts.len()));
                doc.print(out, "  ");
                let mut types = Alternatives::default();
                for (part, row) in rows {
                    types.add(message(row).map_or("{}".to_owned(), |id| self.reference(Place { part: *part, id })));
                }
                let _ = writeln!(out, "  {}: {};", key(name), types.inline());
            }
            out.push_str("}\n\n");
        }
    }

    /// Returns a note if only some of the editions in `among` have an item.
    fn only_in(&self, having: impl Iterator<Item = usize>, among: impl IntoIterator<Item = usize>) -> Option<String> {
        let having: BTreeSet<usize> = having.collect();
        let all = among.into_iter().all(|part| having.contains(&part));
        (!all).then(|| format!("Only in edition {}.", self.list(having)))
    }

    fn list(&self, parts: impl IntoIterator<Item = usize>) -> String {
        let names: Vec<&str> = parts.into_iter().map(|part| self.parts[part].name).collect();
        names.join(", ")
    }

    fn declaration(&self, out: &mut String, name: &str, places: &[Place]) {
        let mut doc = Doc::default();
        doc.say(places.iter().find_map(|place| words::shape(&self.parts[place.part].model, name)));
        doc.say(words::error(name).map(|words| words.means));
        if doc.is_empty() {
            doc.say(self.message_of(places));
        }
        let is_structure = |place: &Place| matches!(self.kind(*place), Kind::Structure { .. });
        if !places.iter().all(is_structure) {
            self.constraints(&mut doc, places);
        }
        doc.say(self.only_in(places.iter().map(|place| place.part), 0..self.parts.len()));
        doc.say(self.values_only_in(places));
        doc.deprecated(self.shape_deprecated(places));
        doc.print(out, "");
        let name = &self.names[name];
        if places.iter().all(is_structure) {
            let body = self.object(places);
            let _ = write!(out, "export interface {name} {body}\n\n");
        } else {
            alias(out, name, self.alternatives(places));
        }
    }

    /// Returns a summary for an operation's input or output that has no description.
    fn message_of(&self, places: &[Place]) -> Option<String> {
        places.iter().find_map(|place| {
            let model = &self.parts[place.part].model;
            model.operations.iter().find_map(|row| {
                let what = match Some(place.id) {
                    input if row.input == input => "input",
                    output if row.output == output => "output",
                    _ => return None,
                };
                Some(format!("The {what} of `{}`.", model.str(row.name)))
            })
        })
    }

    fn shape_deprecated(&self, places: &[Place]) -> Option<&'a str> {
        let place = places.last()?;
        let model = &self.parts[place.part].model;
        Some(model.str(model.shape(place.id).deprecated)).filter(|since| !since.is_empty())
    }

    /// Returns a note on enum values that only some editions have.
    fn values_only_in(&self, places: &[Place]) -> Option<String> {
        let values = in_order(places.iter().map(|place| (place.part, self.values(*place))));
        let mut by_parts: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
        for (value, parts) in values {
            if parts.len() < places.len() {
                by_parts.entry(parts).or_default().push(doc::code(value.trim_matches('"')));
            }
        }
        let summary: Vec<String> = by_parts
            .into_iter()
            .map(|(parts, values)| format!("Only in edition {}: {}.", self.list(parts), values.join(", ")))
            .collect();
        (!summary.is_empty()).then(|| summary.join(" "))
    }

    /// Returns an enum's values as literals; empty for any other shape.
    fn values(&self, place: Place) -> Vec<String> {
        let model = &self.parts[place.part].model;
        let (values, quote) = match self.kind(place) {
            Kind::String { values, .. } => (*values, "\""),
            Kind::IntEnum { values } => (*values, ""),
            _ => return Vec::new(),
        };
        let public = model.enum_values(values).iter().filter(|value| !value.internal);
        public.map(|value| format!("{quote}{}{quote}", escaped(model.str(value.value)))).collect()
    }

    /// Returns the types of a shape in all editions.
    fn alternatives(&self, places: &[Place]) -> Vec<String> {
        let of = |wanted: fn(&Kind) -> bool| -> Vec<Place> {
            places.iter().copied().filter(|place| wanted(self.kind(*place))).collect()
        };
        let mut types = Alternatives::default();
        let structures = of(|kind| matches!(kind, Kind::Structure { .. }));
        if !structures.is_empty() {
            types.add(self.object(&structures));
        }
        let unions = of(|kind| matches!(kind, Kind::Union { .. }));
        if !unions.is_empty() {
            types.add(format!("OneOf<{}>", self.object(&unions)));
        }
        for (value, _) in in_order(places.iter().map(|place| (place.part, self.values(*place)))) {
            types.add(value);
        }
        for place in places {
            match self.kind(*place) {
                Kind::List { member, sparse, .. } => {
                    let item = self.item(Place { part: place.part, id: *member }, *sparse);
                    types.add(if item.contains(' ') {
                        format!("readonly ({item})[]")
                    } else {
                        format!("readonly {item}[]")
                    });
                }
                Kind::Map { value, sparse, .. } => {
                    let value = self.item(Place { part: place.part, id: *value }, *sparse);
                    types.add(format!("{{ readonly [key: string]: {value} }}"));
                }
                _ => {}
            }
        }
        types.0
    }

    fn item(&self, place: Place, sparse: bool) -> String {
        let item = self.reference(place);
        if sparse && item != "unknown" { format!("{item} | null") } else { item }
    }

    /// Returns the type of a use of a shape: its name, or an inline type if it has no named one.
    fn reference(&self, place: Place) -> String {
        match self.kind(place) {
            kind if is_declared(kind) => {
                let name = self.parts[place.part].reached.name(place.id);
                self.names.get(name).map_or(name, String::as_str).to_owned()
            }
            Kind::Integer { .. } => "number".to_owned(),
            Kind::Float { bits, range } => float(*bits, range),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Timestamp(TimestampFormat::Unstated | TimestampFormat::EpochSeconds) => "number".to_owned(),
            Kind::Document => "unknown".to_owned(),
            _ => "string".to_owned(),
        }
    }

    /// Returns the merged members of structures or unions with the same name, in braces.
    fn object(&self, places: &[Place]) -> String {
        let members = places.iter().map(|place| {
            let model = &self.parts[place.part].model;
            let names = model.members_of(Some(place.id)).iter().map(|member| model.str(member.name).to_owned());
            (place.part, names.collect::<Vec<_>>())
        });
        let is_union = places.iter().any(|place| matches!(self.kind(*place), Kind::Union { .. }));
        let mut out = String::from("{");
        for (name, _) in in_order(members) {
            let having: Vec<MemberIn<'_>> = places
                .iter()
                .filter_map(|place| {
                    let model = &self.parts[place.part].model;
                    let mut members = model.members_of(Some(place.id)).iter();
                    let member = members.find(|member| model.str(member.name) == name)?;
                    Some(MemberIn { part: place.part, parent: place.id, member })
                })
                .collect();
            out.push('\n');
            self.member_doc(&having, places).print(&mut out, "  ");
            let required = is_union || having.len() == places.len() && having.iter().all(|entry| entry.member.required);
            let mut types = Alternatives::default();
            for entry in &having {
                types.add(self.reference(Place { part: entry.part, id: entry.member.shape }));
            }
            if !required {
                if having.iter().any(|entry| self.parts[entry.part].sent.contains(&entry.parent)) {
                    types.add("null".to_owned());
                }
                types.add("undefined".to_owned());
            }
            let mark = if required { "" } else { "?" };
            let _ = write!(out, "  {}{mark}: {};", key(&name), types.inline());
        }
        out.push_str(if out.len() > 1 { "\n}" } else { "}" });
        out
    }

    fn member_doc(&self, having: &[MemberIn<'_>], places: &[Place]) -> Doc {
        let mut doc = Doc::default();
        let targets: Vec<Place> =
            having.iter().map(|entry| Place { part: entry.part, id: entry.member.shape }).collect();
        // The newest edition's description applies.
        if let Some(newest) = having.last() {
            let part = &self.parts[newest.part];
            let description =
                words::member(&part.model, part.reached.name(newest.parent), part.model.str(newest.member.name));
            doc.say(description.or_else(|| words::shape(&part.model, part.reached.name(newest.member.shape))));
        }
        self.constraints(&mut doc, &targets);
        if having.iter().any(|entry| entry.member.idempotency_token) {
            doc.say(Some("Clients fill it in when it is left out."));
        }
        doc.say(self.only_in(having.iter().map(|member| member.part), places.iter().map(|place| place.part)));
        let required: Vec<usize> =
            having.iter().filter(|entry| entry.member.required).map(|entry| entry.part).collect();
        if !required.is_empty() && required.len() < places.len() {
            doc.say(Some(format!("Required in edition {}.", self.list(required))));
        }
        let deprecated = having.last().map(|newest| self.parts[newest.part].model.str(newest.member.deprecated));
        doc.deprecated(deprecated.filter(|since| !since.is_empty()).or_else(|| self.shape_deprecated(&targets)));
        doc
    }

    /// Adds the constraints of the shapes, separately for each edition if they differ.
    fn constraints(&self, doc: &mut Doc, places: &[Place]) {
        let texts: Vec<(usize, Option<String>)> =
            places.iter().map(|place| (place.part, constraint_text(&self.parts[place.part].model, place.id))).collect();
        if let [(_, first), others @ ..] = texts.as_slice()
            && others.iter().all(|(_, other)| other == first)
        {
            doc.say(first.as_deref().map(doc::sentence));
            return;
        }
        for (part, text) in texts {
            doc.say(text.map(|text| format!("In edition {}: {text}.", self.parts[part].name)));
        }
    }
}

/// Returns the constraints of a shape that its type does not express.
fn constraint_text(model: &Model<'_>, id: ShapeId) -> Option<String> {
    let sensitive = model.shape(id).sensitive;
    let summary = shape_summary::shape(model, id);
    match &model.shape(id).kind {
        Kind::Structure { .. } | Kind::Union { .. } | Kind::IntEnum { .. } | Kind::Boolean | Kind::Document => {
            sensitive.then(|| "sensitive".to_owned())
        }
        Kind::String { values, .. } if !values.is_empty() => sensitive.then(|| "sensitive".to_owned()),
        Kind::String { .. } if summary == "a string" => None,
        _ => Some(fenced(model, summary)),
    }
}

/// Puts patterns that contain a backtick between double backticks.
fn fenced(model: &Model<'_>, summary: String) -> String {
    let sources = model.patterns.iter().map(|pattern| model.str(pattern.source));
    sources
        .filter(|source| source.contains('`'))
        .fold(summary, |summary, source| summary.replace(&format!("`{source}`"), &doc::code(source)))
}

/// Returns whether a shape has a named type.
fn is_declared(kind: &Kind) -> bool {
    match kind {
        Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. } | Kind::IntEnum { .. } => {
            true
        }
        Kind::String { values, .. } => !values.is_empty(),
        _ => false,
    }
}

/// Returns the type of a number: with strings for values that JSON cannot express, unless it has bounds.
fn float(bits: u8, range: &Range) -> String {
    let special = bits != 0 && *range == Range::default();
    if special { r#"number | "NaN" | "Infinity" | "-Infinity""# } else { "number" }.to_owned()
}

/// Escapes an enum value for a quoted string.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r")
}

/// Returns the name of a property: in quotes, if it is not an identifier.
fn key(name: &str) -> Cow<'_, str> {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    let is_identifier = name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_ascii_digit());
    if is_identifier { Cow::Borrowed(name) } else { Cow::Owned(format!("\"{}\"", escaped(name))) }
}

/// Writes `export type NAME = …;`, on one line if it fits.
fn alias(out: &mut String, name: &str, types: Vec<String>) {
    let one_line = format!("export type {name} = {};", types.join(" | "));
    if one_line.len() <= LINE || types.len() == 1 {
        let _ = write!(out, "{one_line}\n\n");
        return;
    }
    let _ = write!(out, "export type {name} =");
    for kind in types {
        let _ = write!(out, "\n  | {}", kind.replace('\n', "\n    "));
    }
    out.push_str(";\n\n");
}

#[cfg(test)]
mod tests;

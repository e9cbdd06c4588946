//! Builds rows from the AST: it resolves targets, applies member traits, and stores equal shapes once.

use std::collections::HashMap;
use std::hash::Hash;

use serde_json::Value;

use super::ast::{Ast, AstMember, AstShape, Traits};
use super::mixins::{self, Resolved, is_mixin};
use super::protocol;
use super::traits::{TraitReader, is_unsupported};
use super::{LoadError, Unsupported};
use crate::smithy::{
    Binding, EnumValue, Kind, Length, Matcher, Member, OperationShape, Pattern, Protocol, Range, Shape, ShapeId, Span,
    Text, TimestampFormat, Width,
};
use crate::text::regex::Regex;

/// Compiles the text of a `pattern` trait into a matcher.
pub trait PatternCompiler {
    /// The compiled pattern.
    type Output;

    /// Compiles one pattern.
    ///
    /// # Errors
    /// Returns the reason if the pattern cannot be run.
    fn compile(&mut self, text: Text, pattern: &str) -> Result<Self::Output, String>;

    /// Returns the output for a pattern that cannot be run, or `None` if the model must not have such a pattern.
    fn unsupported(&mut self, text: Text) -> Option<Self::Output>;
}

/// Compiles patterns at run time. A pattern that cannot be run is no reason to refuse a model.
#[derive(Debug)]
pub struct RegexCompiler;

impl PatternCompiler for RegexCompiler {
    type Output = Pattern;

    fn compile(&mut self, text: Text, pattern: &str) -> Result<Pattern, String> {
        let regex = Regex::new(pattern).map_err(|error| error.to_string())?;
        Ok(Pattern { source: text, matcher: Matcher::Regex(regex) })
    }

    fn unsupported(&mut self, text: Text) -> Option<Pattern> {
        Some(Pattern { source: text, matcher: Matcher::Unsupported })
    }
}

/// The service that one AST adds to the tables of a [`Builder`].
#[derive(Debug)]
pub struct Service {
    /// The AST's operations, sorted by name.
    pub operations: Vec<OperationShape>,
    /// The version of the service shape; empty if there is none.
    pub api_version: Text,
    /// The protocol of the service shape.
    pub protocol: Protocol,
    /// The name of the service shape; empty if there is none.
    pub name: Text,
}

/// The finished tables.
#[derive(Debug)]
pub struct Parts<P> {
    /// All text.
    pub text: String,
    /// All shapes.
    pub shapes: Vec<Shape>,
    /// All members.
    pub members: Vec<Member>,
    /// All enum values.
    pub values: Vec<EnumValue>,
    /// All patterns.
    pub patterns: Vec<P>,
    /// All operations' errors.
    pub errors: Vec<ShapeId>,
    /// The parts of the model that are not checked.
    pub unsupported: Vec<Unsupported>,
}

/// Builds tables from one or more ASTs. Equal rows are stored once, also across ASTs.
pub struct Builder<C: PatternCompiler> {
    compiler: C,
    text: String,
    texts: HashMap<String, Text>,
    shapes: Table<Shape>,
    members: Vec<Member>,
    member_runs: HashMap<Vec<Member>, Span>,
    values: Vec<EnumValue>,
    value_runs: HashMap<Vec<EnumValue>, Span>,
    errors: Vec<ShapeId>,
    error_runs: HashMap<Vec<ShapeId>, Span>,
    patterns: Vec<C::Output>,
    pattern_ids: HashMap<String, u16>,
    unsupported: Vec<Unsupported>,
}

struct Table<T> {
    rows: Vec<T>,
    ids: HashMap<T, u16>,
}

/// The state of a traversal of the shapes of one AST.
struct Visit<'a> {
    shapes: HashMap<&'a str, &'a AstShape>,
    done: HashMap<&'a str, ShapeId>,
    /// Shapes whose members are being visited, each with the id that is reserved if a member refers back to it.
    open: HashMap<&'a str, Option<ShapeId>>,
    protocol: Protocol,
}

impl Visit<'_> {
    /// Whether the target of a member is a union of events.
    fn is_event_stream(&self, target: &str) -> bool {
        let has_trait = |shape: &AstShape| shape.traits.contains_key("smithy.api#streaming");
        self.shapes.get(target).is_some_and(|shape| shape.kind == "union" && has_trait(shape))
    }
}

/// Maximum number of shapes in a chain of references: each costs stack.
const MAX_DEPTH: usize = 256;

impl<C: PatternCompiler> Builder<C> {
    /// Creates a builder with empty tables.
    pub fn new(compiler: C) -> Builder<C> {
        Builder {
            compiler,
            text: String::new(),
            texts: HashMap::new(),
            shapes: Table { rows: Vec::new(), ids: HashMap::new() },
            members: Vec::new(),
            member_runs: HashMap::new(),
            values: Vec::new(),
            value_runs: HashMap::new(),
            errors: Vec::new(),
            error_runs: HashMap::new(),
            patterns: Vec::new(),
            pattern_ids: HashMap::new(),
            unsupported: Vec::new(),
        }
    }

    /// Adds the shapes of an AST.
    ///
    /// # Errors
    /// Returns the same errors as [`super::LoadedModel::parse`].
    pub fn load(&mut self, json: &[u8]) -> Result<Service, LoadError> {
        let ast: Ast = serde_json::from_slice(json)?;
        if !matches!(ast.version.split('.').next(), Some("1" | "2")) {
            return Err(LoadError::Version(ast.version));
        }
        let Resolved { shapes, unapplied } = mixins::resolve(ast)?;
        let is_service = |shape: &AstShape| shape.kind == "service" && !is_mixin(shape);
        let service = shapes.iter().find(|(_, shape)| is_service(shape));
        let service_name = service.map_or("", |(id, _)| local_name(id));
        let service = service.map(|(_, shape)| shape);
        let mut visit = Visit {
            shapes: shapes.iter().map(|(id, shape)| (id.as_str(), shape)).collect(),
            done: HashMap::new(),
            open: HashMap::new(),
            protocol: service.map(|service| protocol::of_service(&service.traits)).unwrap_or_default(),
        };
        for at in unapplied {
            self.unsupported.push(Unsupported { at, what: "`apply` to a shape that is not in the model".to_owned() });
        }
        let mut operations = Vec::new();
        for (id, shape) in &shapes {
            self.note_unsupported(id, shape);
            if shape.kind == "operation" && !is_mixin(shape) {
                operations.push(self.operation(&mut visit, id, shape)?);
            }
        }
        let version = service.and_then(|service| service.version.as_deref()).unwrap_or_default();
        let (api_version, protocol) = (self.text(version), visit.protocol);
        // Only requests of awsJson name the service.
        let is_named = matches!(protocol, Protocol::AwsJson1_0 | Protocol::AwsJson1_1);
        let name = if is_named { self.text(service_name) } else { Text::default() };
        operations.sort_by(|a, b| self.str(a.name).cmp(self.str(b.name)));
        Ok(Service { operations, api_version, protocol, name })
    }

    /// Returns the finished tables.
    pub fn finish(self) -> Parts<C::Output> {
        Parts {
            text: self.text,
            shapes: self.shapes.rows,
            members: self.members,
            values: self.values,
            patterns: self.patterns,
            errors: self.errors,
            unsupported: self.unsupported,
        }
    }

    fn note_unsupported(&mut self, id: &str, shape: &AstShape) {
        let mut note = |at: String, what: &str| {
            self.unsupported.push(Unsupported { at, what: what.to_owned() });
        };
        let known_types = [
            "service",
            "operation",
            "resource",
            "structure",
            "union",
            "list",
            "set",
            "map",
            "string",
            "enum",
            "intEnum",
            "byte",
            "short",
            "integer",
            "long",
            "bigInteger",
            "float",
            "double",
            "bigDecimal",
            "boolean",
            "blob",
            "timestamp",
            "document",
        ];
        if !known_types.contains(&shape.kind.as_str()) {
            note(id.to_owned(), &format!("shape type `{}`", shape.kind));
        }
        let unsupported =
            |traits: &Traits| -> Vec<String> { traits.keys().filter(|name| is_unsupported(name)).cloned().collect() };
        // A blob that is a stream is a body like any other.
        let is_stream_of_bytes = |name: &str| shape.kind == "blob" && name == "smithy.api#streaming";
        for name in unsupported(&shape.traits).into_iter().filter(|name| !is_stream_of_bytes(name)) {
            note(id.to_owned(), &name);
        }
        let parts = [("member", &shape.member), ("key", &shape.key), ("value", &shape.value)];
        let parts = parts.into_iter().filter_map(|(name, member)| Some((name, member.as_ref()?)));
        let members = shape.members.0.iter().map(|(name, member)| (name.as_str(), member));
        for (name, member) in members.chain(parts) {
            for what in unsupported(&member.traits) {
                note(format!("{id}${name}"), &what);
            }
        }
    }

    fn operation(&mut self, visit: &mut Visit<'_>, id: &str, shape: &AstShape) -> Result<OperationShape, LoadError> {
        let traits = TraitReader { at: id, traits: &shape.traits };
        // An operation without an HTTP binding has inputs and outputs all the same.
        let (method, uri, status) = match traits.get("http") {
            Some(http) => {
                let text = |name| http.get(name).and_then(Value::as_str).ok_or_else(|| traits.malformed("http"));
                (text("method")?, text("uri")?, http.get("code").and_then(Value::as_u64).unwrap_or(200))
            }
            None => ("", "", 200),
        };
        let mut body = |target: &Option<super::ast::Target>| match target {
            Some(target) if target.target != "smithy.api#Unit" => self.target(visit, id, &target.target).map(Some),
            _ => Ok(None),
        };
        let (input, output) = (body(&shape.input)?, body(&shape.output)?);
        let mut errors = Vec::new();
        for error in &shape.errors {
            errors.push(self.target(visit, id, &error.target)?);
        }
        Ok(OperationShape {
            name: self.text(local_name(id)),
            method: self.text(method),
            uri: self.text(uri),
            status: u16::try_from(status).map_err(|_| traits.malformed("http"))?,
            input,
            output,
            errors: run(&mut self.errors, &mut self.error_runs, errors, "errors")?,
            readonly: traits.has("readonly"),
            idempotent: traits.has("idempotent"),
            has_request_compression: traits.has("requestCompression"),
        })
    }

    /// Returns the row of the shape `target`, to which `from` refers.
    fn target(&mut self, visit: &mut Visit<'_>, from: &str, target: &str) -> Result<ShapeId, LoadError> {
        if let Some(&id) = visit.done.get(target) {
            return Ok(id);
        }
        let Some((&name, &shape)) = visit.shapes.get_key_value(target) else {
            let missing = || LoadError::MissingShape { from: from.to_owned(), target: target.to_owned() };
            return self.prelude(target).unwrap_or_else(|| Err(missing()));
        };
        if let Some(reserved) = visit.open.get_mut(name) {
            // The shape is recursive. Its row is reserved now and filled in after its members.
            return match *reserved {
                Some(id) => Ok(id),
                None => {
                    let id = self.shapes.reserve()?;
                    *reserved = Some(id);
                    Ok(id)
                }
            };
        }
        if visit.open.len() >= MAX_DEPTH {
            return Err(LoadError::ShapeDepth { at: name.to_owned(), max: MAX_DEPTH });
        }
        visit.open.insert(name, None);
        let row = self.shape(visit, name, shape)?;
        let id = match visit.open.remove(name).flatten() {
            Some(reserved) => {
                self.shapes.rows[reserved.0 as usize] = row;
                reserved
            }
            None => self.shapes.intern(row)?,
        };
        visit.done.insert(name, id);
        Ok(id)
    }

    fn prelude(&mut self, target: &str) -> Option<Result<ShapeId, LoadError>> {
        let name = target.strip_prefix("smithy.api#")?;
        let kind = match name {
            "Unit" => Kind::Structure { members: Span::default(), required: 0 },
            _ => simple_kind(&name.trim_start_matches("Primitive").to_ascii_lowercase())?,
        };
        let row = Shape {
            name: self.text(name),
            kind,
            sensitive: false,
            deprecated: Text::default(),
            media_type: Text::default(),
            error_status: 0,
        };
        Some(self.shapes.intern(row))
    }

    fn shape(&mut self, visit: &mut Visit<'_>, id: &str, shape: &AstShape) -> Result<Shape, LoadError> {
        let traits = TraitReader { at: id, traits: &shape.traits };
        let part = |name: &str, part: &Option<AstMember>| match part {
            Some(member) => Ok((format!("{id}${name}"), member.target.clone(), member.traits.clone())),
            None => Err(LoadError::MissingShape { from: id.to_owned(), target: name.to_owned() }),
        };
        let length = traits.length()?.unwrap_or_default();
        let sparse = traits.has("sparse");
        let kind = match shape.kind.as_str() {
            "structure" => {
                let members = self.structure_members(visit, id, shape)?;
                let mut required = 0;
                for (index, member) in self.members[members.range()].iter().take(64).enumerate() {
                    required |= u64::from(member.required) << index;
                }
                Kind::Structure { members, required }
            }
            "union" => Kind::Union { members: self.structure_members(visit, id, shape)? },
            "list" | "set" => {
                let (at, target, member) = part("member", &shape.member)?;
                let member = self.member_shape(visit, &at, &target, &member)?;
                let unique = traits.has("uniqueItems") || shape.kind == "set";
                Kind::List { member, length, sparse, unique }
            }
            "map" => {
                let (at, target, key) = part("key", &shape.key)?;
                let key = self.member_shape(visit, &at, &target, &key)?;
                let (at, target, value) = part("value", &shape.value)?;
                let value = self.member_shape(visit, &at, &target, &value)?;
                Kind::Map { key, value, length, sparse }
            }
            "enum" => Kind::String { length, pattern: None, values: self.enum_members(id, shape)? },
            "intEnum" => Kind::IntEnum { values: self.enum_members(id, shape)? },
            // A shape of an unknown type is listed as unsupported and accepts any value.
            type_name => simple_kind(&type_name.to_ascii_lowercase()).unwrap_or(Kind::Document),
        };
        let error_status = match (traits.get("httpError"), traits.text("error")?) {
            (Some(status), _) => {
                let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
                status.ok_or_else(|| traits.malformed("httpError"))?
            }
            (None, Some("client")) => 400,
            (None, Some(_)) => 500,
            (None, None) => 0,
        };
        let row = Shape {
            name: self.text(local_name(id)),
            kind,
            sensitive: false,
            deprecated: Text::default(),
            media_type: Text::default(),
            error_status,
        };
        self.with_traits(row, traits)
    }

    /// Returns `shape` with its constraint traits replaced by those of `traits`.
    fn with_traits(&mut self, mut shape: Shape, traits: TraitReader<'_>) -> Result<Shape, LoadError> {
        let stated_length = traits.length()?;
        let width = match shape.kind {
            Kind::Integer { width, .. } => Some(width),
            _ => None,
        };
        let stated_range = match traits.range(width)? {
            Some((range, is_incomplete)) => {
                if is_incomplete {
                    let what = "a bound of more than 18 digits of `smithy.api#range`".to_owned();
                    self.unsupported.push(Unsupported { at: traits.at.to_owned(), what });
                }
                Some(range)
            }
            None => None,
        };
        let stated_pattern = match traits.text("pattern")? {
            Some(pattern) => Some(self.pattern(traits.at, pattern)?),
            None => None,
        };
        let stated_values = match traits.get("enum") {
            Some(values) => Some(self.enum_trait(traits, values)?),
            None => None,
        };
        match &mut shape.kind {
            Kind::String { length, pattern, values } => {
                *length = stated_length.unwrap_or(*length);
                *pattern = stated_pattern.or(*pattern);
                *values = stated_values.unwrap_or(*values);
            }
            Kind::List { length, unique, .. } => {
                *length = stated_length.unwrap_or(*length);
                *unique |= traits.has("uniqueItems");
            }
            Kind::Map { length, .. } | Kind::Blob { length } => *length = stated_length.unwrap_or(*length),
            Kind::Integer { range, .. } | Kind::Float { range, .. } => *range = stated_range.unwrap_or(*range),
            Kind::Timestamp(format) => *format = traits.timestamp_format()?.unwrap_or(*format),
            Kind::Structure { .. } | Kind::Union { .. } | Kind::IntEnum { .. } | Kind::Boolean | Kind::Document => {}
        }
        shape.sensitive |= traits.has("sensitive");
        if let Some(since) = traits.deprecated() {
            shape.deprecated = self.text(since);
        }
        if let Some(media_type) = traits.text("mediaType")? {
            shape.media_type = self.text(media_type);
        }
        Ok(shape)
    }

    /// Returns the row of a member's target with the member's own constraint traits applied.
    fn member_shape(
        &mut self,
        visit: &mut Visit<'_>,
        at: &str,
        target: &str,
        traits: &Traits,
    ) -> Result<ShapeId, LoadError> {
        let id = self.target(visit, at, target)?;
        let constraints =
            ["length", "pattern", "range", "enum", "uniqueItems", "sensitive", "timestampFormat", "mediaType"];
        let own: Traits = traits
            .iter()
            .filter(|(name, _)| name.strip_prefix("smithy.api#").is_some_and(|name| constraints.contains(&name)))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if own.is_empty() {
            return Ok(id);
        }
        let row = self.shapes.rows[id.0 as usize];
        let row = self.with_traits(row, TraitReader { at, traits: &own })?;
        self.shapes.intern(row)
    }

    fn structure_members(&mut self, visit: &mut Visit<'_>, id: &str, shape: &AstShape) -> Result<Span, LoadError> {
        let mut rows = Vec::new();
        for (name, member) in &shape.members.0 {
            let at = format!("{id}${name}");
            let traits = TraitReader { at: &at, traits: &member.traits };
            let is_event_stream = visit.is_event_stream(&member.target);
            let binding = if is_event_stream {
                Binding::EventStream
            } else if traits.has("httpLabel") {
                Binding::Label
            } else if traits.has("httpQueryParams") {
                Binding::QueryParams
            } else if let Some(prefix) = traits.text("httpPrefixHeaders")? {
                Binding::PrefixHeaders(self.text(prefix))
            } else if let Some(query) = traits.text("httpQuery")? {
                Binding::Query(self.text(query))
            } else if let Some(header) = traits.text("httpHeader")? {
                Binding::Header(self.text(header))
            } else if traits.has("httpPayload") {
                Binding::Payload
            } else if traits.has("httpResponseCode") {
                Binding::ResponseCode
            } else {
                Binding::Body
            };
            let target = self.member_shape(visit, &at, &member.target, &member.traits)?;
            // A member outside of the body has its own name, unless another member has that name in the body.
            let is_taken = |(other, member): &(String, AstMember)| {
                other != name && member.traits.get("smithy.api#jsonName").is_some_and(|other| other == name)
            };
            let is_renamed = binding == Binding::Body || shape.members.0.iter().any(is_taken);
            let json_name = traits.text("jsonName")?.filter(|_| is_renamed && visit.protocol.has_json_names());
            let wire_name = json_name.unwrap_or(name);
            let idempotency_token = traits.has("idempotencyToken");
            rows.push(Member {
                name: self.text(wire_name),
                shape: target,
                // Clients generate a missing token, so its absence is not an error. A stream is not part of an input in
                // JSON.
                required: traits.has("required") && !idempotency_token && !is_event_stream,
                idempotency_token,
                deprecated: traits.deprecated().map(|since| self.text(since)).unwrap_or_default(),
                binding,
            });
        }
        if rows.len() > Member::MAX_COUNT {
            return Err(LoadError::TooManyMembers { at: id.to_owned() });
        }
        run(&mut self.members, &mut self.member_runs, rows, "members")
    }

    fn enum_members(&mut self, id: &str, shape: &AstShape) -> Result<Span, LoadError> {
        let mut rows = Vec::new();
        for (name, member) in &shape.members.0 {
            let at = format!("{id}${name}");
            let traits = TraitReader { at: &at, traits: &member.traits };
            let value = match traits.get("enumValue") {
                None => name.clone(),
                Some(Value::String(value)) => value.clone(),
                Some(Value::Number(value)) => value.to_string(),
                Some(_) => return Err(traits.malformed("enumValue")),
            };
            rows.push(EnumValue { value: self.text(&value), internal: traits.has("internal") });
        }
        run(&mut self.values, &mut self.value_runs, rows, "enum values")
    }

    /// Reads the values of Smithy 1.0's `enum` trait, whose internal values are tagged `internal`.
    fn enum_trait(&mut self, traits: TraitReader<'_>, values: &Value) -> Result<Span, LoadError> {
        let mut rows = Vec::new();
        for definition in values.as_array().ok_or_else(|| traits.malformed("enum"))? {
            let value = definition.get("value").and_then(Value::as_str).ok_or_else(|| traits.malformed("enum"))?;
            let tags = definition.get("tags").and_then(Value::as_array);
            let internal = tags.is_some_and(|tags| tags.iter().any(|tag| tag == "internal"));
            rows.push(EnumValue { value: self.text(value), internal });
        }
        run(&mut self.values, &mut self.value_runs, rows, "enum values")
    }

    fn pattern(&mut self, at: &str, pattern: &str) -> Result<u16, LoadError> {
        if let Some(&id) = self.pattern_ids.get(pattern) {
            return Ok(id);
        }
        let text = self.text(pattern);
        let compiled = match self.compiler.compile(text, pattern) {
            Ok(compiled) => compiled,
            Err(reason) => match self.compiler.unsupported(text) {
                Some(unsupported) => {
                    self.unsupported.push(Unsupported { at: at.to_owned(), what: format!("its pattern: {reason}") });
                    unsupported
                }
                None => return Err(LoadError::Pattern { at: at.to_owned(), reason }),
            },
        };
        let id = u16::try_from(self.patterns.len()).map_err(|_| LoadError::TooLarge("patterns"))?;
        self.patterns.push(compiled);
        self.pattern_ids.insert(pattern.to_owned(), id);
        Ok(id)
    }

    fn text(&mut self, text: &str) -> Text {
        if text.is_empty() {
            return Text::default();
        }
        if let Some(&known) = self.texts.get(text) {
            return known;
        }
        // INVARIANT: a model's text is far below 4 GiB. A longer one would be cut, never misread.
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let row = Text { start, len: u32::try_from(text.len()).unwrap_or(0) };
        self.text.push_str(text);
        self.text.push('\n');
        self.texts.insert(text.to_owned(), row);
        row
    }

    fn str(&self, text: Text) -> &str {
        &self.text[text.start as usize..(text.start + text.len) as usize]
    }
}

impl Table<Shape> {
    fn reserve(&mut self) -> Result<ShapeId, LoadError> {
        let id = u16::try_from(self.rows.len()).map_err(|_| LoadError::TooLarge("shapes"))?;
        self.rows.push(Shape {
            name: Text::default(),
            kind: Kind::Document,
            sensitive: false,
            deprecated: Text::default(),
            media_type: Text::default(),
            error_status: 0,
        });
        Ok(ShapeId(id))
    }

    fn intern(&mut self, row: Shape) -> Result<ShapeId, LoadError> {
        if let Some(&id) = self.ids.get(&row) {
            return Ok(ShapeId(id));
        }
        let id = self.reserve()?;
        self.rows[id.0 as usize] = row;
        self.ids.insert(row, id.0);
        Ok(id)
    }
}

/// Returns the span of `rows` in `table`. Equal runs are stored once.
fn run<T: Copy + Eq + Hash>(
    table: &mut Vec<T>,
    runs: &mut HashMap<Vec<T>, Span>,
    rows: Vec<T>,
    what: &'static str,
) -> Result<Span, LoadError> {
    if rows.is_empty() {
        return Ok(Span::default());
    }
    if let Some(&span) = runs.get(&rows) {
        return Ok(span);
    }
    let too_large = |_| LoadError::TooLarge(what);
    let span = Span {
        first: u16::try_from(table.len()).map_err(too_large)?,
        count: u16::try_from(rows.len()).map_err(too_large)?,
    };
    u16::try_from(table.len() + rows.len()).map_err(too_large)?;
    table.extend_from_slice(&rows);
    runs.insert(rows, span);
    Ok(span)
}

fn local_name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

/// Returns the kind of a simple shape by its type's name in lower case.
fn simple_kind(name: &str) -> Option<Kind> {
    let length = Length::default();
    let range = Range::default();
    let integer = |width| Some(Kind::Integer { width, range });
    match name {
        "string" => Some(Kind::String { length, pattern: None, values: Span::default() }),
        "byte" => integer(Width::Byte),
        "short" => integer(Width::Short),
        "integer" => integer(Width::Integer),
        "long" => integer(Width::Long),
        "biginteger" => integer(Width::Big),
        "float" => Some(Kind::Float { bits: 32, range }),
        "double" => Some(Kind::Float { bits: 64, range }),
        "bigdecimal" => Some(Kind::Float { bits: 0, range }),
        "boolean" => Some(Kind::Boolean),
        "blob" => Some(Kind::Blob { length }),
        "timestamp" => Some(Kind::Timestamp(TimestampFormat::Unstated)),
        "document" => Some(Kind::Document),
        _ => None,
    }
}

use super::FieldError;
use super::resolved_path::ResolvedPath;
use crate::engine::constraint::{enumeration, length, range};
use crate::engine::report::json::{self, Object};
use crate::engine::report::{Detail, Path, Violation, join};
use crate::engine::rule::{Rule, Severity};
use crate::preflight::Preflight;
use crate::smithy::{Binding, Kind, Model};

/// A description of one field, as a form needs it.
///
/// ```
/// use mi_preflight::{Edition, Preflight};
/// let role = Preflight::new(Edition::default()).field("CreateManagedThing", "/Role").unwrap();
/// assert!(role.required);
/// assert_eq!(role.values, ["CONTROLLER", "DEVICE"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The path as given by the caller.
    pub path: String,
    /// The name of its shape.
    pub shape: String,
    /// The type of its values.
    pub field_type: FieldType,
    /// Whether it is required when its parent is present.
    pub required: bool,
    /// The minimum length.
    pub min_length: Option<u32>,
    /// The maximum length.
    pub max_length: Option<u32>,
    /// The unit of lengths: `character`, `item`, `entry` or `byte`; empty for types without a length.
    pub unit: &'static str,
    /// The minimum value, as an exact decimal.
    pub minimum: Option<String>,
    /// The maximum value, as an exact decimal.
    pub maximum: Option<String>,
    /// The pattern of its values, as written in the model.
    pub pattern: Option<String>,
    /// The allowed values, in the model's order; empty if any value is allowed.
    pub values: Vec<String>,
    /// Whether items must be unique.
    pub unique_items: bool,
    /// Whether it is sensitive, or inside a sensitive value.
    pub sensitive: bool,
    /// Since when it is deprecated, as written in the model.
    pub deprecated: Option<String>,
    /// Whether clients generate it when it is omitted.
    pub idempotency_token: bool,
    /// The part of an HTTP request that carries it: `body`, `path`, `query` or `header`; `None` for the input itself.
    pub location: Option<&'static str>,
    /// The names of its members, in the model's order.
    pub members: Vec<String>,
    /// The media type of a string or blob.
    pub media_type: Option<String>,
    /// What a valid value looks like; the same text as the help of a violation.
    pub help: Option<String>,
}

/// The type of a field's values.
///
/// ```
/// use mi_preflight::{Edition, FieldType, Preflight};
/// let tags = Preflight::new(Edition::default()).field("CreateManagedThing", "/Tags").unwrap();
/// assert_eq!(tags.field_type, FieldType::Map);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldType {
    /// A string.
    String,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A point in time.
    Timestamp,
    /// Bytes, as base64.
    Blob,
    /// An object with members.
    Structure,
    /// An object with exactly one of its members.
    Union,
    /// An array.
    List,
    /// An object whose keys are data.
    Map,
    /// Any JSON value.
    Document,
}

impl FieldType {
    /// Returns the name in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            FieldType::String => "string",
            FieldType::Integer => "integer",
            FieldType::Number => "number",
            FieldType::Boolean => "boolean",
            FieldType::Timestamp => "timestamp",
            FieldType::Blob => "blob",
            FieldType::Structure => "structure",
            FieldType::Union => "union",
            FieldType::List => "list",
            FieldType::Map => "map",
            FieldType::Document => "document",
        }
    }

    fn of(kind: &Kind) -> FieldType {
        match kind {
            Kind::String { .. } => FieldType::String,
            Kind::Integer { .. } | Kind::IntEnum { .. } => FieldType::Integer,
            Kind::Float { .. } => FieldType::Number,
            Kind::Boolean => FieldType::Boolean,
            Kind::Timestamp(_) => FieldType::Timestamp,
            Kind::Blob { .. } => FieldType::Blob,
            Kind::Structure { .. } => FieldType::Structure,
            Kind::Union { .. } => FieldType::Union,
            Kind::List { .. } => FieldType::List,
            Kind::Map { .. } => FieldType::Map,
            Kind::Document => FieldType::Document,
        }
    }
}

impl Preflight {
    /// Describes one field of an operation's input.
    ///
    /// `path` is a JSON Pointer into the input. `*` or any index selects an item of a list, `*` or any key an entry of
    /// a map.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let preflight = Preflight::new(Edition::default());
    /// let name = preflight.field("CreateCredentialLocker", "/Name")?;
    /// assert_eq!((name.min_length, name.max_length, name.unit), (Some(1), Some(128), "character"));
    /// assert!(name.help.unwrap().starts_with("give it a name of 1 to 128 characters, and use only characters of `["));
    /// let count = preflight.field("ListManagedThings", "/MaxResults")?;
    /// assert_eq!(
    ///     count.to_json(),
    ///     r#"{"path":"/MaxResults","shape":"MaxResults","type":"integer","minimum":1,"maximum":1000,"in":"query","help":"use a number from 1 to 1000"}"#
    /// );
    /// # Ok::<(), mi_preflight::FieldError>(())
    /// ```
    ///
    /// # Errors
    /// Returns a [`FieldError`] if the operation or the path is unknown.
    pub fn field(&self, operation: impl AsRef<str>, path: &str) -> Result<Field, FieldError> {
        let operation = self.operation(operation.as_ref())?;
        let model = self.tables();
        Ok(describe(&model, &ResolvedPath::find(&model, operation, path)?, path))
    }
}

fn describe(model: &Model<'_>, resolved: &ResolvedPath<'_>, path: &str) -> Field {
    let shape = model.shape(resolved.shape);
    let text = |text| Some(model.str(text).to_owned()).filter(|text| !text.is_empty());
    let names = model.members_of(Some(resolved.shape)).iter();
    let mut field = Field {
        path: path.to_owned(),
        shape: model.str(shape.name).to_owned(),
        field_type: FieldType::of(&shape.kind),
        required: resolved.member.is_some_and(|member| member.required),
        min_length: None,
        max_length: None,
        unit: "",
        minimum: None,
        maximum: None,
        pattern: None,
        values: Vec::new(),
        unique_items: matches!(shape.kind, Kind::List { unique: true, .. }),
        sensitive: resolved.redacted || shape.sensitive,
        deprecated: resolved.member.and_then(|member| text(member.deprecated)).or_else(|| text(shape.deprecated)),
        idempotency_token: resolved.member.is_some_and(|member| member.idempotency_token),
        location: resolved.first.map(|member| match member.binding {
            Binding::Label => "path",
            Binding::Query(_) => "query",
            Binding::Header(_) => "header",
            #[cfg(feature = "smithy")]
            Binding::QueryParams => "query",
            #[cfg(feature = "smithy")]
            Binding::PrefixHeaders(_) => "header",
            _ => "body",
        }),
        members: names.map(|member| model.str(member.name).to_owned()).collect(),
        media_type: text(shape.media_type),
        help: None,
    };
    let location = resolved.location();
    let mut helps = Vec::new();
    // The help of a violation of each constraint describes the values that the constraint allows.
    let mut add_help = |rule, detail: Detail| {
        let violation = location.place(Violation::new(rule, Severity::Error, Path::default(), detail));
        helps.extend(violation.help());
        violation.detail
    };
    let kind = &shape.kind;
    if let Kind::String { length, .. } | Kind::Blob { length } | Kind::List { length, .. } | Kind::Map { length, .. } =
        kind
        && let detail = length::detail(length, 0, kind)
        && let Detail::Length { unit, .. } = detail
    {
        (field.min_length, field.max_length, field.unit) = (length.min, length.max, unit);
        if length.min.or(length.max).is_some() {
            add_help(Rule::LENGTH, detail);
        }
    }
    if let Kind::Integer { range, .. } | Kind::Float { range, .. } = kind {
        (field.minimum, field.maximum) = (range.min.map(|min| min.to_string()), range.max.map(|max| max.to_string()));
        add_help(Rule::RANGE, range::detail(range));
    }
    if let Kind::String { pattern: Some(pattern), .. } = kind {
        let pattern = model.str(model.pattern(*pattern).source).to_owned();
        add_help(Rule::PATTERN, Detail::Pattern { pattern: pattern.clone(), carriage_return: false });
        field.pattern = Some(pattern);
    }
    if let Kind::String { values, .. } | Kind::IntEnum { values } = kind
        && !values.is_empty()
        && let Detail::Enum { values } = add_help(Rule::ENUM, enumeration::detail(model, model.enum_values(*values)))
    {
        field.values = values;
    }
    if !helps.is_empty() {
        field.help = Some(join(&helps, ", and "));
    }
    field
}

impl Field {
    /// Returns the field as JSON, the same text on every surface. Absent properties are omitted.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.string("path", &self.path);
        object.string("shape", &self.shape);
        object.string("type", self.field_type.name());
        let flag = |object: &mut Object<'_>, key, is_set: bool| {
            if is_set {
                object.raw(key, "true");
            }
        };
        let text = |object: &mut Object<'_>, key, text: Option<&str>| {
            if let Some(text) = text {
                object.string(key, text);
            }
        };
        flag(&mut object, "required", self.required);
        for (key, length) in [("minLength", self.min_length), ("maxLength", self.max_length)] {
            if let Some(length) = length {
                object.raw(key, length);
            }
        }
        for (key, bound) in [("minimum", &self.minimum), ("maximum", &self.maximum)] {
            if let Some(bound) = bound {
                object.raw(key, bound);
            }
        }
        text(&mut object, "pattern", self.pattern.as_deref());
        if !self.values.is_empty() {
            match self.field_type {
                FieldType::Integer => object.raw("enum", format_args!("[{}]", join(&self.values, ","))),
                _ => json::strings(object.key("enum"), &self.values),
            }
        }
        flag(&mut object, "uniqueItems", self.unique_items);
        flag(&mut object, "sensitive", self.sensitive);
        text(&mut object, "deprecated", self.deprecated.as_deref());
        text(&mut object, "in", self.location);
        if !self.members.is_empty() {
            json::strings(object.key("members"), &self.members);
        }
        text(&mut object, "mediaType", self.media_type.as_deref());
        text(&mut object, "help", self.help.as_deref());
        object.end();
        out
    }
}

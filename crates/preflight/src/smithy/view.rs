//! The public view of a model: operations, shapes and members with their traits, without the tables behind them.

use super::{
    Binding, EnumValue, Kind, Length, Member, Model, OperationShape, Pattern, Protocol, Range, Shape, ShapeId, Text,
    TimestampFormat, Width,
};

/// The model of a service: its operations, and through them the shapes of their inputs, outputs and errors.
///
/// ```
/// use mi_preflight::Edition;
///
/// let model = Edition::default().model();
/// let operation = model.operation("CreateManagedThing").unwrap();
/// let name = operation.input().unwrap().member("Name").unwrap();
/// assert_eq!(name.shape().length().max, Some(128));
/// assert!(!name.is_required());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ServiceModel<'a> {
    tables: Model<'a>,
}

/// An operation of a model.
///
/// ```
/// use mi_preflight::Edition;
///
/// let model = Edition::default().model();
/// let operation = model.operation("GetManagedThing").unwrap();
/// assert_eq!((operation.method(), operation.uri()), ("GET", "/managed-things/{Identifier}"));
/// assert!(operation.errors().any(|error| error.name() == "ResourceNotFoundException"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OperationModel<'a> {
    tables: Model<'a>,
    row: &'a OperationShape,
}

/// A shape of a model, with its constraint traits. A trait that a member adds is part of the member's shape.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::model::ShapeType;
///
/// let model = Edition::default().model();
/// let input = model.operation("CreateManagedThing").unwrap().input().unwrap();
/// let role = input.member("Role").unwrap().shape();
/// assert_eq!(role.shape_type(), ShapeType::Enum);
/// assert_eq!(role.enum_values().collect::<Vec<_>>(), ["CONTROLLER", "DEVICE"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ShapeModel<'a> {
    tables: Model<'a>,
    id: ShapeId,
}

/// A member of a structure or union.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::model::HttpBinding;
///
/// let model = Edition::default().model();
/// let input = model.operation("GetManagedThing").unwrap().input().unwrap();
/// let identifier = input.member("Identifier").unwrap();
/// assert!(identifier.is_required());
/// assert_eq!(identifier.http_binding(), HttpBinding::Label);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MemberModel<'a> {
    tables: Model<'a>,
    row: &'a Member,
}

/// The pattern that a string must match.
///
/// ```
/// use mi_preflight::Edition;
///
/// let model = Edition::default().model();
/// let input = model.operation("CreateCredentialLocker").unwrap().input().unwrap();
/// let pattern = input.member("Name").unwrap().shape().pattern().unwrap();
/// assert_eq!((pattern.is_match("shelf"), pattern.is_match("shelf/1")), (Some(true), Some(false)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PatternModel<'a> {
    tables: Model<'a>,
    row: &'a Pattern,
}

/// The type of a shape.
///
/// ```
/// use mi_preflight::Edition;
///
/// let model = Edition::default().model();
/// let input = model.operation("CreateManagedThing").unwrap().input().unwrap();
/// assert_eq!(input.shape_type().name(), "structure");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ShapeType {
    /// An object with modelled members.
    Structure,
    /// An object with exactly one of its members.
    Union,
    /// An array.
    List,
    /// An object whose keys are data.
    Map,
    /// A string.
    String,
    /// A string that is one of several values.
    Enum,
    /// An integer that is one of several values.
    IntEnum,
    /// An integer of 8 bits.
    Byte,
    /// An integer of 16 bits.
    Short,
    /// An integer of 32 bits.
    Integer,
    /// An integer of 64 bits.
    Long,
    /// An integer of any size.
    BigInteger,
    /// A floating-point number of 32 bits.
    Float,
    /// A floating-point number of 64 bits.
    Double,
    /// A decimal number of any precision.
    BigDecimal,
    /// `true` or `false`.
    Boolean,
    /// Bytes, base64 in JSON.
    Blob,
    /// A point in time.
    Timestamp,
    /// Any JSON value.
    Document,
}

/// The part of an HTTP message that holds a member.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::model::HttpBinding;
///
/// let model = Edition::default().model();
/// let input = model.operation("ListManagedThings").unwrap().input().unwrap();
/// let in_query = |binding| matches!(binding, HttpBinding::Query(_));
/// assert!(input.members().all(|member| in_query(member.http_binding())));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HttpBinding<'a> {
    /// A member of the JSON body.
    Body,
    /// A label in the path.
    Label,
    /// The query parameter of this name.
    Query(&'a str),
    /// All query parameters that no other member has, as a map.
    QueryParams,
    /// The header of this name.
    Header(&'a str),
    /// All headers whose names begin with this prefix, as a map.
    PrefixHeaders(&'a str),
    /// The whole body.
    Payload,
    /// The whole body, as a stream of events.
    EventStream,
    /// The HTTP status of the response.
    ResponseCode,
}

impl ShapeType {
    pub(crate) fn of(kind: &Kind) -> ShapeType {
        match kind {
            Kind::Structure { .. } => ShapeType::Structure,
            Kind::Union { .. } => ShapeType::Union,
            Kind::List { .. } => ShapeType::List,
            Kind::Map { .. } => ShapeType::Map,
            Kind::String { values, .. } if !values.is_empty() => ShapeType::Enum,
            Kind::String { .. } => ShapeType::String,
            Kind::IntEnum { .. } => ShapeType::IntEnum,
            Kind::Integer { width: Width::Byte, .. } => ShapeType::Byte,
            Kind::Integer { width: Width::Short, .. } => ShapeType::Short,
            Kind::Integer { width: Width::Integer, .. } => ShapeType::Integer,
            Kind::Integer { width: Width::Long, .. } => ShapeType::Long,
            Kind::Integer { width: Width::Big, .. } => ShapeType::BigInteger,
            Kind::Float { bits: 32, .. } => ShapeType::Float,
            Kind::Float { bits: 64, .. } => ShapeType::Double,
            Kind::Float { .. } => ShapeType::BigDecimal,
            Kind::Boolean => ShapeType::Boolean,
            Kind::Blob { .. } => ShapeType::Blob,
            Kind::Timestamp(_) => ShapeType::Timestamp,
            Kind::Document => ShapeType::Document,
        }
    }

    /// Returns Smithy's name for the type, such as `structure`.
    pub fn name(self) -> &'static str {
        match self {
            ShapeType::Structure => "structure",
            ShapeType::Union => "union",
            ShapeType::List => "list",
            ShapeType::Map => "map",
            ShapeType::String => "string",
            ShapeType::Enum => "enum",
            ShapeType::IntEnum => "intEnum",
            ShapeType::Byte => "byte",
            ShapeType::Short => "short",
            ShapeType::Integer => "integer",
            ShapeType::Long => "long",
            ShapeType::BigInteger => "bigInteger",
            ShapeType::Float => "float",
            ShapeType::Double => "double",
            ShapeType::BigDecimal => "bigDecimal",
            ShapeType::Boolean => "boolean",
            ShapeType::Blob => "blob",
            ShapeType::Timestamp => "timestamp",
            ShapeType::Document => "document",
        }
    }
}

impl<'a> ServiceModel<'a> {
    pub(crate) fn new(tables: Model<'a>) -> ServiceModel<'a> {
        ServiceModel { tables }
    }

    /// Returns the tables of the model.
    pub(crate) fn tables(self) -> Model<'a> {
        self.tables
    }

    /// Returns the operations, sorted by name.
    pub fn operations(self) -> impl ExactSizeIterator<Item = OperationModel<'a>> + Clone {
        let tables = self.tables;
        tables.operations.iter().map(move |row| OperationModel { tables, row })
    }

    /// Returns the operation with this name, such as `CreateManagedThing`.
    pub fn operation(self, name: &str) -> Option<OperationModel<'a>> {
        self.tables.operation(name).map(|row| OperationModel { tables: self.tables, row })
    }

    /// Returns the version of the API that the service shape states, such as `2025-03-03`.
    pub fn api_version(self) -> &'a str {
        self.tables.str(self.tables.api_version)
    }

    /// Returns the form of requests on the wire.
    pub fn protocol(self) -> Protocol {
        self.tables.protocol
    }
}

impl<'a> OperationModel<'a> {
    /// Returns the operation's name.
    pub fn name(self) -> &'a str {
        self.tables.str(self.row.name)
    }

    /// Returns the HTTP method, upper case.
    pub fn method(self) -> &'a str {
        self.tables.str(self.row.method)
    }

    /// Returns the path template, such as `/managed-things/{Identifier}`.
    pub fn uri(self) -> &'a str {
        self.tables.str(self.row.uri)
    }

    /// Returns the HTTP status of a successful response.
    pub fn status(self) -> u16 {
        self.row.status
    }

    /// Returns the input's structure, or `None` if the operation has no input.
    pub fn input(self) -> Option<ShapeModel<'a>> {
        self.row.input.map(|id| ShapeModel { tables: self.tables, id })
    }

    /// Returns the output's structure, or `None` if the operation has no output.
    pub fn output(self) -> Option<ShapeModel<'a>> {
        self.row.output.map(|id| ShapeModel { tables: self.tables, id })
    }

    /// Returns the operation's own errors. Errors that any operation may respond with are not among them.
    pub fn errors(self) -> impl ExactSizeIterator<Item = ShapeModel<'a>> + Clone {
        let tables = self.tables;
        tables.errors(self.row).iter().map(move |id| ShapeModel { tables, id: *id })
    }

    /// Whether the operation only reads: Smithy's `readonly`.
    pub fn is_readonly(self) -> bool {
        self.row.readonly
    }

    /// Whether the operation may be repeated without further effects: Smithy's `idempotent`.
    pub fn is_idempotent(self) -> bool {
        self.row.idempotent
    }
}

impl<'a> ShapeModel<'a> {
    fn row(self) -> &'a Shape {
        self.tables.shape(self.id)
    }

    fn shape(self, id: ShapeId) -> ShapeModel<'a> {
        ShapeModel { tables: self.tables, id }
    }

    /// Returns the name, without its namespace. A shape that a member adds traits to has the name of the member's target.
    pub fn name(self) -> &'a str {
        self.tables.str(self.row().name)
    }

    /// Returns the type.
    pub fn shape_type(self) -> ShapeType {
        ShapeType::of(&self.row().kind)
    }

    /// Returns the members of a structure or union, in the model's order. Other shapes have no members.
    pub fn members(self) -> impl ExactSizeIterator<Item = MemberModel<'a>> + Clone {
        let tables = self.tables;
        tables.members_of(Some(self.id)).iter().map(move |row| MemberModel { tables, row })
    }

    /// Returns the member with this name.
    pub fn member(self, name: &str) -> Option<MemberModel<'a>> {
        self.members().find(|member| member.name() == name)
    }

    /// Returns the shape of a list's items.
    pub fn item(self) -> Option<ShapeModel<'a>> {
        match self.row().kind {
            Kind::List { member, .. } => Some(self.shape(member)),
            _ => None,
        }
    }

    /// Returns the shape of a map's keys, a string.
    pub fn key(self) -> Option<ShapeModel<'a>> {
        match self.row().kind {
            Kind::Map { key, .. } => Some(self.shape(key)),
            _ => None,
        }
    }

    /// Returns the shape of a map's values.
    pub fn value(self) -> Option<ShapeModel<'a>> {
        match self.row().kind {
            Kind::Map { value, .. } => Some(self.shape(value)),
            _ => None,
        }
    }

    /// Returns the constraint of the length: characters of a string, entries of a list or map, bytes of a blob.
    pub fn length(self) -> Length {
        match self.row().kind {
            Kind::List { length, .. }
            | Kind::Map { length, .. }
            | Kind::String { length, .. }
            | Kind::Blob { length } => length,
            _ => Length::default(),
        }
    }

    /// Returns the constraint of a number's value.
    pub fn range(self) -> Range {
        match self.row().kind {
            Kind::Integer { range, .. } | Kind::Float { range, .. } => range,
            _ => Range::default(),
        }
    }

    /// Returns the pattern that a string must match.
    pub fn pattern(self) -> Option<PatternModel<'a>> {
        match self.row().kind {
            Kind::String { pattern: Some(index), .. } => {
                Some(PatternModel { tables: self.tables, row: self.tables.pattern(index) })
            }
            _ => None,
        }
    }

    /// Returns the values of an enum that are not internal; those of an `intEnum` as decimal text.
    pub fn enum_values(self) -> impl Iterator<Item = &'a str> + Clone {
        let values: &'a [EnumValue] = match self.row().kind {
            Kind::String { values, .. } | Kind::IntEnum { values } => self.tables.enum_values(values),
            _ => &[],
        };
        let tables = self.tables;
        values.iter().filter(|value| !value.internal).map(move |value| tables.str(value.value))
    }

    /// Returns the format of a timestamp.
    pub fn timestamp_format(self) -> Option<TimestampFormat> {
        match self.row().kind {
            Kind::Timestamp(format) => Some(format),
            _ => None,
        }
    }

    /// Whether all items of a list must be different.
    pub fn has_unique_items(self) -> bool {
        matches!(self.row().kind, Kind::List { unique: true, .. })
    }

    /// Whether the items of a list, or the values of a map, may be null.
    pub fn is_sparse(self) -> bool {
        matches!(self.row().kind, Kind::List { sparse: true, .. } | Kind::Map { sparse: true, .. })
    }

    /// Whether values must not appear in messages, logs and reports.
    pub fn is_sensitive(self) -> bool {
        self.row().sensitive
    }

    /// Returns since when the shape is deprecated, as the model writes it.
    pub fn deprecated_since(self) -> Option<&'a str> {
        self.tables.optional_str(self.row().deprecated)
    }

    /// Returns the media type of a string or blob.
    pub fn media_type(self) -> Option<&'a str> {
        self.tables.optional_str(self.row().media_type)
    }

    /// Returns the HTTP status of an error shape.
    pub fn error_status(self) -> Option<u16> {
        Some(self.row().error_status).filter(|status| *status != 0)
    }
}

impl<'a> MemberModel<'a> {
    /// Returns the name in JSON.
    pub fn name(self) -> &'a str {
        self.tables.str(self.row.name)
    }

    /// Returns the shape, with the member's own constraint traits applied.
    pub fn shape(self) -> ShapeModel<'a> {
        ShapeModel { tables: self.tables, id: self.row.shape }
    }

    /// Whether the member must be present and not null.
    pub fn is_required(self) -> bool {
        self.row.required
    }

    /// Whether clients generate a value if the member is absent.
    pub fn is_idempotency_token(self) -> bool {
        self.row.idempotency_token
    }

    /// Returns since when the member is deprecated, as the model writes it.
    pub fn deprecated_since(self) -> Option<&'a str> {
        self.tables.optional_str(self.row.deprecated)
    }

    /// Returns the part of the HTTP message that holds the member.
    pub fn http_binding(self) -> HttpBinding<'a> {
        match self.row.binding {
            Binding::Body => HttpBinding::Body,
            Binding::Label => HttpBinding::Label,
            Binding::Query(name) => HttpBinding::Query(self.tables.str(name)),
            #[cfg(feature = "smithy")]
            Binding::QueryParams => HttpBinding::QueryParams,
            Binding::Header(name) => HttpBinding::Header(self.tables.str(name)),
            #[cfg(feature = "smithy")]
            Binding::PrefixHeaders(prefix) => HttpBinding::PrefixHeaders(self.tables.str(prefix)),
            Binding::Payload => HttpBinding::Payload,
            #[cfg(feature = "smithy")]
            Binding::EventStream => HttpBinding::EventStream,
            Binding::ResponseCode => HttpBinding::ResponseCode,
        }
    }
}

impl<'a> PatternModel<'a> {
    /// Returns the pattern as the model writes it.
    pub fn as_str(self) -> &'a str {
        self.tables.str(self.row.source)
    }

    /// Returns whether a string matches, or `None` if that cannot be judged: a pattern of a model loaded at run time may
    /// need more steps than the limit allows, or be one that cannot be run.
    pub fn is_match(self, text: &str) -> Option<bool> {
        self.row.matcher.is_match(text)
    }
}

impl<'a> Model<'a> {
    fn optional_str(&self, text: Text) -> Option<&'a str> {
        Some(self.str(text)).filter(|text| !text.is_empty())
    }
}

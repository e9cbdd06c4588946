//! Checks requests to AWS IoT managed integrations before they are sent: which member is wrong, why, and what would be
//! right, all at once and without a round trip.
//!
//! [`Preflight`] is the entry point. Its checks return a [`Report`] with every [`Violation`]: the constraints of the
//! service's published model with Smithy's standard messages, and the rules that the service's documents state beyond
//! them. The bytes of a request are read once, driven by tables made from the model; no tree is built. A report holds no
//! value of the input.
//!
//! # Judge an input
//!
//! ```
//! use mi_preflight::{Edition, Operation, Preflight};
//!
//! let preflight = Preflight::new(Edition::default());
//! let body = br#"{"Role": "DEVICE", "AuthenticationMaterialType": "ZIGBEE_QR_BAR_CODE", "Name": ""}"#;
//! assert!(!preflight.is_valid(Operation::CreateManagedThing, body)?);
//!
//! let report = preflight.check(Operation::CreateManagedThing, body)?;
//! let lines: Vec<String> = report.violations().iter().map(|violation| format!("{}: {violation}", violation.rule.id())).collect();
//! assert_eq!(lines, [
//!     "required: Value at '/AuthenticationMaterial' failed to satisfy constraint: Member must not be null",
//!     "length: Value with length 0 at '/Name' failed to satisfy constraint: Member must have length between 1 and 128, inclusive",
//!     "pattern: Value at '/Name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\p{L}\\p{N} ._-]+$",
//! ]);
//! # Ok::<(), mi_preflight::Error>(())
//! ```
//!
//! [`Preflight::is_valid`] stops at the first error and formats nothing. [`Preflight::check_output`] judges what the
//! service answers, [`Preflight::check_field`] one field of a form.
//!
//! # Judge a request
//!
//! ```
//! use mi_preflight::{Edition, Preflight, Request};
//!
//! let request = Request::new("POST", "/credential-lockers")
//!     .with_header("content-type", "application/json")
//!     .with_body(br#"{"Name": ""}"#);
//! let answer = Preflight::new(Edition::default()).check_request(&request);
//! assert_eq!(answer.operation(), Some("CreateCredentialLocker"));
//! assert_eq!(answer.response().map(|response| response.status), Some(400));
//! ```
//!
//! # Judge a command for a device
//!
//! ```
//! use mi_preflight::{Device, Edition, Preflight};
//!
//! let capability_report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []}]}"#;
//! let device = Device::parse(capability_report)?;
//! let input = br#"{"ManagedThingId": "abc", "Endpoints": [{"endpointId": "2", "capabilities": [
//!     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": [{"name": "On"}]}]}]}"#;
//! let report = Preflight::new(Edition::default()).check_command(input, &device)?;
//! assert_eq!(report.violations()[0].rule.id(), "command/unknown-endpoint");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Lay a policy over the rules
//!
#![cfg_attr(feature = "policy", doc = "```")]
#![cfg_attr(not(feature = "policy"), doc = "```ignore")]
//! use mi_preflight::policy::{Format, Policy};
//! use mi_preflight::{Edition, Preflight};
//!
//! let text = br#"{"profile": "strict", "limits": {"CreateCredentialLocker": {"/Name": {"maxLength": 8}}}}"#;
//! let policy = Policy::parse(text, Format::Json, Edition::default())?;
//! let preflight = Preflight::builder().policy(policy).build()?;
//! assert!(!preflight.is_valid("CreateCredentialLocker", br#"{"Name": "a long name"}"#)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | on by default | adds |
//! |---|---|---|
//! | `serialize` | yes | [`Preflight::check_serialize`], and `serde::Serialize` for [`Report`] and [`Violation`] |
//! | `smithy` | yes | [`LoadedModel`]: any Smithy JSON AST, loaded at run time |
//! | `explain` | yes | [`explain()`]: words for operations, shapes, members, rules and errors |
//! | `export` | yes | [`export`]: the model as Smithy, JSON Schema, OpenAPI or TypeScript |
//! | `record` | yes | [`Preflight::answer`]: requests in files and streams, with their ids |
//! | `rollout` | yes | [`rollout`]: the preview of an OTA rollout |
//! | `policy` | yes | [`policy`]: severities, suppressions, tighter limits and examples, as JSON |
//! | `policy-settings` | with `policy` | the parts of a policy that need no tree of the input |
//! | `policy-checks` | no | a policy's own checks, written as JSON Schema |
//! | `policy-toml` | no | policies written as TOML |
//! | `documents` | no | [`document`]: capability and definition documents, and what must fit them |
//! | `miette` | no | `miette::Diagnostic` for [`Violation`] |
//!
//! Without any feature the crate needs neither serde nor regex. The minimum Rust version is 1.88; raising it is a
//! breaking change. The layers of the crate are described in `ARCHITECTURE.md` of the repository.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
// Only the small WebAssembly build has `panic = "immediate-abort"`. It is compiled for size, its hot loops for speed.
#![cfg_attr(panic = "immediate-abort", feature(optimize_attribute))]

mod engine;
#[cfg(feature = "policy-settings")]
pub mod policy;
mod preflight;
mod service;
mod smithy;
mod text;
mod tools;

/// The model of a service, as a view: operations, shapes, members and their traits.
///
/// It comes from [`Edition::model`], [`Preflight::model`] or [`LoadedModel::model`].
///
/// ```
/// use mi_preflight::Edition;
///
/// let model = Edition::default().model();
/// assert_eq!(model.operations().len(), 57);
/// let reads = model.operations().filter(|operation| operation.is_readonly());
/// assert!(reads.clone().any(|operation| operation.name() == "GetManagedThing"));
/// ```
pub mod model {
    pub use crate::smithy::Protocol;
    #[cfg(feature = "smithy")]
    pub use crate::smithy::loader::{LoadError, LoadedModel, Unsupported};
    pub use crate::smithy::shape::{Length, Range, TimestampFormat};
    pub use crate::smithy::view::{
        HttpBinding, MemberModel, OperationModel, PatternModel, ServiceModel, ShapeModel, ShapeType,
    };
    pub use crate::text::decimal::Decimal;
}

/// A type for every operation, for code that is written for one operation.
///
/// [`Preflight::for_operation`] says once whether the model has the operation. The checks that it returns cannot fail.
///
/// ```
/// use mi_preflight::{Edition, Preflight, op};
///
/// let lockers = Preflight::new(Edition::default()).for_operation::<op::CreateCredentialLocker>()?;
/// assert!(lockers.is_valid(br#"{"Name": "shelf"}"#));
/// assert!(!lockers.check(br#"{"Name": ""}"#).is_valid());
/// # Ok::<(), mi_preflight::UnknownOperationError>(())
/// ```
pub mod op {
    pub use crate::service::op::*;
}

/// What this repository's code generation and tests need of the tables. Not part of the public API: it may change in
/// any release.
#[doc(hidden)]
pub mod __private {
    pub use crate::smithy::operation::OperationShape;
    pub use crate::smithy::pattern::{ClassPattern, Dfa, Lead, Matcher, NonAscii, Pattern, ShiftAnd};
    pub use crate::smithy::shape::{Binding, EnumValue, Kind, Member, Shape, ShapeId, Span, Text, Width};
    pub use crate::smithy::{Dialect, Model};

    pub use crate::model::{Decimal, Length, Range, TimestampFormat};

    #[cfg(feature = "smithy")]
    pub use crate::smithy::loader::{Builder, Parts, PatternCompiler, RegexCompiler, Service};
    #[cfg(feature = "smithy")]
    pub use crate::text::regex::{Regex, RegexError, syntax as pattern_syntax};

    /// Returns the tables of a model.
    pub fn tables<'a>(model: &crate::model::ServiceModel<'a>) -> Model<'a> {
        model.tables()
    }
}

pub use engine::http::{Request, RequestReport};
pub use engine::limits::Limits;
pub use engine::reason::{DataKind, DataMember, DataType, RuleReason};
pub use engine::report::{Detail, DetailData, Path, Place, Report, Response, Token, Violation, place};
pub use engine::rule::{Basis, Family, Rule, Severity};
#[cfg(feature = "smithy")]
pub use model::LoadedModel;
#[cfg(feature = "policy-settings")]
pub use policy::{Policy, PolicyError};
pub use preflight::field::{Field, FieldError, FieldType};
#[cfg(feature = "record")]
pub use preflight::record::Answer;
pub use preflight::{
    CapabilityReportPlace, ConfigError, Error, OperationPreflight, Preflight, PreflightBuilder, Setting,
};
pub use service::capability::command;
#[cfg(feature = "documents")]
pub use service::capability::document;
pub use service::capability::{
    CapabilityReportChange, Device, DeviceError, capability_report_changes_to_json, diff as diff_capability_reports,
};
pub use service::profile::{Profile, UnknownProfileError};
#[cfg(feature = "rollout")]
pub use service::rollout;
pub use service::routes::{RouteErrorKind, Routes, RoutesError};
pub use service::{Edition, Operation, UnknownEditionError, UnknownOperationError, barcode, schema_version};
pub use text::time::{ParseTimeError, UtcMinute};
pub use tools::classify::{self, classify};
pub use tools::diff::{ModelChange, changes_to_json, diff};
#[cfg(feature = "explain")]
pub use tools::explain::{self, explain};
#[cfg(feature = "export")]
pub use tools::export;

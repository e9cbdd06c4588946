//! Checks requests to AWS IoT managed integrations before they are sent: which member is wrong, why, and what would be
//! right, all at once and without a round trip.
//!
//! [`Preflight`] is the entrance. Its checks return a [`Report`] with every [`Violation`]: the constraints of the
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
//! | `policy-settings` | with `policy` | of a policy what needs no tree of the input |
//! | `policy-checks` | no | a policy's own checks, written as JSON Schema |
//! | `policy-toml` | no | policies written as TOML |
//! | `documents` | no | [`document`]: capability and definition documents, and what must fit them |
//! | `miette` | no | `miette::Diagnostic` for [`Violation`] |
//!
//! Without any feature the crate needs neither serde nor regex. The minimum Rust version is 1.88; raising it is a
//! breaking change. The layers of the crate are described in `ARCHITECTURE.md` of the repository.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
// The small build alone panics so, and with it the hot loops are compiled for speed and everything else for size.
#![cfg_attr(panic = "immediate-abort", feature(optimize_attribute))]

mod engine;
#[cfg(feature = "policy-settings")]
pub mod policy;
mod preflight;
mod service;
pub mod smithy;
mod text;
mod tools;

pub use engine::http::{Request, RequestReport};
pub use engine::limits::Limits;
pub use engine::reason::{DataKind, DataMember, DataType, RuleReason};
pub use engine::report::{Detail, DetailData, Path, Place, Report, Response, Token, Violation, place};
pub use engine::rule::{Basis, Family, Rule, Severity};
#[cfg(feature = "policy-settings")]
pub use policy::{Policy, PolicyError};
pub use preflight::field::{Field, FieldError, FieldType};
#[cfg(feature = "record")]
pub use preflight::record::Answer;
pub use preflight::{CapabilityReportPlace, ConfigError, Error, Preflight, PreflightBuilder, Setting};
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
#[cfg(feature = "smithy")]
pub use smithy::LoadedModel;
pub use text::time::{ParseTimeError, UtcMinute};
pub use tools::classify::{Classification, Documented, Fault, Reason, classify};
pub use tools::diff::{Change, changes_to_json, diff};
#[cfg(feature = "explain")]
pub use tools::explain::{Explanation, Line, Section, Subject, UnknownNameError, explain, explained_names};
#[cfg(feature = "export")]
pub use tools::export;

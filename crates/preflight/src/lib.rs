//! Says whether AWS IoT managed integrations would take a request, before it is sent.
//!
//! ```
//! use mi_preflight::{Edition, Operation, Preflight};
//!
//! let preflight = Preflight::new(Edition::default());
//! let body = br#"{"Role": "DEVICE", "AuthenticationMaterialType": "ZIGBEE_QR_BAR_CODE", "Name": ""}"#;
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
//! The bytes of a request go by once, driven by tables made from the service's model; nothing is built from them.
//! A report holds no value of the input. See `ARCHITECTURE.md` in the repository for how it is made.

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
pub use engine::report::{Detail, Path, Place, Report, Response, Token, Violation, place};
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

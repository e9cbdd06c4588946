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

pub mod barcode;
mod capability;
mod catalog;
mod classify;
mod constraint;
mod diff;
#[cfg(feature = "explain")]
mod explain;
#[cfg(feature = "export")]
pub mod export;
mod field;
mod http;
mod json;
mod limits;
pub mod model;
mod moment;
mod nearest;
mod order;
#[cfg(any(feature = "explain", feature = "export"))]
mod phrase;
#[cfg(feature = "policy-settings")]
pub mod policy;
mod preflight;
mod profile;
mod reach;
#[cfg(feature = "record")]
mod record;
mod report;
#[cfg(feature = "rollout")]
pub mod rollout;
mod rules;
pub mod schema_version;
mod search;
mod tree;
mod walk;
mod watch;

pub use capability::command;
#[cfg(feature = "documents")]
pub use capability::document;
pub use capability::{Device, DeviceError, ReportChange, ReportPlace, diff as diff_reports, report_changes_to_json};
pub use catalog::{Basis, Family, Rule, Severity};
pub use classify::{Classification, Documented, Fault, Reason, classify};
pub use diff::{Change, changes_to_json, diff};
#[cfg(feature = "explain")]
pub use explain::{Explanation, Line, Section, Subject, UnknownName, explain, explained_names};
pub use field::{Field, FieldError, FieldType};
pub use http::{Request, RequestReport, RouteMistake, Routes, RoutesError};
pub use limits::Limits;
#[cfg(feature = "smithy")]
pub use model::LoadedModel;
pub use model::{Edition, Operation, UnknownEdition};
pub use moment::{Moment, UnknownMoment};
#[cfg(feature = "policy-settings")]
pub use policy::{Policy, PolicyError};
pub use preflight::{Error, Preflight};
pub use profile::{Profile, UnknownProfile};
#[cfg(feature = "record")]
pub use record::Answer;
pub use report::{Detail, Path, Place, Report, Response, Token, Violation, place};

//! Capability and definition documents: checks of the documents themselves, and checks of reports, commands, states and
//! events against them.
//!
//! ```
//! use mi_preflight::Profile;
//! use mi_preflight::document::{Documents, Origin};
//!
//! let lamp = br#"{
//!     "$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp",
//!     "extrinsicId": "0xFFF1FC01", "extrinsicVersion": "1",
//!     "properties": {"OnTime": {"extrinsicId": "0x0", "value": {"type": "integer", "minimum": 0}}}
//! }"#;
//! let mut documents = Documents::new();
//! assert!(documents.check_document(lamp, Origin::Authored, Profile::Strict).is_valid());
//! documents.add(lamp)?;
//!
//! let input = serde_json::json!({"Endpoints": [{"endpointId": "1", "capabilities": [{
//!     "id": "acme.Lamp@1.0", "name": "Lamp", "version": "1",
//!     "actions": [{"name": "UpdateState", "parameters": {"OnTime": -5}}],
//! }]}]});
//! let found = documents.check_command(&input, &|rule| Profile::Strict.severity(rule));
//! assert_eq!(found[0].path.to_string(), "/Endpoints/0/capabilities/0/actions/0/parameters/OnTime");
//! assert!(found[0].message().ends_with("must be at least 0"));
//! # Ok::<(), mi_preflight::document::DocumentError>(())
//! ```
//!
//! The rules follow the developer guide and its samples. Where these are silent, a rule is an interpretation and only
//! warns unless the profile is strict. The behaviour of the service itself is not published, so no rule relies on it.

mod answer;
mod check;
mod contents;
mod contract;
mod declared;
mod describe;
mod evaluate;
mod findings;
mod library;
mod notification;
mod payload;
mod read;
mod reference;
mod translate;
mod words;

pub use answer::to_answer_json;
pub use check::Origin;
pub(crate) use declared::Declared;
pub(crate) use describe::ValueDescription;
pub use findings::SeverityFor;
pub use library::{Added, Document, DocumentError, Documents, SkipReason, Skipped};
pub use notification::{Notification, NotificationError, NotificationKind};

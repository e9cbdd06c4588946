//! Capability and definition documents: whether they are well made, and whether what devices report, are told and
//! answer fits them.
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
//! How documents are written is known from the developer guide and its samples, and what is not said there is a
//! reading: such rules warn unless the profile is strict. A document is never held against what a service of today
//! would do with it, which nobody publishes.

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

pub use answer::answer_to_json;
pub use check::Origin;
pub(crate) use declared::Declared;
pub(crate) use describe::Asked;
pub use findings::Weigh;
pub use library::{Added, Document, DocumentError, Documents, Skip, Skipped};
pub use notification::{Notification, NotificationError, NotificationKind};

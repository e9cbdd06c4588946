//! The ids of capability and definition documents: namespaces, versions, `$latest`, and how a version is resolved.
//!
//! A published version never changes, so an id with a version always refers to the same document. An id with `$latest`,
//! or without a version, refers to another document as soon as a new version is published.
//!
//! ```
//! use mi_preflight::Edition;
//! use mi_preflight::schema_version::{Pinning, Version, VersionedId};
//!
//! let id = VersionedId::parse("acme.Lamp@$latest", Edition::E2026_11)?;
//! let known = [Version::new(1, 0, None)?, Version::new(1, 10, None)?, Version::new(1, 9, Some(3))?];
//! assert_eq!(id.resolve(&known)?.to_string(), "1.10");
//! assert_eq!(id.advice(), Pinning::Latest);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod document_id;
mod error;
mod id;
mod namespace;
mod selector;
mod version;
mod versioned_id;
mod vocabulary;

pub use document_id::{DocumentId, Spelling};
pub use error::{IdError, Unresolved};
pub use id::SchemaId;
pub use namespace::{Namespace, RESERVED_NAMESPACES};
pub use selector::{Pinning, Selector};
pub use version::Version;
pub use versioned_id::VersionedId;
pub use vocabulary::{Format, SchemaType, UnknownNameError, Visibility};

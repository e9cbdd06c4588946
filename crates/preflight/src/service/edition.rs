use core::fmt;
use core::str::FromStr;
use std::sync::OnceLock;

use super::generated::operation::Operation;
use super::generated::{operations, patterns, shapes, text};
use crate::smithy::packed::{PackedTables, UnpackedTables};
use crate::smithy::view::ServiceModel;
use crate::smithy::{Dialect, Model};

/// A dated state of the service model. Both editions carry the API version 2025-03-03.
///
/// Not to be confused with a schema version, the service's term for a version of a capability document.
///
/// ```
/// use mi_preflight::Edition;
/// assert_eq!(Edition::default().name(), "2025-05-22");
/// assert_eq!("2026-11".parse(), Ok(Edition::E2026_11));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Edition {
    /// The documented edition: the API reference of 22 May 2025, 57 operations.
    #[default]
    E2025_05_22,
    /// The edition that the service published in November 2026, 83 operations.
    E2026_11,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: [Edition; 2] = [Edition::E2025_05_22, Edition::E2026_11];

    /// The newest edition.
    pub const LATEST: Edition = Edition::ALL[Edition::ALL.len() - 1];

    /// The edition's name, as the command line and a policy spell it.
    pub fn name(self) -> &'static str {
        match self {
            Edition::E2025_05_22 => "2025-05-22",
            Edition::E2026_11 => "2026-11",
        }
    }

    /// Returns the edition's model: its operations and their shapes.
    pub fn model(self) -> ServiceModel<'static> {
        ServiceModel::new(self.tables())
    }

    /// Returns the tables of the edition's model.
    pub(crate) fn tables(self) -> Model<'static> {
        tables().models[self as usize]
    }
}

/// The tables of every edition. They are unpacked on first use, which takes about half a millisecond.
fn tables() -> &'static UnpackedTables<{ Edition::ALL.len() }> {
    static TABLES: OnceLock<UnpackedTables<{ Edition::ALL.len() }>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let packed = PackedTables {
            text: text::TEXT,
            shapes: shapes::SHAPES,
            members: shapes::MEMBERS,
            values: shapes::VALUES,
            patterns: patterns::PATTERNS,
            errors: operations::ERRORS,
            operations: operations::OPERATIONS,
        };
        packed.unpack(Dialect::ManagedIntegrations)
    })
}

impl Operation {
    /// The operation's name, as the service spells it.
    pub fn name(self) -> &'static str {
        let name = tables().operation_names.get(self as usize).copied().unwrap_or_default();
        text::TEXT.get(name.start as usize..(name.start + name.len) as usize).unwrap_or_default()
    }
}

impl AsRef<str> for Operation {
    fn as_ref(&self) -> &str {
        self.name()
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No edition has this name.
///
/// ```
/// use mi_preflight::Edition;
/// let error = "2024".parse::<Edition>().unwrap_err();
/// assert_eq!(error.to_string(), "there is no edition `2024`; the editions are 2025-05-22 and 2026-11");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no edition `{0}`; the editions are 2025-05-22 and 2026-11")]
pub struct UnknownEditionError(pub String);

impl FromStr for Edition {
    type Err = UnknownEditionError;

    fn from_str(name: &str) -> Result<Edition, UnknownEditionError> {
        let edition = Edition::ALL.into_iter().find(|edition| edition.name() == name);
        edition.ok_or_else(|| UnknownEditionError(name.to_owned()))
    }
}

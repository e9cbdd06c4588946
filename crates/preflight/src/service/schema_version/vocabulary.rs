use core::fmt;
use core::str::FromStr;

/// No value has this name.
///
/// ```
/// use mi_preflight::schema_version::Visibility;
/// let error = "SECRET".parse::<Visibility>().unwrap_err();
/// assert_eq!(error.to_string(), "there is no visibility `SECRET`; there are PUBLIC and PRIVATE");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}`; there are {known}")]
pub struct UnknownNameError {
    what: &'static str,
    name: String,
    known: &'static str,
}

macro_rules! vocabulary {
    ($(#[$about:meta])* $type:ident $what:literal $known:literal $($(#[$doc:meta])* $variant:ident $name:literal)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$doc])* $variant,)*
        }

        impl $type {
            /// The name in requests and answers.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $type {
            type Err = UnknownNameError;

            fn from_str(name: &str) -> Result<$type, UnknownNameError> {
                match name {
                    $($name => Ok($type::$variant),)*
                    name => Err(UnknownNameError { what: $what, name: name.to_owned(), known: $known }),
                }
            }
        }
    };
}

vocabulary! {
    /// The dialect of a document. Only documents of the dialect AWS are documented, and this crate checks only these.
    Format "format" "AWS, ZCL and CONNECTOR"
    /// The capability dialect of managed integrations.
    Aws "AWS"
    /// The Zigbee Cluster Library.
    Zcl "ZCL"
    /// A connector's own dialect.
    Connector "CONNECTOR"
}

vocabulary! {
    /// The two kinds of document.
    SchemaType "type of schema" "capability and definition"
    /// A device's abilities: properties, actions and events.
    Capability "capability"
    /// A data type that several capabilities use.
    Definition "definition"
}

vocabulary! {
    /// Who can see a document.
    Visibility "visibility" "PUBLIC and PRIVATE"
    /// Every account.
    Public "PUBLIC"
    /// Only the account that the document belongs to.
    Private "PRIVATE"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_the_names_of_the_service() {
        assert_eq!("CONNECTOR".parse(), Ok(Format::Connector));
        assert_eq!("definition".parse(), Ok(SchemaType::Definition));
        assert_eq!(Visibility::Private.to_string(), "PRIVATE");
        let error = "Capability".parse::<SchemaType>().unwrap_err();
        assert_eq!(error.to_string(), "there is no type of schema `Capability`; there are capability and definition");
    }
}

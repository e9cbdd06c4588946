/// Why a command cannot be built. Names are quoted as the caller wrote them, values never are.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::AvailableCommands;
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let error = AvailableCommands::new(&device).build("1", "On/Off", "on", &[]).unwrap_err();
/// assert_eq!(error.suggestion(), Some("On"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The device reports no endpoint with this id.
    #[error("the device reports no endpoint `{endpoint}`{}", suggestion_or_known(.suggestion.as_deref(), .known))]
    UnknownEndpoint {
        /// The id that was asked for.
        endpoint: String,
        /// The id that was probably meant.
        suggestion: Option<String>,
        /// The ids that the device reports.
        known: Vec<String>,
    },
    /// The endpoint reports no capability with this id or name.
    #[error("endpoint `{endpoint}` reports no capability `{capability}`{}", suggestion_text(.suggestion.as_deref()))]
    UnknownCapability {
        /// The endpoint's id.
        endpoint: String,
        /// What was asked for.
        capability: String,
        /// The id or name that was probably meant.
        suggestion: Option<String>,
    },
    /// Several capabilities of the endpoint match.
    #[error("endpoint `{endpoint}` reports several capabilities `{capability}`: {}", quoted_list(.ids))]
    AmbiguousCapability {
        /// The endpoint's id.
        endpoint: String,
        /// What was asked for.
        capability: String,
        /// The ids of the capabilities that match.
        ids: Vec<String>,
    },
    /// The capability reports no action of this name.
    #[error("capability `{capability}` reports no action `{action}`{}", suggestion_text(.suggestion.as_deref()))]
    UnknownAction {
        /// The capability's id.
        capability: String,
        /// The action that was asked for.
        action: String,
        /// The action that was probably meant.
        suggestion: Option<String>,
    },
    /// The capability's document declares no parameter of this name for the action.
    // The name is not repeated: it may be a value whose name was forgotten.
    #[error("action `{action}` has no parameter of the name given{}; write `NAME=VALUE`", suggestion_text(.suggestion.as_deref()))]
    UnknownParameter {
        /// The action.
        action: String,
        /// The parameter that was given.
        parameter: String,
        /// The parameter that was probably meant.
        suggestion: Option<String>,
    },
    /// The capability has no property of this name.
    // The name is not repeated, as with parameters.
    #[error("capability `{capability}` has no property of the name given{}", suggestion_text(.suggestion.as_deref()))]
    UnknownProperty {
        /// The capability's id.
        capability: String,
        /// The property that was given.
        property: String,
        /// The property that was probably meant.
        suggestion: Option<String>,
    },
    /// A parameter or property was given twice.
    #[error("`{name}` is given more than once")]
    RepeatedArgument {
        /// The argument's name.
        name: String,
    },
    /// An argument has no name.
    #[error("what goes with the action begins with a name: write `NAME=VALUE`")]
    MissingName,
    /// A parameter was given without a value.
    #[error("`{name}` needs a value: write `{name}=…`")]
    MissingValue {
        /// Its name.
        name: String,
    },
    /// A property to read was given a value.
    #[error("`{name}` is to be read and takes no value; UpdateState changes properties")]
    UnexpectedValue {
        /// Its name.
        name: String,
    },
    /// ReadState without a property.
    #[error("ReadState takes the names of properties, or `*` for all")]
    NothingToRead,
    /// `*` is combined with names.
    #[error("`*` reads everything, so it stands alone")]
    WildcardWithNames,
    /// UpdateState without a property.
    #[error("UpdateState takes properties with their new values, such as `OnTime=5`")]
    NothingToChange,
}

impl BuildError {
    /// The name that was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            BuildError::UnknownEndpoint { suggestion, .. }
            | BuildError::UnknownCapability { suggestion, .. }
            | BuildError::UnknownAction { suggestion, .. }
            | BuildError::UnknownParameter { suggestion, .. }
            | BuildError::UnknownProperty { suggestion, .. } => suggestion.as_deref(),
            _ => None,
        }
    }
}

fn suggestion_text(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// Returns the suggestion, or the known ids if there is none: ids of endpoints are mostly short numbers, which do not
/// resemble each other.
fn suggestion_or_known(suggestion: Option<&str>, known: &[String]) -> String {
    match (suggestion, known) {
        (None, [_, ..]) => format!("; it reports {}", quoted_list(known)),
        (suggestion, _) => suggestion_text(suggestion),
    }
}

fn quoted_list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

use std::path::Path;

use mi_preflight::policy::{Format, Problem};
use mi_preflight::{Edition, Place, Policy};

use crate::escape::escape_line;
use crate::exit::CliError;
use crate::json_fault::describe_encoding;
use crate::source::{ReadError, Source};

/// Larger policies are refused.
const MAX_POLICY_BYTES: usize = 1 << 20;

/// Why a policy cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PolicyReadError {
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// The text is not UTF-8, or begins with a byte order mark.
    #[error("`{name}`: {reason}")]
    Encoding { name: String, reason: &'static str },
    /// The problems, described with the name of the file.
    #[error("{}", describe_problems(.name, .problems).trim_end())]
    Invalid { name: String, problems: Vec<Problem> },
}

/// Loads a policy that is applied to other inputs.
pub(crate) fn load_policy(path: &Path, edition: Edition) -> Result<Policy, CliError> {
    let source = Source::File(path.to_owned());
    read_policy(&source, edition).map_err(|error| {
        let message = format!("cannot use the policy: {error}");
        match error {
            PolicyReadError::Unreadable(_) | PolicyReadError::Encoding { .. } => CliError::Command(message),
            PolicyReadError::Invalid { .. } => CliError::CommandLines(message),
        }
    })
}

/// Reads a policy, as TOML if its name ends with `.toml`, otherwise as JSON.
pub(crate) fn read_policy(source: &Source, edition: Edition) -> Result<Policy, PolicyReadError> {
    let text = source.read(MAX_POLICY_BYTES)?;
    let name = source.name();
    if let Some(reason) = describe_encoding(&text) {
        return Err(PolicyReadError::Encoding { name, reason });
    }
    let policy = Policy::parse(&text, Format::from_file_name(&name), edition);
    policy.map_err(|error| PolicyReadError::Invalid { name, problems: error.problems().to_vec() })
}

/// Describes each problem on its own line, with its place in the file.
pub(crate) fn describe_problems(name: &str, problems: &[Problem]) -> String {
    let name = escape_line(name);
    let describe = |problem: &Problem| {
        let Place { line, column } = problem.place;
        let path = match problem.path.tokens() {
            [] => String::new(),
            _ => format!(" (at `{}`)", problem.path),
        };
        let message = escape_line(&format!("{}{path}", problem.kind));
        format!("{name}:{line}:{column}: {message}\n")
    };
    problems.iter().map(describe).collect()
}

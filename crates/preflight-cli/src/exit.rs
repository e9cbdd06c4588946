//! How a run ends: the three exit codes, and what stopped a run.

use std::io::{self, Write as _};
use std::process::ExitCode;

use annotate_snippets::{Group, Level, Renderer};

use crate::render::visible;

/// What a run comes to: the worst of its parts, which is the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Everything was judged and is valid.
    #[default]
    Valid,
    /// Something is invalid.
    Invalid,
    /// Something could not be judged.
    NotJudged,
}

/// Why a run stopped early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// What was asked for cannot be done.
    #[error("{0}")]
    Refused(String),
    /// Nobody takes the output, or there is no room for it.
    #[error("the output cannot be written: {error}")]
    Output {
        /// What the system says.
        error: io::Error,
        /// What was known until then.
        verdict: Verdict,
    },
}

impl Failure {
    /// What cannot be done, in the words of the error that says so.
    pub(crate) fn refused(error: impl ToString) -> Failure {
        Failure::Refused(error.to_string())
    }

    /// The output could not be written; `verdict` is what had been told until then.
    pub(crate) fn output(verdict: Verdict) -> impl FnOnce(io::Error) -> Failure {
        move |error| Failure::Output { error, verdict }
    }
}

/// For commands that judge nothing.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output { error, verdict: Verdict::Valid }
    }
}

/// The process's exit code; what stopped the run is told on standard error.
pub(crate) fn code(result: Result<Verdict, Failure>) -> ExitCode {
    let verdict = result.unwrap_or_else(|failure| match failure {
        // Whoever reads the output has seen enough: that is no failure, and nothing is said about it.
        Failure::Output { error, verdict } if error.kind() == io::ErrorKind::BrokenPipe => verdict,
        failure => {
            complain(&failure.to_string());
            Verdict::NotJudged
        }
    });
    match verdict {
        Verdict::Valid => ExitCode::SUCCESS,
        Verdict::Invalid => ExitCode::from(1),
        Verdict::NotJudged => ExitCode::from(2),
    }
}

/// Says on standard error why something could not be done.
pub(crate) fn complain(message: &str) {
    tell(Group::with_title(Level::ERROR.primary_title(visible(message))));
}

/// As [`complain`], with what may help.
pub(crate) fn complain_and_help(message: &str, help: &str) {
    let title = Level::ERROR.primary_title(visible(message));
    tell(Group::with_title(title).element(Level::HELP.message(help)));
}

/// Says on standard error what is good to know.
pub(crate) fn note(message: &str) {
    tell(Group::with_title(Level::NOTE.primary_title(visible(message))));
}

fn tell(group: Group<'_>) {
    // Where standard error is closed, there is nobody to be told.
    let _ = writeln!(anstream::stderr(), "{}", Renderer::styled().render(&[group]));
}

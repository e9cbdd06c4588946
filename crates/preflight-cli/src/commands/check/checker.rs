use mi_preflight::{Answer, Preflight};

use super::destinations::created_destinations;
use super::options::Options;
use crate::exit::{CliError, ExitStatus};
use crate::load::{load_capability_report, load_documents, load_model, load_policy};
use crate::preflight::PreflightSettings;
use crate::source::Source;

/// Checks the inputs of a run as the options say.
#[derive(Debug)]
pub(super) struct Checker {
    preflight: Preflight,
    input_kind: InputKind,
    deny_warnings: bool,
}

/// What an input is.
#[derive(Debug)]
enum InputKind {
    Record,
    /// The input or output of an operation.
    Operation {
        name: String,
        is_output: bool,
    },
}

impl Checker {
    pub(super) fn new(options: &Options) -> Result<Checker, CliError> {
        let preflight = settings(options)?.build()?;
        let input_kind = match &options.operation {
            Some(name) => {
                // Report a misspelt operation once, before any input is checked.
                preflight.is_valid(name, b"{}").map_err(CliError::command)?;
                InputKind::Operation { name: name.clone(), is_output: options.output }
            }
            None => InputKind::Record,
        };
        Ok(Checker { preflight, input_kind, deny_warnings: options.deny_warnings })
    }

    pub(super) fn preflight(&self) -> &Preflight {
        &self.preflight
    }

    /// Returns the size above which an input is not checked.
    pub(super) fn max_size(&self) -> usize {
        self.preflight.limits().max_size()
    }

    /// Returns the operation that every input belongs to, unless the inputs are records.
    pub(super) fn operation(&self) -> Option<&str> {
        match &self.input_kind {
            InputKind::Record => None,
            InputKind::Operation { name, .. } => Some(name),
        }
    }

    pub(super) fn check(&self, text: &[u8]) -> Answer {
        match &self.input_kind {
            InputKind::Record => self.preflight.answer(text),
            InputKind::Operation { name, is_output } => self.preflight.answer_text(name, text, *is_output),
        }
    }

    /// Returns the answer to an input that was not read because it is too large.
    pub(super) fn answer_too_large(&self) -> Answer {
        match &self.input_kind {
            InputKind::Record => self.preflight.answer_too_large(),
            InputKind::Operation { name, is_output } => self.preflight.answer_text_too_large(name, *is_output),
        }
    }

    pub(super) fn status_of(&self, answer: &Answer) -> ExitStatus {
        ExitStatus::of_answer(answer, self.deny_warnings)
    }
}

/// Loads the files that the options name.
fn settings(options: &Options) -> Result<PreflightSettings, CliError> {
    let mut settings = PreflightSettings {
        edition: options.edition.unwrap_or_default(),
        limits: options.limits(),
        profile: options.profile,
        now: options.now,
        is_signature_required: options.signed,
        ..PreflightSettings::default()
    };
    settings.model = options.model.as_deref().map(load_model).transpose()?;
    settings.policy = options.policy.as_deref().map(|path| load_policy(path, settings.edition)).transpose()?;
    let limits = settings.effective_limits()?;
    settings.documents = options.schemas.as_deref().map(|folder| load_documents(folder, limits)).transpose()?;
    settings.capability_report = match &options.capability_report {
        Some(path) => {
            let source = Source::File(path.clone());
            Some(load_capability_report(&source, limits.max_size())?)
        }
        None => None,
    };
    // The rules that know destinations do not apply to a model file.
    if !options.ndjson && options.model.is_none() {
        let sources = Source::from_arguments(&options.files);
        settings.destinations = created_destinations(&sources, limits.max_size(), options.operation.as_deref());
    }
    Ok(settings)
}

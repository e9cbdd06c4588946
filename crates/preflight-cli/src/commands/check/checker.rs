use mi_preflight::{Answer, Edition, Preflight};

use super::destinations::created_destinations;
use super::options::{Options, OutputFormat};
use crate::exit::{CliError, ExitStatus};
use crate::load::{load_capability_report, load_documents, load_model, load_policy};
use crate::preflight::PreflightSettings;
use crate::source::Source;

/// Checks the inputs of a run as the options say.
#[derive(Debug)]
pub(super) struct Checker {
    preflight: Preflight,
    /// The newest edition, if the edition is the default one and people read the answers.
    latest: Option<Preflight>,
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
        let settings = settings(options)?;
        let latest = latest(options, &settings);
        let preflight = settings.build()?;
        let input_kind = match &options.operation {
            Some(name) => {
                // Report a misspelt operation once, before any input is checked.
                preflight.is_valid(name, b"{}").map_err(|error| match &latest {
                    Some(latest) if latest.is_valid(name, b"{}").is_ok() => {
                        CliError::Command(format!("{error}: {}", use_latest()))
                    }
                    _ => CliError::command(error),
                })?;
                InputKind::Operation { name: name.clone(), is_output: options.output }
            }
            None => InputKind::Record,
        };
        Ok(Checker { preflight, latest, input_kind, deny_warnings: options.deny_warnings })
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
        self.check_with(&self.preflight, text)
    }

    fn check_with(&self, preflight: &Preflight, text: &[u8]) -> Answer {
        match &self.input_kind {
            InputKind::Record => preflight.answer(text),
            InputKind::Operation { name, is_output } => preflight.answer_text(name, text, *is_output),
        }
    }

    /// Returns the option to use, if the default edition refuses an input that the newest one accepts, or does not know
    /// its operation.
    pub(super) fn advice_on_edition(&self, text: &[u8], answer: &Answer) -> Option<String> {
        let latest = self.latest.as_ref().filter(|_| answer.report().is_none_or(|report| !report.is_valid()))?;
        let answer_of_latest = self.check_with(latest, text);
        let report_of_latest = answer_of_latest.report()?;
        match answer.report() {
            Some(_) if report_of_latest.is_valid() => {
                Some(format!("edition {} accepts this: {}", Edition::LATEST, use_latest()))
            }
            Some(_) => None,
            None => Some(use_latest()),
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

/// Returns the options to check against more than the default edition.
fn use_latest() -> String {
    format!("use `--edition {}` or `--edition any`", Edition::LATEST)
}

/// Returns the checker of the newest edition, if the user chose none and reads text. A policy may not be valid in it.
fn latest(options: &Options, settings: &PreflightSettings) -> Option<Preflight> {
    let is_text = !options.ndjson && options.format.is_none_or(|format| format == OutputFormat::Text);
    if !is_text || options.edition.is_some() || Edition::default() == Edition::LATEST {
        return None;
    }
    settings.in_edition(Edition::LATEST)?.build().ok()
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
    settings.model = options.model.as_deref().map(|path| load_model(path, options.verbose)).transpose()?;
    settings.policy = options.policy.as_deref().map(|path| load_policy(path, settings.edition.newest())).transpose()?;
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

//! Loads the files that configure a check: models, policies, documents and capability reports.
//!
//! A file that cannot be used ends the run with an error that names it.

mod capability_report;
mod documents;
mod model;
mod policy;

pub(crate) use capability_report::load_capability_report;
pub(crate) use documents::{load_documents, note_skipped, note_undocumented};
pub(crate) use model::{ChosenModel, load_model};
pub(crate) use policy::{PolicyReadError, describe_problems, load_policy, read_policy};

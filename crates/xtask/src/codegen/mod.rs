//! `model/*.json` to the core's static tables, and to TypeScript for the package on npm.
//!
//! The core's own Smithy loader reads the data files, so that a built-in edition and a model loaded at run time are
//! understood by the same code; only the patterns are compiled differently, into tables.

mod data_file;
mod package;
mod pattern;
mod tables;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use mi_preflight::LoadedModel;
use mi_preflight::model::smithy::{Builder, LoadError};

use crate::workspace;

/// The editions' data files, oldest first, with the name of their constant.
const EDITIONS: [(&str, &str); 2] = [("2025-05-22", "MODEL_2025_05_22"), ("2026-11", "MODEL_2026_11")];

#[derive(Debug, thiserror::Error)]
pub(crate) enum CodegenError {
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: std::io::Error },
    #[error("{}: {error}", path.display())]
    Json { path: PathBuf, error: serde_json::Error },
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("{0}\nrun `cargo xtask codegen` and commit what it writes")]
    Stale(String),
}

/// A file that is generated, and what it should hold.
struct Output {
    path: PathBuf,
    text: String,
}

pub(crate) fn run(check: bool) -> Result<(), CodegenError> {
    let outputs = outputs()?;
    let mut stale = String::new();
    for output in outputs {
        let present = fs::read_to_string(&output.path).unwrap_or_default();
        if present == output.text {
            continue;
        }
        if check {
            let diff = similar::TextDiff::from_lines(&present, &output.text);
            let name = output.path.display().to_string();
            let _ = write!(stale, "{}", diff.unified_diff().header(&name, "generated"));
        } else {
            let folder = output.path.parent().unwrap_or(&output.path);
            let written = fs::create_dir_all(folder).and_then(|()| fs::write(&output.path, &output.text));
            written.map_err(|error| CodegenError::File { path: output.path.clone(), error })?;
            println!("wrote {}", output.path.display());
        }
    }
    if stale.is_empty() { Ok(()) } else { Err(CodegenError::Stale(stale)) }
}

fn outputs() -> Result<Vec<Output>, CodegenError> {
    let core = workspace::root().join("crates/preflight");
    let generated = core.join("src/model/generated");
    let mut outputs = Vec::new();
    let mut builder = Builder::new(pattern::TableCompiler::default());
    let mut services = Vec::new();
    let mut loaded = Vec::new();
    let mut hash = data_file::Hash::default();
    let read =
        |path: &PathBuf| fs::read_to_string(path).map_err(|error| CodegenError::File { path: path.clone(), error });
    for (edition, constant) in EDITIONS {
        let path = core.join("model").join(format!("{edition}.json"));
        let text =
            data_file::format(&read(&path)?).map_err(|error| CodegenError::Json { path: path.clone(), error })?;
        hash.add(&text);
        services.push((edition, constant, builder.load(text.as_bytes())?));
        loaded.push((edition, LoadedModel::parse(text.as_bytes())?));
        outputs.push(Output { path, text });
    }
    let mut facts = |name: &str| {
        let path = core.join("model").join(name);
        let text = read(&path)?;
        hash.add(&text);
        serde_json::from_str::<serde_json::Value>(&text).map_err(|error| CodegenError::Json { path, error })
    };
    let (words, common) = (facts("words.json")?, facts("common.json")?);
    let files = tables::files(&builder.finish(), &services, &words, &common, &hash.to_string());
    outputs.extend(files.into_iter().map(|(name, text)| Output { path: generated.join(name), text }));
    let mut catalog = data_file::Hash::default();
    catalog.add(&read(&core.join("src/catalog.rs"))?);
    let editions: Vec<_> = loaded.iter().map(|(edition, model)| (*edition, model.model())).collect();
    let input = package::Input { editions: &editions, model: &hash.to_string(), catalog: &catalog.to_string() };
    let folder = workspace::root().join("pkg/src/generated");
    outputs.extend(package::files(&input).into_iter().map(|(name, text)| Output { path: folder.join(name), text }));
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_generated_is_what_is_checked_in() {
        if let Err(error) = super::run(true) {
            panic!("{error}");
        }
    }
}

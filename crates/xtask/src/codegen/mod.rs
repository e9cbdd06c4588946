//! `model/*.json` to the core's packed tables, and to TypeScript for the package on npm.
//!
//! The core's own Smithy loader reads the data files, so that a built-in edition and a model loaded at run time are
//! understood by the same code; only the patterns are compiled differently, into tables.

mod data_file;
mod package;
mod packed;
mod pattern;
mod tables;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use mi_preflight::__private::Builder;
use mi_preflight::LoadedModel;
use mi_preflight::model::LoadError;

use crate::workspace;

/// The editions' data files, oldest first, as in `Edition`.
const EDITIONS: [&str; 2] = ["2025-05-22", "2026-11"];

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
    let source = core.join("src");
    let mut outputs = Vec::new();
    let mut builder = Builder::new(pattern::TableCompiler::default());
    let mut services = Vec::new();
    let mut loaded = Vec::new();
    let mut files = Vec::new();
    let mut hash = data_file::Hash::default();
    let read =
        |path: &PathBuf| fs::read_to_string(path).map_err(|error| CodegenError::File { path: path.clone(), error });
    for edition in EDITIONS {
        let path = core.join("model").join(format!("{edition}.json"));
        let text =
            data_file::format(&read(&path)?).map_err(|error| CodegenError::Json { path: path.clone(), error })?;
        hash.add(&text);
        services.push((edition, builder.load(text.as_bytes())?));
        loaded.push((edition, LoadedModel::parse(text.as_bytes())?));
        files.push(serde_json::from_str(&text).map_err(|error| CodegenError::Json { path: path.clone(), error })?);
        outputs.push(Output { path, text });
    }
    let mut facts = |name: &str| {
        let path = core.join("model").join(name);
        let text = read(&path)?;
        hash.add(&text);
        serde_json::from_str::<serde_json::Value>(&text).map_err(|error| CodegenError::Json { path, error })
    };
    let (words, common) = (facts("words.json")?, facts("common.json")?);
    let written = tables::files(&builder.finish(), &services, &words, &common, &hash.to_string());
    outputs.extend(written.into_iter().map(|(name, text)| Output { path: source.join(name), text }));
    let mut catalog = data_file::Hash::default();
    catalog.add(&read(&core.join("src/service/catalogue.rs"))?);
    let editions: Vec<_> = loaded.iter().map(|(edition, model)| (*edition, model.model())).collect();
    let (model, catalog) = (hash.to_string(), catalog.to_string());
    let input = package::Input { editions: &editions, files: &files, model: &model, catalog: &catalog };
    let folder = workspace::root().join("pkg/src/generated");
    outputs.extend(package::files(&input).into_iter().map(|(name, text)| Output { path: folder.join(name), text }));
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use mi_preflight::__private::{Builder, Matcher, OperationShape, tables};
    use mi_preflight::Edition;

    use super::pattern;

    #[test]
    fn what_is_generated_is_what_is_checked_in() {
        if let Err(error) = super::run(true) {
            panic!("{error}");
        }
    }

    #[test]
    fn what_is_unpacked_is_what_was_packed() {
        let mut builder = Builder::new(pattern::TableCompiler::default());
        let mut services = Vec::new();
        for edition in super::EDITIONS {
            let path = crate::workspace::root().join(format!("crates/preflight/model/{edition}.json"));
            services.push(builder.load(&std::fs::read(path).unwrap()).unwrap());
        }
        let parts = builder.finish();
        for (edition, service) in Edition::ALL.into_iter().zip(services) {
            let model = tables(&edition.model());
            assert_eq!(model.text, parts.text);
            assert_eq!(model.shapes, parts.shapes);
            assert_eq!(model.members, parts.members);
            assert_eq!(model.values, parts.values);
            assert_eq!(model.errors, parts.errors);
            assert_eq!(model.api_version, service.api_version);
            let rows =
                |operations: &[OperationShape]| operations.iter().map(|row| format!("{row:?}")).collect::<Vec<_>>();
            assert_eq!(rows(model.operations), rows(&service.operations));
            assert_eq!(model.patterns.len(), parts.patterns.len());
            for (unpacked, packed) in model.patterns.iter().zip(&parts.patterns) {
                assert_eq!(unpacked.source, packed.source);
                assert!(is_same(&unpacked.matcher, &packed.matcher), "{}", packed.pattern);
            }
        }
    }

    fn is_same(unpacked: &Matcher, packed: &pattern::Matcher) -> bool {
        match (unpacked, packed) {
            (Matcher::Always, pattern::Matcher::Always) => true,
            (Matcher::Class(unpacked), pattern::Matcher::Class(packed)) => unpacked == packed,
            (Matcher::Dfa(unpacked), pattern::Matcher::Dfa(packed)) => {
                *unpacked.classes == packed.classes
                    && unpacked.columns == packed.columns
                    && unpacked.next == packed.next
                    && unpacked.lead == packed.lead
            }
            (Matcher::ShiftAnd(unpacked), pattern::Matcher::ShiftAnd(packed)) => {
                let jumps = unpacked.jumps.iter().map(|(to, from)| (*to, from.to_vec()));
                unpacked.words == packed.words
                    && *unpacked.classes == packed.classes
                    && unpacked.masks == packed.masks
                    && unpacked.first == packed.first
                    && unpacked.shift_into == packed.shift_into
                    && unpacked.repeat == packed.repeat
                    && jumps.eq(packed.jumps.iter().cloned())
                    && unpacked.last == packed.last
            }
            _ => false,
        }
    }
}

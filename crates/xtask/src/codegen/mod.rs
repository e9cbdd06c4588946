//! Generates the core's packed tables and the TypeScript of the npm package from `model/*.json`.
//!
//! The core's own Smithy loader reads the data files, so built-in editions and models loaded at run time share one
//! loader. Only the patterns are compiled differently, into tables.

mod data_file;
mod package;
mod packed;
mod pattern;
mod tables;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use mi_preflight::__private::Builder;
use mi_preflight::model::LoadError;
use mi_preflight::{Edition, LoadedModel};

use crate::workspace;

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

/// A generated file.
struct Output {
    path: PathBuf,
    text: String,
}

pub(crate) fn run(check: bool) -> Result<(), CodegenError> {
    let outputs = outputs()?;
    let mut stale = String::new();
    for output in outputs {
        let current = fs::read_to_string(&output.path).unwrap_or_default();
        if current == output.text {
            continue;
        }
        if check {
            let diff = similar::TextDiff::from_lines(&current, &output.text);
            let name = output.path.display().to_string();
            let _ = write!(stale, "{}", diff.unified_diff().header(&name, "generated"));
        } else {
            let folder = output.path.parent().unwrap_or(&output.path);
            let result = fs::create_dir_all(folder).and_then(|()| fs::write(&output.path, &output.text));
            result.map_err(|error| CodegenError::File { path: output.path.clone(), error })?;
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
    for edition in Edition::ALL.map(Edition::name) {
        let path = core.join("model").join(format!("{edition}.json"));
        let text =
            data_file::format(&read(&path)?).map_err(|error| CodegenError::Json { path: path.clone(), error })?;
        hash.add(&text);
        services.push((edition, builder.load(text.as_bytes())?));
        loaded.push((edition, LoadedModel::parse(text.as_bytes())?));
        files.push(serde_json::from_str(&text).map_err(|error| CodegenError::Json { path: path.clone(), error })?);
        outputs.push(Output { path, text });
    }
    let mut read_json = |name: &str| {
        let path = core.join("model").join(name);
        let text = read(&path)?;
        hash.add(&text);
        serde_json::from_str::<serde_json::Value>(&text).map_err(|error| CodegenError::Json { path, error })
    };
    let (words, common) = (read_json("words.json")?, read_json("common.json")?);
    let tables = tables::files(&builder.finish(), &services, &words, &common, &hash.to_string());
    outputs.extend(tables.into_iter().map(|(name, text)| Output { path: source.join(name), text }));
    let mut catalogue = data_file::Hash::default();
    catalogue.add(&read(&core.join("src/service/catalogue.rs"))?);
    let editions: Vec<_> = loaded.iter().map(|(edition, model)| (*edition, model.model())).collect();
    let (model_hash, catalogue_hash) = (hash.to_string(), catalogue.to_string());
    let input =
        package::Input { editions: &editions, files: &files, model_hash: &model_hash, catalogue_hash: &catalogue_hash };
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
    fn generated_files_are_up_to_date() {
        if let Err(error) = super::run(true) {
            panic!("{error}");
        }
    }

    #[test]
    fn unpacking_restores_the_packed_tables() {
        let mut builder = Builder::new(pattern::TableCompiler::default());
        let mut services = Vec::new();
        for edition in Edition::ALL.map(Edition::name) {
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
            let debug = |operations: &[OperationShape]| {
                operations.iter().map(|operation| format!("{operation:?}")).collect::<Vec<_>>()
            };
            assert_eq!(debug(model.operations), debug(&service.operations));
            assert_eq!(model.patterns.len(), parts.patterns.len());
            for (unpacked, packed) in model.patterns.iter().zip(&parts.patterns) {
                assert_eq!(unpacked.source, packed.source);
                assert!(matches_packed(&unpacked.matcher, &packed.matcher), "{}", packed.pattern);
            }
        }
    }

    fn matches_packed(unpacked: &Matcher, packed: &pattern::Matcher) -> bool {
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

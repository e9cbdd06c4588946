//! The dry run of a release: builds and checks everything that the release workflow publishes, without publishing it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use thiserror::Error;

use crate::step::step;
use crate::unpacked::remove_unpacked_crate;
use crate::{pkg, workspace};

/// The output folder, relative to the workspace's root. The release workflow uploads it.
const OUTPUT: &str = "target/release-dry-run";
/// The names of the crates in the order of publishing, one per line.
const CRATES_FILE: &str = "crates.txt";
/// The text of the GitHub release.
const NOTES_FILE: &str = "release-notes.md";
const CHECKSUMS_FILE: &str = "SHA256SUMS";

/// Prints a checksum file in the format of `sha256sum`. Node is installed, because packing the npm package needs it.
const CHECKSUM_SCRIPT: &str = r#"
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
for (const file of process.argv.slice(1)) {
  process.stdout.write(createHash("sha256").update(readFileSync(file)).digest("hex") + "  " + file + "\n");
}
"#;

#[derive(Debug, Error)]
pub(crate) enum ReleaseError {
    #[error("publishing is the release workflow's job: push a tag, or rehearse with `cargo xtask release --dry-run`")]
    PublishRefused,
    #[error("the working tree has changes; commit or remove them first:\n{0}")]
    DirtyTree(String),
    #[error("the build changed tracked files, or left files that are not ignored:\n{0}")]
    TreeChanged(String),
    #[error("the release is not ready:\n{}", .0.iter().map(|problem| format!("  - {problem}")).collect::<Vec<_>>().join("\n"))]
    NotReady(Vec<String>),
    #[error("{0} cannot be read as JSON: {1}")]
    Json(String, serde_json::Error),
    #[error("{0} has no `{1}`")]
    MissingField(String, &'static str),
    #[error("the published crates depend on each other in a circle: {0}")]
    CircularCrates(String),
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    #[error("`{0}` failed: {1}")]
    Program(String, String),
    #[error("{0}")]
    Step(String),
}

/// Builds and checks what a release publishes, and prints it in the order of publishing.
///
/// With a tag, the version and the changelog must match it. Without one, the section "Unreleased" is used if the changelog
/// has no section for the version yet, so that a release can be rehearsed before it is prepared.
pub(crate) fn run(dry_run: bool, tag: Option<&str>) -> Result<(), ReleaseError> {
    if !dry_run {
        return Err(ReleaseError::PublishRefused);
    }
    let changes = tree_changes()?;
    if !changes.is_empty() {
        return Err(ReleaseError::DirtyTree(changes));
    }
    let crates = published_crates(&json(
        "cargo metadata",
        &output(&["cargo", "metadata", "--no-deps", "--format-version", "1"])?,
    )?)?;
    let package = json("pkg/package.json", &read("pkg/package.json")?)?;
    let lock = json("pkg/package-lock.json", &read("pkg/package-lock.json")?)?;
    let changelog = read("CHANGELOG.md")?;
    let versions = Versions { crates: &crates, package: &package, lock: &lock, changelog: &changelog, tag };
    let release = versions.check()?;
    println!("== versions agree: {}", release.version);
    if release.unreleased {
        println!("== CHANGELOG.md has no section `## {}` yet: taking `## Unreleased`", release.version);
    }

    let folder = workspace::root().join(OUTPUT);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| file_error(&folder, error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| file_error(&folder, error))?;
    let mut artifacts = package_crates(&crates, &folder)?;
    artifacts.push(build_npm_package(&release.version, &folder)?);
    artifacts.push(build_binary(&release.version, &folder)?);
    let names: Vec<&str> = crates.iter().map(|package| package.name.as_str()).collect();
    write(&folder.join(CRATES_FILE), &(names.join("\n") + "\n"))?;
    write(&folder.join(NOTES_FILE), &release.notes)?;
    write(&folder.join(CHECKSUMS_FILE), &checksums(&folder, &artifacts)?)?;

    let changes = tree_changes()?;
    if !changes.is_empty() {
        return Err(ReleaseError::TreeChanged(changes));
    }
    print_plan(&release.version, &crates, &folder, &artifacts)
}

/// A crate that is published to the registry.
#[derive(Debug, PartialEq)]
struct PublishedCrate {
    name: String,
    version: String,
    /// The published crates of the workspace that this one depends on, with the required versions.
    requirements: Vec<(String, String)>,
}

/// Returns the crates of the workspace that may be published, each after the crates that it depends on.
fn published_crates(metadata: &Value) -> Result<Vec<PublishedCrate>, ReleaseError> {
    let source = "cargo metadata";
    let packages = metadata["packages"].as_array().ok_or_else(|| missing(source, "packages"))?;
    // Cargo prints `publish = false` as an empty list, and a missing `publish` as null.
    let published: Vec<&Value> = packages
        .iter()
        .filter(|package| package["publish"].as_array().is_none_or(|registries| !registries.is_empty()))
        .collect();
    let names: BTreeSet<&str> = published.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut waiting = Vec::new();
    for package in published {
        let dependencies = package["dependencies"].as_array().ok_or_else(|| missing(source, "dependencies"))?;
        let requirements = dependencies
            .iter()
            .filter_map(|dependency| Some((dependency["name"].as_str()?, dependency["req"].as_str()?)))
            // A path without a version is a development dependency, which cargo omits from the archive.
            .filter(|&(name, requirement)| names.contains(name) && requirement != "*")
            .map(|(name, requirement)| (name.to_owned(), requirement.to_owned()))
            .collect();
        waiting.push(PublishedCrate {
            name: text(package, source, "name")?,
            version: text(package, source, "version")?,
            requirements,
        });
    }
    let mut ordered: Vec<PublishedCrate> = Vec::new();
    while !waiting.is_empty() {
        let is_published = |name: &String| ordered.iter().any(|published| published.name == *name);
        let ready =
            waiting.iter().position(|published| published.requirements.iter().all(|(name, _)| is_published(name)));
        let Some(index) = ready else {
            let names: Vec<&str> = waiting.iter().map(|published| published.name.as_str()).collect();
            return Err(ReleaseError::CircularCrates(names.join(", ")));
        };
        ordered.push(waiting.remove(index));
    }
    Ok(ordered)
}

/// The files and the tag that state the version of the release.
struct Versions<'a> {
    crates: &'a [PublishedCrate],
    package: &'a Value,
    lock: &'a Value,
    changelog: &'a str,
    tag: Option<&'a str>,
}

#[derive(Debug)]
struct Release {
    version: String,
    notes: String,
    /// Whether the notes come from the changelog's section "Unreleased".
    unreleased: bool,
}

impl Versions<'_> {
    /// Returns the release if all versions agree, or all disagreements.
    fn check(&self) -> Result<Release, ReleaseError> {
        let version = text(self.package, "pkg/package.json", "version")?;
        let mut problems = Vec::new();
        for published in self.crates {
            if published.version != version {
                problems.push(format!(
                    "pkg/package.json has version {version}, the crate {} has {}",
                    published.name, published.version
                ));
            }
            for (name, requirement) in &published.requirements {
                if requirement.trim_start_matches(['^', '=']) != published.version {
                    problems.push(format!(
                        "the crate {} is {}, but requires {name} {requirement}",
                        published.name, published.version
                    ));
                }
            }
        }
        for (place, locked) in [("version", &self.lock["version"]), ("packages", &self.lock["packages"][""]["version"])]
        {
            if locked.as_str() != Some(version.as_str()) {
                problems.push(format!("pkg/package.json has version {version}, `{place}` of pkg/package-lock.json has {locked}: run `npm install --package-lock-only` in pkg"));
            }
        }
        if let Some(tag) = self.tag
            && tag.strip_prefix('v') != Some(version.as_str())
        {
            problems.push(format!("the tag is {tag}, the version is {version}: the tag must be v{version}"));
        }
        let section = changelog_section(self.changelog, &version);
        let unreleased = section.is_none() && self.tag.is_none();
        let section = if unreleased { changelog_section(self.changelog, "Unreleased") } else { section };
        match &section {
            None => problems.push(format!("CHANGELOG.md has no section `## {version}`")),
            Some(notes) if notes.is_empty() => {
                problems.push(format!("the section of {version} in CHANGELOG.md is empty"))
            }
            Some(_) => {}
        }
        match section {
            Some(notes) if problems.is_empty() => Ok(Release { version, notes: notes + "\n", unreleased }),
            _ => Err(ReleaseError::NotReady(problems)),
        }
    }
}

/// Returns the section of a version. Its heading may have brackets and a date: `## [0.1.0] - 2026-12-01`.
fn changelog_section(changelog: &str, version: &str) -> Option<String> {
    let mut lines = changelog.lines().skip_while(|line| heading(line) != Some(version));
    lines.next()?;
    let section: Vec<&str> = lines.take_while(|line| !line.starts_with("## ")).collect();
    Some(section.join("\n").trim().to_owned())
}

/// Returns the version in a heading of the second level.
fn heading(line: &str) -> Option<&str> {
    let word = line.strip_prefix("## ")?.split_whitespace().next()?;
    Some(word.trim_start_matches('[').trim_end_matches(']'))
}

/// Packs the crates for the registry, builds each from its archive, and copies the archives.
fn package_crates(crates: &[PublishedCrate], folder: &Path) -> Result<Vec<PathBuf>, ReleaseError> {
    for published in crates {
        remove_unpacked_crate(&published.name, &published.version).map_err(ReleaseError::Step)?;
    }
    let mut command = vec!["cargo", "package", "--locked"];
    command.extend(crates.iter().flat_map(|published| ["--package", &published.name]));
    step("crates", &command).map_err(ReleaseError::Step)?;
    crates
        .iter()
        .map(|published| {
            let archive = format!("{}-{}.crate", published.name, published.version);
            copy(&workspace::root().join("target/package").join(&archive), &folder.join(archive))
        })
        .collect()
}

fn build_npm_package(version: &str, folder: &Path) -> Result<PathBuf, ReleaseError> {
    pkg::run(true).map_err(ReleaseError::Step)?;
    copy(&workspace::root().join("pkg/work/mi-preflight.tgz"), &folder.join(format!("mi-preflight-{version}.tgz")))
}

/// Builds the command line for this machine and runs it once. The workflow builds it for every platform.
fn build_binary(version: &str, folder: &Path) -> Result<PathBuf, ReleaseError> {
    let build = ["cargo", "build", "--release", "--locked", "--package", "mi-preflight-cli"];
    step("the command line", &build).map_err(ReleaseError::Step)?;
    let compiler = output(&["rustc", "-vV"])?;
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown");
    let suffix = std::env::consts::EXE_SUFFIX;
    let executable = workspace::root().join(format!("target/release/mi-preflight{suffix}"));
    let binary = copy(&executable, &folder.join(format!("mi-preflight-{version}-{host}{suffix}")))?;
    let answer = output(&[&binary.display().to_string(), "--version"])?;
    if answer.split_whitespace().any(|word| word == version) {
        Ok(binary)
    } else {
        Err(ReleaseError::NotReady(vec![format!("`mi-preflight --version` prints `{}`, not {version}", answer.trim())]))
    }
}

fn checksums(folder: &Path, artifacts: &[PathBuf]) -> Result<String, ReleaseError> {
    let names: Vec<String> = artifacts.iter().map(|artifact| file_name(artifact)).collect();
    let mut command = vec!["node", "-e", CHECKSUM_SCRIPT, "--"];
    command.extend(names.iter().map(String::as_str));
    output_in(folder, &command)
}

fn print_plan(
    version: &str,
    crates: &[PublishedCrate],
    folder: &Path,
    artifacts: &[PathBuf],
) -> Result<(), ReleaseError> {
    println!("\n== {OUTPUT}");
    for artifact in artifacts {
        let size = fs::metadata(artifact).map_err(|error| file_error(artifact, error))?.len();
        println!("{:>10}  {}", format!("{} KB", size.div_ceil(1000)), file_name(artifact));
    }
    println!(
        "\n{}",
        fs::read_to_string(folder.join(CHECKSUMS_FILE)).map_err(|error| file_error(folder, error))?.trim_end()
    );
    println!("\n== the tag v{version} would publish, in this order");
    let crates = crates.iter().map(|published| format!("{} {version} as a crate", published.name));
    let others = [
        format!("mi-preflight {version} on npm, with provenance"),
        format!(
            "the GitHub release v{version}: binaries for every platform, {CHECKSUMS_FILE}, attestations, the changelog's section"
        ),
    ];
    for (index, artifact) in crates.chain(others).enumerate() {
        println!("{}. {artifact}", index + 1);
    }
    println!("\n== nothing was published");
    Ok(())
}

/// Returns git's list of changed and untracked files; empty if the tree is clean.
fn tree_changes() -> Result<String, ReleaseError> {
    Ok(output(&["git", "status", "--porcelain"])?.trim_end().to_owned())
}

fn output(command: &[&str]) -> Result<String, ReleaseError> {
    output_in(&workspace::root(), command)
}

/// Runs a program and returns its standard output.
fn output_in(folder: &Path, command: &[&str]) -> Result<String, ReleaseError> {
    let [program, arguments @ ..] = command else { return Ok(String::new()) };
    let failure =
        |reason: String| ReleaseError::Program(format!("{program} {}", arguments.first().unwrap_or(&"")), reason);
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| failure(error.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(failure(String::from_utf8_lossy(&output.stderr).trim_end().to_owned()))
    }
}

fn json(source: &str, content: &str) -> Result<Value, ReleaseError> {
    serde_json::from_str(content).map_err(|error| ReleaseError::Json(source.to_owned(), error))
}

fn text(value: &Value, source: &str, field: &'static str) -> Result<String, ReleaseError> {
    value[field].as_str().map(str::to_owned).ok_or_else(|| missing(source, field))
}

fn missing(source: &str, field: &'static str) -> ReleaseError {
    ReleaseError::MissingField(source.to_owned(), field)
}

fn read(path: &str) -> Result<String, ReleaseError> {
    let path = workspace::root().join(path);
    fs::read_to_string(&path).map_err(|error| file_error(&path, error))
}

fn write(path: &Path, content: &str) -> Result<(), ReleaseError> {
    fs::write(path, content).map_err(|error| file_error(path, error))
}

fn copy(from: &Path, to: &Path) -> Result<PathBuf, ReleaseError> {
    fs::copy(from, to).map_err(|error| file_error(from, error))?;
    Ok(to.to_path_buf())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn file_error(path: &Path, error: std::io::Error) -> ReleaseError {
    ReleaseError::File(path.display().to_string(), error)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CHANGELOG: &str =
        "# Changelog\n\n## Unreleased\n\n- soon\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- a rule\n\n## 0.1.0\n";

    fn published(name: &str, version: &str, requirements: &[(&str, &str)]) -> PublishedCrate {
        let requirements = requirements.iter().map(|&(name, requirement)| (name.to_owned(), requirement.to_owned()));
        PublishedCrate { name: name.to_owned(), version: version.to_owned(), requirements: requirements.collect() }
    }

    fn agree(
        crates: &[PublishedCrate],
        npm: &str,
        lock: &str,
        changelog: &str,
        tag: Option<&str>,
    ) -> Result<Release, ReleaseError> {
        let lock = json!({"version": lock, "packages": {"": {"version": lock}}});
        Versions { crates, package: &json!({"version": npm}), lock: &lock, changelog, tag }.check()
    }

    #[test]
    fn publishing_is_refused() {
        let error = run(false, None).expect_err("it must not publish").to_string();
        assert!(error.contains("release workflow"), "{error}");
    }

    #[test]
    fn the_notes_are_the_section_of_the_version() {
        let crates = [published("core", "0.2.0", &[])];
        let release = agree(&crates, "0.2.0", "0.2.0", CHANGELOG, Some("v0.2.0")).expect("everything agrees");
        assert_eq!(release.notes, "### Added\n\n- a rule\n");
        assert!(!release.unreleased);
    }

    #[test]
    fn without_a_tag_the_unreleased_section_is_used() {
        let release = agree(&[published("core", "0.3.0", &[])], "0.3.0", "0.3.0", CHANGELOG, None).expect("it agrees");
        assert_eq!(release.notes, "- soon\n");
        assert!(release.unreleased);
    }

    #[test]
    fn every_disagreement_is_reported_at_once() {
        let crates = [published("core", "0.3.0", &[]), published("tool", "0.2.0", &[("core", "^0.1.0")])];
        let error =
            agree(&crates, "0.3.0", "0.2.0", CHANGELOG, Some("v0.4.0")).expect_err("nothing agrees").to_string();
        for expected in [
            "the crate tool has 0.2.0",
            "requires core ^0.1.0",
            "`version` of pkg/package-lock.json has \"0.2.0\"",
            "`packages` of pkg/package-lock.json has \"0.2.0\"",
            "the tag must be v0.3.0",
            "no section `## 0.3.0`",
        ] {
            assert!(error.contains(expected), "`{expected}` is missing in: {error}");
        }
    }

    #[test]
    fn an_empty_section_is_an_error() {
        let error = agree(&[published("core", "0.1.0", &[])], "0.1.0", "0.1.0", CHANGELOG, Some("v0.1.0"));
        assert!(error.expect_err("the section is empty").to_string().contains("is empty"));
    }

    #[test]
    fn a_crate_is_published_after_its_dependencies() {
        let package = |name: &str, publish: Value, dependencies: &[&str]| {
            let dependencies: Vec<Value> =
                dependencies.iter().map(|name| json!({"name": name, "req": "^0.1.0"})).collect();
            json!({"name": name, "version": "0.1.0", "publish": publish, "dependencies": dependencies})
        };
        let packages = [
            package("tool", Value::Null, &["core", "clap"]),
            package("core", Value::Null, &["serde"]),
            package("tests", json!([]), &["core"]),
        ];
        let crates = published_crates(&json!({ "packages": packages })).expect("they can be ordered");
        assert_eq!(crates, [published("core", "0.1.0", &[]), published("tool", "0.1.0", &[("core", "^0.1.0")])]);
    }

    #[test]
    fn crates_in_a_circle_are_refused() {
        let package = |name: &str, dependency: &str| json!({"name": name, "version": "0.1.0", "publish": null, "dependencies": [{"name": dependency, "req": "^0.1.0"}]});
        let metadata = json!({"packages": [package("a", "b"), package("b", "a")]});
        let error = published_crates(&metadata).expect_err("there is no order").to_string();
        assert!(error.contains("a, b"), "{error}");
    }
}

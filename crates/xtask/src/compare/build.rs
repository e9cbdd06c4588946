//! The two programs that are compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::CompareError;

/// The workspace's own crates are optimised slightly, because the corpus is large. A release build would take minutes.
const PROFILE: [(&str, &str); 2] = [("CARGO_PROFILE_DEV_OPT_LEVEL", "1"), ("CARGO_PROFILE_DEV_DEBUG", "0")];

/// Dependencies are not optimised: they take most of the build time and little of the run time.
const DEPENDENCIES: &str = "profile.dev.package.\"*\".opt-level=0";

/// The compiled programs.
pub(super) struct Programs {
    /// The program of the commit.
    pub(super) base: PathBuf,
    /// The program of the working tree.
    pub(super) changed: PathBuf,
    /// The worktree of the commit.
    pub(super) base_tree: PathBuf,
}

/// Builds the program of a commit, unless it exists, and that of the working tree.
pub(super) fn both(root: &Path, revision: &str) -> Result<Programs, CompareError> {
    let folder = root.join("target/compare");
    fs::create_dir_all(&folder).map_err(|error| CompareError::File { path: folder.clone(), error })?;
    let programs =
        Programs { base: folder.join("base"), changed: folder.join("changed"), base_tree: folder.join("rev") };
    let commit = git(root, &["rev-parse", "--verify", &format!("{revision}^{{commit}}")])?.trim().to_owned();
    let stamp = folder.join("base.commit");
    let is_built = programs.base.exists() && fs::read_to_string(&stamp).is_ok_and(|built| built == commit);
    if !is_built {
        check_out(root, &programs.base_tree, &commit)?;
        // The stamp is written last, so that an interrupted build is repeated.
        let _ = fs::remove_file(&stamp);
        println!("building {commit}");
        build(&programs.base_tree, &folder, &programs.base)?;
        fs::write(&stamp, &commit).map_err(|error| CompareError::File { path: stamp, error })?;
    }
    println!("building the working tree");
    build(root, &folder, &programs.changed)?;
    Ok(programs)
}

/// Checks out the commit in the worktree.
fn check_out(root: &Path, tree: &Path, commit: &str) -> Result<(), CompareError> {
    if tree.join(".git").exists() {
        git(tree, &["checkout", "--quiet", "--force", "--detach", commit])?;
    } else {
        let path = tree.to_string_lossy();
        // `--force` twice: the folder may have been deleted with the rest of `target`, while git still lists it.
        git(root, &["worktree", "add", "--quiet", "--force", "--force", "--detach", &path, commit])?;
    }
    Ok(())
}

fn build(tree: &Path, folder: &Path, program: &Path) -> Result<(), CompareError> {
    let target = folder.join("build");
    let mut command = Command::new("cargo");
    command
        .args(["build", "--quiet", "--package", "mi-preflight-cli", "--config", DEPENDENCIES, "--target-dir"])
        .arg(&target);
    command.current_dir(tree).envs(PROFILE);
    let name = format!("cargo build in {}", tree.display());
    let status = command.status().map_err(|error| CompareError::Run { command: name.clone(), error })?;
    if !status.success() {
        return Err(CompareError::Failed { command: name, message: status.to_string() });
    }
    let built = target.join("debug").join(format!("mi-preflight{}", std::env::consts::EXE_SUFFIX));
    // Removed first: cargo hard-links its output, and writing to the link would change the other program too.
    let _ = fs::remove_file(program);
    fs::copy(&built, program).map_err(|error| CompareError::File { path: built, error })?;
    Ok(())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, CompareError> {
    let command = format!("git {}", arguments.join(" "));
    let output = Command::new("git").args(arguments).current_dir(folder).output();
    let output = output.map_err(|error| CompareError::Run { command: command.clone(), error })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(CompareError::Failed { command, message: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
}

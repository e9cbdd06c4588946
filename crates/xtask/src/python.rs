//! Python programs with packages of fixed versions, in an environment of their own.

use std::path::PathBuf;

use crate::step::step;
use crate::workspace;

/// The environment, relative to the workspace's root.
const FOLDER: &str = "target/python";

/// Packages that the tests use.
pub(crate) const JSONSCHEMA: &str = "jsonschema==4.26.0";
pub(crate) const OPENAPI_SPEC_VALIDATOR: &str = "openapi-spec-validator==0.9.0";
pub(crate) const BOTOCORE: &str = "botocore==1.44.8";

/// Installs packages, and returns the path of the interpreter that has them.
pub(crate) fn install(packages: &[&str]) -> Result<String, String> {
    let path = |program: &str| -> PathBuf { workspace::root().join(FOLDER).join("bin").join(program) };
    let (python, pip) = (path("python"), path("pip"));
    if !pip.exists() {
        step("an environment for Python", &["python3", "-m", "venv", FOLDER])?;
    }
    let pip = pip.to_string_lossy();
    let mut command = vec![&*pip, "install", "--quiet", "--disable-pip-version-check"];
    command.extend(packages);
    step("packages of Python", &command)?;
    Ok(python.to_string_lossy().into_owned())
}

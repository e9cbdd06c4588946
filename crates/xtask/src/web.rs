//! Builds, serves and tests the console.

use crate::step::run_in;
use crate::tools;

/// Builds the console, and the package if it is missing, and serves the console until it is stopped.
pub(crate) fn serve() -> Result<(), String> {
    build()?;
    run_in("web", "the console", &["npm", "run", "preview"])
}

/// Runs the console's tests in a browser.
pub(crate) fn test() -> Result<(), String> {
    tools::install_chromium()?;
    build()?;
    run_in("web", "the console in a browser", &["npm", "test"])
}

fn build() -> Result<(), String> {
    run_in("web", "the console's dependencies", &["npm", "ci"])?;
    run_in("web", "the console's build", &["npm", "run", "build"])
}

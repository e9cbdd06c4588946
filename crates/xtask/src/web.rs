//! The console: built on the package, served, or tried in a browser.

use crate::step::run_in;
use crate::tools;

/// Builds the console, the package too where it is missing, and serves it until it is stopped.
pub(crate) fn serve() -> Result<(), String> {
    build()?;
    run_in("web", "the console", &["npm", "run", "preview"])
}

/// Tries the console in a browser.
pub(crate) fn test() -> Result<(), String> {
    tools::install_chromium()?;
    build()?;
    run_in("web", "the console in a browser", &["npm", "test"])
}

fn build() -> Result<(), String> {
    run_in("web", "what the console is built with", &["npm", "ci"])?;
    run_in("web", "the console", &["npm", "run", "build"])
}

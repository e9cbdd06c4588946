//! Runs one test per case, with the names, filters and output of `cargo test`.
//!
//! Cases are known only at run time, so they cannot be `#[test]` functions. `libtest-mimic` runs them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// The tests of one test target.
pub struct Suite {
    target: &'static str,
    trials: Vec<Trial>,
}

impl Suite {
    /// Creates an empty suite. `target` is the name of the test target, `env!("CARGO_CRATE_NAME")` in its file.
    pub fn new(target: &'static str) -> Suite {
        Suite { target, trials: Vec::new() }
    }

    /// Adds a test. If it fails, its error is printed with the command that runs only this test.
    pub fn add(&mut self, name: impl Into<String>, test: impl FnOnce() -> Result<(), String> + Send + 'static) {
        let name = name.into();
        let command = format!("cargo test --package conformance --test {} -- --exact '{name}'", self.target);
        let run = move || {
            let outcome = catch_unwind(AssertUnwindSafe(test)).unwrap_or_else(|panic| Err(panic_message(&*panic)));
            outcome.map_err(|problem| Failed::from(format!("{}\n\nrun it alone:\n    {command}\n", problem.trim_end())))
        };
        self.trials.push(Trial::test(name, run));
    }

    /// Returns the folder with external cases, which is next to the repository.
    ///
    /// If it is absent, this prints a note and adds an ignored test, and returns `None`.
    pub fn conformance_folder(&mut self, folder: &str) -> Option<PathBuf> {
        let path = crate::root().join("../shared/conformance").join(folder);
        if path.is_dir() {
            return Some(path);
        }
        let reason = format!("the folder ../shared/conformance/{folder} is absent: its cases are not run");
        eprintln!("{}: {reason}", self.target);
        let run = move || Ok(Completion::ignored_with(reason));
        self.trials.push(Trial::ignorable_test(format!("{}::absent", test_name(folder)), run));
        None
    }

    /// Runs the tests that the program's arguments select.
    ///
    /// A filter may be the path of a case file.
    ///
    /// # Panics
    /// Panics if two tests have the same name.
    pub fn run(self) -> ExitCode {
        let mut names: Vec<&str> = self.trials.iter().map(Trial::name).collect();
        names.sort_unstable();
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            panic!("two tests are named {}", pair[0]);
        }
        let mut arguments = Arguments::from_args();
        arguments.filter = arguments.filter.as_deref().map(filter);
        arguments.skip = arguments.skip.iter().map(|skipped| filter(skipped)).collect();
        // Without a filter, the hundreds of passing tests are not listed.
        let is_default = arguments.filter.is_none() && arguments.format.is_none() && !arguments.list;
        arguments.quiet |= is_default;
        libtest_mimic::run(&arguments, self.trials).exit_code()
    }
}

/// Returns the prefix of the tests of a file: `tests/cases/CreateOtaTask/end-in-the-past.json` has
/// `cases::CreateOtaTask::end_in_the_past`.
pub fn test_name(path: &str) -> String {
    let path = path.find("cases/").map_or(path, |start| &path[start..]);
    path.trim_end_matches(".json").replace('/', "::").replace('-', "_")
}

/// Converts a filter: the path of a file selects only the tests of that file.
fn filter(text: &str) -> String {
    let end = if text.ends_with(".json") { "::" } else { "" };
    test_name(text) + end
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "panicked".to_owned())
}

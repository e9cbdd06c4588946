//! Steps: programs run by name, with how long each took and the command that mends a failure.

use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::workspace;

/// One program to run. Its working directory is the workspace's root unless [`Step::folder`] names another.
pub(crate) struct Step<'a> {
    name: &'a str,
    command: &'a [&'a str],
    folder: &'a str,
    variables: &'a [(&'a str, &'a str)],
    mend: Option<&'a str>,
}

impl<'a> Step<'a> {
    pub(crate) fn new(name: &'a str, command: &'a [&'a str]) -> Self {
        Self { name, command, folder: "", variables: &[], mend: None }
    }

    /// Sets the working directory, relative to the workspace's root.
    pub(crate) fn folder(self, folder: &'a str) -> Self {
        Self { folder, ..self }
    }

    /// Sets environment variables of the program.
    pub(crate) fn variables(self, variables: &'a [(&'a str, &'a str)]) -> Self {
        Self { variables, ..self }
    }

    /// Names the command that mends what this step finds. It is printed when the step fails.
    pub(crate) fn mend(self, command: &'a str) -> Self {
        Self { mend: Some(command), ..self }
    }

    /// Runs the program to its end.
    pub(crate) fn run(self) -> Result<(), String> {
        println!("\n== {}: {}", self.name, self.command.join(" "));
        timed(self.name, || {
            let [program, arguments @ ..] = self.command else { return Ok(()) };
            let status = Command::new(program)
                .args(arguments)
                .current_dir(workspace::root().join(self.folder))
                .envs(self.variables.iter().copied())
                .status()
                .map_err(|error| format!("{program} cannot be run: {error}"))?;
            if status.success() {
                Ok(())
            } else {
                Err(failure(self.name, &format!("failed: {}", self.command.join(" ")), self.mend))
            }
        })
    }
}

/// Runs a program in the workspace's root.
pub(crate) fn step(name: &str, command: &[&str]) -> Result<(), String> {
    Step::new(name, command).run()
}

/// Runs a program in a folder of the workspace.
pub(crate) fn run_in(folder: &str, name: &str, command: &[&str]) -> Result<(), String> {
    Step::new(name, command).folder(folder).run()
}

/// Returns the message of a failed check, with the command that mends it.
pub(crate) fn failure(name: &str, message: &str, mend: Option<&str>) -> String {
    match mend {
        Some(command) => format!("{name} {message}\nto mend it, run: {command}"),
        None => format!("{name} {message}"),
    }
}

/// How a step that has ended went.
struct Timing {
    part: &'static str,
    name: String,
    duration: Duration,
    passed: bool,
}

/// Every step of this process, in order, and the part of `ci` that is being run.
static TIMINGS: Mutex<(&str, Vec<Timing>)> = Mutex::new(("", Vec::new()));

/// Starts a part of `ci`: the steps that follow belong to it.
pub(crate) fn begin_part(part: &'static str) {
    if let Ok(mut timings) = TIMINGS.lock() {
        timings.0 = part;
    }
}

/// Runs a step that is no program, and notes how long it took.
pub(crate) fn timed<T>(name: &str, run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let start = Instant::now();
    let result = run();
    if let Ok(mut timings) = TIMINGS.lock() {
        let part = timings.0;
        timings.1.push(Timing { part, name: name.to_owned(), duration: start.elapsed(), passed: result.is_ok() });
    }
    result
}

/// Prints how long each step took, in the order in which they ran, each part with its sum.
pub(crate) fn print_durations() {
    let Ok(timings) = TIMINGS.lock() else { return };
    if !timings.1.is_empty() {
        println!("\n== durations\n{}", durations_table(&timings.1));
    }
}

fn durations_table(timings: &[Timing]) -> String {
    let mut lines = Vec::new();
    for steps in timings.chunk_by(|left, right| left.part == right.part) {
        let sum: Duration = steps.iter().map(|step| step.duration).sum();
        lines.push(format!("{:>8.1} s  {}", sum.as_secs_f64(), steps[0].part));
        for step in steps {
            let outcome = if step.passed { "" } else { " (failed)" };
            lines.push(format!("{:>8.1} s    {}{outcome}", step.duration.as_secs_f64(), step.name));
        }
    }
    let total: Duration = timings.iter().map(|step| step.duration).sum();
    lines.push(format!("{:>8.1} s  in all", total.as_secs_f64()));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(part: &'static str, name: &str, seconds: u64, passed: bool) -> Timing {
        Timing { part, name: name.to_owned(), duration: Duration::from_secs(seconds), passed }
    }

    #[test]
    fn durations_are_summed_per_part_and_a_failure_is_marked() {
        let timings = [
            timing("lint", "formatting", 2, true),
            timing("lint", "lints", 30, true),
            timing("test", "tests", 5, false),
        ];
        let expected = "    32.0 s  lint\n     2.0 s    formatting\n    30.0 s    lints\n     5.0 s  test\n     \
                        5.0 s    tests (failed)\n    37.0 s  in all";
        assert_eq!(durations_table(&timings), expected);
    }

    #[test]
    fn a_failed_step_names_the_command_that_mends_it() {
        let result = Step::new("formatting", &["false"]).mend("cargo fmt --all").run();
        assert_eq!(result, Err("formatting failed: false\nto mend it, run: cargo fmt --all".to_owned()));
    }
}

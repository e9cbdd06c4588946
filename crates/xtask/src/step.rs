//! Steps: named programs, with the duration of each and the command that fixes a failure.

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
    fix: Option<&'a str>,
}

impl<'a> Step<'a> {
    pub(crate) fn new(name: &'a str, command: &'a [&'a str]) -> Self {
        Self { name, command, folder: "", variables: &[], fix: None }
    }

    /// Sets the working directory, relative to the workspace's root.
    pub(crate) fn folder(self, folder: &'a str) -> Self {
        Self { folder, ..self }
    }

    /// Sets environment variables of the program.
    pub(crate) fn variables(self, variables: &'a [(&'a str, &'a str)]) -> Self {
        Self { variables, ..self }
    }

    /// Sets the command that fixes the problems that this step finds. It is printed when the step fails.
    pub(crate) fn fix(self, command: &'a str) -> Self {
        Self { fix: Some(command), ..self }
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
                Err(failure(self.name, &format!("failed: {}", self.command.join(" ")), self.fix))
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

/// Returns the message of a failed check, with the command that fixes it.
pub(crate) fn failure(name: &str, message: &str, fix: Option<&str>) -> String {
    match fix {
        Some(command) => format!("{name} {message}\nto fix it, run: {command}"),
        None => format!("{name} {message}"),
    }
}

/// The duration and the result of a finished step.
struct FinishedStep {
    part: &'static str,
    name: String,
    duration: Duration,
    passed: bool,
}

/// The current part of `ci`, and the finished steps of this process in order.
static STEPS: Mutex<(&str, Vec<FinishedStep>)> = Mutex::new(("", Vec::new()));

/// Starts a part of `ci`: the steps that follow belong to it.
pub(crate) fn begin_part(part: &'static str) {
    if let Ok(mut steps) = STEPS.lock() {
        steps.0 = part;
    }
}

/// Runs a function as a step, and records its duration.
pub(crate) fn timed<T>(name: &str, run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let start = Instant::now();
    let result = run();
    if let Ok(mut steps) = STEPS.lock() {
        let part = steps.0;
        steps.1.push(FinishedStep { part, name: name.to_owned(), duration: start.elapsed(), passed: result.is_ok() });
    }
    result
}

/// Prints the duration of each step, in order, and the sum of each part.
pub(crate) fn print_durations() {
    let Ok(steps) = STEPS.lock() else { return };
    if !steps.1.is_empty() {
        println!("\n== durations\n{}", durations_table(&steps.1));
    }
}

fn durations_table(all_steps: &[FinishedStep]) -> String {
    let mut lines = Vec::new();
    for steps in all_steps.chunk_by(|left, right| left.part == right.part) {
        let sum: Duration = steps.iter().map(|step| step.duration).sum();
        lines.push(format!("{:>8.1} s  {}", sum.as_secs_f64(), steps[0].part));
        for step in steps {
            let outcome = if step.passed { "" } else { " (failed)" };
            lines.push(format!("{:>8.1} s    {}{outcome}", step.duration.as_secs_f64(), step.name));
        }
    }
    let total: Duration = all_steps.iter().map(|step| step.duration).sum();
    lines.push(format!("{:>8.1} s  total", total.as_secs_f64()));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(part: &'static str, name: &str, seconds: u64, passed: bool) -> FinishedStep {
        FinishedStep { part, name: name.to_owned(), duration: Duration::from_secs(seconds), passed }
    }

    #[test]
    fn durations_are_summed_per_part_and_a_failure_is_marked() {
        let steps =
            [step("lint", "formatting", 2, true), step("lint", "lints", 30, true), step("test", "tests", 5, false)];
        let expected = "    32.0 s  lint\n     2.0 s    formatting\n    30.0 s    lints\n     5.0 s  test\n     \
                        5.0 s    tests (failed)\n    37.0 s  total";
        assert_eq!(durations_table(&steps), expected);
    }

    #[test]
    fn a_failed_step_names_the_command_that_fixes_it() {
        let result = Step::new("formatting", &["false"]).fix("cargo fmt --all").run();
        assert_eq!(result, Err("formatting failed: false\nto fix it, run: cargo fmt --all".to_owned()));
    }
}

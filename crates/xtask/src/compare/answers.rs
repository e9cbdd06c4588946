//! Runs both programs and compares their answers.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::CompareError;
use super::build::Programs;

/// Maximum number of differences that are printed per group.
const MAX_PRINTED: usize = 5;

/// The number of pairs of programs that run in parallel. The programs of a pair run one after the other.
const PARALLEL_PAIRS: usize = 2;

/// Maximum number of characters that are printed of a text.
const MAX_PRINTED_CHARACTERS: usize = 1500;

/// The arguments of both programs, and the inputs that they answer.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) arguments: Vec<String>,
    pub(super) inputs: Inputs,
}

/// The inputs to which the lines of the output belong.
#[derive(Clone)]
pub(super) enum Inputs {
    /// The output is one answer.
    Single,
    /// One line for each line of these files.
    Lines(Vec<String>),
    /// One line for each of these files.
    Files(Vec<String>),
}

/// The result of a comparison.
#[derive(Default)]
pub(super) struct Comparison {
    runs: usize,
    pub(super) compared: usize,
    /// The number of answers that are empty on both sides: a group with only such answers compares nothing.
    empty: usize,
    pub(super) differences: usize,
    /// Runs that ended without an exit code, or did not answer every line.
    pub(super) faults: usize,
    shown: Vec<String>,
}

impl Comparison {
    pub(super) fn add(&mut self, comparison: Comparison) {
        self.runs += comparison.runs;
        self.compared += comparison.compared;
        self.empty += comparison.empty;
        self.differences += comparison.differences;
        self.faults += comparison.faults;
        self.shown.extend(comparison.shown);
        self.shown.truncate(MAX_PRINTED);
    }

    pub(super) fn print(&self, group: &str, time: Duration) {
        let Comparison { runs, compared, empty, differences, faults, shown } = self;
        let empty = if *empty > 0 { format!(" ({empty} empty)") } else { String::new() };
        let faults = if *faults > 0 { format!(", {faults} faults") } else { String::new() };
        let seconds = time.as_secs_f32();
        println!(
            "{group:12} {runs:5} runs, {compared:7} answers compared{empty}, {differences} differ{faults}, {seconds:.1} s"
        );
        for difference in shown {
            println!("{difference}\n");
        }
    }

    fn differ(&mut self, what: String, base: &str, changed: &str) {
        self.differences += 1;
        self.show(format!(
            "  {what}\n  base:    {}\n  changed: {}",
            excerpt_at_difference(base, changed),
            excerpt_at_difference(changed, base)
        ));
    }

    fn fault(&mut self, message: String) {
        self.faults += 1;
        self.show(message);
    }

    fn show(&mut self, text: String) {
        if self.shown.len() < MAX_PRINTED {
            self.shown.push(text);
        }
    }
}

/// The output of a program.
struct Answer {
    text: Vec<u8>,
    code: Option<i32>,
}

/// Runs both programs with each of the arguments. The result does not depend on which program ends first.
pub(super) fn compare(root: &Path, programs: &Programs, runs: &[Run]) -> Result<Comparison, CompareError> {
    let next = AtomicUsize::new(0);
    let tallies = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..PARALLEL_PAIRS {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(run) = runs.get(index) else { return };
                    let comparison = compare_one(root, programs, run);
                    if let Ok(mut tallies) = tallies.lock() {
                        tallies.push((index, comparison));
                    }
                }
            });
        }
    });
    let mut tallies = tallies.into_inner().unwrap_or_default();
    tallies.sort_by_key(|(index, _)| *index);
    let mut total = Comparison::default();
    for (_, comparison) in tallies {
        total.add(comparison?);
    }
    Ok(total)
}

fn compare_one(root: &Path, programs: &Programs, run: &Run) -> Result<Comparison, CompareError> {
    let base = answer(root, &programs.base, run)?;
    let changed = answer(root, &programs.changed, run)?;
    let command = shell_command(run);
    let mut comparison = Comparison { runs: 1, ..Comparison::default() };
    for (name, answer) in [("base", &base), ("changed", &changed)] {
        if !matches!(answer.code, Some(0..=2)) {
            let code = answer.code.map_or("a signal".to_owned(), |code| code.to_string());
            comparison.fault(format!("  {command}\n  {name} ended with {code}"));
        }
    }
    if base.code != changed.code {
        let code = |answer: &Answer| format!("exit code {:?}", answer.code);
        comparison.differ(command.clone(), &code(&base), &code(&changed));
    }
    let labels = match &run.inputs {
        Inputs::Single => {
            compare_single(&command, &base, &changed, &mut comparison);
            return Ok(comparison);
        }
        Inputs::Files(files) => files.iter().map(|file| file.clone().into_bytes()).collect(),
        Inputs::Lines(files) => {
            let mut lines = Vec::new();
            for file in files {
                let path = root.join(file);
                let text = std::fs::read(&path).map_err(|error| CompareError::File { path, error })?;
                lines.extend(answered_lines(&text).map(<[u8]>::to_vec));
            }
            lines
        }
    };
    let base_lines: Vec<&[u8]> = base.text.split_inclusive(|byte| *byte == b'\n').collect();
    let changed_lines: Vec<&[u8]> = changed.text.split_inclusive(|byte| *byte == b'\n').collect();
    for (name, lines) in [("base", &base_lines), ("changed", &changed_lines)] {
        if lines.len() != labels.len() {
            comparison.fault(format!("  {command}\n  {name} gave {} answers to {} inputs", lines.len(), labels.len()));
        }
    }
    if base_lines.len() != changed_lines.len() {
        compare_single(&command, &base, &changed, &mut comparison);
        return Ok(comparison);
    }
    comparison.compared += base_lines.len();
    for (index, (base, changed)) in base_lines.iter().zip(&changed_lines).enumerate() {
        if base != changed {
            let label = labels.get(index).map(|label| String::from_utf8_lossy(label)).unwrap_or_default();
            let what = format!("{command}\n  input:   {}", excerpt_at_difference(&label, &label));
            comparison.differ(what, &String::from_utf8_lossy(base), &String::from_utf8_lossy(changed));
        }
    }
    Ok(comparison)
}

/// Returns the lines that a stream answers. Blank lines are skipped.
fn answered_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

fn compare_single(command: &str, base: &Answer, changed: &Answer, comparison: &mut Comparison) {
    comparison.compared += 1;
    comparison.empty += usize::from(base.text.is_empty() && changed.text.is_empty());
    if base.text == changed.text {
        return;
    }
    let base = String::from_utf8_lossy(&base.text).into_owned();
    let changed = String::from_utf8_lossy(&changed.text).into_owned();
    let (mut base_lines, mut changed_lines) = (base.lines(), changed.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (base_lines.next(), changed_lines.next()) {
            (Some(base), Some(changed)) if base == changed => {}
            (None, None) => return comparison.differ(format!("{command}\n  (ends of lines)"), "", ""),
            (base, changed) => {
                let of = |line: Option<&str>| line.unwrap_or("(no more lines)").to_owned();
                return comparison.differ(format!("{command}\n  line {number}"), &of(base), &of(changed));
            }
        }
    }
}

fn answer(root: &Path, program: &Path, run: &Run) -> Result<Answer, CompareError> {
    let output = Command::new(program)
        .args(&run.arguments)
        .current_dir(root)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|error| CompareError::Run { command: program.display().to_string(), error })?;
    Ok(Answer { text: output.stdout, code: output.status.code() })
}

/// Returns the command for a shell, with only the first of many files.
fn shell_command(run: &Run) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in run.arguments.iter().take(24) {
        let is_plain =
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:=@".contains(&byte));
        words.push(if is_plain { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) });
    }
    if run.arguments.len() > words.len() {
        words.push("…".to_owned());
    }
    format!("mi-preflight {}", words.join(" "))
}

/// Returns the part of a long text around the first difference.
fn excerpt_at_difference(text: &str, other: &str) -> String {
    let text = text.trim_end_matches('\n');
    let equal = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped =
        if text == other.trim_end_matches('\n') { 0 } else { equal.saturating_sub(MAX_PRINTED_CHARACTERS / 2) };
    let shown: String = text.chars().skip(skipped).take(MAX_PRINTED_CHARACTERS).collect();
    let before = if skipped > 0 { "…" } else { "" };
    let behind = if text.chars().count() > skipped + MAX_PRINTED_CHARACTERS { "…" } else { "" };
    format!("{before}{shown}{behind}")
}

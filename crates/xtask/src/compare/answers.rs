//! Runs both programs and compares what they answer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::CompareError;
use super::build::Programs;

/// How many differences of a group are shown.
const SHOWN: usize = 5;

/// How many pairs of programs run at a time; of a pair, one runs after the other.
const PAIRS_AT_A_TIME: usize = 2;

/// How much of a text is shown.
const SHOWN_CHARACTERS: usize = 1500;

/// What both programs are run with.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) arguments: Vec<String>,
    pub(super) inputs: Inputs,
}

/// What the lines of an answer belong to.
#[derive(Clone)]
pub(super) enum Inputs {
    /// The answer is one.
    One,
    /// One line for each line of these files.
    Lines(Vec<String>),
    /// One line for each of these files.
    Files(Vec<String>),
}

/// What a comparison came to.
#[derive(Default)]
pub(super) struct Tally {
    runs: usize,
    pub(super) compared: usize,
    /// Answers without text on both sides: a group of nothing else compares little.
    empty: usize,
    pub(super) differences: usize,
    /// Runs that ended otherwise than with an exit code, or left lines unanswered.
    pub(super) faults: usize,
    shown: Vec<String>,
}

impl Tally {
    pub(super) fn add(&mut self, other: Tally) {
        self.runs += other.runs;
        self.compared += other.compared;
        self.empty += other.empty;
        self.differences += other.differences;
        self.faults += other.faults;
        self.shown.extend(other.shown);
        self.shown.truncate(SHOWN);
    }

    pub(super) fn print(&self, group: &str, time: Duration) {
        let Tally { runs, compared, empty, differences, faults, shown } = self;
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
        self.show(format!("  {what}\n  base:    {}\n  changed: {}", clipped(base, changed), clipped(changed, base)));
    }

    fn fault(&mut self, message: String) {
        self.faults += 1;
        self.show(message);
    }

    fn show(&mut self, text: String) {
        if self.shown.len() < SHOWN {
            self.shown.push(text);
        }
    }
}

/// What a program answered.
struct Answer {
    text: Vec<u8>,
    code: Option<i32>,
}

/// Runs both programs with each of the arguments. The order of the answers does not depend on which program ends first.
pub(super) fn compare(root: &Path, programs: &Programs, runs: &[Run]) -> Result<Tally, CompareError> {
    let next = AtomicUsize::new(0);
    let tallies = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..PAIRS_AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(run) = runs.get(index) else { return };
                    let tally = compare_one(root, programs, run);
                    if let Ok(mut tallies) = tallies.lock() {
                        tallies.push((index, tally));
                    }
                }
            });
        }
    });
    let mut tallies = tallies.into_inner().unwrap_or_default();
    tallies.sort_by_key(|(index, _)| *index);
    let mut total = Tally::default();
    for (_, tally) in tallies {
        total.add(tally?);
    }
    Ok(total)
}

fn compare_one(root: &Path, programs: &Programs, run: &Run) -> Result<Tally, CompareError> {
    let base = answer(root, &programs.base, run)?;
    let changed = answer(root, &programs.changed, run)?;
    let command = shown_command(run);
    let mut tally = Tally { runs: 1, ..Tally::default() };
    for (name, answer) in [("base", &base), ("changed", &changed)] {
        if !matches!(answer.code, Some(0..=2)) {
            let code = answer.code.map_or("a signal".to_owned(), |code| code.to_string());
            tally.fault(format!("  {command}\n  {name} ended with {code}"));
        }
    }
    if base.code != changed.code {
        let code = |answer: &Answer| format!("exit code {:?}", answer.code);
        tally.differ(command.clone(), &code(&base), &code(&changed));
    }
    let labels = match &run.inputs {
        Inputs::One => {
            compare_whole(&command, &base, &changed, &mut tally);
            return Ok(tally);
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
            tally.fault(format!("  {command}\n  {name} gave {} answers to {} inputs", lines.len(), labels.len()));
        }
    }
    if base_lines.len() != changed_lines.len() {
        compare_whole(&command, &base, &changed, &mut tally);
        return Ok(tally);
    }
    tally.compared += base_lines.len();
    for (index, (base, changed)) in base_lines.iter().zip(&changed_lines).enumerate() {
        if base != changed {
            let label = labels.get(index).map(|label| String::from_utf8_lossy(label)).unwrap_or_default();
            let what = format!("{command}\n  input:   {}", clipped(&label, &label));
            tally.differ(what, &String::from_utf8_lossy(base), &String::from_utf8_lossy(changed));
        }
    }
    Ok(tally)
}

/// Returns the lines that a stream answers: blank ones are skipped.
fn answered_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

fn compare_whole(command: &str, base: &Answer, changed: &Answer, tally: &mut Tally) {
    tally.compared += 1;
    tally.empty += usize::from(base.text.is_empty() && changed.text.is_empty());
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
            (None, None) => return tally.differ(format!("{command}\n  (ends of lines)"), "", ""),
            (base, changed) => {
                let of = |line: Option<&str>| line.unwrap_or("(no more lines)").to_owned();
                return tally.differ(format!("{command}\n  line {number}"), &of(base), &of(changed));
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

/// Returns the command as a person would type it; of many files the first.
fn shown_command(run: &Run) -> String {
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

/// Returns the part of a long text around the place where it begins to differ.
fn clipped(text: &str, other: &str) -> String {
    let text = text.trim_end_matches('\n');
    let equal = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped = if text == other.trim_end_matches('\n') { 0 } else { equal.saturating_sub(SHOWN_CHARACTERS / 2) };
    let shown: String = text.chars().skip(skipped).take(SHOWN_CHARACTERS).collect();
    let before = if skipped > 0 { "…" } else { "" };
    let behind = if text.chars().count() > skipped + SHOWN_CHARACTERS { "…" } else { "" };
    format!("{before}{shown}{behind}")
}

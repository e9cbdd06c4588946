//! Checks NDJSON streams: one record per line in, one answer per line out, in order, on all cores, in constant memory.
//!
//! A reader thread cuts the stream into batches of whole lines and sends them to the workers in turn. The writer takes
//! the answers from the workers in the same turn, which keeps them in order. Every channel is bounded: a slow reader
//! of the output slows down the workers, and they slow down the reader thread.

mod batches;
mod progress;

use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::thread;

use self::batches::{Batch, Batches};
use self::progress::Progress;
use super::checker::Checker;
use super::options::Options;
use crate::escape::escape_json;
use crate::exit::{CliError, ExitStatus};
use crate::json_fault::describe_encoding;
use crate::source::{ReadError, Source};
use crate::stderr::{print_error, print_note};
use crate::stdout::Stdout;

/// Number of batches that wait before a worker, and of chunks of answers that wait behind it.
const CHANNEL_CAPACITY: usize = 2;

/// Stack of a worker. The default is too small for the largest nesting depth.
const WORKER_STACK_BYTES: usize = 16 << 20;

/// Size from which answers are passed on before their batch is complete: they may be much longer than its lines.
const CHUNK_BYTES: usize = 1 << 20;

/// Some or all answers to a batch.
#[derive(Default)]
struct AnswerChunk {
    text: String,
    lines: u64,
    status: ExitStatus,
    /// The size of the batch in the stream, if this is its last chunk.
    completed_bytes: Option<u64>,
}

pub(super) fn run(options: &Options, checker: Checker) -> Result<ExitStatus, CliError> {
    let checker = Arc::new(checker);
    let sources = Source::from_arguments(&options.files);
    let worker_count = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let progress = Progress::new(&sources);
    let mut batch_senders = Vec::new();
    let mut answer_receivers = Vec::new();
    let mut workers = Vec::new();
    for _ in 0..worker_count {
        let (batch_sender, batches) = sync_channel(CHANNEL_CAPACITY);
        let (answers, answer_receiver) = sync_channel(CHANNEL_CAPACITY);
        batch_senders.push(batch_sender);
        answer_receivers.push(answer_receiver);
        let checker = Arc::clone(&checker);
        let worker = thread::Builder::new().stack_size(WORKER_STACK_BYTES);
        let worker = worker.spawn(move || check_batches(&checker, &batches, &answers));
        workers.push(worker.map_err(spawn_error)?);
    }
    let max_line_bytes = checker.max_size();
    let reader = thread::Builder::new();
    let reader = reader.spawn(move || read_batches(&sources, max_line_bytes, &batch_senders)).map_err(spawn_error)?;
    let outcome = write_answers(&answer_receivers, &progress);
    progress.finish();
    let status = match outcome? {
        // The reader thread may wait for input that never comes. Without a reader of the answers, nobody needs it.
        Outcome::ReaderClosed(ExitStatus::Success) => return Ok(ExitStatus::Error),
        Outcome::ReaderClosed(status) => return Ok(status),
        Outcome::Complete(status) => status,
    };
    // Closes the channels of the workers, so that all threads end even if one of them panicked.
    drop(answer_receivers);
    for worker in workers {
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    }
    let (read_errors, hints) = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    for error in &read_errors {
        print_error(&error.to_string());
    }
    for hint in &hints {
        print_note(hint);
    }
    Ok(if read_errors.is_empty() { status } else { ExitStatus::Error })
}

fn spawn_error(error: io::Error) -> CliError {
    CliError::Command(format!("cannot start a thread: {error}"))
}

/// Sends the lines of every source to the workers in turn. Returns the errors of the sources that cannot be read, and
/// hints about those that are not streams.
fn read_batches(
    sources: &[Source],
    max_line_bytes: usize,
    workers: &[SyncSender<Batch>],
) -> (Vec<ReadError>, Vec<String>) {
    let mut errors = Vec::new();
    let mut hints = Vec::new();
    let mut next_worker = workers.iter().cycle();
    for source in sources {
        let mut batches = match source.open() {
            Ok(input) => Batches::new(input, max_line_bytes),
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let mut is_first = true;
        loop {
            match batches.next() {
                Ok(Some(batch)) => {
                    if std::mem::take(&mut is_first) {
                        let hint = batch.lines().next().and_then(describe_first_line);
                        hints.extend(hint.map(|hint| format!("{}: {hint}", source.name())));
                    }
                    let Some(Ok(())) = next_worker.next().map(|worker| worker.send(batch)) else {
                        return (errors, hints);
                    };
                }
                Ok(None) => break,
                Err(error) => {
                    errors.push(source.read_error(error));
                    break;
                }
            }
        }
    }
    (errors, hints)
}

/// Describes a first line that no stream has.
fn describe_first_line(line: &[u8]) -> Option<&'static str> {
    describe_encoding(line).or_else(|| match line.trim_ascii() {
        b"{" | b"[" => {
            Some("this looks like one JSON value over several lines: omit `--ndjson`, or write a record per line")
        }
        [b'[', ..] => Some("this looks like a JSON array: `--ndjson` expects a record per line"),
        _ => None,
    })
}

/// Checks batches until there are no more, or until the receiver of the answers is gone.
fn check_batches(checker: &Checker, batches: &Receiver<Batch>, answers: &SyncSender<AnswerChunk>) {
    for batch in batches {
        if check_batch(checker, &batch, answers).is_err() {
            return;
        }
    }
}

fn check_batch(
    checker: &Checker,
    batch: &Batch,
    answers: &SyncSender<AnswerChunk>,
) -> Result<(), SendError<AnswerChunk>> {
    let mut chunk = AnswerChunk::default();
    let lines = batch.lines().map(Some).chain(batch.ends_in_skipped_line().then_some(None));
    for line in lines {
        let answer = match line {
            Some(line) if line.len() <= checker.max_size() => checker.check(line),
            _ => checker.answer_too_large(),
        };
        chunk.text.push_str(&escape_json(&answer.to_json()));
        chunk.text.push('\n');
        chunk.lines += 1;
        chunk.status = chunk.status.max(checker.status_of(&answer));
        if chunk.text.len() >= CHUNK_BYTES {
            answers.send(std::mem::take(&mut chunk))?;
        }
    }
    chunk.completed_bytes = Some(batch.stream_bytes());
    answers.send(chunk)
}

/// How the writing of the answers ended, and the status of those that were taken from the workers.
enum Outcome {
    Complete(ExitStatus),
    /// The reader of the answers closed its end. Unlike files, a stream may have no end, so it is not read on.
    ReaderClosed(ExitStatus),
}

/// Writes the answers in order.
fn write_answers(workers: &[Receiver<AnswerChunk>], progress: &Progress) -> io::Result<Outcome> {
    let mut stdout = Stdout::plain();
    let mut status = ExitStatus::Success;
    let mut next_worker = workers.iter().cycle();
    let mut worker = next_worker.next();
    // Batches are sent in turn, so the first worker without answers is the end of the stream.
    while let Some(Ok(chunk)) = worker.map(Receiver::recv) {
        status = status.max(chunk.status);
        stdout.write(&chunk.text)?;
        if stdout.is_closed() {
            return Ok(Outcome::ReaderClosed(status));
        }
        progress.add(chunk.lines, chunk.completed_bytes.unwrap_or(0));
        if chunk.completed_bytes.is_some() {
            worker = next_worker.next();
        }
    }
    Ok(Outcome::Complete(status))
}

//! Streams: one record a line in, one answer a line out, in order, on all cores, in constant memory.
//!
//! One thread cuts the stream into batches of whole lines and deals them to the workers in turn; whoever writes takes
//! the answers from the workers in the same turn, and so has them in order. Every channel is bounded: a slow reader of
//! the output holds up the workers, and they the reading.

mod batches;
mod progress;

use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::thread;

use self::batches::{Batch, Batches};
use self::progress::Progress;
use super::{Judge, Options};
use crate::exit::{self, Failure, Verdict};
use crate::source::{Source, Unreadable};

/// How many batches may wait before a worker, and how many behind it.
const WAITING: usize = 2;

/// The depth that may be asked for costs more stack than a thread has by itself.
const STACK: usize = 16 << 20;

/// How much is held of a batch's answers before they are handed on: they may be many times as long as its lines.
const PIECE: usize = 1 << 20;

/// Some of the answers to a batch, or all of them.
#[derive(Default)]
struct Answers {
    text: String,
    lines: u64,
    verdict: Verdict,
    /// Where these are the last ones to their batch: how many bytes of the stream it was.
    ends_batch: Option<u64>,
}

pub(super) fn run(options: &Options, judge: &Judge) -> Result<Verdict, Failure> {
    let sources = Source::all(&options.files);
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let progress = Progress::of(&sources);
    let (told, unread) = thread::scope(|scope| -> Result<_, Failure> {
        let mut dealt = Vec::new();
        let mut answered = Vec::new();
        for _ in 0..workers {
            let (deal, batches) = sync_channel(WAITING);
            let (answer, answers) = sync_channel(WAITING);
            dealt.push(deal);
            answered.push(answers);
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, move || work(judge, &batches, &answer)).map_err(no_thread)?;
        }
        let reader = scope.spawn(move || read(&sources, judge.max_size(), &dealt));
        let told = write(&answered, &progress);
        // The workers' channels close here, so that where nobody takes the answers any more, the reading ends too.
        drop(answered);
        progress.finish();
        let unread = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((told, unread))
    })?;
    for error in &unread {
        exit::complain(&error.to_string());
    }
    let verdict = told?;
    Ok(if unread.is_empty() { verdict } else { Verdict::NotJudged })
}

fn no_thread(error: io::Error) -> Failure {
    Failure::Refused(format!("no thread can be started: {error}"))
}

/// Deals every source's lines to the workers in turn. A source that cannot be read is left out.
fn read(sources: &[Source], max_line: usize, workers: &[SyncSender<Batch>]) -> Vec<Unreadable> {
    let mut unread = Vec::new();
    let mut turn = workers.iter().cycle();
    for source in sources {
        let mut batches = match source.open() {
            Ok(input) => Batches::new(input, max_line),
            Err(error) => {
                unread.push(error);
                continue;
            }
        };
        loop {
            match batches.next() {
                Ok(Some(batch)) => {
                    let Some(Ok(())) = turn.next().map(|worker| worker.send(batch)) else { return unread };
                }
                Ok(None) => break,
                Err(error) => {
                    unread.push(source.unreadable(error));
                    break;
                }
            }
        }
    }
    unread
}

/// Judges batch after batch until there are no more, or nobody takes the answers.
fn work(judge: &Judge, batches: &Receiver<Batch>, answers: &SyncSender<Answers>) {
    for batch in batches {
        if judge_batch(judge, &batch, answers).is_err() {
            return;
        }
    }
}

fn judge_batch(judge: &Judge, batch: &Batch, answers: &SyncSender<Answers>) -> Result<(), SendError<Answers>> {
    let mut piece = Answers::default();
    let lines = batch.lines().map(Some).chain(batch.ends_in_skipped_line().then_some(None));
    for line in lines {
        let answer = match line {
            Some(line) if line.len() <= judge.max_size() => judge.answer(line),
            _ => judge.answer_too_large(),
        };
        piece.text.push_str(&answer.to_json());
        piece.text.push('\n');
        piece.lines += 1;
        piece.verdict = piece.verdict.max(judge.verdict(&answer));
        if piece.text.len() >= PIECE {
            answers.send(std::mem::take(&mut piece))?;
        }
    }
    piece.ends_batch = Some(batch.bytes());
    answers.send(piece)
}

/// Writes the answers in order, and says what they come to.
fn write(workers: &[Receiver<Answers>], progress: &Progress) -> Result<Verdict, Failure> {
    let mut stdout = io::stdout().lock();
    let mut verdict = Verdict::Valid;
    let mut turn = workers.iter().cycle();
    let mut worker = turn.next();
    // The reader deals in turn: the first worker without answers shows that there are no more.
    while let Some(Ok(answers)) = worker.map(Receiver::recv) {
        stdout.write_all(answers.text.as_bytes()).map_err(Failure::output(verdict))?;
        verdict = verdict.max(answers.verdict);
        progress.add(answers.lines, answers.ends_batch.unwrap_or(0));
        if answers.ends_batch.is_some() {
            worker = turn.next();
        }
    }
    stdout.flush().map_err(Failure::output(verdict))?;
    Ok(verdict)
}

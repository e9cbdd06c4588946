//! Streams: one record a line in, one answer a line out, in order, on all cores, in constant memory.
//!
//! One thread cuts the stream into batches of whole lines and deals them to the workers in turn; whoever writes takes
//! the answers from the workers in the same turn, and so has them in order. Every channel is bounded: a slow reader of
//! the output holds up the workers, and they the reading.

mod batches;
mod progress;

use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
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

/// The answers to a batch.
struct Answers {
    text: String,
    lines: u64,
    /// How many bytes of the stream they answer.
    bytes: u64,
    verdict: Verdict,
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
        if answers.send(judge_batch(judge, &batch)).is_err() {
            return;
        }
    }
}

fn judge_batch(judge: &Judge, batch: &Batch) -> Answers {
    let text = String::with_capacity(batch.text().len());
    let mut answers = Answers { text, lines: 0, bytes: batch.bytes(), verdict: Verdict::Valid };
    let mut tell = |answer: &mi_preflight::Answer| {
        answers.text.push_str(&answer.to_json());
        answers.text.push('\n');
        answers.lines += 1;
        answers.verdict = answers.verdict.max(judge.verdict(answer));
    };
    for line in batch.lines() {
        if line.len() > judge.max_size() {
            tell(&judge.answer_too_large());
        } else {
            tell(&judge.answer(line));
        }
    }
    if batch.ends_in_skipped_line() {
        tell(&judge.answer_too_large());
    }
    answers
}

/// Writes the answers in order, and says what they come to.
fn write(workers: &[Receiver<Answers>], progress: &Progress) -> Result<Verdict, Failure> {
    let mut stdout = io::stdout().lock();
    let mut verdict = Verdict::Valid;
    for worker in workers.iter().cycle() {
        // The reader deals in turn: the first worker without answers shows that there are no more.
        let Ok(answers) = worker.recv() else { break };
        stdout.write_all(answers.text.as_bytes()).map_err(Failure::output(verdict))?;
        verdict = verdict.max(answers.verdict);
        progress.add(answers.lines, answers.bytes);
    }
    stdout.flush().map_err(Failure::output(verdict))?;
    Ok(verdict)
}

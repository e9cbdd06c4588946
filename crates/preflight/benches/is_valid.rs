//! What a verdict costs, beside `serde_json` skipping the same bytes, and what the documented rules add to it.
//!
//! `cargo bench -p mi-preflight` first prints ratios: both are run in turns, so that whatever else the machine does
//! falls on both, and the median of the turns is taken. Then divan prints each alone. Absolute times mean nothing on a
//! shared machine.

use std::hint::black_box;
use std::time::{Duration, Instant};

use mi_preflight::{Edition, Operation, Preflight};
use serde::de::IgnoredAny;

/// A hub with six endpoints, 12 tags and 14 attributes, as a compact writer writes it.
const COMPACT: &str = include_str!("create_managed_thing.json");

const TURNS: usize = 101;
const CALLS: u32 = 200;

/// The same request as three writers would write it.
fn bodies() -> [(&'static str, String); 3] {
    let value: serde_json::Value = serde_json::from_str(COMPACT).expect("the body is JSON");
    let spaced = COMPACT.trim().replace("\":", "\": ").replace(",\"", ", \"");
    let pretty = serde_json::to_string_pretty(&value).expect("a value can be written");
    [("compact", COMPACT.trim().to_owned()), ("spaced", spaced), ("pretty", pretty)]
}

fn main() {
    print_ratios();
    divan::main();
}

fn print_ratios() {
    let with_rules = Preflight::new(Edition::default());
    let without = Preflight::builder().without_rules().build().expect("the settings agree");
    let create = Operation::CreateManagedThing;
    for (name, body) in bodies() {
        let text = body.as_bytes();
        assert_eq!(with_rules.check(create, text).map(|report| report.violations().len()), Ok(0));
        println!("CreateManagedThing, {name}, {} bytes:", text.len());
        ratio(
            "is_valid to serde_json::from_slice::<IgnoredAny>",
            || drop(black_box(with_rules.is_valid(create, black_box(text)))),
            || drop(black_box(serde_json::from_slice::<IgnoredAny>(black_box(text)))),
        );
        ratio(
            "is_valid with rules to without",
            || drop(black_box(with_rules.is_valid(create, black_box(text)))),
            || drop(black_box(without.is_valid(create, black_box(text)))),
        );
        ratio(
            "check with rules to without",
            || drop(black_box(with_rules.check(create, black_box(text)))),
            || drop(black_box(without.check(create, black_box(text)))),
        );
    }
}

/// The median of how many times as long one call takes as another, in turns.
fn ratio(name: &str, mut one: impl FnMut(), mut other: impl FnMut()) {
    let mut ratios: Vec<f64> =
        (0..TURNS).map(|_| timed(&mut one).as_secs_f64() / timed(&mut other).as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    println!("  {:.2}  {name}", ratios[TURNS / 2]);
}

fn timed(mut call: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..CALLS {
        call();
    }
    start.elapsed()
}

#[divan::bench]
fn is_valid(bencher: divan::Bencher<'_, '_>) {
    let preflight = Preflight::new(Edition::default());
    bencher.bench(|| preflight.is_valid(Operation::CreateManagedThing, black_box(COMPACT.as_bytes())));
}

#[divan::bench]
fn check(bencher: divan::Bencher<'_, '_>) {
    let preflight = Preflight::new(Edition::default());
    bencher.bench(|| preflight.check(Operation::CreateManagedThing, black_box(COMPACT.as_bytes())));
}

#[divan::bench]
fn serde_json_ignored_any(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| serde_json::from_slice::<IgnoredAny>(black_box(COMPACT.as_bytes())));
}

#[divan::bench]
fn serde_json_value(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| serde_json::from_slice::<serde_json::Value>(black_box(COMPACT.as_bytes())));
}

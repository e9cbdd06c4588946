//! What a verdict costs, beside `serde_json` skipping the same bytes.
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
    let preflight = Preflight::new(Edition::default());
    println!("is_valid of a CreateManagedThing, as a multiple of serde_json::from_slice::<IgnoredAny>:");
    for (name, body) in bodies() {
        let text = body.as_bytes();
        assert_eq!(preflight.is_valid(Operation::CreateManagedThing, text), Ok(true));
        let mut ratios: Vec<f64> = (0..TURNS)
            .map(|_| {
                let ours = timed(|| {
                    let _ = black_box(preflight.is_valid(Operation::CreateManagedThing, black_box(text)));
                });
                let theirs = timed(|| {
                    let _ = black_box(serde_json::from_slice::<IgnoredAny>(black_box(text)));
                });
                ours.as_secs_f64() / theirs.as_secs_f64()
            })
            .collect();
        ratios.sort_by(f64::total_cmp);
        println!("  {name:8} {:5} bytes  {:.2}", text.len(), ratios[TURNS / 2]);
    }
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

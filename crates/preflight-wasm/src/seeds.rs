//! Seeds for the hash tables of `jsonschema`, which asks for random ones.
//!
//! Node 18 has no global `crypto`, and a Worker has none before its first request: a random seed would panic there. A
//! counter seeds the tables instead. They only hash keywords and references of documents and policies, which the caller
//! chooses, so a request cannot cause collisions.

use core::sync::atomic::{AtomicU64, Ordering};

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Called by the crate `getrandom` if it is built with `getrandom_backend="custom"`.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(destination: *mut u8, length: usize) -> Result<(), getrandom::Error> {
    for index in 0..length {
        // SAFETY: `destination` points to `length` writable bytes, as the crate documents for custom backends.
        unsafe { destination.add(index).write(next_byte()) };
    }
    Ok(())
}

/// Returns the next byte: the counter, mixed as in SplitMix64.
fn next_byte() -> u8 {
    let mut mixed = COUNTER.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ mixed >> 27) as u8
}

//! Seeds for the hash tables of `jsonschema`, which asks for random ones.
//!
//! Node 18 has no `crypto` as a global, and a Worker has none before its first request: there a random seed would end
//! the module. So the tables are seeded by a counter. What is hashed are the keywords and references of documents and
//! policies that the caller chose; nothing of a request decides how long a look-up takes.

use core::sync::atomic::{AtomicU64, Ordering};

static DRAWN: AtomicU64 = AtomicU64::new(0);

/// What the crate `getrandom` calls where it is built with `getrandom_backend="custom"`.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(to: *mut u8, length: usize) -> Result<(), getrandom::Error> {
    for index in 0..length {
        // SAFETY: the caller hands over `length` bytes to be written, as the crate documents of a custom backend.
        unsafe { to.add(index).write(byte()) };
    }
    Ok(())
}

/// The next byte of a counter, mixed as SplitMix64 does.
fn byte() -> u8 {
    let mut mixed = DRAWN.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ mixed >> 27) as u8
}

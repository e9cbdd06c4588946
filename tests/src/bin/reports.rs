//! Prints every case, one per line, as a call of the npm package with the report that the library gives.
//!
//! The package must return the same bytes: `pkg/tests/runner.mjs` reads these lines.

use conformance::case::Case;
use conformance::library;

fn main() {
    for case in Case::all() {
        for &edition in &case.keys.editions {
            println!("{}", library::call(&case, edition));
        }
    }
}

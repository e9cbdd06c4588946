//! Prints every case as a line with a call of the npm package and the library's report.
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

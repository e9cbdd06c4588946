//! Prints every case as a line with a call of the npm package and the library's report.
//!
//! The package must return the same bytes: `pkg/tests/runner.mjs` reads these lines.

use conformance::case::Case;
use conformance::library;

fn main() {
    // The package loads no models.
    for case in Case::all().into_iter().filter(|case| case.keys.model.is_none()) {
        for &edition in &case.keys.editions {
            println!("{}", library::call(&case, edition));
        }
    }
}

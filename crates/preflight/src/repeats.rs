//! What stands in a list before.

use core::cmp::Ordering;

/// Which of `count` values are equal to an earlier one, in their order. The values are sorted by their numbers, so the
/// work is n log n whatever they are, and one sort serves values of every kind.
pub(crate) fn repeats(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    let mut found = vec![false; count];
    for pair in order.windows(2) {
        found[pair[1]] = compare(pair[0], pair[1]) == Ordering::Equal;
    }
    (0..count).filter(|&index| found[index]).collect()
}

//! Stable sorting of indices. The values stay in place while they are compared, so that one compiled sort serves every
//! type.

use core::cmp::Ordering;

/// Returns the indices of `count` values in sorted order. Equal values keep their order.
fn sorted_indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}

/// Sorts a list. Equal items keep their order.
pub(crate) fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut order = sorted_indices(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Apply the permutation in place, one cycle after the other.
    for first in 0..order.len() {
        let mut place = first;
        while order[place] != first {
            let from = core::mem::replace(&mut order[place], place);
            items.swap(place, from);
            place = from;
        }
        order[place] = place;
    }
}

/// Returns the indices of values that equal an earlier one, in order, in O(n log n) time.
pub(crate) fn repeats(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut is_repeat = vec![false; count];
    for pair in sorted_indices(count, compare).windows(2) {
        is_repeat[pair[1]] = compare(pair[0], pair[1]) == Ordering::Equal;
    }
    (0..count).filter(|&index| is_repeat[index]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let mut items = [(2, 'a'), (1, 'a'), (3, 'a'), (1, 'b'), (2, 'b'), (0, 'a'), (1, 'c')];
        let mut expected = items;
        expected.sort_by_key(|item| item.0);
        sort(&mut items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(items, expected);
        assert_eq!(repeats(items.len(), &|a, b| items[a].0.cmp(&items[b].0)), [2, 3, 5]);
    }
}

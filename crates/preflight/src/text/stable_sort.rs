//! Sorting by numbers: the values stay where they are while they are compared, so that one sort serves values of every
//! kind.

use core::cmp::Ordering;

/// The numbers of `count` values in the order of the values; what is equal stays in its order.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}

/// Sorts a list; what is equal stays in its order.
pub(crate) fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Each place gets what belongs there, which may stand in a place that waits for something else.
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

/// Which of `count` values are equal to an earlier one, in their order: n log n, whatever they are.
pub(crate) fn repeats(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut found = vec![false; count];
    for pair in order(count, compare).windows(2) {
        found[pair[1]] = compare(pair[0], pair[1]) == Ordering::Equal;
    }
    (0..count).filter(|&index| found[index]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_stays_in_its_order() {
        let mut items = [(2, 'a'), (1, 'a'), (3, 'a'), (1, 'b'), (2, 'b'), (0, 'a'), (1, 'c')];
        let mut expected = items;
        expected.sort_by_key(|item| item.0);
        sort(&mut items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(items, expected);
        assert_eq!(repeats(items.len(), &|a, b| items[a].0.cmp(&items[b].0)), [2, 3, 5]);
    }
}

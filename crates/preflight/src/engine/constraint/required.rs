//! `required`: the member is present and not null.

use crate::smithy::Member;

/// A set of member indices. It is a small value on the stack, because there is one for every object that is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MemberSet {
    bits: [u64; MemberSet::WORDS],
}

impl MemberSet {
    const WORDS: usize = 4;

    /// Adds a member. Returns whether it was not in the set before.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        // INVARIANT: a structure has at most `Member::MAX_COUNT` members; the loader refuses larger ones.
        let word = &mut self.bits[index / 64 % MemberSet::WORDS];
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Returns the union of the sets.
    #[inline]
    pub(crate) fn union(self, other: MemberSet) -> MemberSet {
        MemberSet { bits: core::array::from_fn(|word| self.bits[word] | other.bits[word]) }
    }

    /// Returns the members that are not in the other set.
    #[inline]
    pub(crate) fn difference(self, other: MemberSet) -> MemberSet {
        MemberSet { bits: core::array::from_fn(|word| self.bits[word] & !other.bits[word]) }
    }

    #[inline]
    pub(crate) fn contains(&self, index: usize) -> bool {
        self.bits[index / 64 % MemberSet::WORDS] >> (index % 64) & 1 == 1
    }

    /// Whether every required member is in the set. `required` has a bit for each of the first 64 members.
    #[inline]
    pub(crate) fn has_all(&self, required: u64, members: &[Member]) -> bool {
        required & !self.bits[0] == 0 && (members.len() <= 64 || self.missing(members).next().is_none())
    }

    /// Returns the required members that are not in the set.
    pub(crate) fn missing(self, members: &[Member]) -> impl Iterator<Item = &Member> {
        members
            .iter()
            .enumerate()
            .filter(move |(index, member)| member.required && !self.contains(*index))
            .map(|(_, member)| member)
    }
}

const _: () = assert!(Member::MAX_COUNT == MemberSet::WORDS * 64);

//! `required`: the member is there and not null.

use crate::model::Member;

/// A set of members by their index; the first 64 cost no memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemberSet {
    first: u64,
    rest: Vec<u64>,
}

impl MemberSet {
    /// Adds a member; whether it was not in the set before.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let word = if index < 64 {
            &mut self.first
        } else {
            let word = index / 64 - 1;
            if self.rest.len() <= word {
                self.rest.resize(word + 1, 0);
            }
            &mut self.rest[word]
        };
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    fn contains(&self, index: usize) -> bool {
        let word = if index < 64 { Some(&self.first) } else { self.rest.get(index / 64 - 1) };
        word.is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Whether every required member is in the set; `required` has the bits of the first 64 members.
    #[inline]
    pub(crate) fn has_all(&self, required: u64, members: &[Member]) -> bool {
        required & !self.first == 0 && (members.len() <= 64 || self.missing(members).next().is_none())
    }

    /// The required members that are not in the set.
    pub(crate) fn missing<'m>(&'m self, members: &'m [Member]) -> impl Iterator<Item = &'m Member> {
        members
            .iter()
            .enumerate()
            .filter(|(index, member)| member.required && !self.contains(*index))
            .map(|(_, member)| member)
    }
}

use std::borrow::Cow;

use super::plan::{Asked, OperationPlan, Ruleset};
use crate::engine::capture::{Fact, Kept, WatchId};
use crate::service::Edition;
use crate::service::capability::Device;
use crate::text::stable_sort;
use crate::text::time::Moment;

/// What a check is asked about: the members it reads, as they were kept.
pub(super) struct Case<'c> {
    pub(super) plan: &'c OperationPlan,
    pub(super) ruleset: &'c Ruleset,
    pub(super) kept: &'c Kept<'c>,
    pub(super) asked: &'c Asked,
}

impl<'c> Case<'c> {
    /// The value of a member that can stand there once; where it stands twice, the last one.
    pub(super) fn one(&self, read: usize) -> Option<Fact<'c>> {
        match self.asked.reads.get(read)?.as_slice() {
            [watch] => self.kept.last(*watch),
            several => several.iter().filter_map(|watch| self.kept.last(*watch)).max_by_key(|fact| fact.order()),
        }
    }

    /// Whether the member is there at all, of whatever type.
    pub(super) fn has(&self, read: usize) -> bool {
        self.one(read).is_some()
    }

    /// The string that a member holds.
    pub(super) fn text(&self, read: usize) -> Option<Cow<'c, str>> {
        self.one(read)?.text()
    }

    /// Whether the member is the string.
    pub(super) fn is(&self, read: usize, wanted: &str) -> bool {
        self.one(read).and_then(Fact::text).is_some_and(|text| text == wanted)
    }

    /// Every value of a member, in the order of the text.
    pub(super) fn each(&self, read: usize) -> Vec<Fact<'c>> {
        let watches = self.asked.reads.get(read).map(Vec::as_slice).unwrap_or_default();
        let mut found: Vec<Fact<'c>> = Vec::new();
        for watch in watches {
            found.extend(self.kept.backwards(*watch));
        }
        match watches {
            [_] => found.reverse(),
            _ => stable_sort::sort(&mut found, &|a, b| a.order().cmp(&b.order())),
        }
        found
    }

    /// Every value of a member, the last one first: without a list, for rules that most values keep.
    pub(super) fn backwards(&self, read: usize) -> Backwards<'c> {
        let watches = self.asked.reads.get(read).map(Vec::as_slice).unwrap_or_default();
        Backwards { kept: self.kept, watches: watches.iter(), next: None }
    }

    /// The value of a member of `parent`; of one that stands there twice, the last.
    pub(super) fn of(&self, parent: Fact<'c>, read: usize) -> Option<Fact<'c>> {
        let watches = self.asked.reads.get(read)?;
        parent.parts().filter(|part| watches.iter().any(|watch| watch.is_same_place(part.watch()))).last()
    }

    /// The device that the request is about, when the caller told.
    pub(super) fn device(&self) -> Option<&'c Device> {
        self.ruleset.device()
    }

    /// The time, when the caller told.
    pub(super) fn now(&self) -> Option<Moment> {
        self.ruleset.now()
    }

    pub(super) fn edition(&self) -> Edition {
        self.ruleset.edition()
    }
}

/// The values of some watches, the last one of each first.
pub(super) struct Backwards<'c> {
    kept: &'c Kept<'c>,
    watches: core::slice::Iter<'c, WatchId>,
    next: Option<Fact<'c>>,
}

impl<'c> Iterator for Backwards<'c> {
    type Item = Fact<'c>;

    fn next(&mut self) -> Option<Fact<'c>> {
        while self.next.is_none() {
            self.next = self.kept.last(*self.watches.next()?);
        }
        let fact = self.next?;
        self.next = fact.previous();
        Some(fact)
    }
}

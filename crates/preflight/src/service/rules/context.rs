use std::borrow::Cow;

use super::plan::{OperationPlan, PlannedCheck, Ruleset};
use super::read::Read;
use crate::engine::capture::{CaptureId, CapturedValue, Captures};
use crate::service::Edition;
use crate::service::capability::Device;
use crate::text::stable_sort;
use crate::text::time::UtcMinute;

/// What a check is planned about: the members it reads, as they were captures.
pub(super) struct RuleContext<'c> {
    pub(super) plan: &'c OperationPlan,
    pub(super) ruleset: &'c Ruleset,
    pub(super) captures: &'c Captures<'c>,
    pub(super) planned: &'c PlannedCheck,
}

impl<'c> RuleContext<'c> {
    /// The value of a member that can stand there once; where it stands twice, the last one.
    pub(super) fn one(&self, read: Read) -> Option<CapturedValue<'c>> {
        match self.planned.reads.get(read.index())?.as_slice() {
            [capture_id] => self.captures.last(*capture_id),
            several => {
                several.iter().filter_map(|capture_id| self.captures.last(*capture_id)).max_by_key(|fact| fact.order())
            }
        }
    }

    /// Whether the member is there at all, of whatever type.
    pub(super) fn has(&self, read: Read) -> bool {
        self.one(read).is_some()
    }

    /// The string that a member holds.
    pub(super) fn text(&self, read: Read) -> Option<Cow<'c, str>> {
        self.one(read)?.text()
    }

    /// Whether the member is the string.
    pub(super) fn is(&self, read: Read, wanted: &str) -> bool {
        self.one(read).and_then(CapturedValue::text).is_some_and(|text| text == wanted)
    }

    /// Every value of a member, in the order of the text.
    pub(super) fn each(&self, read: Read) -> Vec<CapturedValue<'c>> {
        let trie = self.planned.reads.get(read.index()).map(Vec::as_slice).unwrap_or_default();
        let mut found: Vec<CapturedValue<'c>> = Vec::new();
        for capture_id in trie {
            found.extend(self.captures.backwards(*capture_id));
        }
        match trie {
            [_] => found.reverse(),
            _ => stable_sort::sort(&mut found, &|a, b| a.order().cmp(&b.order())),
        }
        found
    }

    /// Every value of a member, the last one first: without a list, for rules that most values keep.
    pub(super) fn backwards(&self, read: Read) -> Backwards<'c> {
        let trie = self.planned.reads.get(read.index()).map(Vec::as_slice).unwrap_or_default();
        Backwards { captures: self.captures, trie: trie.iter(), next: None }
    }

    /// The value of a member of `parent`; of one that stands there twice, the last.
    pub(super) fn of(&self, parent: CapturedValue<'c>, read: Read) -> Option<CapturedValue<'c>> {
        let trie = self.planned.reads.get(read.index())?;
        parent.parts().filter(|part| trie.iter().any(|capture_id| capture_id.is_same_place(part.capture_id()))).last()
    }

    /// The device that the request is about, when the caller told.
    pub(super) fn device(&self) -> Option<&'c Device> {
        self.ruleset.device()
    }

    /// The time, when the caller told.
    pub(super) fn now(&self) -> Option<UtcMinute> {
        self.ruleset.now()
    }

    pub(super) fn edition(&self) -> Edition {
        self.ruleset.edition()
    }
}

/// The values of some trie, the last one of each first.
pub(super) struct Backwards<'c> {
    captures: &'c Captures<'c>,
    trie: core::slice::Iter<'c, CaptureId>,
    next: Option<CapturedValue<'c>>,
}

impl<'c> Iterator for Backwards<'c> {
    type Item = CapturedValue<'c>;

    fn next(&mut self) -> Option<CapturedValue<'c>> {
        while self.next.is_none() {
            self.next = self.captures.last(*self.trie.next()?);
        }
        let fact = self.next?;
        self.next = fact.previous();
        Some(fact)
    }
}

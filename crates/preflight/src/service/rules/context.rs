use std::borrow::Cow;

use super::plan::{OperationPlan, PlannedCheck, Ruleset};
use super::read::Read;
use crate::engine::capture::{CaptureId, CapturedValue, Captures};
use crate::service::Edition;
use crate::service::capability::Device;
use crate::text::stable_sort;
use crate::text::time::UtcMinute;

/// What a check sees: the captured values of the members that it reads.
pub(super) struct RuleContext<'c> {
    pub(super) plan: &'c OperationPlan,
    pub(super) ruleset: &'c Ruleset,
    pub(super) captures: &'c Captures<'c>,
    pub(super) planned: &'c PlannedCheck,
}

impl<'c> RuleContext<'c> {
    /// Returns the value of a member that occurs once; the last one if the text repeats its key.
    pub(super) fn value(&self, read: Read) -> Option<CapturedValue<'c>> {
        match self.capture_ids(read) {
            [capture_id] => self.captures.last(*capture_id),
            capture_ids => {
                let captures = capture_ids.iter().filter_map(|capture_id| self.captures.last(*capture_id));
                captures.max_by_key(|capture| capture.order())
            }
        }
    }

    /// Whether the member is present, with a value of any type.
    pub(super) fn has(&self, read: Read) -> bool {
        self.value(read).is_some()
    }

    /// Returns the string value of a member.
    pub(super) fn text(&self, read: Read) -> Option<Cow<'c, str>> {
        self.value(read)?.text()
    }

    /// Whether the member's value is this string.
    pub(super) fn equals(&self, read: Read, expected: &str) -> bool {
        self.text(read).is_some_and(|text| text == expected)
    }

    /// Returns every value of a member, in the order of the text.
    pub(super) fn values(&self, read: Read) -> Vec<CapturedValue<'c>> {
        let capture_ids = self.capture_ids(read);
        let mut captures: Vec<CapturedValue<'c>> = Vec::new();
        for capture_id in capture_ids {
            captures.extend(self.captures.values_reversed(*capture_id));
        }
        match capture_ids {
            [_] => captures.reverse(),
            _ => stable_sort::sort(&mut captures, &|a, b| a.order().cmp(&b.order())),
        }
        captures
    }

    /// Returns every value of a member, the last one first. It allocates nothing: for checks that most values pass.
    pub(super) fn values_reversed(&self, read: Read) -> ValuesReversed<'c> {
        ValuesReversed { captures: self.captures, capture_ids: self.capture_ids(read).iter(), next: None }
    }

    /// Returns the value of a member of `parent`; the last one if the text repeats its key.
    pub(super) fn member_of(&self, parent: CapturedValue<'c>, read: Read) -> Option<CapturedValue<'c>> {
        let capture_ids = self.capture_ids(read);
        let is_read = |part: &CapturedValue<'_>| capture_ids.iter().any(|id| id.is_same_place(part.capture_id()));
        parent.parts().filter(is_read).last()
    }

    /// The device that the request is for, if the caller gave one.
    pub(super) fn device(&self) -> Option<&'c Device> {
        self.ruleset.device()
    }

    /// The current time, if the caller gave it.
    pub(super) fn now(&self) -> Option<UtcMinute> {
        self.ruleset.now()
    }

    pub(super) fn edition(&self) -> Edition {
        self.ruleset.edition()
    }

    /// The places in the operation's input where a member can occur.
    fn capture_ids(&self, read: Read) -> &'c [CaptureId] {
        self.planned.reads.get(read.index()).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The values at some places, the last one of each place first.
pub(super) struct ValuesReversed<'c> {
    captures: &'c Captures<'c>,
    capture_ids: core::slice::Iter<'c, CaptureId>,
    next: Option<CapturedValue<'c>>,
}

impl<'c> Iterator for ValuesReversed<'c> {
    type Item = CapturedValue<'c>;

    fn next(&mut self) -> Option<CapturedValue<'c>> {
        while self.next.is_none() {
            self.next = self.captures.last(*self.capture_ids.next()?);
        }
        let capture = self.next?;
        self.next = capture.previous();
        Some(capture)
    }
}

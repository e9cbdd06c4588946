//! Validation of structures, unions, maps and lists.

use super::scalar::StringConstraints;
use super::{ExpectedMembers, Flow, Node, Validator, ViolationSite};
use crate::engine::capture::{CaptureId, CapturedEntry};
use crate::engine::constraint::length;
use crate::engine::constraint::required::MemberSet;
use crate::engine::report::Detail;
use crate::engine::rule::Rule;
use crate::smithy::{Kind, Length, Member, ShapeId, Span};
use crate::text::json::keys::BloomFilter;
use crate::text::json::string::same;
use crate::text::json::{Fault, Reader, StringSpan, keys};
use crate::text::suggest;

/// The result of looking up a key in a structure or union.
enum Key {
    Known(usize),
    Unknown(StringSpan),
}

/// The point at which a run of plain members stops.
enum RunEnd {
    /// After the closing brace.
    End,
    /// Before a key.
    Key,
    /// Before the value of the member that is next in the model's order.
    Value { key_at: usize },
}

impl<'t> Validator<'_, 't> {
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    #[inline(never)]
    pub(super) fn structure(&mut self, span: Span, required: u64, node: &Node<'_>, expected: ExpectedMembers) -> Flow {
        let model = self.context.model;
        let offset = self.reader.at;
        self.enter()?;
        let members = model.members(span);
        let ExpectedMembers { all_members, present } = expected;
        let mut seen = MemberSet::default();
        let mut nulls = MemberSet::default();
        let mut guess = 0;
        let first_key = self.keys.len();
        let mut has_more = !self.reader.take(b'}');
        let may_be_plain = all_members && self.sensitive.is_none();
        let capture_ids: &[CaptureId] = match self.trie {
            Some(trie) if !self.cursor.capture_id.is_none() => trie.members(self.cursor.capture_id, members.len()),
            _ => &[],
        };
        let capture_id = |index: usize| capture_ids.get(index).copied().unwrap_or(CaptureId::NONE);
        while has_more {
            let run = if may_be_plain {
                self.plain_members(members, &mut guess, &mut seen, capture_ids)?
            } else {
                RunEnd::Key
            };
            let (key, key_at) = match run {
                RunEnd::End => break,
                RunEnd::Value { key_at } => (Key::Known(guess), key_at),
                RunEnd::Key => {
                    let key_at = self.reader.at;
                    (self.member_key(members, guess)?, key_at)
                }
            };
            match key {
                Key::Known(index) => {
                    guess = index + 1;
                    let member = &members[index];
                    let child = Node::Member { parent: node, member };
                    let is_elsewhere = !all_members && self.bound_elsewhere.contains(index);
                    if !seen.insert(index) || !all_members && !is_elsewhere && present.contains(index) {
                        self.duplicate(&child, key_at)?;
                    }
                    if is_elsewhere {
                        // A member that is bound to the path, the query or a header is not allowed in the body.
                        self.unknown_member(&child, key_at, None, members)?;
                        nulls.insert(index);
                    } else if self.reader.peek() == Some(b'n') && !self.allows_null(member.shape) {
                        // Null means absence. It is reported here and not again after the last member.
                        self.null_member(member, &child)?;
                        if !member.required {
                            nulls.insert(index);
                        }
                    } else {
                        self.capture_value(capture_id(index), CapturedEntry::MEMBER, member.shape, &child)?;
                    }
                }
                Key::Unknown(key) => self.unknown_key(key, members, node)?,
            }
            has_more = self.reader.read_separator(b'}')?;
        }
        if self.keys.len() > first_key {
            self.repeated_unknown_keys(first_key, node)?;
        }
        let present = present.union(seen.difference(nulls));
        if !present.has_all(required, members) {
            self.missing_members(present, members, offset, node)?;
        }
        self.leave();
        Ok(())
    }

    pub(super) fn union(&mut self, id: ShapeId, span: Span, node: &Node<'_>) -> Flow {
        let model = self.context.model;
        let offset = self.reader.at;
        self.enter()?;
        let members = model.members(span);
        let mut seen = MemberSet::default();
        let mut guess = 0;
        let mut non_null = MemberSet::default();
        let mut member_count = 0_usize;
        let mut all_known = true;
        let first_key = self.keys.len();
        let mut has_more = !self.reader.take(b'}');
        while has_more {
            let key_at = self.reader.at;
            match self.member_key(members, guess)? {
                Key::Known(index) => {
                    guess = index + 1;
                    let child = Node::Member { parent: node, member: &members[index] };
                    if !seen.insert(index) {
                        self.duplicate(&child, key_at)?;
                    }
                    if self.reader.peek() == Some(b'n') {
                        self.reader.null()?;
                    } else {
                        member_count += usize::from(non_null.insert(index));
                        let capture_id = self.capture_id(|trie, id| trie.member(id, index));
                        self.capture_value(capture_id, CapturedEntry::MEMBER, members[index].shape, &child)?;
                    }
                }
                Key::Unknown(key) => {
                    // Smithy's protocols may add `__type` next to the member. It is not a member itself.
                    let is_member = key.raw(self.reader.text) != b"__type" && self.reader.peek() != Some(b'n');
                    member_count += usize::from(is_member);
                    all_known &= !is_member;
                    self.unknown_key(key, members, node)?;
                }
            }
            has_more = self.reader.read_separator(b'}')?;
        }
        self.repeated_unknown_keys(first_key, node)?;
        self.leave();
        match (member_count, all_known) {
            (1, true) => Ok(()),
            (0, _) => self.wrong_type(id, "one without a member", offset, node),
            (1, false) => self.wrong_type(id, "one with an unknown member", offset, node),
            _ => self.wrong_type(id, "one with several members", offset, node),
        }
    }

    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    pub(super) fn map(
        &mut self,
        id: ShapeId,
        key_shape: ShapeId,
        value_shape: ShapeId,
        length: &Length,
        sparse: bool,
        node: &Node<'_>,
    ) -> Flow {
        let model = self.context.model;
        let redacted = self.redacted || model.shape(key_shape).sensitive;
        let offset = self.reader.at;
        self.enter()?;
        let first_key = self.keys.len();
        let key_constraints = StringConstraints::of(model, key_shape);
        let value_constraints = StringConstraints::of(model, value_shape);
        let may_be_plain = self.sensitive.is_none();
        // Reserve room for the keys of most maps in one step.
        self.keys.reserve(32);
        let mut entries = 0;
        let capture_id = [self.capture_id(|trie, id| trie.key(id)), self.capture_id(|trie, id| trie.value(id))];
        // An entry is identified by its position if keys are sensitive, and by its key otherwise.
        let by_position = self.trie.is_some_and(|trie| capture_id.iter().any(|id| trie.is_redacted(*id)));
        let entry_of = |quote: usize, entries: usize| {
            if by_position { CapturedEntry::by_position(entries) } else { CapturedEntry::by_key(quote) }
        };
        let mut has_more = !self.reader.take(b'}');
        loop {
            if has_more && may_be_plain {
                has_more =
                    self.plain_entries(&key_constraints, &value_constraints, &mut entries, capture_id, by_position)?;
            }
            if !has_more {
                break;
            }
            self.entry_start = self.reader.at;
            let key = self.reader.key()?;
            self.keys.push(key);
            if let Some(spans) = self.sensitive.as_mut().filter(|_| redacted) {
                spans.push(key.quote()..key.end() + 1);
            }
            let child = if redacted {
                Node::Redacted { parent: node, entry: Some(entries) }
            } else {
                Node::Key { parent: node, key }
            };
            self.check_surrogate(&key, node)?;
            self.map_key(key_shape, key, &child)?;
            let entry = entry_of(key.quote(), entries);
            if !capture_id[0].is_none() {
                self.captures.push(capture_id[0], self.cursor, entry, key.quote(), key.end() + 1);
            }
            if sparse && self.reader.peek() == Some(b'n') {
                self.reader.null()?;
            } else {
                self.capture_value(capture_id[1], entry, value_shape, &child)?;
            }
            entries += 1;
            has_more = self.reader.read_separator(b'}')?;
        }
        for (index, key) in self.repeated_keys(first_key) {
            let child = if redacted {
                Node::Redacted { parent: node, entry: Some(index) }
            } else {
                Node::Key { parent: node, key }
            };
            self.duplicate(&child, key.quote())?;
        }
        self.leave();
        self.check_length(id, length, entries, offset, node)
    }

    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    #[inline(never)]
    pub(super) fn list(
        &mut self,
        id: ShapeId,
        member: ShapeId,
        length: &Length,
        sparse: bool,
        unique: bool,
        node: &Node<'_>,
    ) -> Flow {
        let offset = self.reader.at;
        self.enter()?;
        if self.reader.take(b']') {
            self.leave();
            return self.check_length(id, length, 0, offset, node);
        }
        let mut count = 0;
        // Only models that are loaded at run time have lists of unique items.
        let unique = unique && cfg!(feature = "smithy");
        let mut items = Vec::new();
        let mut has_more = true;
        // Most lists contain strings, so the constraints of the items are looked up once.
        let constraints = StringConstraints::of(self.context.model, member);
        let may_be_plain = !unique && self.sensitive.is_none();
        let mut repeat_check = self.cursor.capture_id.captures_repeats_only().then(RepeatCheck::default);
        let capture_id = match repeat_check {
            Some(_) => CaptureId::NONE,
            None => self.capture_id(|trie, id| trie.item(id)),
        };
        loop {
            if has_more && may_be_plain {
                has_more = self.plain_items(&constraints, &mut count, capture_id, &mut repeat_check)?;
            }
            if !has_more {
                break;
            }
            if unique {
                items.push(self.reader.at);
            }
            if let Some(repeat_check) = &mut repeat_check {
                // An item that is not plain can equal another one that is written differently.
                repeat_check.may_repeat = true;
            }
            if sparse && self.reader.peek() == Some(b'n') {
                self.reader.null()?;
            } else {
                let child = Node::Index { parent: node, index: count };
                self.capture_value(capture_id, CapturedEntry::by_position(count), member, &child)?;
            }
            count += 1;
            has_more = self.reader.read_separator(b']')?;
        }
        self.leave();
        if repeat_check.is_some_and(|check| check.may_repeat) {
            self.captures.push(self.cursor.capture_id, self.cursor, CapturedEntry::MEMBER, offset, self.reader.at);
        }
        self.check_length(id, length, count, offset, node)?;
        if unique { self.check_unique(id, member, &items, offset, node) } else { Ok(()) }
    }

    #[cfg(feature = "smithy")]
    fn check_unique(&mut self, id: ShapeId, member: ShapeId, items: &[usize], offset: usize, node: &Node<'_>) -> Flow {
        if crate::engine::constraint::unique_items::holds(self.context.model, member, self.reader.text, items)? {
            return Ok(());
        }
        self.violation(Rule::UNIQUE_ITEMS, Some(id), node, offset, Detail::Nothing)
    }

    #[cfg(not(feature = "smithy"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the shape of the other build's method")]
    fn check_unique(&mut self, _: ShapeId, _: ShapeId, _: &[usize], _: usize, _: &Node<'_>) -> Flow {
        Ok(())
    }

    #[inline]
    pub(super) fn check_length(
        &mut self,
        id: ShapeId,
        length: &Length,
        actual: usize,
        offset: usize,
        node: &Node<'_>,
    ) -> Flow {
        if length::holds(length, actual) {
            return Ok(());
        }
        let detail = length::detail(length, actual, &self.context.model.shape(id).kind);
        self.violation(Rule::LENGTH, Some(id), node, offset, detail)
    }

    /// Reads members while they follow the model's order and are plain strings that meet their constraints. Captures
    /// those that rules read.
    #[inline(always)]
    fn plain_members(
        &mut self,
        members: &[Member],
        guess: &mut usize,
        seen: &mut MemberSet,
        capture_ids: &[CaptureId],
    ) -> Result<RunEnd, Fault> {
        let model = self.context.model;
        let mut reader = self.reader;
        let mut run = Ok(RunEnd::Key);
        while let Some(member) = members.get(*guess) {
            let key_at = reader.at;
            if !take_key(&mut reader, model.bytes(member.name)) {
                break;
            }
            let constraints = StringConstraints::of(model, member.shape);
            let plain_string = if seen.contains(*guess) { None } else { constraints.read_plain_at(model, &mut reader) };
            let Some(quote) = plain_string else {
                run = Ok(RunEnd::Value { key_at });
                break;
            };
            if let Some(capture_id) = capture_ids.get(*guess).filter(|capture_id| !capture_id.is_none()) {
                self.captures.push_plain(self.trie, *capture_id, self.cursor, CapturedEntry::MEMBER, quote, reader.at);
            }
            seen.insert(*guess);
            *guess += 1;
            match reader.read_separator(b'}') {
                Ok(true) => {}
                Ok(false) => {
                    run = Ok(RunEnd::End);
                    break;
                }
                Err(fault) => {
                    run = Err(fault);
                    break;
                }
            }
        }
        self.reader = reader;
        run
    }

    /// Reads entries while their keys and values are plain strings that meet their constraints. Captures the keys and
    /// values that rules read. Returns whether the map has more entries.
    #[inline(always)]
    fn plain_entries(
        &mut self,
        key: &StringConstraints<'_>,
        value: &StringConstraints<'_>,
        entries: &mut usize,
        capture_id: [CaptureId; 2],
        by_position: bool,
    ) -> Result<bool, Fault> {
        let model = self.context.model;
        let mut reader = self.reader;
        let mut has_more = Ok(true);
        while has_more == Ok(true) {
            let start = reader.at;
            let is_plain = key.read_plain(model, &mut reader);
            let end = reader.at;
            if !(is_plain && reader.take(b':')) {
                reader.at = start;
                break;
            }
            let Some(value_at) = value.read_plain_at(model, &mut reader) else {
                reader.at = start;
                break;
            };
            self.keys.push(StringSpan::plain(start + 1, end - 1));
            for (capture_id, from, to) in [(capture_id[0], start, end), (capture_id[1], value_at, reader.at)] {
                if !capture_id.is_none() {
                    let entry =
                        if by_position { CapturedEntry::by_position(*entries) } else { CapturedEntry::by_key(start) };
                    self.captures.push_plain(self.trie, capture_id, self.cursor, entry, from, to);
                }
            }
            *entries += 1;
            has_more = reader.read_separator(b'}');
        }
        self.reader = reader;
        has_more
    }

    /// Reads items while they are plain strings that meet their constraints. Captures the items that rules read, and
    /// updates the repeat check. Returns whether the list has more items.
    #[inline(always)]
    fn plain_items(
        &mut self,
        constraints: &StringConstraints<'_>,
        count: &mut usize,
        capture_id: CaptureId,
        repeat_check: &mut Option<RepeatCheck>,
    ) -> Result<bool, Fault> {
        let model = self.context.model;
        let mut reader = self.reader;
        let mut has_more = Ok(true);
        while has_more == Ok(true) {
            let Some(quote) = constraints.read_plain_at(model, &mut reader) else { break };
            if !capture_id.is_none() {
                self.captures.push_plain(
                    self.trie,
                    capture_id,
                    self.cursor,
                    CapturedEntry::by_position(*count),
                    quote,
                    reader.at,
                );
            } else if let Some(check) = repeat_check {
                let contents = reader.text.get(quote + 1..reader.at - 1).unwrap_or_default();
                check.may_repeat |= check.filter.seen_before(contents);
            }
            *count += 1;
            has_more = reader.read_separator(b']');
        }
        self.reader = reader;
        has_more
    }

    /// Reads a key and its colon, and looks the key up.
    ///
    /// A structure of the service has at most 27 members, so a linear search that begins after the previous match is
    /// cheaper than hashing the key.
    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    fn member_key(&mut self, members: &[Member], guess: usize) -> Result<Key, Fault> {
        let model = self.context.model;
        let text: &'t [u8] = self.reader.text;
        self.entry_start = self.reader.at;
        if let Some(member) = members.get(guess)
            && take_key(&mut self.reader, model.bytes(member.name))
        {
            return Ok(Key::Known(guess));
        }
        let key = self.reader.key()?;
        let name = key.decode_bytes(text);
        let from = guess.min(members.len());
        let index = (from..members.len()).chain(0..from).find(|&index| same(model.bytes(members[index].name), &name));
        Ok(index.map_or(Key::Unknown(key), Key::Known))
    }

    /// Whether null is a value of this shape instead of absence.
    pub(super) fn allows_null(&self, id: ShapeId) -> bool {
        matches!(self.context.model.shape(id).kind, Kind::Document)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn null_member(&mut self, member: &Member, child: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        self.reader.null()?;
        if !member.required {
            return Ok(());
        }
        self.violation(Rule::REQUIRED, Some(member.shape), child, offset, Detail::Nothing)
    }

    #[cold]
    #[inline(never)]
    fn missing_members(&mut self, present: MemberSet, members: &[Member], offset: usize, node: &Node<'_>) -> Flow {
        for member in present.missing(members) {
            let child = Node::Member { parent: node, member };
            self.violation(Rule::REQUIRED, Some(member.shape), &child, offset, Detail::Nothing)?;
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn unknown_key(&mut self, key: StringSpan, members: &[Member], node: &Node<'_>) -> Flow {
        self.check_surrogate(&key, node)?;
        self.keys.push(key);
        let name = key.decode(self.reader.text);
        let child = Node::Unknown { parent: node, name: &name, members };
        self.unknown_member(&child, key.quote(), Some(&name), members)
    }

    /// Reads and reports a member that is not allowed here. `name` is given if it may be a misspelling.
    #[cold]
    #[inline(never)]
    fn unknown_member(&mut self, child: &Node<'_>, key_at: usize, name: Option<&str>, members: &[Member]) -> Flow {
        self.untyped_sensitive(child)?;
        let rule = Rule::UNKNOWN_MEMBER;
        let site = ViolationSite {
            rule,
            shape: None,
            node: child,
            text: self.reader.text,
            offset: Some(key_at),
            for_key: false,
        };
        self.findings.explain(&site, &|model| {
            let names = members.iter().map(|member| model.str(member.name));
            (Detail::Nothing, name.and_then(|name| suggest::name(name, names)).map(str::to_owned))
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn duplicate(&mut self, child: &Node<'_>, offset: usize) -> Flow {
        self.violation(Rule::JSON_DUPLICATE_KEY, None, child, offset, Detail::Nothing)
    }

    /// Reports the unknown keys of a structure or union that repeat an earlier key.
    #[cold]
    #[inline(never)]
    fn repeated_unknown_keys(&mut self, first: usize, node: &Node<'_>) -> Flow {
        for (_, key) in self.repeated_keys(first) {
            let name = key.decode(self.reader.text);
            self.duplicate(&Node::Unknown { parent: node, name: &name, members: &[] }, key.quote())?;
        }
        Ok(())
    }

    /// Removes the keys from `first` on and returns those that repeat an earlier one, each with its position.
    #[inline(never)]
    pub(super) fn repeated_keys(&mut self, first: usize) -> Vec<(usize, StringSpan)> {
        let keys = &self.keys[first..];
        let repeated = if keys.len() > 1 { keys::repeated(self.reader.text, keys) } else { Vec::new() };
        let repeated = repeated.into_iter().map(|index| (index, keys[index])).collect();
        self.keys.truncate(first);
        repeated
    }

    /// Reports a string that has half of a surrogate pair. `node` is the place of the string, or of the object for a
    /// key.
    #[inline]
    pub(super) fn check_surrogate(&mut self, span: &StringSpan, node: &Node<'_>) -> Flow {
        if !span.has_lone_surrogate() {
            return Ok(());
        }
        self.violation(Rule::JSON_SURROGATE, None, node, span.quote(), Detail::Nothing)
    }
}

/// A cheap test for repeated items of a list, without comparing them.
#[derive(Default)]
struct RepeatCheck {
    filter: BloomFilter,
    /// Whether two items may be equal.
    may_repeat: bool,
}

/// Reads a key and its colon if the key is `name`, written without escapes or spaces.
#[inline(always)]
fn take_key(reader: &mut Reader<'_>, name: &[u8]) -> bool {
    let Some([b'"', rest @ ..]) = reader.text.get(reader.at..) else { return false };
    match rest.split_at_checked(name.len()) {
        Some((key, [b'"', b':', ..])) if same(key, name) => {
            reader.at += name.len() + 3;
            true
        }
        _ => false,
    }
}

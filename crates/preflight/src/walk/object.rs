//! Structures, unions, maps and lists.

use core::ops::Range;

use super::scalar::StringConstraints;
use super::{At, Flow, Members, Node, Walk};
use crate::catalog::Rule;
use crate::constraint::length;
use crate::constraint::required::MemberSet;
use crate::json::keys::Looks;
use crate::json::string::same;
use crate::json::{Fault, Reader, StringSpan, keys};
use crate::model::{Kind, Length, Member, ShapeId, Span};
use crate::nearest;
use crate::report::Detail;
use crate::watch::{Entry, WatchId};

/// A key of a structure or union, looked up.
enum Key {
    Known(usize),
    Unknown(StringSpan),
}

/// Where a run of plain members stopped.
enum Run {
    /// Behind the closing brace.
    End,
    /// Before a key.
    Key,
    /// Before the value of the member that is next in the model's order.
    Value { key_at: usize },
}

impl<'t> Walk<'_, 't> {
    pub(super) fn structure(&mut self, span: Span, required: u64, node: &Node<'_>, expected: Members) -> Flow {
        let model = self.job.model;
        let offset = self.reader.at;
        self.enter()?;
        let members = model.members(span);
        let Members { all_members, present } = expected;
        let mut seen = MemberSet::default();
        let mut nulls = MemberSet::default();
        let mut guess = 0;
        let first_key = self.keys.len();
        let mut more = !self.reader.take(b'}');
        let may_be_plain = all_members && self.sensitive.is_none();
        let seat = self.seat;
        let watched: &[WatchId] = match self.watches {
            Some(watches) if !seat.watch.is_none() => watches.members(seat.watch, members.len()),
            _ => &[],
        };
        let watch = |index: usize| watched.get(index).copied().unwrap_or(WatchId::NONE);
        while more {
            let run = match (may_be_plain, watched.is_empty()) {
                (false, _) => Run::Key,
                (true, true) => self.plain_members::<false>(members, &mut guess, &mut seen, &[])?,
                (true, false) => self.watched_members(members, &mut guess, &mut seen, watched)?,
            };
            let (key, key_at) = match run {
                Run::End => break,
                Run::Value { key_at } => (Key::Known(guess), key_at),
                Run::Key => {
                    let key_at = self.reader.at;
                    (self.member_key(members, guess)?, key_at)
                }
            };
            match key {
                Key::Known(index) => {
                    guess = index + 1;
                    let member = &members[index];
                    let child = Node::Member { parent: node, name: model.str(member.name) };
                    let is_elsewhere = !all_members && self.elsewhere.contains(index);
                    if !seen.insert(index) || !all_members && !is_elsewhere && present.contains(index) {
                        self.duplicate(&child, key_at)?;
                    }
                    if is_elsewhere {
                        // A member that travels in the path, the query or a header has no place in the body.
                        self.unknown(&child, key_at, None, members)?;
                        nulls.insert(index);
                    } else if self.reader.peek() == Some(b'n') && !self.takes_null(member.shape) {
                        // Null is absence, which is judged here and not a second time at the end.
                        self.null_member(member, &child)?;
                        if !member.required {
                            nulls.insert(index);
                        }
                    } else {
                        self.keep(watch(index), Entry::MEMBER, seat, |walk| walk.value(member.shape, &child))?;
                    }
                }
                Key::Unknown(key) => self.unknown_key(key, members, node)?,
            }
            more = self.reader.another(b'}')?;
        }
        self.repeated_keys(first_key, |walk, key, _| {
            let name = key.decode(walk.reader.text);
            walk.duplicate(&Node::Member { parent: node, name: &name }, key.quote())
        })?;
        let present = present.with(seen.without(nulls));
        if !present.has_all(required, members) {
            for member in present.missing(members) {
                let child = Node::Member { parent: node, name: model.str(member.name) };
                let at = At { offset: Some(offset), ..self.at(Rule::Required, Some(member.shape), &child) };
                self.findings.add(at, |_| (Detail::Nothing, None))?;
            }
        }
        self.leave();
        Ok(())
    }

    pub(super) fn union(&mut self, id: ShapeId, span: Span, node: &Node<'_>) -> Flow {
        let model = self.job.model;
        let offset = self.reader.at;
        self.enter()?;
        let members = model.members(span);
        let mut seen = MemberSet::default();
        let mut guess = 0;
        let mut given = MemberSet::default();
        let mut set = 0_usize;
        let mut known = true;
        let seat = self.seat;
        let first_key = self.keys.len();
        let mut more = !self.reader.take(b'}');
        while more {
            let key_at = self.reader.at;
            match self.member_key(members, guess)? {
                Key::Known(index) => {
                    guess = index + 1;
                    let child = Node::Member { parent: node, name: model.str(members[index].name) };
                    if !seen.insert(index) {
                        self.duplicate(&child, key_at)?;
                    }
                    if self.reader.peek() == Some(b'n') {
                        self.reader.null()?;
                    } else {
                        set += usize::from(given.insert(index));
                        let watch = self.watch(seat, |watches, id| watches.member(id, index));
                        self.keep(watch, Entry::MEMBER, seat, |walk| walk.value(members[index].shape, &child))?;
                    }
                }
                Key::Unknown(key) => {
                    // Smithy's protocols put the type's name beside the member; it is no member itself.
                    let is_member = key.raw(self.reader.text) != b"__type" && self.reader.peek() != Some(b'n');
                    set += usize::from(is_member);
                    known &= !is_member;
                    self.unknown_key(key, members, node)?;
                }
            }
            more = self.reader.another(b'}')?;
        }
        self.repeated_keys(first_key, |walk, key, _| {
            let name = key.decode(walk.reader.text);
            walk.duplicate(&Node::Member { parent: node, name: &name }, key.quote())
        })?;
        self.leave();
        match (set, known) {
            (1, true) => Ok(()),
            (0, _) => self.wrong_type(id, "one without a member", offset, node),
            (1, false) => self.wrong_type(id, "one with an unknown member", offset, node),
            _ => self.wrong_type(id, "one with several members", offset, node),
        }
    }

    pub(super) fn map(
        &mut self,
        id: ShapeId,
        key_shape: ShapeId,
        value_shape: ShapeId,
        length: &Length,
        sparse: bool,
        node: &Node<'_>,
    ) -> Flow {
        let model = self.job.model;
        let sealed = self.sealed || model.shape(key_shape).sensitive;
        let offset = self.reader.at;
        self.enter()?;
        let first_key = self.keys.len();
        let key_constraints = StringConstraints::of(model, key_shape);
        let value_constraints = StringConstraints::of(model, value_shape);
        let may_be_plain = self.sensitive.is_none();
        // Room for the keys of most maps at once, instead of in steps.
        self.keys.reserve(32);
        let mut entries = 0;
        let seat = self.seat;
        let watch =
            [self.watch(seat, |watches, id| watches.key(id)), self.watch(seat, |watches, id| watches.value(id))];
        let is_watched = watch.iter().any(|watch| !watch.is_none());
        // Where keys are data, an entry is told by its position; elsewhere by its key.
        let by_position = self.watches.is_some_and(|watches| watch.iter().any(|id| watches.is_sealed(*id)));
        let entry_of =
            |quote: usize, entries: usize| if by_position { Entry::at(entries) } else { Entry::keyed(quote) };
        let mut more = !self.reader.take(b'}');
        loop {
            if more && may_be_plain && !is_watched {
                more = self.plain_entries(&key_constraints, &value_constraints, &mut entries)?;
            } else if more && may_be_plain {
                more = self.watched_entries(&key_constraints, &value_constraints, &mut entries, watch, by_position)?;
            }
            if !more {
                break;
            }
            self.entry_at = self.reader.at;
            let key = self.reader.key()?;
            self.keys.push(key);
            if let Some(spans) = self.sensitive.as_mut().filter(|_| sealed) {
                spans.push(key.quote()..key.end() + 1);
            }
            let child = if sealed {
                Node::Sealed { parent: node, entry: Some(entries) }
            } else {
                Node::Key { parent: node, key }
            };
            self.surrogate(&key, node)?;
            self.map_key(key_shape, key, &child)?;
            let entry = entry_of(key.quote(), entries);
            if !watch[0].is_none() {
                self.kept.push(watch[0], seat, entry, key.quote(), key.end() + 1);
            }
            if sparse && self.reader.peek() == Some(b'n') {
                self.reader.null()?;
            } else {
                self.keep(watch[1], entry, seat, |walk| walk.value(value_shape, &child))?;
            }
            entries += 1;
            more = self.reader.another(b'}')?;
        }
        self.repeated_keys(first_key, |walk, key, index| {
            let child = if sealed {
                Node::Sealed { parent: node, entry: Some(index) }
            } else {
                Node::Key { parent: node, key }
            };
            walk.duplicate(&child, key.quote())
        })?;
        self.leave();
        self.check_length(id, length, entries, offset, node)
    }

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
        let mut count = 0;
        let mut items = Vec::new();
        let mut more = !self.reader.take(b']');
        // Most lists are of strings: what their items must be is looked up once.
        let constraints = StringConstraints::of(self.job.model, member);
        let may_be_plain = !unique && self.sensitive.is_none();
        let seat = self.seat;
        let mut looks = seat.watch.keeps_repeats_only().then(Alike::default);
        let watch = match looks {
            Some(_) => WatchId::NONE,
            None => self.watch(seat, |watches, id| watches.item(id)),
        };
        loop {
            if more && may_be_plain && watch.is_none() {
                more = match &mut looks {
                    None => self.plain_items(&constraints, &mut count)?,
                    Some(looks) => self.compared_items(&constraints, &mut count, looks)?,
                };
            } else if more && may_be_plain {
                more = self.watched_items(&constraints, &mut count, watch)?;
            }
            if !more {
                break;
            }
            if unique {
                items.push(self.reader.at);
            }
            if let Some(looks) = &mut looks {
                // An item that is not plain may look otherwise than it says.
                looks.found = true;
            }
            if sparse && self.reader.peek() == Some(b'n') {
                self.reader.null()?;
            } else {
                let child = Node::Index { parent: node, index: count };
                self.keep(watch, Entry::at(count), seat, |walk| walk.value(member, &child))?;
            }
            count += 1;
            more = self.reader.another(b']')?;
        }
        self.leave();
        if looks.is_some_and(|looks| looks.found) {
            self.kept.push(seat.watch, seat, Entry::MEMBER, offset, self.reader.at);
        }
        self.check_length(id, length, count, offset, node)?;
        if unique { self.unique(id, member, &items, offset, node) } else { Ok(()) }
    }

    #[cfg(feature = "smithy")]
    fn unique(&mut self, id: ShapeId, member: ShapeId, items: &[usize], offset: usize, node: &Node<'_>) -> Flow {
        if crate::constraint::unique_items::holds(self.job.model, member, self.reader.text, items)? {
            return Ok(());
        }
        let at = At { offset: Some(offset), ..self.at(Rule::UniqueItems, Some(id), node) };
        self.findings.add(at, |_| (Detail::Nothing, None))
    }

    /// The built-in editions have no list whose items must be unique.
    #[cfg(not(feature = "smithy"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the shape of the other build's method")]
    fn unique(&mut self, _: ShapeId, _: ShapeId, _: &[usize], _: usize, _: &Node<'_>) -> Flow {
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
        let at = At { offset: Some(offset), ..self.at(Rule::Length, Some(id), node) };
        self.findings.add(at, |model| (length::detail(length, actual, &model.shape(id).kind), None))
    }

    /// Reads members for as long as they come in the model's order and are plain strings that keep their constraints.
    #[inline(always)]
    fn plain_members<const WATCHED: bool>(
        &mut self,
        members: &[Member],
        guess: &mut usize,
        seen: &mut MemberSet,
        watched: &[WatchId],
    ) -> Result<Run, Fault> {
        let model = self.job.model;
        let mut reader = self.reader;
        let mut run = Ok(Run::Key);
        while let Some(member) = members.get(*guess) {
            let key_at = reader.at;
            if !is_key(&mut reader, model.bytes(member.name)) {
                break;
            }
            let constraints = StringConstraints::of(model, member.shape);
            let read = if seen.contains(*guess) { None } else { constraints.read_plain_at(model, &mut reader) };
            let Some(quote) = read else {
                run = Ok(Run::Value { key_at });
                break;
            };
            if WATCHED && let Some(watch) = watched.get(*guess).filter(|watch| !watch.is_none()) {
                self.kept.push_plain(*watch, self.seat, Entry::MEMBER, quote, reader.at);
            }
            seen.insert(*guess);
            *guess += 1;
            match reader.another(b'}') {
                Ok(true) => {}
                Ok(false) => {
                    run = Ok(Run::End);
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

    /// As [`Walk::plain_members`], keeping what rules read.
    #[inline(never)]
    fn watched_members(
        &mut self,
        members: &[Member],
        guess: &mut usize,
        seen: &mut MemberSet,
        watched: &[WatchId],
    ) -> Result<Run, Fault> {
        self.plain_members::<true>(members, guess, seen, watched)
    }

    /// As [`Walk::plain_entries`], keeping what rules read: keys, values or both.
    #[inline(never)]
    fn watched_entries(
        &mut self,
        key: &StringConstraints<'_>,
        value: &StringConstraints<'_>,
        entries: &mut usize,
        watch: [WatchId; 2],
        by_position: bool,
    ) -> Result<bool, Fault> {
        self.entries(key, value, entries, |walk, position, key, value| {
            let entry = if by_position { Entry::at(position) } else { Entry::keyed(key.start) };
            for (watch, text) in watch.into_iter().zip([key, value]) {
                if !watch.is_none() {
                    walk.kept.push_plain(watch, walk.seat, entry, text.start, text.end);
                }
            }
        })
    }

    /// As [`Walk::plain_items`], keeping every item.
    #[inline(never)]
    fn watched_items(
        &mut self,
        constraints: &StringConstraints<'_>,
        count: &mut usize,
        watch: WatchId,
    ) -> Result<bool, Fault> {
        self.items(constraints, count, |walk, index, text| {
            walk.kept.push_plain(watch, walk.seat, Entry::at(index), text.start, text.end);
        })
    }

    /// As [`Walk::plain_items`], noting whether two items look alike.
    #[inline(never)]
    fn compared_items(
        &mut self,
        constraints: &StringConstraints<'_>,
        count: &mut usize,
        alike: &mut Alike,
    ) -> Result<bool, Fault> {
        self.items(constraints, count, |walk, _, item| {
            let said = walk.reader.text.get(item.start + 1..item.end - 1).unwrap_or_default();
            alike.found |= alike.looks.seen_before(said);
        })
    }

    /// Reads entries for as long as their keys and values are plain strings that keep their constraints; whether there
    /// are more entries of another kind.
    #[inline(always)]
    fn plain_entries(
        &mut self,
        key: &StringConstraints<'_>,
        value: &StringConstraints<'_>,
        entries: &mut usize,
    ) -> Result<bool, Fault> {
        self.entries(key, value, entries, |_, _, _, _| ())
    }

    #[inline(always)]
    fn entries(
        &mut self,
        key: &StringConstraints<'_>,
        value: &StringConstraints<'_>,
        entries: &mut usize,
        mut keep: impl FnMut(&mut Self, usize, Range<usize>, Range<usize>),
    ) -> Result<bool, Fault> {
        let model = self.job.model;
        let mut reader = self.reader;
        let mut more = Ok(true);
        while more == Ok(true) {
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
            keep(self, *entries, start..end, value_at..reader.at);
            *entries += 1;
            more = reader.another(b'}');
        }
        self.reader = reader;
        more
    }

    /// Reads items for as long as they are plain strings that keep their constraints; whether there are more items of
    /// another kind.
    #[inline(always)]
    fn plain_items(&mut self, constraints: &StringConstraints<'_>, count: &mut usize) -> Result<bool, Fault> {
        self.items(constraints, count, |_, _, _| ())
    }

    #[inline(always)]
    fn items(
        &mut self,
        constraints: &StringConstraints<'_>,
        count: &mut usize,
        mut keep: impl FnMut(&mut Self, usize, Range<usize>),
    ) -> Result<bool, Fault> {
        let model = self.job.model;
        let mut reader = self.reader;
        let mut more = Ok(true);
        while more == Ok(true) {
            let Some(quote) = constraints.read_plain_at(model, &mut reader) else { break };
            keep(self, *count, quote..reader.at);
            *count += 1;
            more = reader.another(b']');
        }
        self.reader = reader;
        more
    }

    /// Reads a key and its colon, and looks the key up. A structure of the service has at most 27 members, so a look
    /// along them, from where the last one was found, costs less than a hash of the key would.
    #[inline(never)]
    fn member_key(&mut self, members: &[Member], guess: usize) -> Result<Key, Fault> {
        let model = self.job.model;
        let text: &'t [u8] = self.reader.text;
        self.entry_at = self.reader.at;
        if let Some(member) = members.get(guess)
            && is_key(&mut self.reader, model.bytes(member.name))
        {
            return Ok(Key::Known(guess));
        }
        let key = self.reader.key()?;
        let find = |name: &[u8]| {
            let matches = |index: &usize| same(model.bytes(members[*index].name), name);
            let from = guess.min(members.len());
            (from..members.len()).find(matches).or_else(|| (0..from).find(matches))
        };
        let found = if key.is_escaped() { find(key.decode(text).as_bytes()) } else { find(key.raw(text)) };
        Ok(found.map_or(Key::Unknown(key), Key::Known))
    }

    /// Whether null is a value like any other where this shape is expected.
    pub(super) fn takes_null(&self, id: ShapeId) -> bool {
        matches!(self.job.model.shape(id).kind, Kind::Document)
    }

    #[cold]
    pub(super) fn null_member(&mut self, member: &Member, child: &Node<'_>) -> Flow {
        let at = self.at(Rule::Required, Some(member.shape), child);
        self.reader.null()?;
        if member.required { self.findings.add(at, |_| (Detail::Nothing, None)) } else { Ok(()) }
    }

    #[cold]
    fn unknown_key(&mut self, key: StringSpan, members: &[Member], node: &Node<'_>) -> Flow {
        self.surrogate(&key, node)?;
        self.keys.push(key);
        let name = key.decode(self.reader.text);
        let child = Node::Unknown { parent: node, name: &name, members, model: self.job.model };
        self.unknown(&child, key.quote(), Some(&name), members)
    }

    /// A member that has no place here. `name` is given where another name may have been meant.
    #[cold]
    fn unknown(&mut self, child: &Node<'_>, key_at: usize, name: Option<&str>, members: &[Member]) -> Flow {
        self.unseen(|walk| walk.free(child))?;
        let at = At { offset: Some(key_at), ..self.at(Rule::UnknownMember, None, child) };
        self.findings.add(at, |model| {
            let names = members.iter().map(|member| model.str(member.name));
            (Detail::Nothing, name.and_then(|name| nearest::name(name, names)).map(str::to_owned))
        })
    }

    #[cold]
    pub(super) fn duplicate(&mut self, child: &Node<'_>, offset: usize) -> Flow {
        let at = At { offset: Some(offset), ..self.at(Rule::JsonDuplicateKey, None, child) };
        self.findings.add(at, |_| (Detail::Nothing, None))
    }

    /// Reports the keys from `first` on that repeat an earlier one, and forgets them all.
    #[inline]
    pub(super) fn repeated_keys(
        &mut self,
        first: usize,
        mut report: impl FnMut(&mut Self, StringSpan, usize) -> Flow,
    ) -> Flow {
        let result = if self.keys.len() > first + 1 {
            let keys = core::mem::take(&mut self.keys);
            let text = self.reader.text;
            let result = keys::repeated(text, &keys[first..], |index| report(self, keys[first + index], index));
            self.keys = keys;
            result
        } else {
            Ok(())
        };
        self.keys.truncate(first);
        result
    }

    /// A string that has half of a surrogate pair; `node` is the string's place, for a key the object's.
    #[inline]
    pub(super) fn surrogate(&mut self, span: &StringSpan, node: &Node<'_>) -> Flow {
        if !span.has_lone_surrogate() {
            return Ok(());
        }
        let at = At { offset: Some(span.quote()), ..self.at(Rule::JsonSurrogate, None, node) };
        self.findings.add(at, |_| (Detail::Nothing, None))
    }
}

/// What is known of the items of a list without comparing them.
#[derive(Default)]
struct Alike {
    looks: Looks,
    /// Two of them look alike, or may say the same however they look.
    found: bool,
}

/// Reads a key and its colon if the key is this name and is written plainly.
#[inline(always)]
fn is_key(reader: &mut Reader<'_>, name: &[u8]) -> bool {
    let Some([b'"', rest @ ..]) = reader.text.get(reader.at..) else { return false };
    match rest.split_at_checked(name.len()) {
        Some((key, [b'"', b':', ..])) if same(key, name) => {
            reader.at += name.len() + 3;
            true
        }
        _ => false,
    }
}

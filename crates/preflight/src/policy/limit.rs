//! Member limits that are tighter than the service's.
//!
//! Limits are checked against the model when a policy is parsed. An unknown member, a bound that does not apply to
//! the member's type, and a bound that is looser than the service's are errors of the policy.

use core::cmp::Ordering;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value};

use super::document::{self, Keys, MAX_DEPTH, Table};
use super::error::{ProblemKind, Problems};
use super::operations::Selector;
use super::place;
use super::problem::LimitProblem;
use crate::engine::constraint::blob;
use crate::engine::report::{Detail, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::service::Edition;
use crate::smithy::{Decimal, Kind, Length, Model, Range, ShapeId};
use crate::text::json::number;
use crate::text::json::tree;
use crate::text::json::tree::{Entry, Node, Position};
use crate::text::suggest;

/// Member limits by operation name.
pub(super) type MemberLimits = BTreeMap<&'static str, Vec<MemberLimit>>;

/// The bounds for the values of one member.
#[derive(Clone, Debug)]
pub(super) struct MemberLimit {
    steps: Vec<Step>,
    bound: Bound,
}

/// One step of the path from an input to the limited values.
#[derive(Clone, Debug)]
enum Step {
    /// A member of a structure, or one named entry of a map.
    Name(String),
    /// Every item of a list, or every entry of a map.
    Every,
}

#[derive(Clone, Debug)]
enum Bound {
    Length { length: Length, unit: Unit },
    Range(Range),
}

/// The unit that a length counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Character,
    Item,
    Entry,
    Byte,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Unit::Character => "character",
            Unit::Item => "item",
            Unit::Entry => "entry",
            Unit::Byte => "byte",
        }
    }

    /// Returns the length of a value, or `None` if this unit does not apply to its type.
    fn count(self, value: &Value) -> Option<usize> {
        match (self, value) {
            (Unit::Character, Value::String(text)) => Some(text.chars().count()),
            (Unit::Item, Value::Array(items)) => Some(items.len()),
            (Unit::Entry, Value::Object(entries)) => Some(entries.len()),
            (Unit::Byte, Value::String(text)) => blob::decoded_length(text.as_bytes()),
            _ => None,
        }
    }
}

/// The bounds that apply to a shape.
struct ApplicableBounds {
    /// The kind of the shape, for messages.
    kind_name: &'static str,
    /// The keys of the lower and the upper bound; empty for a shape without bounds.
    keys: &'static [&'static str],
    /// The service's own bounds.
    service: Option<Bound>,
}

const LENGTH: &[&str] = &["minLength", "maxLength"];
const ITEMS: &[&str] = &["minItems", "maxItems"];
const ENTRIES: &[&str] = &["minEntries", "maxEntries"];
const RANGE: &[&str] = &["minimum", "maximum"];
const BOUNDS: Keys = Keys {
    required: &[],
    optional: &["minLength", "maxLength", "minItems", "maxItems", "minEntries", "maxEntries", "minimum", "maximum"],
};

impl ApplicableBounds {
    fn of(kind: &Kind) -> ApplicableBounds {
        let length = |kind_name, keys, length: &Length, unit| ApplicableBounds {
            kind_name,
            keys,
            service: Some(Bound::Length { length: *length, unit }),
        };
        let range =
            |kind_name, range: &Range| ApplicableBounds { kind_name, keys: RANGE, service: Some(Bound::Range(*range)) };
        let nothing = |kind_name| ApplicableBounds { kind_name, keys: &[], service: None };
        match kind {
            Kind::String { length: bounds, .. } => length("a string", LENGTH, bounds, Unit::Character),
            Kind::Blob { length: bounds } => length("a blob", LENGTH, bounds, Unit::Byte),
            Kind::List { length: bounds, .. } => length("a list", ITEMS, bounds, Unit::Item),
            Kind::Map { length: bounds, .. } => length("a map", ENTRIES, bounds, Unit::Entry),
            Kind::Integer { range: bounds, .. } => range("a whole number", bounds),
            Kind::Float { range: bounds, .. } => range("a number", bounds),
            Kind::Structure { .. } => nothing("a structure"),
            Kind::Union { .. } => nothing("a union"),
            Kind::IntEnum { .. } => nothing("a listed number"),
            Kind::Boolean => nothing("a boolean"),
            Kind::Timestamp(_) => nothing("a point in time"),
            Kind::Document => nothing("free JSON"),
        }
    }
}

/// Reads the member limits, and returns them with the number of limited members.
pub(super) fn read(node: &Node, edition: Edition, problems: &mut Problems<'_>) -> (MemberLimits, usize) {
    let (mut by_glob, mut by_name) = (Vec::new(), Vec::new());
    let mut count = 0;
    for entry in document::entries(node, problems).unwrap_or_default() {
        if problems.is_full() {
            break;
        }
        let selector = match Selector::read(&entry.key, edition) {
            Ok(selector) => selector,
            Err(kind) => {
                problems.add(&entry.key_position, kind);
                continue;
            }
        };
        for limited in document::entries(&entry.value, problems).unwrap_or_default() {
            if problems.is_full() {
                break;
            }
            count += 1;
            let limits = read_limit(&selector, edition, limited, problems);
            let limits = limits.into_iter().map(|(operation, limit)| (operation, limited.key.as_str(), limit));
            if selector.is_glob() { by_glob.extend(limits) } else { by_name.extend(limits) }
        }
    }
    // As with severities, a limit for a named operation replaces a limit for a glob.
    let named: BTreeSet<(&str, &str)> = by_name.iter().map(|(operation, path, _)| (*operation, *path)).collect();
    by_glob.retain(|(operation, path, _)| !named.contains(&(*operation, *path)));
    let mut limits = MemberLimits::new();
    for (operation, _, limit) in by_name.into_iter().chain(by_glob) {
        limits.entry(operation).or_default().push(limit);
    }
    (limits, count)
}

/// Reads one path and its bounds, for every operation that the selector matches.
fn read_limit(
    selector: &Selector<'_>,
    edition: Edition,
    limited: &Entry,
    problems: &mut Problems<'_>,
) -> Vec<(&'static str, MemberLimit)> {
    // Operations that only another edition has are checked against that edition. They have no effect in this one.
    let edition_of_names = match selector.operations.is_empty() {
        true => Edition::ALL.into_iter().find(|candidate| matches_in(selector, *candidate)).unwrap_or(edition),
        false => edition,
    };
    let names = match Selector::read(selector.text, edition_of_names) {
        Ok(selector) => selector.operations,
        Err(_) => return Vec::new(),
    };
    let model = edition_of_names.tables();
    let mut limits = Vec::new();
    for name in names {
        let input = model.operation(name).and_then(|operation| operation.input);
        let (steps, shape) = match resolve(&model, input, &limited.key) {
            Ok(resolved) => resolved,
            // A glob limits only those matching operations that have the member.
            Err(LimitProblem::UnknownMember { .. }) if selector.is_glob() => continue,
            Err(kind) => {
                problems.add(&limited.key_position, with_edition(kind, name, &limited.key));
                return Vec::new();
            }
        };
        let before = problems.count();
        let applicable = ApplicableBounds::of(&model.shape(shape).kind);
        match read_bound(&limited.value, &applicable, problems) {
            Some(bound) => limits.push((name, MemberLimit { steps, bound })),
            // The next operation would report the same problem again.
            None if problems.count() > before => return Vec::new(),
            None => {}
        }
    }
    if limits.is_empty() {
        let kind = LimitProblem::UnmatchedMember { glob: selector.text.to_owned(), path: limited.key.clone() };
        problems.add(&limited.key_position, kind);
    }
    if edition_of_names == edition { limits } else { Vec::new() }
}

fn matches_in(selector: &Selector<'_>, edition: Edition) -> bool {
    Selector::read(selector.text, edition).is_ok_and(|selector| !selector.operations.is_empty())
}

/// Adds the edition that has a missing member, if any.
fn with_edition(kind: LimitProblem, operation: &str, path: &str) -> LimitProblem {
    match kind {
        LimitProblem::UnknownMember { shape, name, suggestion, .. } => {
            let has_member = |edition: &Edition| {
                let model = edition.tables();
                let input = model.operation(operation).and_then(|operation| operation.input);
                resolve(&model, input, path).is_ok()
            };
            let edition = Edition::ALL.into_iter().find(has_member);
            LimitProblem::UnknownMember { shape, name, suggestion, edition }
        }
        kind => kind,
    }
}

/// Resolves a path to its steps and to the shape that it leads to.
fn resolve(model: &Model<'_>, input: Option<ShapeId>, path: &str) -> Result<(Vec<Step>, ShapeId), LimitProblem> {
    let invalid_pointer = || LimitProblem::InvalidPointer(path.to_owned());
    if !path.starts_with('/') {
        return Err(invalid_pointer());
    }
    let mut shape_id = input.ok_or_else(invalid_pointer)?;
    let mut steps = Vec::new();
    for token in crate::text::path::tokens(path) {
        if steps.len() == MAX_DEPTH {
            return Err(LimitProblem::TooDeep { limit: MAX_DEPTH });
        }
        let shape = model.shape(shape_id);
        let (step, next) = match &shape.kind {
            Kind::Structure { members, .. } | Kind::Union { members } => {
                let members = model.members(*members);
                let Some(member) = members.iter().find(|member| model.str(member.name) == token) else {
                    let names = members.iter().map(|member| model.str(member.name));
                    return Err(LimitProblem::UnknownMember {
                        shape: model.str(shape.name).to_owned(),
                        suggestion: suggest::name(&token, names).map(str::to_owned),
                        name: token,
                        edition: None,
                    });
                };
                (Step::Name(token), member.shape)
            }
            Kind::List { member, .. } if token == "*" => (Step::Every, *member),
            Kind::List { .. } => return Err(LimitProblem::ItemIndex(token)),
            Kind::Map { value, .. } if token == "*" => (Step::Every, *value),
            Kind::Map { value, .. } => (Step::Name(token), *value),
            kind => {
                let shape = model.str(shape.name).to_owned();
                return Err(LimitProblem::NoMembers { shape, kind: ApplicableBounds::of(kind).kind_name });
            }
        };
        steps.push(step);
        shape_id = next;
    }
    Ok((steps, shape_id))
}

/// Reads the bounds of a member, and compares them with the service's.
fn read_bound(node: &Node, applicable: &ApplicableBounds, problems: &mut Problems<'_>) -> Option<Bound> {
    let before = problems.count();
    let table = Table::read(node, BOUNDS, problems)?;
    let entries = document::entries(node, problems)?;
    for entry in entries.iter().filter(|entry| BOUNDS.optional.contains(&entry.key.as_str())) {
        if !applicable.keys.contains(&entry.key.as_str()) {
            let ApplicableBounds { kind_name: kind, keys: applicable, .. } = *applicable;
            let key = entry.key.clone();
            problems.add(&entry.key_position, LimitProblem::InapplicableBound { key, kind, applicable });
        }
    }
    if problems.count() > before {
        return None;
    }
    if entries.is_empty() {
        problems.add(&node.position, ProblemKind::Empty);
        return None;
    }
    let (Some(service), [min, max]) = (&applicable.service, applicable.keys) else { return None };
    let bound = match service {
        Bound::Length { length, unit } => {
            let policy = Length {
                min: table.get(min).and_then(|node| length_bound(node, problems)),
                max: table.get(max).and_then(|node| length_bound(node, problems)),
            };
            let decimal = |bound: u32| Decimal { mantissa: i64::from(bound), scale: 0 };
            let decimals = |length: &Length| Range { min: length.min.map(decimal), max: length.max.map(decimal) };
            check_bounds(&table, [min, max], &decimals(&policy), &decimals(length), problems);
            Bound::Length { length: policy, unit: *unit }
        }
        Bound::Range(range) => {
            let policy = Range {
                min: table.get(min).and_then(|node| decimal_bound(node, problems)),
                max: table.get(max).and_then(|node| decimal_bound(node, problems)),
            };
            check_bounds(&table, [min, max], &policy, range, problems);
            Bound::Range(policy)
        }
    };
    (problems.count() == before).then_some(bound)
}

fn length_bound(node: &Node, problems: &mut Problems<'_>) -> Option<u32> {
    let count = document::count(node, problems)?;
    let bound = u32::try_from(count).ok();
    if bound.is_none() {
        problems.add(&node.position, LimitProblem::TooManyDigits);
    }
    bound
}

fn decimal_bound(node: &Node, problems: &mut Problems<'_>) -> Option<Decimal> {
    let text = document::number(node, problems)?;
    // Only `1e2` and the like are read as a double first.
    let bound = Decimal::parse(text).or_else(|| Decimal::parse(&tree::number(text).to_string()));
    if bound.is_none() {
        problems.add(&node.position, LimitProblem::TooManyDigits);
    }
    bound
}

/// Reports bounds that are looser than the service's, and bounds that no value can satisfy.
fn check_bounds(
    table: &Table<'_>,
    [min, max]: [&'static str; 2],
    policy: &Range,
    service: &Range,
    problems: &mut Problems<'_>,
) {
    let position =
        |key: &str| -> Position { table.get(key).map_or(&table.node.position, |node| &node.position).clone() };
    if let (Some(policy), Some(service)) = (policy.min, service.min)
        && compare(policy, service) == Ordering::Less
    {
        problems.add(&position(min), LimitProblem::LooserThanService { key: min, service: service.to_string() });
    }
    if let (Some(policy), Some(service)) = (policy.max, service.max)
        && compare(policy, service) == Ordering::Greater
    {
        problems.add(&position(max), LimitProblem::LooserThanService { key: max, service: service.to_string() });
    }
    if let (Some(lower), Some(upper)) = (policy.min.or(service.min), policy.max.or(service.max))
        && compare(lower, upper) == Ordering::Greater
    {
        let kind = LimitProblem::UnsatisfiableBounds { min: lower.to_string(), max: upper.to_string() };
        problems.add(&position(if policy.min.is_some() { min } else { max }), kind);
    }
}

fn compare(a: Decimal, b: Decimal) -> Ordering {
    // INVARIANT: scales are at most 18, and any i64 times 10^18 fits into an i128.
    let scaled = |value: Decimal, by: u8| i128::from(value.mantissa) * 10_i128.pow(u32::from(by));
    scaled(a, b.scale).cmp(&scaled(b, a.scale))
}

impl MemberLimit {
    /// Returns whether every limited value is within the bounds.
    pub(super) fn holds(&self, input: &Value) -> bool {
        let mut holds = true;
        self.visit(input, &mut |_, value| {
            holds = self.bound.check(value).is_none();
            holds
        });
        holds
    }

    /// Returns the limit relative to a place inside the input, or `None` if it limits nothing at or below that place.
    pub(super) fn below(&self, tokens: &[Token]) -> Option<MemberLimit> {
        let (prefix, steps) = self.steps.split_at_checked(tokens.len())?;
        let matches = |(step, token): (&Step, &Token)| match (step, token) {
            (Step::Every, _) => true,
            (Step::Name(name), Token::Member(token) | Token::Key(token)) => name == token,
            (Step::Name(_), _) => false,
        };
        let is_below = prefix.iter().zip(tokens).all(matches);
        is_below.then(|| MemberLimit { steps: steps.to_vec(), bound: self.bound.clone() })
    }

    /// Appends the violations of the limit, until `violations` has `max` entries.
    pub(super) fn check(
        &self,
        model: &Model<'_>,
        shape: Option<ShapeId>,
        input: &Value,
        max: usize,
        violations: &mut Vec<Violation>,
    ) {
        self.visit(input, &mut |tokens, value| {
            if let Some(detail) = self.bound.check(value) {
                let place = place::place(model, shape, input, tokens.iter().cloned());
                violations.push(place.violation(Rule::POLICY_LIMIT, Severity::Error, detail));
            }
            violations.len() < max
        });
    }

    /// Calls `visitor` with the path and value of every limited value, until it returns `false`.
    fn visit<'v>(&'v self, input: &'v Value, visitor: &mut impl FnMut(&[Cow<'v, str>], &Value) -> bool) {
        visit(&self.steps, input, &mut Vec::new(), visitor);
    }
}

fn visit<'v>(
    steps: &'v [Step],
    value: &'v Value,
    tokens: &mut Vec<Cow<'v, str>>,
    visitor: &mut impl FnMut(&[Cow<'v, str>], &Value) -> bool,
) -> bool {
    let Some((step, rest)) = steps.split_first() else { return visitor(tokens, value) };
    let mut descend = |token: Cow<'v, str>, part: &'v Value| {
        tokens.push(token);
        let is_continued = visit(rest, part, tokens, visitor);
        tokens.pop();
        is_continued
    };
    match (step, value) {
        (Step::Name(name), Value::Object(entries)) => {
            entries.get(name).is_none_or(|part| descend(Cow::Borrowed(name.as_str()), part))
        }
        (Step::Every, Value::Object(entries)) => {
            entries.iter().all(|(key, part)| descend(Cow::Borrowed(key.as_str()), part))
        }
        (Step::Every, Value::Array(items)) => {
            items.iter().enumerate().all(|(index, item)| descend(Cow::Owned(index.to_string()), item))
        }
        // Values of the wrong type are reported by the `type` rule.
        _ => true,
    }
}

impl Bound {
    /// Returns how a value is out of bounds, or `None` if it is within them or they do not apply to its type.
    fn check(&self, value: &Value) -> Option<Detail> {
        match self {
            Bound::Length { length: Length { min, max }, unit } => {
                let actual = unit.count(value)?;
                let too_short = min.is_some_and(|min| actual < min as usize);
                let too_long = max.is_some_and(|max| actual > max as usize);
                (too_short || too_long).then(|| Detail::Length { min: *min, max: *max, actual, unit: unit.name() })
            }
            Bound::Range(range) => match value {
                Value::Number(number) => {
                    (!is_within(number, range)).then_some(Detail::Range { min: range.min, max: range.max })
                }
                _ => None,
            },
        }
    }
}

/// Returns whether a number is within a range, compared as decimals as the reader does.
///
/// The value tree holds 64-bit integers exactly and all other numbers as doubles.
fn is_within(number: &Number, range: &Range) -> bool {
    number::lex(number.to_string().as_bytes()).is_ok_and(|number| number.is_within(range.min, range.max))
}

//! From a name to what has it.

use super::UnknownNameError;
use crate::engine::rule::Rule;
use crate::smithy::shape_closure::ReachableShapes;
use crate::smithy::{Kind, Member, Model, OperationShape, ShapeId};
use crate::text::suggest;
use crate::tools::classify;

/// What a name was found to be.
pub(super) enum Found<'a> {
    Operation(&'a OperationShape),
    Shape(ShapeId),
    Member {
        parent: ShapeId,
        member: &'a Member,
    },
    Rule(Rule),
    /// An error of the model; its shape tells its members.
    Error(ShapeId),
    /// An error that any operation may answer with and the model does not know.
    CommonError(&'static str),
}

/// Which names count as the same.
#[derive(Clone, Copy)]
enum Letters {
    Exact,
    AnyCase,
}

impl Letters {
    fn same(self, a: &str, b: &str) -> bool {
        match self {
            Letters::Exact => a == b,
            Letters::AnyCase => a.to_lowercase() == b.to_lowercase(),
        }
    }
}

/// Names are separated in the ways in which people write them: as a path, as Smithy's shape id, with points.
const SEPARATORS: [char; 3] = ['.', '$', '/'];

pub(super) fn find<'a>(model: &Model<'a>, name: &str) -> Result<Found<'a>, UnknownNameError> {
    let reached = ReachableShapes::of(model);
    for letters in [Letters::Exact, Letters::AnyCase] {
        // Some rules have a slash in their id, so a whole name is tried before a way.
        if let Some(found) = whole(model, &reached, name, letters) {
            return Ok(found);
        }
    }
    let steps: Vec<&str> = name.split(SEPARATORS).filter(|step| !step.is_empty()).collect();
    let [first, rest @ ..] = steps.as_slice() else {
        return Err(unknown(name, None));
    };
    let candidates = || names(model, &reached);
    let near = |step: &str| suggest::name(step, candidates().into_iter());
    let start = |step: &str| {
        [Letters::Exact, Letters::AnyCase].into_iter().find_map(|letters| whole(model, &reached, step, letters))
    };
    let (Some(start), false) = (start(first), rest.is_empty()) else {
        let suggestion = near(first).map(|first| joined(first, rest));
        // A suggestion that leads nowhere is none.
        let suggestion = suggestion.filter(|name| rest.is_empty() || follow_named(model, &reached, name).is_some());
        return Err(unknown(name, suggestion));
    };
    follow(model, &start, rest).map_err(|lost| {
        let suggestion = lost.nearest.map(|step| {
            let mut steps: Vec<&str> = vec![first];
            steps.extend_from_slice(&rest[..lost.at]);
            steps.push(step);
            steps.extend_from_slice(&rest[lost.at + 1..]);
            steps.join(".")
        });
        unknown(name, suggestion)
    })
}

fn unknown(name: &str, suggestion: Option<String>) -> UnknownNameError {
    UnknownNameError { name: name.to_owned(), suggestion }
}

fn joined(first: &str, rest: &[&str]) -> String {
    let mut steps = vec![first];
    steps.extend_from_slice(rest);
    steps.join(".")
}

/// Every name that stands for itself.
fn names<'r>(model: &Model<'r>, reached: &'r ReachableShapes<'r>) -> Vec<&'r str> {
    let mut names: Vec<&str> = model.operations.iter().map(|operation| model.str(operation.name)).collect();
    names.extend(reached.iter().map(|(name, _)| name));
    names.extend(Rule::ALL.iter().map(|rule| rule.id()));
    names.extend(classify::common_names().map(|name| -> &'r str { name }));
    names
}

fn whole<'a>(model: &Model<'a>, reached: &ReachableShapes<'a>, name: &str, letters: Letters) -> Option<Found<'a>> {
    if let Some(operation) = model.operations.iter().find(|row| letters.same(model.str(row.name), name)) {
        return Some(Found::Operation(operation));
    }
    if let Some((_, id)) = reached.iter().find(|(shape, _)| letters.same(shape, name)) {
        return Some(if model.shape(id).error_status == 0 { Found::Shape(id) } else { Found::Error(id) });
    }
    if let Some(rule) = Rule::ALL.iter().find(|rule| letters.same(rule.id(), name)) {
        return Some(Found::Rule(*rule));
    }
    classify::common_names().find(|common| letters.same(common, name)).map(Found::CommonError)
}

/// Where a way was lost: at which step, and which step was probably meant.
struct Lost<'a> {
    at: usize,
    nearest: Option<&'a str>,
}

fn follow<'a>(model: &Model<'a>, start: &Found<'a>, steps: &[&str]) -> Result<Found<'a>, Lost<'a>> {
    let shapes: Vec<ShapeId> = match start {
        Found::Operation(operation) => operation.input.into_iter().chain(operation.output).collect(),
        Found::Shape(id) | Found::Error(id) => vec![*id],
        Found::Member { .. } | Found::Rule(_) | Found::CommonError(_) => Vec::new(),
    };
    let mut farthest: Option<Lost<'a>> = None;
    for shape in shapes {
        match follow_from(model, shape, steps) {
            Ok(found) => return Ok(found),
            // The way that went on for longer was probably meant; of two, the input's.
            Err(lost) => {
                let further = farthest
                    .as_ref()
                    .is_none_or(|far| (lost.at, lost.nearest.is_some()) > (far.at, far.nearest.is_some()));
                if further {
                    farthest = Some(lost);
                }
            }
        }
    }
    Err(farthest.unwrap_or(Lost { at: 0, nearest: None }))
}

fn follow_named<'a>(model: &Model<'a>, reached: &ReachableShapes<'a>, name: &str) -> Option<Found<'a>> {
    let steps: Vec<&str> = name.split(SEPARATORS).collect();
    let (first, rest) = steps.split_first()?;
    follow(model, &whole(model, reached, first, Letters::Exact)?, rest).ok()
}

fn follow_from<'a>(model: &Model<'a>, shape: ShapeId, steps: &[&str]) -> Result<Found<'a>, Lost<'a>> {
    let mut shape = shape;
    let mut found = Found::Shape(shape);
    for (at, step) in steps.iter().enumerate() {
        if let Some(inside) = named_part(model, shape, step) {
            shape = inside;
            found = Found::Shape(shape);
            continue;
        }
        while let Some(inside) = item(model, shape) {
            shape = inside;
        }
        let members = model.members_of(Some(shape));
        let member = [Letters::Exact, Letters::AnyCase]
            .into_iter()
            .find_map(|letters| members.iter().find(|member| letters.same(model.str(member.name), step)));
        let Some(member) = member else {
            let names = members.iter().map(|member| model.str(member.name));
            return Err(Lost { at, nearest: suggest::name(step, names) });
        };
        found = Found::Member { parent: shape, member };
        shape = member.shape;
    }
    Ok(found)
}

/// What a list or map holds.
fn item(model: &Model<'_>, shape: ShapeId) -> Option<ShapeId> {
    match model.shape(shape).kind {
        Kind::List { member, .. } => Some(member),
        Kind::Map { value, .. } => Some(value),
        _ => None,
    }
}

/// The part of a list or map that a step names: Smithy's names for it, or an index.
fn named_part(model: &Model<'_>, shape: ShapeId, step: &str) -> Option<ShapeId> {
    let is_index = step.bytes().all(|byte| byte.is_ascii_digit()) || step == "[]" || step == "*";
    match model.shape(shape).kind {
        Kind::List { member, .. } if is_index || step == "member" => Some(member),
        Kind::Map { key, .. } if step == "key" => Some(key),
        Kind::Map { value, .. } if step == "value" || step == "*" => Some(value),
        _ => None,
    }
}

//! Lookup of names.

use super::UnknownNameError;
use crate::engine::rule::Rule;
use crate::smithy::shape_closure::ReachableShapes;
use crate::smithy::{Kind, Member, Model, OperationShape, ShapeId};
use crate::text::suggest;
use crate::tools::classify;

/// The thing that a name refers to.
pub(super) enum Named<'a> {
    Operation(&'a OperationShape),
    Shape(ShapeId),
    Member {
        parent: ShapeId,
        member: &'a Member,
    },
    Rule(Rule),
    /// An error of the model, with its shape.
    Error(ShapeId),
    /// An error that is common to all operations and not in the model.
    CommonError(&'static str),
}

/// How names are compared.
#[derive(Clone, Copy)]
enum CaseMatching {
    Exact,
    IgnoreCase,
}

impl CaseMatching {
    fn matches(self, a: &str, b: &str) -> bool {
        match self {
            CaseMatching::Exact => a == b,
            CaseMatching::IgnoreCase => a.to_lowercase() == b.to_lowercase(),
        }
    }
}

/// The separators of names: in dotted names, in Smithy's shape ids and in paths.
const SEPARATORS: [char; 3] = ['.', '$', '/'];

pub(super) fn find<'a>(model: &Model<'a>, name: &str) -> Result<Named<'a>, UnknownNameError> {
    let reached = ReachableShapes::of(model);
    for matching in [CaseMatching::Exact, CaseMatching::IgnoreCase] {
        // Rule ids may contain a slash, so the whole name is tried before a path.
        if let Some(named) = exact_name(model, &reached, name, matching) {
            return Ok(named);
        }
    }
    let steps: Vec<&str> = name.split(SEPARATORS).filter(|step| !step.is_empty()).collect();
    let [first, rest @ ..] = steps.as_slice() else {
        return Err(unknown(name, None));
    };
    let candidates = || names(model, &reached);
    let near = |step: &str| suggest::name(step, candidates().into_iter());
    let start = |step: &str| {
        [CaseMatching::Exact, CaseMatching::IgnoreCase]
            .into_iter()
            .find_map(|matching| exact_name(model, &reached, step, matching))
    };
    let (Some(start), false) = (start(first), rest.is_empty()) else {
        let suggestion = near(first).map(|first| dotted(first, rest));
        // Suggest only names that can be found.
        let suggestion = suggestion.filter(|name| rest.is_empty() || follow_named(model, &reached, name).is_some());
        return Err(unknown(name, suggestion));
    };
    follow(model, &start, rest).map_err(|unresolved| {
        let suggestion = unresolved.nearest.map(|step| {
            let mut steps: Vec<&str> = vec![first];
            steps.extend_from_slice(&rest[..unresolved.at]);
            steps.push(step);
            steps.extend_from_slice(&rest[unresolved.at + 1..]);
            steps.join(".")
        });
        unknown(name, suggestion)
    })
}

fn unknown(name: &str, suggestion: Option<String>) -> UnknownNameError {
    UnknownNameError { name: name.to_owned(), suggestion }
}

fn dotted(first: &str, rest: &[&str]) -> String {
    let mut steps = vec![first];
    steps.extend_from_slice(rest);
    steps.join(".")
}

/// Returns every name that is not a path.
fn names<'r>(model: &Model<'r>, reached: &'r ReachableShapes<'r>) -> Vec<&'r str> {
    let mut names: Vec<&str> = model.operations.iter().map(|operation| model.str(operation.name)).collect();
    names.extend(reached.iter().map(|(name, _)| name));
    names.extend(Rule::ALL.iter().map(|rule| rule.id()));
    names.extend(classify::common_names().map(|name| -> &'r str { name }));
    names
}

fn exact_name<'a>(
    model: &Model<'a>,
    reached: &ReachableShapes<'a>,
    name: &str,
    matching: CaseMatching,
) -> Option<Named<'a>> {
    if let Some(operation) = model.operations.iter().find(|operation| matching.matches(model.str(operation.name), name))
    {
        return Some(Named::Operation(operation));
    }
    if let Some((_, id)) = reached.iter().find(|(shape, _)| matching.matches(shape, name)) {
        return Some(if model.shape(id).error_status == 0 { Named::Shape(id) } else { Named::Error(id) });
    }
    if let Some(rule) = Rule::ALL.iter().find(|rule| matching.matches(rule.id(), name)) {
        return Some(Named::Rule(*rule));
    }
    classify::common_names().find(|common| matching.matches(common, name)).map(Named::CommonError)
}

/// A path that could not be followed: the index of the unknown step, and the step that was probably intended.
struct UnresolvedPath<'a> {
    at: usize,
    nearest: Option<&'a str>,
}

fn follow<'a>(model: &Model<'a>, start: &Named<'a>, steps: &[&str]) -> Result<Named<'a>, UnresolvedPath<'a>> {
    let shapes: Vec<ShapeId> = match start {
        Named::Operation(operation) => operation.input.into_iter().chain(operation.output).collect(),
        Named::Shape(id) | Named::Error(id) => vec![*id],
        Named::Member { .. } | Named::Rule(_) | Named::CommonError(_) => Vec::new(),
    };
    let mut farthest: Option<UnresolvedPath<'a>> = None;
    for shape in shapes {
        match follow_from(model, shape, steps) {
            Ok(named) => return Ok(named),
            // The longer match was probably intended; of equal ones, the input's.
            Err(unresolved) => {
                let is_farther = farthest
                    .as_ref()
                    .is_none_or(|far| (unresolved.at, unresolved.nearest.is_some()) > (far.at, far.nearest.is_some()));
                if is_farther {
                    farthest = Some(unresolved);
                }
            }
        }
    }
    Err(farthest.unwrap_or(UnresolvedPath { at: 0, nearest: None }))
}

fn follow_named<'a>(model: &Model<'a>, reached: &ReachableShapes<'a>, name: &str) -> Option<Named<'a>> {
    let steps: Vec<&str> = name.split(SEPARATORS).collect();
    let (first, rest) = steps.split_first()?;
    follow(model, &exact_name(model, reached, first, CaseMatching::Exact)?, rest).ok()
}

fn follow_from<'a>(model: &Model<'a>, shape: ShapeId, steps: &[&str]) -> Result<Named<'a>, UnresolvedPath<'a>> {
    let mut shape = shape;
    let mut named = Named::Shape(shape);
    for (at, step) in steps.iter().enumerate() {
        if let Some(inside) = named_part(model, shape, step) {
            shape = inside;
            named = Named::Shape(shape);
            continue;
        }
        while let Some(inside) = item(model, shape) {
            shape = inside;
        }
        let members = model.members_of(Some(shape));
        let member = [CaseMatching::Exact, CaseMatching::IgnoreCase]
            .into_iter()
            .find_map(|matching| members.iter().find(|member| matching.matches(model.str(member.name), step)));
        let Some(member) = member else {
            let names = members.iter().map(|member| model.str(member.name));
            return Err(UnresolvedPath { at, nearest: suggest::name(step, names) });
        };
        named = Named::Member { parent: shape, member };
        shape = member.shape;
    }
    Ok(named)
}

/// Returns the shape of the items of a list or the values of a map.
fn item(model: &Model<'_>, shape: ShapeId) -> Option<ShapeId> {
    match model.shape(shape).kind {
        Kind::List { member, .. } => Some(member),
        Kind::Map { value, .. } => Some(value),
        _ => None,
    }
}

/// Returns the part of a list or map that a step selects by Smithy's name for it, or by an index.
fn named_part(model: &Model<'_>, shape: ShapeId, step: &str) -> Option<ShapeId> {
    let is_index = step.bytes().all(|byte| byte.is_ascii_digit()) || step == "[]" || step == "*";
    match model.shape(shape).kind {
        Kind::List { member, .. } if is_index || step == "member" => Some(member),
        Kind::Map { key, .. } if step == "key" => Some(key),
        Kind::Map { value, .. } if step == "value" || step == "*" => Some(value),
        _ => None,
    }
}

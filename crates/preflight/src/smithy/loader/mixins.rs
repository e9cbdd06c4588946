//! Resolves mixins and `apply` statements, so that every shape has its own members and traits.

use std::collections::HashMap;

use super::LoadError;
use super::ast::{Ast, AstMember, AstShape, Ordered, Traits};
use crate::smithy::Member;

/// Maximum number of mixins in a chain.
const MAX_DEPTH: usize = 64;

/// Maximum number of members of an enum, which the tables can address.
const MAX_VALUES: usize = u16::MAX as usize;

const MIXIN: &str = "smithy.api#mixin";

/// Whether a shape only exists to be mixed into others.
pub(super) fn is_mixin(shape: &AstShape) -> bool {
    shape.traits.contains_key(MIXIN)
}

/// The shapes of an AST after resolution, and the `apply` statements without a target.
pub(super) struct Resolved {
    pub(super) shapes: Vec<(String, AstShape)>,
    pub(super) unapplied: Vec<String>,
}

/// Resolves all shapes.
///
/// # Errors
/// Returns an error if a mixin is missing, or if mixins form a circle or too long a chain.
pub(super) fn resolve(ast: Ast) -> Result<Resolved, LoadError> {
    let mut shapes = Vec::new();
    let mut applied: HashMap<String, Traits> = HashMap::new();
    for (id, shape) in ast.shapes.0 {
        if shape.kind == "apply" {
            applied.entry(id).or_default().extend(shape.traits);
        } else {
            shapes.push((id, shape));
        }
    }
    if applied.is_empty() && shapes.iter().all(|(_, shape)| shape.mixins.is_empty()) {
        return Ok(Resolved { shapes, unapplied: Vec::new() });
    }
    let index = shapes.iter().enumerate().map(|(index, (id, _))| (id.clone(), index)).collect();
    let mut resolver = Resolver { resolved: vec![None; shapes.len()], shapes, index, applied };
    for index in 0..resolver.shapes.len() {
        resolver.resolve(index, 0)?;
    }
    let ids = resolver.shapes.into_iter().map(|(id, _)| id);
    // INVARIANT: the loop above resolves every shape.
    let shapes = ids.zip(resolver.resolved.into_iter().flatten()).collect();
    let mut unapplied: Vec<String> = resolver.applied.into_keys().collect();
    unapplied.sort_unstable();
    Ok(Resolved { shapes, unapplied })
}

struct Resolver {
    shapes: Vec<(String, AstShape)>,
    index: HashMap<String, usize>,
    resolved: Vec<Option<AstShape>>,
    /// The traits of `apply` statements by the id of a shape or member. An entry is removed when it is applied.
    applied: HashMap<String, Traits>,
}

impl Resolver {
    fn resolve(&mut self, index: usize, depth: usize) -> Result<AstShape, LoadError> {
        if let Some(shape) = &self.resolved[index] {
            return Ok(shape.clone());
        }
        let (id, own) = self.shapes[index].clone();
        if depth > MAX_DEPTH {
            return Err(LoadError::MixinDepth { at: id, max: MAX_DEPTH });
        }
        let mut shape = AstShape { kind: own.kind.clone(), ..AstShape::default() };
        for mixin in &own.mixins {
            let missing = || LoadError::MissingShape { from: id.clone(), target: mixin.target.clone() };
            let mixin_index = *self.index.get(&mixin.target).ok_or_else(missing)?;
            let mut mixin = self.resolve(mixin_index, depth + 1)?;
            remove_local_traits(&mut mixin.traits);
            merge(&mut shape, mixin);
            check_size(&id, &shape)?;
        }
        merge(&mut shape, own);
        check_size(&id, &shape)?;
        self.apply(&id, &mut shape);
        self.resolved[index] = Some(shape.clone());
        Ok(shape)
    }

    /// Adds the traits of the `apply` statements for a shape and its members.
    fn apply(&mut self, id: &str, shape: &mut AstShape) {
        if self.applied.is_empty() {
            return;
        }
        if let Some(traits) = self.applied.remove(id) {
            shape.traits.extend(traits);
        }
        for (name, member) in &mut shape.members.0 {
            if let Some(traits) = self.applied.remove(&format!("{id}${name}")) {
                member.traits.extend(traits);
            }
        }
        let parts = [("member", &mut shape.member), ("key", &mut shape.key), ("value", &mut shape.value)];
        for (name, part) in parts {
            if let Some(member) = part
                && let Some(traits) = self.applied.remove(&format!("{id}${name}"))
            {
                member.traits.extend(traits);
            }
        }
    }
}

/// Removes the traits that a mixin keeps for itself.
fn remove_local_traits(traits: &mut Traits) {
    let Some(mixin) = traits.remove(MIXIN) else { return };
    for name in mixin.get("localTraits").and_then(|names| names.as_array()).into_iter().flatten() {
        if let Some(name) = name.as_str() {
            traits.remove(name);
        }
    }
}

/// Adds the members, traits and properties of `from`, which take precedence.
fn merge(shape: &mut AstShape, from: AstShape) {
    shape.traits.extend(from.traits);
    merge_members(&mut shape.members, from.members);
    for (part, from) in [(&mut shape.member, from.member), (&mut shape.key, from.key), (&mut shape.value, from.value)] {
        match (part.as_mut(), from) {
            (Some(member), Some(from)) => merge_member(member, from),
            (None, from @ Some(_)) => *part = from,
            (_, None) => {}
        }
    }
    shape.input = from.input.or(shape.input.take());
    shape.output = from.output.or(shape.output.take());
    shape.version = from.version.or(shape.version.take());
    for error in from.errors {
        if !shape.errors.iter().any(|known| known.target == error.target) {
            shape.errors.push(error);
        }
    }
}

fn merge_members(members: &mut Ordered<AstMember>, from: Ordered<AstMember>) {
    if members.0.is_empty() {
        *members = from;
        return;
    }
    let mut index: HashMap<String, usize> =
        members.0.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
    for (name, member) in from.0 {
        match index.get(&name) {
            Some(&known) => merge_member(&mut members.0[known].1, member),
            None => {
                index.insert(name.clone(), members.0.len());
                members.0.push((name, member));
            }
        }
    }
}

fn merge_member(member: &mut AstMember, from: AstMember) {
    member.target = from.target;
    member.traits.extend(from.traits);
}

/// Refuses a shape with too many members before it is mixed into others.
fn check_size(id: &str, shape: &AstShape) -> Result<(), LoadError> {
    let count = shape.members.0.len();
    match shape.kind.as_str() {
        "structure" | "union" if count > Member::MAX_COUNT => Err(LoadError::TooManyMembers { at: id.to_owned() }),
        _ if count > MAX_VALUES => Err(LoadError::TooLarge("enum values")),
        _ => Ok(()),
    }
}

//! The descriptions in `model/words.json`: one line for each operation, data type, member and error.

use std::sync::OnceLock;

use serde_json::Value;

use crate::smithy::{Dialect, Model};

/// The description of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ErrorWords {
    /// What happened.
    pub(crate) means: &'static str,
    /// What to do about it.
    pub(crate) fix: &'static str,
    /// Whether the same request may succeed later. A test compares this with the classification, which is the source.
    pub(crate) retry: bool,
}

/// Returns the descriptions, parsed on first use.
fn words() -> &'static Value {
    static WORDS: OnceLock<Value> = OnceLock::new();
    // INVARIANT: the file is part of the crate and a test parses it, so it is valid JSON.
    WORDS.get_or_init(|| serde_json::from_str(include_str!("../../model/words.json")).unwrap_or_default())
}

/// Returns a line, which describes the service of the built-in editions and no other one.
fn line(model: &Model<'_>, group: &str, name: &str) -> Option<&'static str> {
    let line = words().get(group)?.get(name)?.as_str();
    line.filter(|_| is_of_service(model))
}

/// Whether a model is one of the service: a built-in edition, or a file of one that was loaded.
fn is_of_service(model: &Model<'_>) -> bool {
    model.dialect == Dialect::ManagedIntegrations || model.operation("CreateManagedThing").is_some()
}

/// Returns the description of an operation.
pub(crate) fn operation(model: &Model<'_>, name: &str) -> Option<&'static str> {
    line(model, "operations", name)
}

/// Returns the description of a data type.
pub(crate) fn shape(model: &Model<'_>, name: &str) -> Option<&'static str> {
    line(model, "types", name)
}

/// Returns the description of a member, if it adds anything to that of its type.
pub(crate) fn member(model: &Model<'_>, shape: &str, name: &str) -> Option<&'static str> {
    line(model, "members", &format!("{shape}${name}"))
}

/// Returns the description of an error.
pub(crate) fn error(name: &str) -> Option<ErrorWords> {
    let words = words().get("errors")?.get(name)?;
    Some(ErrorWords {
        means: words.get("means")?.as_str()?,
        fix: words.get("fix")?.as_str()?,
        retry: words.get("retry")?.as_bool()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;
    use crate::smithy::Kind;
    use crate::smithy::shape_closure::ReachableShapes;

    /// Returns whether a kind needs no description beyond its name and constraints.
    fn is_self_explanatory(kind: &Kind) -> bool {
        match kind {
            Kind::String { values, .. } => values.is_empty(),
            Kind::Integer { .. } | Kind::Boolean | Kind::Timestamp(_) => true,
            _ => false,
        }
    }

    #[test]
    fn describes_every_operation_and_type() {
        for edition in Edition::ALL {
            let model = edition.tables();
            for row in model.operations {
                let name = model.str(row.name);
                assert!(operation(&model, name).is_some(), "no words for {name}");
            }
            let messages: Vec<_> =
                model.operations.iter().flat_map(|row| row.input.into_iter().chain(row.output)).collect();
            for (name, id) in ReachableShapes::of(&model).iter() {
                // Inputs and outputs are described by their operations; errors have their own descriptions.
                let is_described = messages.contains(&id)
                    || shape(&model, name).is_some()
                    || error(name).is_some()
                    || is_self_explanatory(&model.shape(id).kind);
                assert!(is_described, "no words for {name}");
            }
        }
    }

    #[test]
    fn every_description_has_a_subject() {
        let is_known = |predicate: &dyn Fn(&crate::smithy::Model<'_>) -> bool| {
            Edition::ALL.into_iter().any(|edition| predicate(&edition.tables()))
        };
        let names = |group: &str| words()[group].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for name in names("operations") {
            assert!(is_known(&|model| model.operation(&name).is_some()), "operation {name}");
        }
        for name in names("types") {
            assert!(is_known(&|model| ReachableShapes::of(model).get(&name).is_some()), "type {name}");
        }
        for name in names("members") {
            let (shape, member) = name.split_once('$').unwrap();
            let has_member = |model: &crate::smithy::Model<'_>| {
                let members = model.members_of(ReachableShapes::of(model).get(shape));
                members.iter().any(|row| model.str(row.name) == member)
            };
            assert!(is_known(&has_member), "member {name}");
        }
    }
}

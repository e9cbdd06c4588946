//! The words of `model/words.json`: a line for operations, data types, members and errors.

use std::sync::OnceLock;

use serde_json::Value;

/// What there is to say about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ErrorWords {
    /// What happened.
    pub(crate) means: &'static str,
    /// What to do about it.
    pub(crate) fix: &'static str,
    /// Whether the same request may succeed later. The facts are the classification's; a test compares the two.
    pub(crate) retry: bool,
}

/// The words, read when they are first wanted.
fn words() -> &'static Value {
    static WORDS: OnceLock<Value> = OnceLock::new();
    // INVARIANT: the file is part of the crate and a test reads it, so it is JSON; without words nothing is explained.
    WORDS.get_or_init(|| serde_json::from_str(include_str!("../../model/words.json")).unwrap_or_default())
}

fn line(group: &str, name: &str) -> Option<&'static str> {
    words().get(group)?.get(name)?.as_str()
}

/// What an operation does.
pub(crate) fn operation(name: &str) -> Option<&'static str> {
    line("operations", name)
}

/// What a data type is.
pub(crate) fn shape(name: &str) -> Option<&'static str> {
    line("types", name)
}

/// What a member is, where its type does not say it all.
pub(crate) fn member(shape: &str, name: &str) -> Option<&'static str> {
    line("members", &format!("{shape}${name}"))
}

/// What an error means and what to do about it.
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

    /// A string, number or time whose name and constraints may say it all.
    fn is_plain(kind: &Kind) -> bool {
        match kind {
            Kind::String { values, .. } => values.is_empty(),
            Kind::Integer { .. } | Kind::Boolean | Kind::Timestamp(_) => true,
            _ => false,
        }
    }

    #[test]
    fn every_operation_and_type_has_its_line() {
        for edition in Edition::ALL {
            let model = edition.model();
            for row in model.operations {
                let name = model.str(row.name);
                assert!(operation(name).is_some(), "no words for {name}");
            }
            let messages: Vec<_> =
                model.operations.iter().flat_map(|row| row.input.into_iter().chain(row.output)).collect();
            for (name, id) in ReachableShapes::of(&model).iter() {
                // Inputs and outputs are what their operations are; errors have words of their own.
                let told = messages.contains(&id)
                    || shape(name).is_some()
                    || error(name).is_some()
                    || is_plain(&model.shape(id).kind);
                assert!(told, "no words for {name}");
            }
        }
    }

    #[test]
    fn every_line_is_about_something() {
        let known = |found: &dyn Fn(&crate::smithy::Model<'_>) -> bool| {
            Edition::ALL.into_iter().any(|edition| found(&edition.model()))
        };
        let names = |group: &str| words()[group].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for name in names("operations") {
            assert!(known(&|model| model.operation(&name).is_some()), "operation {name}");
        }
        for name in names("types") {
            assert!(known(&|model| ReachableShapes::of(model).get(&name).is_some()), "type {name}");
        }
        for name in names("members") {
            let (shape, member) = name.split_once('$').unwrap();
            let is_there = |model: &crate::smithy::Model<'_>| {
                let members = model.members_of(ReachableShapes::of(model).get(shape));
                members.iter().any(|row| model.str(row.name) == member)
            };
            assert!(known(&is_there), "member {name}");
        }
    }
}

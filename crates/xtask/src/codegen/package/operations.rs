//! `operations.ts`: the names of operations and editions.

use mi_preflight::Edition;
use mi_preflight::model::Model;
use serde_json::Value;

use super::literal::literal;

pub(super) fn module(editions: &[(&str, Model<'_>)]) -> String {
    // INVARIANT: this is how the tables' operations are numbered, and callers of the core count by it.
    let mut operations: Vec<&str> = editions
        .iter()
        .flat_map(|(_, model)| model.operations.iter().map(|operation| model.str(operation.name)))
        .collect();
    operations.sort_unstable();
    operations.dedup();
    let names: Vec<&str> = editions.iter().map(|(name, _)| *name).collect();
    format!(
        "import type {{ Edition, OperationName }} from \"./types.js\";\n\n\
         /** Every operation of every edition, sorted by name. */\n\
         export const operations: readonly OperationName[] = /* @__PURE__ */ Object.freeze({});\n\n\
         /** Every edition, oldest first. */\n\
         export const editions: readonly Edition[] = /* @__PURE__ */ Object.freeze({});\n\n\
         /** The documented one, by which is judged where nothing is said. */\n\
         export const defaultEdition: Edition = {};\n",
        literal(&Value::from(operations), 100, 0),
        literal(&Value::from(names), 100 - 9, 0),
        literal(&Value::from(Edition::default().name()), 100, 0),
    )
}

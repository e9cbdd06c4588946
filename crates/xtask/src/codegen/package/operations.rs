//! `operations.ts`: the names of operations and editions, and how operations travel.

use std::collections::BTreeMap;

use mi_preflight::Edition;
use mi_preflight::model::{OperationModel, ServiceModel};
use serde_json::{Map, Value, json};

use super::literal::literal;

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    // INVARIANT: this is how the tables' operations are numbered, and callers of the core count by it.
    let mut operations: Vec<&str> =
        editions.iter().flat_map(|(_, model)| model.operations().map(OperationModel::name)).collect();
    operations.sort_unstable();
    operations.dedup();
    let names: Vec<&str> = editions.iter().map(|(name, _)| *name).collect();
    let interface = "\
/** How an operation's request travels. */
export interface OperationInfo {
  /** The HTTP method. */
  readonly method: string;
  /** The path; a label in it, such as `{Identifier}`, is a member of the input. */
  readonly uri: string;
  /** The status of an answer that is no error. */
  readonly status: number;
  /** The editions that have the operation. */
  readonly editions: readonly Edition[];
}";
    format!(
        "import type {{ Edition, OperationName }} from \"./types.js\";\n\n\
         /** Every operation of every edition, sorted by name. */\n\
         export const operations: readonly OperationName[] = /* @__PURE__ */ Object.freeze({});\n\n\
         /** Every edition, oldest first. */\n\
         export const editions: readonly Edition[] = /* @__PURE__ */ Object.freeze({});\n\n\
         /** The documented one, by which is judged where nothing is said. */\n\
         export const defaultEdition: Edition = {};\n\n\
         {interface}\n\n\
         /** How the requests of every operation travel, by its name: the same in every edition that has it. */\n\
         export const operationInfo: Readonly<Record<OperationName, OperationInfo>> = /* @__PURE__ */ Object.freeze({});\n",
        literal(&Value::from(operations), 100, 0),
        literal(&Value::from(names), 100 - 9, 0),
        literal(&Value::from(Edition::default().name()), 100, 0),
        literal(&infos(editions).into(), 100, 0),
    )
}

/// How operations travel, by name.
fn infos(editions: &[(&str, ServiceModel<'_>)]) -> Map<String, Value> {
    let mut found: BTreeMap<&str, (Value, Vec<&str>)> = BTreeMap::new();
    for (edition, model) in editions {
        for operation in model.operations() {
            let own = binding(operation);
            let (binding, editions) = found.entry(operation.name()).or_insert_with(|| (own.clone(), Vec::new()));
            assert_eq!(*binding, own, "an operation travels in the same way in every edition");
            editions.push(edition);
        }
    }
    let row = |(name, (mut info, editions)): (&str, (Value, Vec<&str>))| {
        info["editions"] = Value::from(editions);
        (name.to_owned(), info)
    };
    found.into_iter().map(row).collect()
}

fn binding(operation: OperationModel<'_>) -> Value {
    json!({"method": operation.method(), "uri": operation.uri(), "status": operation.status()})
}

//! `operations.ts`: the names of operations and editions, and the HTTP bindings of operations.

use std::collections::BTreeMap;

use mi_preflight::Edition;
use mi_preflight::model::{OperationModel, ServiceModel};
use serde_json::{Map, Value, json};

use super::literal::literal;

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    // INVARIANT: the core's `Operation` has the same order, and JavaScript passes operations to it by index.
    let mut operations: Vec<&str> =
        editions.iter().flat_map(|(_, model)| model.operations().map(OperationModel::name)).collect();
    operations.sort_unstable();
    operations.dedup();
    let names: Vec<&str> = editions.iter().map(|(name, _)| *name).collect();
    let interface = "\
/** The HTTP binding of an operation. */
export interface OperationInfo {
  /** The HTTP method. */
  readonly method: string;
  /** The path. A label in it, such as `{Identifier}`, is a member of the input. */
  readonly uri: string;
  /** The status of a successful response. */
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
         /** The documented edition, which is used if no other is given. */\n\
         export const defaultEdition: Edition = {};\n\n\
         {interface}\n\n\
         /** The HTTP binding of every operation, by name. It is the same in every edition that has the operation. */\n\
         export const operationInfo: Readonly<Record<OperationName, OperationInfo>> = /* @__PURE__ */ Object.freeze({});\n",
        literal(&Value::from(operations), 100, 0),
        literal(&Value::from(names), 100 - 9, 0),
        literal(&Value::from(Edition::default().name()), 100, 0),
        literal(&operation_infos(editions).into(), 100, 0),
    )
}

/// Returns the HTTP binding and the editions of every operation, by name.
fn operation_infos(editions: &[(&str, ServiceModel<'_>)]) -> Map<String, Value> {
    let mut infos: BTreeMap<&str, (Value, Vec<&str>)> = BTreeMap::new();
    for (edition, model) in editions {
        for operation in model.operations() {
            let own = binding(operation);
            let (binding, editions) = infos.entry(operation.name()).or_insert_with(|| (own.clone(), Vec::new()));
            assert_eq!(*binding, own, "an operation travels in the same way in every edition");
            editions.push(edition);
        }
    }
    let with_editions = |(name, (mut info, editions)): (&str, (Value, Vec<&str>))| {
        info["editions"] = Value::from(editions);
        (name.to_owned(), info)
    };
    infos.into_iter().map(with_editions).collect()
}

fn binding(operation: OperationModel<'_>) -> Value {
    json!({"method": operation.method(), "uri": operation.uri(), "status": operation.status()})
}

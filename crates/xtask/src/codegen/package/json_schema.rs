//! `json-schema.ts`: the JSON Schema of every operation's input.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use mi_preflight::export;
use mi_preflight::model::{OperationModel, ServiceModel};
use serde_json::{Map, Value};

use super::literal::literal;
use super::shared::{Table, split, template};

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    let mut tables: Vec<Table> = editions.iter().map(|(_, model)| definitions(model)).collect();
    let shared = split(&mut tables);
    let mut out = String::from(
        "import type { Edition, OperationName } from \"./types.js\";\n\n\
         /** The dialect of the schemas. */\n\
         export const dialect = \"https://json-schema.org/draft/2020-12/schema\";\n\n\
         /**\n\
         \x20* The name in `$defs` of the schema of each operation's input; null for an operation without an input. Only the\n\
         \x20* operations of the edition are listed.\n\
         \x20*/\n\
         export const inputs: Readonly<Record<Edition, Readonly<Partial<Record<OperationName, string | null>>>>> = {\n",
    );
    for (edition, model) in editions {
        let inputs: Map<String, Value> =
            model.operations().map(|operation| (operation.name().to_owned(), input(operation))).collect();
        let start = format!("  \"{edition}\": ");
        let _ = writeln!(out, "{start}{},", literal(&Value::Object(inputs), start.len(), 2));
    }
    out.push_str(
        "};\n\n/** The definitions that are the same in all editions, as JSON: an object of schemas by name, as in `$defs`. */\n",
    );
    let _ = writeln!(out, "export const sharedDefinitions = {};\n", template(&shared));
    out.push_str("/** The other definitions of each edition, as JSON. */\nexport const definitions: Readonly<Record<Edition, string>> = {\n");
    for ((edition, _), table) in editions.iter().zip(&tables) {
        let _ = writeln!(out, "  \"{edition}\": {},", template(table));
    }
    out.push_str("};\n");
    out
}

fn input(operation: OperationModel<'_>) -> Value {
    operation.input().map_or(Value::Null, |input| Value::from(input.name()))
}

/// The definitions that inputs start to, without words.
fn definitions(model: &ServiceModel<'_>) -> Table {
    let schema = export::json_schema(model);
    let all = &schema["$defs"];
    let mut queue: Vec<String> =
        model.operations().filter_map(OperationModel::input).map(|input| input.name().to_owned()).collect();
    let mut queued: BTreeSet<String> = queue.iter().cloned().collect();
    let mut table = Table::new();
    while let Some(name) = queue.pop() {
        let mut definition = all[&name].clone();
        let mut references = Vec::new();
        strip_descriptions(&mut definition, &mut references);
        for reference in references {
            if queued.insert(reference.clone()) {
                queue.push(reference);
            }
        }
        table.insert(name, definition.to_string());
    }
    table
}

/// Removes the descriptions and collects the names of referenced definitions. A property named `description` is not a
/// string and is kept.
fn strip_descriptions(schema: &mut Value, references: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            if entries.get("description").is_some_and(Value::is_string) {
                entries.shift_remove("description");
            }
            if let Some(name) =
                entries.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix("#/$defs/"))
            {
                references.push(name.to_owned());
            }
            entries.values_mut().for_each(|value| strip_descriptions(value, references));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| strip_descriptions(item, references)),
        _ => {}
    }
}

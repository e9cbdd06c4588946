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
         /** The dialect in which the schemas are written. */\n\
         export const dialect = \"https://json-schema.org/draft/2020-12/schema\";\n\n\
         /**\n\
         \x20* The schema of each operation's input, by its name in `$defs`; null where an operation takes nothing. An operation\n\
         \x20* that an edition does not have is not there.\n\
         \x20*/\n\
         export const inputs: Readonly<Record<Edition, Readonly<Partial<Record<OperationName, string | null>>>>> = {\n",
    );
    for (edition, model) in editions {
        let inputs: Map<String, Value> =
            model.operations().map(|operation| (operation.name().to_owned(), input(operation))).collect();
        let lead = format!("  \"{edition}\": ");
        let _ = writeln!(out, "{lead}{},", literal(&Value::Object(inputs), lead.len(), 2));
    }
    out.push_str(
        "};\n\n/** The definitions that all editions share, as JSON: an object of schemas by name, as in `$defs`. */\n",
    );
    let _ = writeln!(out, "export const sharedDefinitions = {};\n", template(&shared));
    out.push_str("/** The definitions that an edition has beside those, as JSON. */\nexport const definitions: Readonly<Record<Edition, string>> = {\n");
    for ((edition, _), table) in editions.iter().zip(&tables) {
        let _ = writeln!(out, "  \"{edition}\": {},", template(table));
    }
    out.push_str("};\n");
    out
}

fn input(operation: OperationModel<'_>) -> Value {
    operation.input().map_or(Value::Null, |input| Value::from(input.name()))
}

/// The definitions that inputs lead to, without words.
fn definitions(model: &ServiceModel<'_>) -> Table {
    let schema = export::json_schema(model);
    let all = &schema["$defs"];
    let mut open: Vec<String> =
        model.operations().filter_map(OperationModel::input).map(|input| input.name().to_owned()).collect();
    let mut needed: BTreeSet<String> = open.iter().cloned().collect();
    let mut table = Table::new();
    while let Some(name) = open.pop() {
        let mut definition = all[&name].clone();
        let mut references = Vec::new();
        condense(&mut definition, &mut references);
        for reference in references {
            if needed.insert(reference.clone()) {
                open.push(reference);
            }
        }
        table.insert(name, definition.to_string());
    }
    table
}

/// Takes the descriptions out and collects what is referred to. A property of that name is no text and stays.
fn condense(schema: &mut Value, references: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            if entries.get("description").is_some_and(Value::is_string) {
                entries.shift_remove("description");
            }
            if let Some(name) = entries.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix("#/$defs/")) {
                references.push(name.to_owned());
            }
            entries.values_mut().for_each(|value| condense(value, references));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| condense(item, references)),
        _ => {}
    }
}

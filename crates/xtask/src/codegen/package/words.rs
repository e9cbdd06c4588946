//! `words.ts`: the output of `mi-preflight explain` for every name, so that reading it needs no WebAssembly.

use std::fmt::Write as _;

use mi_preflight::explain::{Explanation, Line, explain, explained_names};
use mi_preflight::model::{ServiceModel, ShapeModel};
use serde_json::{Map, Value, json};

use super::literal::literal;
use super::shared::{Table, split, template};

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    let mut tables: Vec<Table> = editions.iter().map(|(_, model)| explanations(model)).collect();
    let shared = split(&mut tables);
    let mut out = String::from(
        "import type { Edition, OperationName } from \"./types.js\";\n\n\
         /** The explanation of a name: of an operation, shape, member, rule or error. */\n\
         export interface Explanation {\n\
         \x20 /** The name in the model or the catalogue; that of a member is `Shape$member`. */\n\
         \x20 readonly name: string;\n\
         \x20 readonly kind: \"operation\" | \"shape\" | \"member\" | \"rule\" | \"error\";\n\
         \x20 /** One sentence. */\n\
         \x20 readonly summary?: string;\n\
         \x20 /** The details, in the order of display. */\n\
         \x20 readonly sections: readonly ExplanationSection[];\n\
         }\n\n\
         /** A part of an explanation. */\n\
         export interface ExplanationSection {\n\
         \x20 /** The title, such as `members`. */\n\
         \x20 readonly title: string;\n\
         \x20 readonly lines: readonly ExplanationLine[];\n\
         }\n\n\
         /** A line of a section. `term` is the name that the text explains, if it explains one. */\n\
         export interface ExplanationLine {\n\
         \x20 readonly term?: string;\n\
         \x20 readonly text: string;\n\
         }\n\n\
         /** The packed form of an explanation: its kind, its summary, and the lines of its sections by title. */\n\
         export type PackedExplanation = readonly [\n\
         \x20 kind: Explanation[\"kind\"],\n\
         \x20 summary: string | null,\n\
         \x20 sections: { readonly [title: string]: readonly PackedLine[] },\n\
         ];\n\n\
         /** The packed form of a line: its text, or its term and text. */\n\
         export type PackedLine = string | readonly [term: string, text: string];\n\n\
         /** The shapes of each operation's input and output, at which paths such as `CreateManagedThing.Role` begin. */\n\
         export const messages: Readonly<\n\
         \x20 Record<Edition, Readonly<Partial<Record<OperationName, readonly [input: string | null, output: string | null]>>>>\n\
         > = {\n",
    );
    for (edition, model) in editions {
        let name = |shape: Option<ShapeModel<'_>>| shape.map_or(Value::Null, |shape| Value::from(shape.name()));
        let tables = model.operations();
        let rows: Map<String, Value> = tables
            .map(|row| (row.name().to_owned(), Value::from(vec![name(row.input()), name(row.output())])))
            .collect();
        let start = format!("  \"{edition}\": ");
        let _ = writeln!(out, "{start}{},", literal(&Value::Object(rows), start.len(), 2));
    }
    out.push_str("};\n\n/** The explanations that are the same in all editions, as JSON: an object of packed explanations by name. */\n");
    let _ = writeln!(out, "export const sharedWords = {};\n", template(&shared));
    out.push_str("/** The other explanations of each edition, as JSON. */\nexport const words: Readonly<Record<Edition, string>> = {\n");
    for ((edition, _), table) in editions.iter().zip(&tables) {
        let _ = writeln!(out, "  \"{edition}\": {},", template(table));
    }
    out.push_str("};\n");
    out
}

fn explanations(model: &ServiceModel<'_>) -> Table {
    let explanations = explained_names(model).into_iter().filter_map(|name| {
        let packed = pack(&explain(model, &name).ok()?);
        Some((name, packed.to_string()))
    });
    explanations.collect()
}

/// Packs an explanation: the name, which is the key of the entry, and the keys of the members are left out. This saves
/// a quarter.
fn pack(explanation: &Explanation) -> Value {
    let line = |line: &Line| match line.term.as_str() {
        "" => json!(line.text),
        term => json!([term, line.text]),
    };
    let sections: Map<String, Value> = explanation
        .sections
        .iter()
        .map(|section| (section.title.to_owned(), section.lines.iter().map(line).collect()))
        .collect();
    json!([explanation.subject.name(), explanation.summary, sections])
}

#[cfg(test)]
mod tests {
    use mi_preflight::Edition;

    use super::*;

    #[test]
    fn packing_loses_nothing() {
        let model = Edition::default().model();
        for name in explained_names(&model) {
            let explanation = explain(&model, &name).unwrap();
            let packed = pack(&explanation);
            let sections = packed[2].as_object().unwrap().iter().map(|(title, lines)| {
                let line = |line: &Value| match line.as_array() {
                    Some(pair) => json!({"term": pair[0], "text": pair[1]}),
                    None => json!({"text": line}),
                };
                json!({"title": title, "lines": lines.as_array().unwrap().iter().map(line).collect::<Value>()})
            });
            let mut unpacked = json!({"name": name, "kind": packed[0]});
            if packed[1].is_string() {
                unpacked["summary"] = packed[1].clone();
            }
            unpacked["sections"] = sections.collect();
            assert_eq!(unpacked.to_string(), explanation.to_json());
        }
    }
}

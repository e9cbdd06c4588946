//! `words.ts`: the output of `mi-preflight explain` for every name, so that reading it needs no WebAssembly.

use std::fmt::Write as _;

use mi_preflight::model::{ServiceModel, ShapeModel};
use mi_preflight::{Explanation, Line, explain, explained_names};
use serde_json::{Map, Value, json};

use super::literal::literal;
use super::shared::{Table, split, template};

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    let mut tables: Vec<Table> = editions.iter().map(|(_, model)| explanations(model)).collect();
    let shared = split(&mut tables);
    let mut out = String::from(
        "import type { Edition, OperationName } from \"./types.js\";\n\n\
         /** What a name means: an operation, a shape, a member, a rule or an error, in words. */\n\
         export interface Explanation {\n\
         \x20 /** The name as the model or the catalogue writes it; a member's is `Shape$member`. */\n\
         \x20 readonly name: string;\n\
         \x20 readonly kind: \"operation\" | \"shape\" | \"member\" | \"rule\" | \"error\";\n\
         \x20 /** One sentence. */\n\
         \x20 readonly summary?: string;\n\
         \x20 /** Everything else, in the order in which it is told. */\n\
         \x20 readonly sections: readonly ExplanationSection[];\n\
         }\n\n\
         /** A part of an explanation. */\n\
         export interface ExplanationSection {\n\
         \x20 /** What the part is about, such as `members`. */\n\
         \x20 readonly title: string;\n\
         \x20 readonly lines: readonly ExplanationLine[];\n\
         }\n\n\
         /** A line of a section: what there is to say, and the name that it explains when it does not stand for itself. */\n\
         export interface ExplanationLine {\n\
         \x20 readonly term?: string;\n\
         \x20 readonly text: string;\n\
         }\n\n\
         /** An explanation as the tables below have it: its kind, its summary, and the lines of its sections by title. */\n\
         export type PackedExplanation = readonly [\n\
         \x20 kind: Explanation[\"kind\"],\n\
         \x20 summary: string | null,\n\
         \x20 sections: { readonly [title: string]: readonly PackedLine[] },\n\
         ];\n\n\
         /** A line as the tables below have it: its text, behind the term if it has one. */\n\
         export type PackedLine = string | readonly [term: string, text: string];\n\n\
         /** The shapes of each operation's input and output, where ways such as `CreateManagedThing.Role` begin. */\n\
         export const messages: Readonly<\n\
         \x20 Record<Edition, Readonly<Partial<Record<OperationName, readonly [input: string | null, output: string | null]>>>>\n\
         > = {\n",
    );
    for (edition, model) in editions {
        let name = |shape: Option<ShapeModel<'_>>| shape.map_or(Value::Null, |shape| Value::from(shape.name()));
        let rows = model.operations();
        let rows: Map<String, Value> =
            rows.map(|row| (row.name().to_owned(), Value::from(vec![name(row.input()), name(row.output())]))).collect();
        let lead = format!("  \"{edition}\": ");
        let _ = writeln!(out, "{lead}{},", literal(&Value::Object(rows), lead.len(), 2));
    }
    out.push_str("};\n\n/** What is the same in all editions, as JSON: an object of packed explanations by name. */\n");
    let _ = writeln!(out, "export const sharedWords = {};\n", template(&shared));
    out.push_str("/** What an edition says beside that, as JSON. */\nexport const words: Readonly<Record<Edition, string>> = {\n");
    for ((edition, _), table) in editions.iter().zip(&tables) {
        let _ = writeln!(out, "  \"{edition}\": {},", template(table));
    }
    out.push_str("};\n");
    out
}

fn explanations(model: &ServiceModel<'_>) -> Table {
    let told = explained_names(model).into_iter().filter_map(|name| {
        let packed = packed(&explain(model, &name).ok()?);
        Some((name, packed.to_string()))
    });
    told.collect()
}

/// The explanation without what its key says and without names for what stands where it always does: a quarter less.
fn packed(explanation: &Explanation) -> Value {
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
    fn nothing_is_lost_in_packing() {
        let model = Edition::default().model();
        for name in explained_names(&model) {
            let explanation = explain(&model, &name).unwrap();
            let packed = packed(&explanation);
            let sections = packed[2].as_object().unwrap().iter().map(|(title, lines)| {
                let line = |line: &Value| match line.as_array() {
                    Some(pair) => json!({"term": pair[0], "text": pair[1]}),
                    None => json!({"text": line}),
                };
                json!({"title": title, "lines": lines.as_array().unwrap().iter().map(line).collect::<Value>()})
            });
            let mut whole = json!({"name": name, "kind": packed[0]});
            if packed[1].is_string() {
                whole["summary"] = packed[1].clone();
            }
            whole["sections"] = sections.collect();
            assert_eq!(whole.to_string(), explanation.to_json());
        }
    }
}

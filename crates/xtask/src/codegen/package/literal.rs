//! Prints JSON as formatted TypeScript: short objects and lists on one line, keys without quotes where possible.

use serde_json::Value;

/// Maximum length of a line that can be broken.
pub(super) const MAX_LINE: usize = 120;

/// Prints a value on a line that already has `column` characters and is indented by `indent`.
pub(super) fn literal(value: &Value, column: usize, indent: usize) -> String {
    let flat = flat(value);
    // One column is left for the comma or parenthesis after the value.
    if column + flat.chars().count() < MAX_LINE {
        return flat;
    }
    let inner = indent + 2;
    let (open, close, lines): (_, _, Vec<String>) = match value {
        Value::Array(items) => ("[", "]", items.iter().map(|item| literal(item, inner, inner)).collect()),
        Value::Object(entries) => {
            let entry = |(name, value): (&String, &Value)| {
                let key = key(name);
                let column = inner + key.len() + 2;
                format!("{key}: {}", literal(value, column, inner))
            };
            ("{", "}", entries.iter().map(entry).collect())
        }
        _ => return flat,
    };
    let pad = " ".repeat(inner);
    let mut out = format!("{open}\n");
    for line in lines {
        out.push_str(&pad);
        out.push_str(&line);
        out.push_str(",\n");
    }
    out.push_str(&" ".repeat(indent));
    out.push_str(close);
    out
}

fn flat(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flat).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(name, value)| format!("{}: {}", key(name), flat(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        // A JSON scalar is a TypeScript literal.
        scalar => scalar.to_string(),
    }
}

/// Prints a key, with quotes if it is not an identifier.
pub(super) fn key(name: &str) -> String {
    let is_identifier = name.bytes().enumerate().all(|(index, byte)| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => true,
        b'0'..=b'9' => index > 0,
        _ => false,
    });
    if is_identifier && !name.is_empty() { name.to_owned() } else { Value::from(name).to_string() }
}

/// Declares a type as a union of string literals, on one line if it fits.
pub(super) fn union<'a>(name: &str, values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| Value::from(value).to_string()).collect();
    let one_line = format!("export type {name} = {};\n", values.join(" | "));
    if one_line.len() <= MAX_LINE {
        return one_line;
    }
    format!("export type {name} =\n  | {};\n", values.join("\n  | "))
}

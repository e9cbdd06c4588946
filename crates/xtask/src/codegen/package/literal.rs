//! JSON as TypeScript that reads well: short objects and lists on one line, keys without quotes where they need none.

use serde_json::Value;

/// The longest line, where it can be broken.
pub(super) const LINE: usize = 120;

/// Prints the value into a line that is `column` characters long already and indented by `indent`.
pub(super) fn literal(value: &Value, column: usize, indent: usize) -> String {
    let flat = flat(value);
    // What follows the value, such as a comma, needs a place in the line too.
    if column + flat.chars().count() < LINE {
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
        // What JSON writes TypeScript reads.
        scalar => scalar.to_string(),
    }
}

/// A key, with quotes where it is no identifier.
pub(super) fn key(name: &str) -> String {
    let is_identifier = name.bytes().enumerate().all(|(index, byte)| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => true,
        b'0'..=b'9' => index > 0,
        _ => false,
    });
    if is_identifier && !name.is_empty() { name.to_owned() } else { Value::from(name).to_string() }
}

/// A union of string literals as the declaration of a type, on one line where it fits.
pub(super) fn union<'a>(name: &str, values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| Value::from(value).to_string()).collect();
    let one_line = format!("export type {name} = {};\n", values.join(" | "));
    if one_line.len() <= LINE {
        return one_line;
    }
    format!("export type {name} =\n  | {};\n", values.join("\n  | "))
}

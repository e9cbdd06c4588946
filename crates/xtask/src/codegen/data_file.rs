//! The form of the data files: valid Smithy JSON AST, one line for a small shape, one line for a member of a large
//! one, shapes sorted by name, so that a change of the model reads as a change of a few lines.

use std::fmt;

use serde_json::Value;

const LINE: usize = 140;

/// The text of a Smithy JSON AST in the form of the data files.
pub(super) fn format(text: &str) -> Result<String, serde_json::Error> {
    let mut model: Value = serde_json::from_str(text)?;
    if let Some(Value::Object(shapes)) = model.get_mut("shapes") {
        shapes.sort_keys();
    }
    let mut out = String::new();
    value(&mut out, &model, 0);
    out.push('\n');
    Ok(out)
}

fn value(out: &mut String, node: &Value, indent: usize) {
    let flat = node.to_string();
    let Value::Object(entries) = node else {
        out.push_str(&flat);
        return;
    };
    if indent > 1 && indent + flat.len() <= LINE || entries.is_empty() {
        out.push_str(&flat);
        return;
    }
    out.push('{');
    let mut separator = "\n";
    for (key, entry) in entries {
        out.push_str(separator);
        separator = ",\n";
        out.push_str(&" ".repeat(indent + 1));
        out.push_str(&Value::from(key.as_str()).to_string());
        out.push(':');
        value(out, entry, indent + 1);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push('}');
}

/// FNV-1a over the data files: it tells which input a generated file was made from.
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    pub(super) fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

//! The format of the data files: Smithy JSON AST with the shapes sorted by name, one line for a small shape and one line
//! for each member of a large one. A change of the model is a diff of a few lines.

use std::fmt;

use serde_json::Value;

/// Maximum length of a line that holds several members.
const MAX_LINE: usize = 140;

/// Formats the text of a Smithy JSON AST as a data file.
pub(super) fn format(text: &str) -> Result<String, serde_json::Error> {
    let mut model: Value = serde_json::from_str(text)?;
    if let Some(Value::Object(shapes)) = model.get_mut("shapes") {
        shapes.sort_keys();
    }
    let mut out = String::new();
    write_value(&mut out, &model, 0);
    out.push('\n');
    Ok(out)
}

fn write_value(out: &mut String, value: &Value, indent: usize) {
    let flat = value.to_string();
    let Value::Object(entries) = value else {
        out.push_str(&flat);
        return;
    };
    if indent > 1 && indent + flat.len() <= MAX_LINE || entries.is_empty() {
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
        write_value(out, entry, indent + 1);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push('}');
}

/// An FNV-1a hash. Generated files state the hash of the files that they were made from.
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

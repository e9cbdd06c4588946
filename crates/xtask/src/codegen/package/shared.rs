//! Tables of JSON: one with the entries that all editions share, and one for each edition with its other entries.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// JSON texts by name.
pub(super) type Table = BTreeMap<String, String>;

/// Removes the entries that are the same in every table from all tables, and returns them.
pub(super) fn split(tables: &mut [Table]) -> Table {
    let Some((first, others)) = tables.split_first() else { return Table::new() };
    let shared: Table = first
        .iter()
        .filter(|(name, json)| others.iter().all(|table| table.get(*name) == Some(*json)))
        .map(|(name, json)| (name.clone(), json.clone()))
        .collect();
    for table in tables {
        table.retain(|name, _| !shared.contains_key(name));
    }
    shared
}

/// Prints a table as a template literal with one entry per line, so that a change is a diff of a few lines.
pub(super) fn template(table: &Table) -> String {
    let mut out = String::from("`{");
    let mut separator = "\n";
    for (name, json) in table {
        let json = json.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
        // INVARIANT: names are identifiers, with `$` between them but never before a brace, or ids of rules.
        let _ = write!(out, "{separator}\"{name}\":{json}");
        separator = ",\n";
    }
    out.push_str("\n}`");
    out
}

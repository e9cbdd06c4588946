//! Tables of JSON, one for what all editions share and one for what each has of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a table holds: JSON by name.
pub(super) type Table = BTreeMap<String, String>;

/// Takes what is the same in every table out of all of them.
pub(super) fn split(tables: &mut [Table]) -> Table {
    let Some((first, others)) = tables.split_first() else { return Table::new() };
    let shared: Table = first
        .iter()
        .filter(|(name, json)| others.iter().all(|other| other.get(*name) == Some(*json)))
        .map(|(name, json)| (name.clone(), json.clone()))
        .collect();
    for table in tables {
        table.retain(|name, _| !shared.contains_key(name));
    }
    shared
}

/// A table as a template literal, an entry a line: JSON does not mind the line ends, and a change is one of few lines.
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

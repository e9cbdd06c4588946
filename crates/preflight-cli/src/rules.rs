//! `rules`: the catalogue of rules.

use std::io::{self, Write as _};

use clap::Args;
use mi_preflight::{Edition, Rule};
use serde_json::Value;

use crate::exit::{Failure, Verdict};
use crate::render::ListFormat;

/// list every rule
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// how to list them
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let text = match options.format {
        ListFormat::Text => table(),
        ListFormat::Json => {
            // INVARIANT: the core writes JSON; here it is only laid out.
            let row = |rule: &Rule| serde_json::from_str::<Value>(&rule.to_json()).unwrap_or_default();
            format!("{:#}\n", Rule::ALL.iter().map(row).collect::<Value>())
        }
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Verdict::Valid)
}

/// One rule a line, in columns.
fn table() -> String {
    let rows = Rule::ALL.iter().map(|rule| {
        let editions: Vec<&str> = rule.editions().iter().map(|edition| edition.name()).collect();
        let editions = if editions.len() == Edition::ALL.len() { "all".to_owned() } else { editions.join(",") };
        [
            rule.id().to_owned(),
            rule.severity().to_string(),
            rule.basis().name().to_owned(),
            editions,
            rule.title().to_owned(),
        ]
    });
    let heading = ["rule", "severity", "basis", "editions", "title"].map(str::to_owned);
    let rows: Vec<[String; 5]> = core::iter::once(heading).chain(rows).collect();
    let widths: [usize; 5] = core::array::from_fn(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0));
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

//! `rules`: the catalogue of rules.

use clap::Args;
use mi_preflight::{Edition, Rule};
use serde_json::Value;

use crate::arguments::TextOrJson;
use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

/// List all rules
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Output format
    #[arg(long, default_value = "text")]
    format: TextOrJson,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let text = match options.format {
        TextOrJson::Text => table(),
        TextOrJson::Json => {
            // INVARIANT: the library writes valid JSON; it is parsed only to indent it.
            let rule_value = |rule: &Rule| serde_json::from_str::<Value>(&rule.to_json()).unwrap_or_default();
            format!("{:#}\n", Rule::ALL.iter().map(rule_value).collect::<Value>())
        }
    };
    print(&text)?;
    Ok(ExitStatus::Success)
}

/// Returns a table with one rule per row.
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

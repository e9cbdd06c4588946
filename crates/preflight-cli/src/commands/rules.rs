//! `rules`: the catalogue of rules.

use std::path::PathBuf;

use clap::Args;
use mi_preflight::{Edition, Family, Rule};
use serde_json::Value;

use crate::arguments::TextOrJson;
use crate::exit::{CliError, ExitStatus};
use crate::load::load_model;
use crate::stdout::print;

/// List all rules
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Output format
    #[arg(long, default_value = "text")]
    format: TextOrJson,
    /// List only the rules that apply to this Smithy JSON AST
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Name every part of the model that is not checked, not only the first
    #[arg(long, requires = "model")]
    verbose: bool,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    if let Some(path) = &options.model {
        load_model(path, options.verbose)?;
    }
    let is_listed = |rule: &&Rule| options.model.is_none() || applies_to_any_model(**rule);
    let rules: Vec<Rule> = Rule::ALL.iter().filter(is_listed).copied().collect();
    let text = match options.format {
        TextOrJson::Text => table(&rules),
        TextOrJson::Json => {
            // INVARIANT: the library writes valid JSON; it is parsed only to indent it.
            let rule_value = |rule: &Rule| serde_json::from_str::<Value>(&rule.to_json()).unwrap_or_default();
            format!("{:#}\n", rules.iter().map(rule_value).collect::<Value>())
        }
    };
    print(&text)?;
    Ok(ExitStatus::Success)
}

/// Whether a rule is one of the engine, and not of the built-in service or of a policy.
fn applies_to_any_model(rule: Rule) -> bool {
    !matches!(rule.family(), Family::Documented | Family::Document | Family::Policy)
}

/// Returns a table with one rule per row.
fn table(rules: &[Rule]) -> String {
    let rows = rules.iter().map(|rule| {
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

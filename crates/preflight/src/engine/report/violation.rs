use core::fmt;

use super::{Detail, Path, words};
use crate::engine::rule::{Rule, Severity};

/// One failure of one rule at one path. Displayed, it is its message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The rule that is broken.
    pub rule: Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// Where. Inside a sensitive map the path stops at the map.
    pub path: Path,
    /// The violation is of a map's key, not of its value.
    pub for_key: bool,
    /// Inside a sensitive map: the entry's position in the text, from 0.
    pub entry: Option<usize>,
    /// The name of the shape that states the rule; empty when none does.
    pub shape: String,
    /// What it is about.
    pub detail: Detail,
    /// What was probably meant: the name of a member, or a listed value.
    pub suggestion: Option<String>,
    /// Where in the judged text, in bytes; `None` for what did not come from a JSON text.
    pub offset: Option<usize>,
}

impl Violation {
    /// The id of the rule that is broken; for a check of a policy, the check's own.
    pub fn rule_id(&self) -> &str {
        match &self.detail {
            Detail::PolicyCheck { id, .. } => id,
            _ => self.rule.id(),
        }
    }

    /// A violation at a path, of which no more is known.
    pub(crate) fn of(rule: Rule, severity: Severity, path: Path, detail: Detail) -> Violation {
        Violation {
            rule,
            severity,
            path,
            for_key: false,
            entry: None,
            shape: String::new(),
            detail,
            suggestion: None,
            offset: None,
        }
    }

    /// The message: Smithy's standard text for a constraint, our own words for everything else.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What would be right, in our words.
    pub fn help(&self) -> Option<String> {
        words::help(self)
    }

    /// The path in Smithy's standard answer, which names the map when one of its keys fails.
    pub fn standard_path(&self) -> Path {
        if self.for_key && self.entry.is_none() { self.path.parent() } else { self.path.clone() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        words::message(self, f)
    }
}

impl core::error::Error for Violation {}

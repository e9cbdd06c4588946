use core::fmt;

use mi_preflight::{Answer, Edition, Violation};
use serde_json::{Value, json};

use crate::source::Source;

/// What one request's answers in two editions have apart.
pub(super) struct Effect<'a> {
    name: String,
    text: &'a [u8],
    from: (Edition, &'a Answer),
    to: (Edition, &'a Answer),
    /// Which violations of the older edition's answer the newer one does not have, by position.
    lost: Vec<usize>,
    /// And the other way round.
    gained: Vec<usize>,
}

impl<'a> Effect<'a> {
    pub(super) fn of(source: &Source, text: &'a [u8], from: (Edition, &'a Answer), to: (Edition, &'a Answer)) -> Self {
        let (lost, gained) =
            (missing(violations(from.1), violations(to.1)), missing(violations(to.1), violations(from.1)));
        Effect { name: source.name(), text, from, to, lost, gained }
    }

    pub(super) fn is_any(&self) -> bool {
        let judged = |answer: &Answer| answer.report().is_some();
        !self.lost.is_empty() || !self.gained.is_empty() || judged(self.from.1) != judged(self.to.1)
    }

    /// The operation, as the edition that knows it names it.
    fn operation(&self) -> Option<&str> {
        self.to.1.operation().or_else(|| self.from.1.operation())
    }

    pub(super) fn to_json(&self) -> String {
        let side = |(edition, answer): (Edition, &Answer)| match answer.report() {
            Some(report) => json!({"edition": edition.name(), "valid": report.is_valid()}),
            None => json!({"edition": edition.name(), "error": answer.error()}),
        };
        let told = |answer: &Answer, positions: &[usize]| -> Vec<Value> {
            // The core writes violations; only which of them are told is decided here.
            let whole: Value = serde_json::from_str(&answer.to_json_with_places(self.text)).unwrap_or_default();
            positions.iter().filter_map(|position| whole["violations"].get(position).cloned()).collect()
        };
        let effect = json!({
            "file": self.name,
            "operation": self.operation(),
            "changes": self.is_any(),
            "from": side(self.from),
            "to": side(self.to),
            "gained": told(self.to.1, &self.gained),
            "lost": told(self.from.1, &self.lost),
        });
        effect.to_string()
    }
}

impl fmt::Display for Effect<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        let side = |(edition, answer): (Edition, &Answer)| match (answer.report(), answer.error()) {
            (Some(report), _) if report.is_valid() => format!("valid in {edition}"),
            (Some(_), _) => format!("invalid in {edition}"),
            (None, error) => format!("not to be judged in {edition} ({})", error.unwrap_or_default()),
        };
        if !self.is_any() {
            return write!(f, "nothing changes, {}", side(self.to));
        }
        write!(f, "{}, {}", side(self.from), side(self.to))?;
        for (sign, answer, positions) in [('-', self.from.1, &self.lost), ('+', self.to.1, &self.gained)] {
            for violation in positions.iter().filter_map(|position| violations(answer).get(*position)) {
                write!(f, "\n  {sign} {}[{}]: {violation}", violation.severity, violation.rule_id())?;
            }
        }
        Ok(())
    }
}

fn violations(answer: &Answer) -> &[Violation] {
    answer.report().map(|report| report.violations()).unwrap_or_default()
}

/// The positions of those violations that have no counterpart: one of the same rule at the same place.
fn missing(of: &[Violation], others: &[Violation]) -> Vec<usize> {
    let mut open: Vec<&Violation> = others.iter().collect();
    let has_counterpart = |violation: &Violation| {
        let same = |other: &&Violation| {
            (other.rule, &other.path, other.for_key, other.entry, other.severity)
                == (violation.rule, &violation.path, violation.for_key, violation.entry, violation.severity)
        };
        open.iter().position(same).map(|found| open.swap_remove(found)).is_some()
    };
    let found: Vec<bool> = of.iter().map(has_counterpart).collect();
    found.iter().enumerate().filter(|(_, found)| !**found).map(|(position, _)| position).collect()
}

//! Collects the violations of one check.

use super::json::rule_of_fault;
use super::{FieldLocation, Flow, Node, Side, Stop, ValidationContext};
use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Report, Violation};
use crate::engine::rule::{Family, Rule, Severity, SeverityTable};
use crate::smithy::{Model, ShapeId};
use crate::text::json::{Fault, Reader};

/// How far validation goes after the first error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Stops at the first error, for `is_valid`.
    FailFast,
    /// Collects and explains all violations, for `check`.
    CollectAll,
}

/// The violations of one check, up to the cap.
pub(crate) struct Findings<'a> {
    pub(crate) model: &'a Model<'a>,
    side: Side,
    mode: Mode,
    max_violations: usize,
    /// The severities in force; `None` selects those of the rule definitions.
    severities: Option<&'a dyn SeverityTable>,
    /// The position of a field that is validated alone; the paths of rules begin there.
    pub(super) location: Option<&'a FieldLocation<'a>>,
    report: Report,
}

/// A violated rule and the place of the violation.
#[derive(Clone, Copy)]
pub(crate) struct ViolationSite<'n> {
    pub(crate) rule: Rule,
    pub(crate) shape: Option<ShapeId>,
    pub(crate) node: &'n Node<'n>,
    /// The text that the node's keys and the offset refer to.
    pub(crate) text: &'n [u8],
    pub(crate) offset: Option<usize>,
    pub(crate) for_key: bool,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(context: &ValidationContext<'a>) -> Findings<'a> {
        Findings {
            model: context.model,
            side: context.side,
            mode: context.mode,
            max_violations: context.limits.max_violations(),
            severities: context.severities,
            location: None,
            report: Report::default(),
        }
    }

    /// Adds a violation with a detail that is cheap to build.
    #[cold]
    #[inline(never)]
    pub(crate) fn add(&mut self, site: &ViolationSite<'_>, detail: Detail) -> Flow {
        if let Some(severity) = self.reported_severity(site)? {
            self.push(site, severity, detail, None);
        }
        Ok(())
    }

    /// Adds a violation. The detail and the suggestion are built only if the violation is reported.
    #[cold]
    #[inline(never)]
    pub(crate) fn explain(
        &mut self,
        site: &ViolationSite<'_>,
        explanation: &dyn Fn(&Model<'_>) -> (Detail, Option<String>),
    ) -> Flow {
        if let Some(severity) = self.reported_severity(site)? {
            let (detail, suggestion) = explanation(self.model);
            self.push(site, severity, detail, suggestion);
        }
        Ok(())
    }

    /// Records a violation and returns its severity if the violation must be reported.
    #[inline(never)]
    fn reported_severity(&mut self, site: &ViolationSite<'_>) -> Result<Option<Severity>, Stop> {
        let rule = site.rule;
        let severity = match (self.side, rule.family()) {
            // Real outputs break the documented constraints; a client should not reject them.
            (Side::Output, family) if family != Family::Json => Severity::Warning,
            (_, Family::Note) => match self.severities {
                Some(severities) => match severities.severity(rule) {
                    Some(severity) => severity,
                    None => return Ok(None),
                },
                None => rule.severity(),
            },
            _ => rule.severity(),
        };
        let is_reported = self.record_severity(rule, severity)? && self.make_room(rule, severity, site.offset);
        Ok(is_reported.then_some(severity))
    }

    fn push(&mut self, site: &ViolationSite<'_>, severity: Severity, mut detail: Detail, suggestion: Option<String>) {
        let (path, redaction) = site.node.resolve(self.model, site.text);
        let entry = redaction.as_ref().and_then(|redaction| redaction.entry);
        if site.rule == Rule::JSON_DUPLICATE_KEY {
            detail = match (&redaction, entry) {
                (_, Some(_)) => Detail::DUPLICATE_ENTRY,
                // The path is that of an enclosing value, because the key is redacted.
                (Some(_), None) => Detail::DUPLICATE_INSIDE,
                (None, None) => Detail::DUPLICATE_MEMBER,
            };
        }
        self.report.violations.push(Violation {
            rule: site.rule,
            severity,
            path,
            for_key: site.for_key,
            entry,
            shape: site.shape.map(|id| self.model.shape_name(id).to_owned()).unwrap_or_default(),
            detail,
            suggestion,
            offset: site.offset,
            refused_by: Vec::new(),
        });
    }

    /// Adds a violation of a rule that reads several values. It is built only if it is reported.
    #[cold]
    #[inline(never)]
    pub(crate) fn add_violation(&mut self, rule: Rule, severity: Severity, make: impl FnOnce() -> Violation) -> Flow {
        if self.record_severity(rule, severity)? {
            let violation = make();
            if self.make_room(rule, severity, violation.offset) {
                self.report.violations.push(match self.location {
                    Some(location) => location.place(violation),
                    None => violation,
                });
            }
        }
        Ok(())
    }

    /// Records the severity of a violation. Returns whether violations are collected.
    #[inline(never)]
    fn record_severity(&mut self, rule: Rule, severity: Severity) -> Result<bool, Stop> {
        self.report.record_severity(rule, severity);
        if self.mode == Mode::FailFast {
            return if self.report.is_valid() { Ok(false) } else { Err(Stop::Decided) };
        }
        Ok(true)
    }

    fn make_room(&mut self, rule: Rule, severity: Severity, offset: Option<usize>) -> bool {
        self.report.make_room(rule, severity, offset, self.max_violations)
    }

    /// Reports text that cannot be read to its end. Earlier violations are dropped: they describe only a part of the
    /// text.
    #[cold]
    #[inline(never)]
    pub(crate) fn fault(&mut self, fault: Fault, node: &Node<'_>, reader: &Reader<'_>, limits: &Limits) {
        self.report = Report::default();
        let (rule, detail) = rule_of_fault(fault, limits.max_depth());
        let site =
            ViolationSite { rule, shape: None, node, text: reader.text, offset: Some(reader.at), for_key: false };
        // The emptied report has room for the violation. In fail-fast mode the verdict is in the report too.
        let _ = self.add(&site, detail);
    }

    pub(crate) fn finish(self) -> Report {
        self.report.finish(self.max_violations)
    }
}

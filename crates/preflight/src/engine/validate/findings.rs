use super::{FieldLocation, Flow, Node, Side, Stop, ValidationContext};
use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Report, Violation};
use crate::engine::rule::{Family, Rule, Severity, SeverityTable};
use crate::smithy::{Model, ShapeId};
use crate::text::json::{Fault, Reader};

/// Whether anybody wants to know what is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `is_valid`: the first error is the answer.
    FailFast,
    /// `check`: everything, explained.
    CollectAll,
}

/// Where the violations of one check are captures, the first ones up to the cap.
pub(crate) struct Findings<'a> {
    pub(crate) model: &'a Model<'a>,
    side: Side,
    mode: Mode,
    max_violations: usize,
    /// The severities in force; `None` for those of the definitions.
    severities: Option<&'a dyn SeverityTable>,
    /// Where a value stands that is judged alone: paths of rules begin there.
    pub(super) location: Option<&'a FieldLocation<'a>>,
    report: Report,
}

/// What is violated, and where.
#[derive(Clone, Copy)]
pub(crate) struct ViolationSite<'n> {
    pub(crate) rule: Rule,
    pub(crate) shape: Option<ShapeId>,
    pub(crate) node: &'n Node<'n>,
    /// The text that the node's keys and the offset are of.
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

    /// Notes a violation of which there is no more to say than what costs nothing to say.
    #[cold]
    #[inline(never)]
    pub(crate) fn add(&mut self, at: &ViolationSite<'_>, detail: Detail) -> Flow {
        if let Some(severity) = self.severity_for(at.rule)? {
            self.push(at, severity, detail, None);
        }
        Ok(())
    }

    /// Notes a violation; what there is to say about it, and what was meant, is worked out only when it is captures.
    #[cold]
    #[inline(never)]
    pub(crate) fn explain(
        &mut self,
        at: &ViolationSite<'_>,
        say: &dyn Fn(&Model<'_>) -> (Detail, Option<String>),
    ) -> Flow {
        if let Some(severity) = self.severity_for(at.rule)? {
            let (detail, suggestion) = say(self.model);
            self.push(at, severity, detail, suggestion);
        }
        Ok(())
    }

    /// How much a violation weighs, when it is captures.
    #[inline(never)]
    fn severity_for(&mut self, rule: Rule) -> Result<Option<Severity>, Stop> {
        let severity = match (self.side, rule.family()) {
            // Real answers break the printed constraints; a client should not turn them away.
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
        Ok(self.is_wanted(rule, severity)?.then_some(severity))
    }

    fn push(&mut self, at: &ViolationSite<'_>, severity: Severity, mut detail: Detail, suggestion: Option<String>) {
        let (path, seal) = at.node.resolve(self.model, at.text);
        let entry = seal.as_ref().and_then(|seal| seal.entry);
        if at.rule == Rule::JSON_DUPLICATE_KEY && seal.is_some() && entry.is_none() {
            // The path is not the key's, which is not told.
            detail = Detail::Reason("has a key inside that stands there more than once");
        }
        self.report.violations.push(Violation {
            rule: at.rule,
            severity,
            path,
            for_key: at.for_key,
            entry,
            shape: at.shape.map(|id| self.model.shape_name(id).to_owned()).unwrap_or_default(),
            detail,
            suggestion,
            offset: at.offset,
        });
    }

    /// Notes that a rule is broken which reads several values.
    #[cold]
    #[inline(never)]
    pub(crate) fn add_of_rule(&mut self, rule: Rule, severity: Severity, make: impl FnOnce() -> Violation) -> Flow {
        if self.is_wanted(rule, severity)? {
            let found = make();
            self.report.violations.push(match self.location {
                Some(location) => location.place(found),
                None => found,
            });
        }
        Ok(())
    }

    /// Weighs a violation; whether there is anybody who wants to read it, and room for it.
    #[inline(never)]
    fn is_wanted(&mut self, rule: Rule, severity: Severity) -> Result<bool, Stop> {
        self.report.weigh(rule, severity);
        if self.mode == Mode::FailFast {
            return if self.report.is_valid() { Ok(false) } else { Err(Stop::Answered) };
        }
        let has_room = self.report.violations.len() < self.max_violations;
        self.report.truncated |= !has_room;
        Ok(has_room)
    }

    /// The text could not be read to its end: what was found before is no judgement of it and is dropped.
    #[cold]
    #[inline(never)]
    pub(crate) fn fault(&mut self, fault: Fault, node: &Node<'_>, reader: &Reader<'_>, limits: &Limits) {
        self.report = Report::default();
        let (rule, detail) = match fault {
            Fault::Syntax => (Rule::JSON_SYNTAX, Detail::Nothing),
            Fault::Utf8 => (Rule::JSON_UTF8, Detail::Nothing),
            Fault::Depth => (Rule::JSON_DEPTH, Detail::Limit { limit: limits.max_depth() }),
        };
        let at = ViolationSite { rule, shape: None, node, text: reader.text, offset: Some(reader.at), for_key: false };
        // The report was emptied, so there is room; a verdict that is asked for is in the report as well.
        let _ = self.add(&at, detail);
    }

    pub(crate) fn finish(self) -> Report {
        let mut report = self.report;
        report.sort();
        report
    }
}

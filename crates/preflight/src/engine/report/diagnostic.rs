//! `miette::Diagnostic` for violations.

use miette::{Diagnostic, LabeledSpan, SourceSpan};

use super::Violation;
use crate::engine::rule::Severity;

/// The code is the rule's id. The label is the path, and points at the first byte of the value in the checked text.
/// Attach the text as source code to print it: a report holds no value of the input.
///
/// ```
/// use mi_preflight::{Edition, Preflight};
/// use miette::Diagnostic;
///
/// let report = Preflight::new(Edition::default()).check("CreateCredentialLocker", br#"{"Name": ""}"#)?;
/// let violation = &report.violations()[0];
/// assert_eq!(violation.code().unwrap().to_string(), "length");
/// assert_eq!(violation.labels().unwrap().next().unwrap().offset(), 9);
/// # Ok::<(), mi_preflight::Error>(())
/// ```
impl Diagnostic for Violation {
    fn code<'a>(&'a self) -> Option<Box<dyn core::fmt::Display + 'a>> {
        Some(Box::new(self.rule_id()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn core::fmt::Display + 'a>> {
        Violation::help(self).map(|help| Box::new(help) as Box<dyn core::fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let offset = self.offset?;
        let path = Some(self.path.to_string()).filter(|path| !path.is_empty());
        Some(Box::new(core::iter::once(LabeledSpan::new_with_span(path, SourceSpan::from(offset)))))
    }
}

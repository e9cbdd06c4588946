use core::ops::Range;

use crate::engine::report::{Path, Report, Token, Violation};
use crate::engine::rule::Family;
use crate::engine::validate::{self, Mode, Side, ValidationContext};
use crate::preflight::Preflight;
use crate::service::capability::DeviceError;
use crate::text::json::parts::{member, string};

/// Where in a text a capability report stands.
///
/// ```
/// use mi_preflight::{Edition, Preflight, CapabilityReportPlace};
///
/// let input = br#"{"ManagedThingId": "1", "CapabilityReport": {"version": "1.0.0", "endpoints": [{"id": "-"}]}}"#;
/// let place = CapabilityReportPlace::find(input)?;
/// assert_eq!(place.path().to_string(), "/CapabilityReport");
/// let report = Preflight::new(Edition::default()).check_capability_report_at(input, &place);
/// assert_eq!(report.violations()[0].path.to_string(), "/CapabilityReport/endpoints/0/capabilities");
/// # Ok::<(), mi_preflight::DeviceError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapabilityReportPlace {
    path: Path,
    /// The report's bytes in the text.
    span: Range<usize>,
    /// The report stands inside a string.
    is_string: bool,
}

impl CapabilityReportPlace {
    /// Finds the capability report in a text: the report itself, an answer of GetManagedThingCapabilities, or the
    /// input of CreateManagedThing or UpdateManagedThing; there it stands under `CapabilityReport`, or as a string
    /// under the deprecated `Capabilities`.
    ///
    /// The report need not be right to be found, nor the text: what is no JSON is taken for a report, of which
    /// [`Preflight::check_capability_report_at`] says that it cannot be read.
    ///
    /// # Errors
    /// [`DeviceError::NoReport`] when the text is about something else.
    pub fn find(text: &[u8]) -> Result<CapabilityReportPlace, DeviceError> {
        let whole = CapabilityReportPlace { path: Path::default(), span: 0..text.len(), is_string: false };
        let under = |name: &str, is_string: bool| {
            let value = member(text, name)?.value;
            // INVARIANT: a member's value is a slice of the text.
            let start = (value.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            Some(CapabilityReportPlace {
                path: Path::new(vec![Token::member(name)]),
                span: start..start + value.len(),
                is_string,
            })
        };
        let has_endpoints = |text: &[u8]| member(text, "endpoints").is_some();
        if has_endpoints(text) {
            return Ok(whole);
        }
        let nested = under("CapabilityReport", false).filter(|place| text[place.span.clone()].starts_with(b"{"));
        let held =
            under("Capabilities", true).filter(|place| place.held(text).is_some_and(|held| has_endpoints(&held)));
        let is_report = |text: &[u8]| ["version", "nodeId"].into_iter().any(|name| member(text, name).is_some());
        match (nested, held) {
            (Some(nested), Some(_)) if has_endpoints(&text[nested.span.clone()]) => Ok(nested),
            (_, Some(held)) => Ok(held),
            (Some(nested), None) => Ok(nested),
            (None, None) if is_report(text) || is_unreadable(text) => Ok(whole),
            (None, None) => Err(DeviceError::NoReport),
        }
    }

    /// Where the report stands; empty when the text is the report itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes of the text in which it stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether it stands inside a string, so that places in it are no places in the text.
    pub fn is_string(&self) -> bool {
        self.is_string
    }

    /// The report's own text.
    pub fn report<'t>(&self, text: &'t [u8]) -> std::borrow::Cow<'t, [u8]> {
        match self.held(text) {
            Some(held) => held.into(),
            None => text.get(self.span.clone()).unwrap_or_default().into(),
        }
    }

    /// What the string holds, where the report stands in one.
    fn held(&self, text: &[u8]) -> Option<Vec<u8>> {
        let value = text.get(self.span.clone()).filter(|_| self.is_string)?;
        string(value).map(|held| held.into_owned().into_bytes())
    }

    /// What was found in the report, as it is in the text.
    fn outward(&self, violation: Violation) -> Violation {
        let tokens = self.path.tokens().iter().chain(violation.path.tokens()).cloned().collect();
        let offset = violation.offset.map(|offset| self.span.start + if self.is_string { 0 } else { offset });
        Violation { path: Path::new(tokens), offset, ..violation }
    }
}

/// What is wrong with a text as JSON.
fn faults(text: &[u8], limits: crate::engine::limits::Limits) -> Vec<Violation> {
    let model = crate::service::Edition::default().model();
    let validation_context = ValidationContext {
        model: &model,
        shape: None,
        side: Side::Output,
        mode: Mode::CollectAll,
        limits,
        trie: None,
        severities: None,
    };
    let read = validate::whole(validation_context, text).into_report();
    read.violations.into_iter().filter(|found| found.rule.family() == Family::Json).collect()
}

fn is_unreadable(text: &[u8]) -> bool {
    faults(text, crate::engine::limits::Limits::default()).iter().any(|found| found.rule.is_fatal())
}

impl Preflight {
    /// Judges the capability report at a place in a text, as [`Preflight::check_capability_report`] does; paths and offsets are
    /// those of the text. What stands beside the report need only be readable.
    pub fn check_capability_report_at(&self, text: &[u8], place: &CapabilityReportPlace) -> Report {
        if place.path.tokens().is_empty() {
            return self.check_capability_report(text);
        }
        let beside = faults(text, self.limits());
        if beside.iter().any(|found| found.rule.is_fatal()) {
            // What is not wholly read is not judged.
            return Report::of(beside);
        }
        let judged = self.check_capability_report(&place.report(text));
        let is_truncated = judged.is_truncated();
        // What is wrong inside a report that is no string is found by its own check as well.
        let inside = |found: &Violation| {
            let (at, report) = (found.path.tokens(), place.path.tokens());
            !place.is_string && at.len() > report.len() && at.starts_with(report)
        };
        let mut found: Vec<Violation> = beside.into_iter().filter(|found| !inside(found)).collect();
        found.extend(judged.violations.into_iter().map(|violation| place.outward(violation)));
        let mut report = Report::of(found);
        // Of errors beyond the cap only this is known.
        report.refusal = report.refusal.into_iter().chain(judged.refusal).min();
        report.truncated = is_truncated;
        report.finish(self.limits().max_violations())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;

    const REPORT: &str =
        r#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [], "id": "2"}]}"#;

    fn found(text: &str) -> Vec<(String, &'static str, usize)> {
        let place = CapabilityReportPlace::find(text.as_bytes()).unwrap();
        let report = Preflight::new(Edition::default()).check_capability_report_at(text.as_bytes(), &place);
        let row = |one: &Violation| (one.path.to_string(), one.rule.id(), one.offset.unwrap_or_default());
        report.violations().iter().map(row).collect()
    }

    #[test]
    fn a_report_is_judged_where_it_stands() {
        let rule = "json-duplicate-key";
        let at = REPORT.rfind("\"id\"").unwrap();
        let bare = found(REPORT);
        assert_eq!(bare, [("/endpoints/0/id".to_owned(), rule, bare[0].2)]);
        assert!(bare[0].2 >= at);
        let nested = format!(r#"{{"Name": 1, "CapabilityReport": {REPORT}}}"#);
        let path = "/CapabilityReport/endpoints/0/id".to_owned();
        assert_eq!(found(&nested), [(path, rule, nested.find(REPORT).unwrap() + bare[0].2)]);
        let held = format!(r#"{{"Capabilities": "{}"}}"#, REPORT.replace('"', "\\\""));
        assert_eq!(found(&held), [("/Capabilities/endpoints/0/id".to_owned(), rule, 17)]);
        // What stands beside it need only be readable.
        let twice = r#"{"a": 1, "a": 2, "CapabilityReport": {"version": "1.0.0", "endpoints": []}}"#;
        assert_eq!(found(twice).len(), 1);
        let reports = r#"{"CapabilityReport": 1, "CapabilityReport": {"version": "1.0.0", "endpoints": []}}"#;
        assert_eq!(found(reports)[0].0, "/CapabilityReport");
        assert_eq!(found(&twice.replace(": 2", ": "))[0].1, "json-syntax");
    }

    #[test]
    fn what_a_broken_report_lacks_is_told() {
        assert_eq!(found(r#"{"version": "1.0.0"}"#)[0].0, "/endpoints");
        assert_eq!(found(r#"{"CapabilityReport": {}}"#)[0].0, "/CapabilityReport/endpoints");
        assert_eq!(found("{")[0].1, "json-syntax");
    }

    #[test]
    fn what_is_about_something_else_is_refused() {
        for text in ["{}", "[]", r#"{"Name": "lamp"}"#, r#"{"CapabilityReport": null}"#, r#"{"Capabilities": "light"}"#]
        {
            assert_eq!(CapabilityReportPlace::find(text.as_bytes()), Err(DeviceError::NoReport), "{text}");
        }
    }
}

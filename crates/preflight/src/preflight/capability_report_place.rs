use core::ops::Range;

use crate::engine::limits::Limits;
use crate::engine::report::{Path, Report, Token, Violation};
use crate::engine::validate::json_violations;
use crate::preflight::Preflight;
use crate::service::capability::DeviceError;
use crate::text::json::parts::{member, string};

/// The place of a capability report in a text.
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
    /// Whether the report is inside a string.
    is_string: bool,
}

impl CapabilityReportPlace {
    /// Finds the capability report in a text.
    ///
    /// The text is the report itself, an output of GetManagedThingCapabilities, or an input of CreateManagedThing or
    /// UpdateManagedThing. In an input or output the report is the member `CapabilityReport`, or a string in the
    /// deprecated member `Capabilities`.
    ///
    /// Neither the report nor the text has to be valid. Text that is not JSON is treated as a report, so that
    /// [`Preflight::check_capability_report_at`] reports the syntax error.
    ///
    /// # Errors
    /// Returns [`DeviceError::NoReport`] if the text has no capability report.
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
        let decoded = under("Capabilities", true)
            .filter(|place| place.decoded(text).is_some_and(|decoded| has_endpoints(&decoded)));
        let is_report = |text: &[u8]| ["version", "nodeId"].into_iter().any(|name| member(text, name).is_some());
        match (nested, decoded) {
            (Some(nested), Some(_)) if has_endpoints(&text[nested.span.clone()]) => Ok(nested),
            (_, Some(decoded)) => Ok(decoded),
            (Some(nested), None) => Ok(nested),
            (None, None) if is_report(text) || is_unreadable(text) => Ok(whole),
            (None, None) => Err(DeviceError::NoReport),
        }
    }

    /// Returns the path of the report; empty if the text is the report itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the byte range of the report in the text.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Returns whether the report is inside a string, so that offsets in it are not offsets in the text.
    pub fn is_string(&self) -> bool {
        self.is_string
    }

    /// Returns the text of the report.
    pub fn report<'t>(&self, text: &'t [u8]) -> std::borrow::Cow<'t, [u8]> {
        match self.decoded(text) {
            Some(decoded) => decoded.into(),
            None => text.get(self.span.clone()).unwrap_or_default().into(),
        }
    }

    /// Returns the decoded string that holds the report, if it is inside one.
    fn decoded(&self, text: &[u8]) -> Option<Vec<u8>> {
        let value = text.get(self.span.clone()).filter(|_| self.is_string)?;
        string(value).map(|decoded| decoded.into_owned().into_bytes())
    }

    /// Translates the path and offset of a violation in the report to those in the text.
    fn relocate(&self, violation: Violation) -> Violation {
        let tokens = self.path.tokens().iter().chain(violation.path.tokens()).cloned().collect();
        let offset = violation.offset.map(|offset| self.span.start + if self.is_string { 0 } else { offset });
        Violation { path: Path::new(tokens), offset, ..violation }
    }
}

fn is_unreadable(text: &[u8]) -> bool {
    json_violations(text, &Limits::default()).iter().any(|violation| violation.rule.is_fatal())
}

impl Preflight {
    /// Validates the capability report at a place in a text, like [`Preflight::check_capability_report`].
    ///
    /// Paths and offsets are those of the text. The rest of the text only has to be valid JSON.
    pub fn check_capability_report_at(&self, text: &[u8], place: &CapabilityReportPlace) -> Report {
        if place.path.tokens().is_empty() {
            return self.check_capability_report(text);
        }
        let text_violations = json_violations(text, &self.limits());
        if text_violations.iter().any(|violation| violation.rule.is_fatal()) {
            // A text that was not read completely cannot be validated.
            return Report::from_violations(text_violations);
        }
        let report = self.check_capability_report(&place.report(text));
        let is_truncated = report.is_truncated();
        // The check of the report itself finds these as well, unless the report is inside a string.
        let is_inside_report = |violation: &Violation| {
            let (path, report_path) = (violation.path.tokens(), place.path.tokens());
            !place.is_string && path.len() > report_path.len() && path.starts_with(report_path)
        };
        let mut violations: Vec<Violation> =
            text_violations.into_iter().filter(|violation| !is_inside_report(violation)).collect();
        violations.extend(report.violations.into_iter().map(|violation| place.relocate(violation)));
        let mut merged = Report::from_violations(violations);
        // Errors beyond the cap are known by their refusal only.
        merged.refusal = merged.refusal.into_iter().chain(report.refusal).min();
        merged.truncated = is_truncated;
        merged.finish(self.limits().max_violations())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;

    const REPORT: &str =
        r#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [], "id": "2"}]}"#;

    fn check(text: &str) -> Vec<(String, &'static str, usize)> {
        let place = CapabilityReportPlace::find(text.as_bytes()).unwrap();
        let report = Preflight::new(Edition::default()).check_capability_report_at(text.as_bytes(), &place);
        let row = |violation: &Violation| {
            (violation.path.to_string(), violation.rule.id(), violation.offset.unwrap_or_default())
        };
        report.violations().iter().map(row).collect()
    }

    #[test]
    fn reports_paths_and_offsets_of_the_text() {
        let rule = "json-duplicate-key";
        let at = REPORT.rfind("\"id\"").unwrap();
        let bare = check(REPORT);
        assert_eq!(bare, [("/endpoints/0/id".to_owned(), rule, bare[0].2)]);
        assert!(bare[0].2 >= at);
        let nested = format!(r#"{{"Name": 1, "CapabilityReport": {REPORT}}}"#);
        let path = "/CapabilityReport/endpoints/0/id".to_owned();
        assert_eq!(check(&nested), [(path, rule, nested.find(REPORT).unwrap() + bare[0].2)]);
        let decoded = format!(r#"{{"Capabilities": "{}"}}"#, REPORT.replace('"', "\\\""));
        assert_eq!(check(&decoded), [("/Capabilities/endpoints/0/id".to_owned(), rule, 17)]);
        // The rest of the text only has to be valid JSON.
        let twice = r#"{"a": 1, "a": 2, "CapabilityReport": {"version": "1.0.0", "endpoints": []}}"#;
        assert_eq!(check(twice).len(), 1);
        let reports = r#"{"CapabilityReport": 1, "CapabilityReport": {"version": "1.0.0", "endpoints": []}}"#;
        assert_eq!(check(reports)[0].0, "/CapabilityReport");
        assert_eq!(check(&twice.replace(": 2", ": "))[0].1, "json-syntax");
    }

    #[test]
    fn reports_missing_parts_of_an_invalid_report() {
        assert_eq!(check(r#"{"version": "1.0.0"}"#)[0].0, "/endpoints");
        assert_eq!(check(r#"{"CapabilityReport": {}}"#)[0].0, "/CapabilityReport/endpoints");
        assert_eq!(check("{")[0].1, "json-syntax");
    }

    #[test]
    fn rejects_a_text_without_a_report() {
        for text in ["{}", "[]", r#"{"Name": "lamp"}"#, r#"{"CapabilityReport": null}"#, r#"{"Capabilities": "light"}"#]
        {
            assert_eq!(CapabilityReportPlace::find(text.as_bytes()), Err(DeviceError::NoReport), "{text}");
        }
    }
}

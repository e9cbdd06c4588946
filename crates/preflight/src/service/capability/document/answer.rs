//! The JSON output for a checked document.

use crate::engine::report::{Report, Violation, json, places};

/// The result for one document as JSON, on one line: the caller's `id`, `valid`, `violations` with their positions in
/// `text`, and `truncated` if violations were cut.
///
/// ```
/// use mi_preflight::Profile;
/// use mi_preflight::document::{Documents, Origin, to_answer_json};
/// let report = Documents::new().check_document(b"{", Origin::Authored, Profile::Recommended);
/// let answer = to_answer_json("lamp.json", &report, b"{");
/// assert!(answer.starts_with(r#"{"id":"lamp.json","valid":false,"violations":[{"rule":"json-syntax","#));
/// ```
pub fn to_answer_json(id: &str, report: &Report, text: &[u8]) -> String {
    let places = places(text, report.violations().iter().filter_map(|violation| violation.offset));
    let place_of = |violation: &Violation| places.get(&violation.offset?).copied();
    let mut out = String::new();
    let mut object = json::Object::begin(&mut out);
    object.string("id", id);
    json::report_members(&mut object, report, Some(&place_of));
    object.end();
    out
}

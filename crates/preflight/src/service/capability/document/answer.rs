//! The JSON output for a checked document.

use crate::engine::report::{Report, Violation, json, place};

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
    let place_of = |violation: &Violation| violation.offset.map(|offset| place(text, offset));
    let mut out = String::new();
    let mut object = json::Object::begin(&mut out);
    object.string("id", id);
    json::report_members(&mut object, report, Some(&place_of));
    object.end();
    out
}

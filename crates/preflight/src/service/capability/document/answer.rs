//! What a check of a document is told as: the answer of every surface.

use crate::engine::report::{Report, Violation, json, place};

/// The answer to one document as JSON, on one line: its `id`, which is the caller's, `valid`, `violations`, each with
/// its place in `text`, and, if so, `truncated`.
///
/// ```
/// use mi_preflight::Profile;
/// use mi_preflight::document::{Documents, Origin, answer_to_json};
/// let report = Documents::new().check_document(b"{", Origin::Authored, Profile::Recommended);
/// let answer = answer_to_json("lamp.json", &report, b"{");
/// assert!(answer.starts_with(r#"{"id":"lamp.json","valid":false,"violations":[{"rule":"json-syntax","#));
/// ```
pub fn answer_to_json(id: &str, report: &Report, text: &[u8]) -> String {
    let place_of = |violation: &Violation| violation.offset.map(|offset| place(text, offset));
    let mut out = String::new();
    let mut object = json::Object::begin(&mut out);
    object.string("id", id);
    json::report_members(&mut object, report, Some(&place_of));
    object.end();
    out
}

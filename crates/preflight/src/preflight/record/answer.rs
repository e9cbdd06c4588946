use super::Span;
use crate::engine::http::RequestReport;
use crate::engine::report::json::{Object, PlaceLookup};
use crate::engine::report::{Detail, Path, Place, Report, Response, Violation, places};
use crate::engine::rule::Rule;

/// The answer to a record.
///
/// ```
/// use mi_preflight::{Edition, Preflight};
/// let record = br#"{"id": 7, "operation": "GetCustomEndpoint", "input": {}}"#;
/// let answer = Preflight::new(Edition::default()).answer(record);
/// assert_eq!(answer.to_json(), r#"{"id":7,"operation":"GetCustomEndpoint","valid":true,"violations":[]}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The record's id, as JSON text.
    id: Option<String>,
    operation: Option<String>,
    /// Whether an output was validated, not an input.
    is_output: bool,
    outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// An input or output, and the span of its text in the record.
    Operation(Report, Span),
    /// A request, and its start offset in the record.
    Request(RequestReport, usize),
    TooLarge(Report),
    Failed(String),
}

impl Answer {
    pub(super) fn of_operation(
        id: Option<String>,
        operation: String,
        is_output: bool,
        report: Report,
        text: Span,
    ) -> Answer {
        Answer { id, operation: Some(operation), is_output, outcome: Outcome::Operation(report, text) }
    }

    pub(super) fn of_request(id: Option<String>, report: RequestReport, start: usize) -> Answer {
        let operation = report.operation().map(str::to_owned);
        Answer { id, operation, is_output: false, outcome: Outcome::Request(report, start) }
    }

    pub(super) fn failed(id: Option<String>, operation: Option<String>, error: String) -> Answer {
        Answer { id, operation, is_output: false, outcome: Outcome::Failed(error) }
    }

    pub(super) fn too_large(operation: Option<String>, is_output: bool, limit: usize) -> Answer {
        let rule = Rule::JSON_SIZE;
        let violation = Violation::new(rule, rule.severity(), Path::default(), Detail::Limit { limit });
        let report = Report::from_violations(vec![violation]);
        Answer { id: None, operation, is_output, outcome: Outcome::TooLarge(report) }
    }

    /// Returns the name of the operation, which may be unknown.
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// Returns the report, or `None` if the record could not be validated.
    pub fn report(&self) -> Option<&Report> {
        match &self.outcome {
            Outcome::Operation(report, _) | Outcome::TooLarge(report) => Some(report),
            Outcome::Request(request, _) => Some(request.report()),
            Outcome::Failed(_) => None,
        }
    }

    /// Returns the service's response to a rejected request, or `None` for anything else.
    pub fn response(&self) -> Option<&Response> {
        match &self.outcome {
            Outcome::Request(request, _) => request.response(),
            _ => None,
        }
    }

    /// Returns the reason why the record could not be validated.
    pub fn error(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the span of the input or output in the record's text, or `None` for a request, whose body is a string
    /// in the record.
    pub fn judged_text(&self) -> Option<Span> {
        match &self.outcome {
            Outcome::Operation(_, text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Returns whether an output was validated, not an input.
    pub fn is_output(&self) -> bool {
        self.is_output
    }

    /// Returns the offset of a violation in the record's text; for a request, the offset of the request.
    pub fn offset_of(&self, violation: &Violation) -> Option<usize> {
        match &self.outcome {
            Outcome::Operation(_, text) => violation.offset.map(|offset| text.start + offset),
            Outcome::Request(_, start) => Some(*start),
            Outcome::TooLarge(_) | Outcome::Failed(_) => None,
        }
    }

    /// Returns the answer as JSON on one line.
    pub fn to_json(&self) -> String {
        self.write(None)
    }

    /// Returns the answer as JSON, with the line and column of every violation in `text`, the record's text.
    pub fn to_json_with_places(&self, text: &[u8]) -> String {
        let violations = self.report().map(Report::violations).unwrap_or_default();
        let places = places(text, violations.iter().filter_map(|violation| self.offset_of(violation)));
        let place_of = |violation: &Violation| -> Option<Place> {
            self.offset_of(violation).and_then(|offset| places.get(&offset).copied())
        };
        self.write(Some(&place_of))
    }

    fn write(&self, place_of: Option<PlaceLookup<'_>>) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        match (&self.id, &self.outcome) {
            (Some(id), _) => object.raw("id", id),
            (None, Outcome::Failed(_)) => object.raw("id", "null"),
            (None, _) => {}
        }
        if let Outcome::Request(request, _) = &self.outcome {
            request.members(&mut object, place_of);
        } else {
            match &self.operation {
                Some(operation) => object.string("operation", operation),
                None => object.raw("operation", "null"),
            }
        }
        match &self.outcome {
            Outcome::Operation(report, _) | Outcome::TooLarge(report) => {
                crate::engine::report::json::report_members(&mut object, report, place_of);
            }
            Outcome::Request(..) => {}
            Outcome::Failed(error) => object.string("error", error),
        }
        object.end();
        out
    }
}

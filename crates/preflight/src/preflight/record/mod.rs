//! Records: JSON objects with an id and an input, output or request, as in JSON Lines files and streams.
//!
//! ```json
//! {"id": "anything", "operation": "CreateManagedThing", "input": { }}
//! {"id": "anything", "operation": "GetManagedThingState", "output": { }}
//! {"id": "anything", "request": {"method": "POST", "uri": "/managed-things", "headers": { }, "body": "{…}"}}
//! ```
//!
//! A record is first split into its members by brackets and quotes alone. The exact bytes of `input` are then
//! validated, so that a mistake in them is a violation and not an invalid record.

mod answer;
mod members;
mod request;

use core::ops::Range;

pub use answer::Answer;

use crate::engine::report::Report;
use crate::preflight::{Error, Preflight};
use crate::text::json::Reader;

/// What a record holds.
enum Subject {
    Input,
    Output,
    Request,
}

impl Preflight {
    /// Validates one record. The answer has an error if the record is invalid or its operation is unknown.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let preflight = Preflight::new(Edition::default());
    /// let answer = preflight.answer(br#"{"id": 1, "operation": "GetCustomEndpoint", "input": {}}"#);
    /// assert_eq!(answer.to_json(), r#"{"id":1,"operation":"GetCustomEndpoint","valid":true,"violations":[]}"#);
    /// ```
    pub fn answer(&self, record: &[u8]) -> Answer {
        let limit = self.limits().max_size();
        if record.len() > limit {
            return self.answer_too_large();
        }
        let (members, error) = members::split(record);
        let find = |name: &str| members.iter().rev().find(|member| member.key == name);
        let id = find("id").and_then(|member| members::scalar(&record[member.value.clone()]));
        let operation = find("operation").and_then(|member| members::string(&record[member.value.clone()]));
        let fail = |error: String| Answer::failed(id.clone(), operation.clone(), error);
        if let Some(reason) = error.or_else(|| members::repeated(&members)) {
            return fail(reason);
        }
        if find("id").is_some() && id.is_none() {
            return fail("`id` must be a string, a number, true, false or null".to_owned());
        }
        let subjects = [("input", Subject::Input), ("output", Subject::Output), ("request", Subject::Request)];
        let mut given = subjects.into_iter().filter_map(|(name, subject)| Some((subject, find(name)?)));
        let (Some((subject, member)), None) = (given.next(), given.next()) else {
            return fail(members::without_subject(&members));
        };
        let value = member.value.clone();
        if matches!(subject, Subject::Request) {
            return match request::parse(&record[value.clone()]) {
                Ok(request) => Answer::of_request(id, self.check_request(&request.borrow()), value.start),
                Err(reason) => fail(reason),
            };
        }
        let Some(name) = operation.clone() else {
            return fail(match find("operation") {
                Some(_) => "`operation` must be a string".to_owned(),
                None => "a record with `input` or `output` names its `operation`".to_owned(),
            });
        };
        let text = &record[value.clone()];
        // In a record, null means an absent input.
        let text = if text == b"null" { b"{}" } else { text };
        match self.validate_text(&subject, &name, text) {
            Ok(report) => Answer::of_operation(id, name, matches!(subject, Subject::Output), report, value),
            Err(error) => fail(error.to_string()),
        }
    }

    fn validate_text(&self, subject: &Subject, operation: &str, text: &[u8]) -> Result<Report, Error> {
        match subject {
            Subject::Output => self.check_output(operation, text),
            _ => self.check(operation, text),
        }
    }

    /// Validates a text as the input or output of an operation, and answers as for a record without an id.
    pub fn answer_text(&self, operation: &str, text: &[u8], is_output: bool) -> Answer {
        let subject = if is_output { Subject::Output } else { Subject::Input };
        match self.validate_text(&subject, operation, text) {
            Ok(report) => Answer::of_operation(None, operation.to_owned(), is_output, report, 0..text.len()),
            Err(error) => Answer::failed(None, Some(operation.to_owned()), error.to_string()),
        }
    }

    /// Returns the answer to a record that exceeds the size limit and was not read.
    pub fn answer_too_large(&self) -> Answer {
        Answer::too_large(None, false, self.limits().max_size())
    }

    /// Returns the answer to an input or output that exceeds the size limit and was not read.
    pub fn answer_text_too_large(&self, operation: &str, is_output: bool) -> Answer {
        Answer::too_large(Some(operation.to_owned()), is_output, self.limits().max_size())
    }
}

/// A byte range in a record's text.
type Span = Range<usize>;

/// Returns whether only white space is left.
fn is_read_whole(reader: &mut Reader<'_>) -> bool {
    reader.peek().is_none()
}

//! Records: one request as a JSON object with its id, the form that files and streams of requests have.
//!
//! ```json
//! {"id": "anything", "operation": "CreateManagedThing", "input": { }}
//! {"id": "anything", "operation": "GetManagedThingState", "output": { }}
//! {"id": "anything", "request": {"method": "POST", "uri": "/managed-things", "headers": { }, "body": "{…}"}}
//! ```
//!
//! The record's own text is cut into its members first, by brackets and quotes alone; what stands under `input` is
//! then judged byte for byte as it is written, so that what is wrong with it is a violation and not a bad record.

mod answer;
mod members;
mod request;

use core::ops::Range;

pub use answer::Answer;

use crate::engine::report::Report;
use crate::preflight::{Error, Preflight};
use crate::text::json::Reader;

/// What a record asks to judge.
enum Subject {
    Input,
    Output,
    Request,
}

impl Preflight {
    /// Judges one record. What is no record, or names an unknown operation, is answered with an error.
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
        let (found, broken) = members::split(record);
        let find = |name: &str| found.iter().rev().find(|member| member.key == name);
        let id = find("id").and_then(|member| members::scalar(&record[member.value.clone()]));
        let operation = find("operation").and_then(|member| members::string(&record[member.value.clone()]));
        let fail = |error: String| Answer::failed(id.clone(), operation.clone(), error);
        if let Some(reason) = broken.or_else(|| members::repeated(&found)) {
            return fail(reason);
        }
        if find("id").is_some() && id.is_none() {
            return fail("`id` must be a string, a number, true, false or null".to_owned());
        }
        let subjects = [("input", Subject::Input), ("output", Subject::Output), ("request", Subject::Request)];
        let mut given = subjects.into_iter().filter_map(|(name, subject)| Some((subject, find(name)?)));
        let (Some((subject, member)), None) = (given.next(), given.next()) else {
            return fail("a record has exactly one of `input`, `output` and `request`".to_owned());
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
        // In a record, null stands for an input that was left out.
        let text = if text == b"null" { b"{}" } else { text };
        match self.judge(&subject, &name, text) {
            Ok(report) => Answer::of_operation(id, name, matches!(subject, Subject::Output), report, value),
            Err(error) => fail(error.to_string()),
        }
    }

    fn judge(&self, subject: &Subject, operation: &str, text: &[u8]) -> Result<Report, Error> {
        match subject {
            Subject::Output => self.check_output(operation, text),
            _ => self.check(operation, text),
        }
    }

    /// Judges a text as the input of an operation, or as its output, and answers as for a record without an id.
    pub fn answer_text(&self, operation: &str, text: &[u8], is_output: bool) -> Answer {
        let subject = if is_output { Subject::Output } else { Subject::Input };
        match self.judge(&subject, operation, text) {
            Ok(report) => Answer::of_operation(None, operation.to_owned(), is_output, report, 0..text.len()),
            Err(error) => Answer::failed(None, Some(operation.to_owned()), error.to_string()),
        }
    }

    /// The answer to a record that is larger than the limit and so was not read.
    pub fn answer_too_large(&self) -> Answer {
        Answer::too_large(None, false, self.limits().max_size())
    }

    /// The answer to the text of an operation's input, or output, that is larger than the limit and so was not read.
    pub fn answer_text_too_large(&self, operation: &str, is_output: bool) -> Answer {
        Answer::too_large(Some(operation.to_owned()), is_output, self.limits().max_size())
    }
}

/// The part of a record's text that an answer is about.
type Span = Range<usize>;

/// Whether the text is one JSON value and nothing else.
fn is_read_whole(reader: &mut Reader<'_>) -> bool {
    reader.peek().is_none()
}

//! The JSON writer of reports. Every surface passes its text on byte for byte.

use core::fmt::{self, Write as _};

use super::{Detail, DetailData, Place, Report, Response, Violation, words};

/// Appends `text` as a JSON string.
pub(crate) fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..'\u{20}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A writer of one JSON object, member by member.
pub(crate) struct Object<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Object<'o> {
    pub(crate) fn begin(out: &'o mut String) -> Object<'o> {
        out.push('{');
        Object { out, first: true }
    }

    /// Writes a key and a colon, and returns the output for the caller to write the value.
    #[inline(never)]
    pub(crate) fn key(&mut self, key: &str) -> &mut String {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        string(self.out, key);
        self.out.push(':');
        self.out
    }

    #[inline(never)]
    pub(crate) fn string(&mut self, key: &str, value: &str) {
        string(self.key(key), value);
    }

    /// Writes a value that is JSON already, such as a number, `true` or an echoed id.
    pub(crate) fn raw(&mut self, key: &str, value: impl fmt::Display) {
        self.raw_dyn(key, &value);
    }

    #[inline(never)]
    fn raw_dyn(&mut self, key: &str, value: &dyn fmt::Display) {
        let out = self.key(key);
        let _ = write!(out, "{value}");
    }

    pub(crate) fn end(self) {
        self.out.push('}');
    }
}

/// Appends the values as a JSON array of strings.
pub(crate) fn strings(out: &mut String, values: &[String]) {
    out.push('[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        string(out, value);
    }
    out.push(']');
}

/// Returns the line and column of a violation, for reports that show them.
pub(crate) type PlaceLookup<'a> = &'a dyn Fn(&Violation) -> Option<Place>;

pub(crate) fn report(out: &mut String, report: &Report, place_of: Option<PlaceLookup<'_>>) {
    let mut object = Object::begin(out);
    report_members(&mut object, report, place_of);
    object.end();
}

pub(crate) fn report_members(object: &mut Object<'_>, report: &Report, place_of: Option<PlaceLookup<'_>>) {
    object.raw("valid", report.is_valid());
    let out = object.key("violations");
    out.push('[');
    for (index, violation) in report.violations().iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        self::violation(out, violation, place_of.and_then(|place_of| place_of(violation)));
    }
    out.push(']');
    if report.is_truncated() {
        object.raw("truncated", true);
    }
}

pub(super) fn violation(out: &mut String, violation: &Violation, place: Option<Place>) {
    let mut object = Object::begin(out);
    object.string("rule", violation.rule_id());
    object.string("severity", violation.severity.name());
    object.string("path", &violation.path.to_string());
    if violation.for_key {
        object.raw("forKey", true);
    }
    if let Some(entry) = violation.entry {
        object.raw("entry", entry);
    }
    object.string("message", &violation.message());
    if let Some(help) = violation.help() {
        object.string("help", &help);
    }
    detail(&mut object, violation);
    if let Some(suggestion) = &violation.suggestion {
        object.string("suggestion", suggestion);
    }
    if !violation.refused_by.is_empty() {
        strings(object.key("refusedBy"), &violation.refused_by);
    }
    if let Some(place) = place {
        object.raw("line", place.line);
        object.raw("column", place.column);
    }
    object.end();
}

fn detail(object: &mut Object<'_>, violation: &Violation) {
    let reason = violation.reason();
    let has_data = match &violation.detail {
        Detail::Nothing | Detail::PolicyCheck { .. } | Detail::Message { .. } => false,
        Detail::Advice { data, .. } | Detail::Requirement { data, keyword: None, .. } => *data != DetailData::Nothing,
        _ => true,
    };
    if reason.is_none() && !has_data {
        return;
    }
    let mut object = Object::begin(object.key("detail"));
    if let Some(reason) = reason {
        object.string("reason", reason);
    }
    match &violation.detail {
        Detail::Nothing | Detail::PolicyCheck { .. } | Detail::Message { .. } => {}
        Detail::Length { min, max, actual, unit } => {
            bounds(&mut object, words::as_display(min), words::as_display(max));
            object.raw("actual", actual);
            if violation.is_policy_limit() {
                object.string("unit", unit);
            }
        }
        Detail::Range { min, max } => bounds(&mut object, words::as_display(min), words::as_display(max)),
        Detail::Pattern { pattern, carriage_return } => {
            object.string("pattern", pattern);
            if *carriage_return {
                object.raw("carriageReturn", true);
            }
        }
        Detail::Enum { values } => strings(object.key("values"), values),
        Detail::Type { expected, found } => {
            object.string("expected", expected);
            object.string("found", found);
        }
        Detail::Limit { limit } => object.raw("limit", limit),
        Detail::Method { allowed } => strings(object.key("allowed"), allowed),
        Detail::MediaType { expected, .. } if expected.is_empty() => {}
        Detail::MediaType { expected, .. } => object.string("expected", expected),
        Detail::Advice { data, .. } => self::data(&mut object, data),
        Detail::Requirement { keyword, data, .. } => {
            if let Some(keyword) = keyword {
                object.string("keyword", keyword);
            }
            self::data(&mut object, data);
        }
    }
    object.end();
}

fn data(object: &mut Object<'_>, data: &DetailData) {
    match data {
        DetailData::Nothing => {}
        DetailData::Size { max, actual } => {
            object.raw("max", max);
            object.raw("actual", actual);
        }
        DetailData::Limit(limit) => object.raw("limit", limit),
        DetailData::Expected(expected) => object.string("expected", expected),
        DetailData::Names { names, more } => first_texts(object, "names", names, *more),
        DetailData::Values { values, more } => first_texts(object, "values", values, *more),
        DetailData::Types(types) => strings(object.key("types"), types),
        DetailData::Pattern(pattern) => object.string("pattern", pattern),
    }
}

/// Writes the first texts of a list, and the number of the others if there are any.
fn first_texts(object: &mut Object<'_>, key: &str, texts: &[String], more: usize) {
    strings(object.key(key), texts);
    if more > 0 {
        object.raw("more", more);
    }
}

fn bounds(object: &mut Object<'_>, min: Option<&dyn fmt::Display>, max: Option<&dyn fmt::Display>) {
    if let Some(min) = min {
        object.raw("min", min);
    }
    if let Some(max) = max {
        object.raw("max", max);
    }
}

pub(crate) fn response(out: &mut String, response: &Response) {
    let mut object = Object::begin(out);
    object.raw("status", response.status);
    let mut headers = Object::begin(object.key("headers"));
    headers.string("x-amzn-errortype", response.error_type);
    headers.end();
    object.raw("body", response.body());
    object.end();
}

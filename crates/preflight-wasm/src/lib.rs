//! The core for JavaScript: one export for each public function, numbers and texts in, numbers and texts out.
//!
//! Nothing is decided here. A verdict is a number, a report one JSON text, made only when there is something in it;
//! what JavaScript's callers see of it is `pkg/src`.

#[cfg(feature = "full")]
pub mod full;
#[cfg(all(feature = "full", getrandom_backend = "custom"))]
mod seeds;

use std::num::NonZeroUsize;

use mi_preflight::{
    Device, Edition, FieldError, Limits, Operation, Preflight, PreflightBuilder, Report, Request, Routes, classify,
};
use wasm_bindgen::prelude::*;

/// What judges, with everything that is known beside a request.
#[wasm_bindgen]
pub struct Checker {
    edition: Edition,
    settings: PreflightBuilder,
    preflight: Preflight,
    #[cfg(feature = "full")]
    profile: mi_preflight::Profile,
    #[cfg(feature = "full")]
    documents: mi_preflight::document::Documents,
}

#[wasm_bindgen]
impl Checker {
    /// Judges by an edition; an empty text and 0 leave a setting as it is.
    #[wasm_bindgen(constructor)]
    pub fn new(edition: &str, profile: &str, now: &str, signed: bool) -> Result<Checker, JsValue> {
        let edition: Edition = edition.parse().map_err(|error| failure("unknown-edition", &error))?;
        let mut settings = Preflight::builder().edition(edition).signature_required(signed);
        let profile = match profile {
            "" => None,
            named => Some(named.parse().map_err(|error| failure("unknown-profile", &error))?),
        };
        if let Some(profile) = profile {
            settings = settings.profile(profile);
        }
        if !now.is_empty() {
            settings = settings.now(now.parse().map_err(|error| failure("bad-time", &error))?);
        }
        Ok(Checker {
            edition,
            preflight: built(&settings)?,
            settings,
            #[cfg(feature = "full")]
            profile: profile.unwrap_or_default(),
            #[cfg(feature = "full")]
            documents: mi_preflight::document::Documents::default(),
        })
    }

    /// Sets the limits of reading; 0 leaves one as it is.
    pub fn limit(&mut self, max_size: usize, max_depth: usize, max_violations: usize) -> Result<(), JsValue> {
        let mut limits = Limits::default();
        if max_size > 0 {
            limits = limits.with_max_size(max_size);
        }
        if let Some(depth) = NonZeroUsize::new(max_depth) {
            limits = limits.with_max_depth(depth);
        }
        if let Some(count) = NonZeroUsize::new(max_violations) {
            limits = limits.with_max_violations(count);
        }
        self.set(|settings| settings.limits(limits))
    }

    /// The most bytes that are judged.
    #[wasm_bindgen(js_name = maxSize)]
    pub fn max_size(&self) -> usize {
        self.preflight.limits().max_size()
    }

    /// Adds the capability report of the device that commands are for.
    pub fn device(&mut self, report: &[u8]) -> Result<(), JsValue> {
        let device = Device::parse(report).map_err(|error| failure("bad-report", &error))?;
        self.set(|settings| settings.device(device))
    }

    /// Lays a policy, written as JSON, over the service's rules; one that asks for more than this module has is refused.
    /// The last line of a refusal has its problems as JSON.
    #[cfg(feature = "policy-settings")]
    pub fn policy(&mut self, text: &[u8]) -> Result<(), JsValue> {
        use mi_preflight::policy::{Format, Policy, ProblemKind};
        let policy = Policy::parse(text, Format::Json, self.edition).map_err(|error| {
            let needs_full = |kind: &ProblemKind| matches!(kind, ProblemKind::NeedsFeature { .. });
            let is_whole = error.problems().iter().all(|problem| needs_full(&problem.kind));
            let code = if is_whole { "needs-full" } else { "bad-policy" };
            failure(code, &format_args!("{error}\n{}", error.problems_to_json()))
        })?;
        #[cfg(feature = "full")]
        {
            self.profile = policy.summary().profile;
        }
        self.set(|settings| settings.policy(policy))
    }

    /// Sets a company's own routes, each a line: method, space, path, tab, operation.
    pub fn route(&mut self, lines: &str) -> Result<(), JsValue> {
        let routes = lines.lines().filter_map(|line| line.split_once('\t'));
        let routes = Routes::new(self.edition, routes).map_err(|error| failure("bad-routes", &error))?;
        self.set(|settings| settings.routes(routes))
    }

    /// Sets the names of destinations that other requests create, each a line.
    pub fn destinations(&mut self, lines: &str) -> Result<(), JsValue> {
        self.set(|settings| settings.destinations(lines.lines().map(str::to_owned)))
    }

    /// Adds a capability or definition document, or an answer that holds some.
    #[cfg(feature = "full")]
    pub fn document(&mut self, text: &[u8]) -> Result<(), JsValue> {
        self.documents.add(text).map_err(|error| failure("bad-document", &error))?;
        let documents = self.documents.clone();
        self.set(|settings| settings.documents(documents))
    }

    /// The report of an input; nothing when nothing was found.
    pub fn check(&self, operation: usize, input: &[u8]) -> Result<Option<String>, JsValue> {
        self.preflight.check(named(operation), input).map(told).map_err(unknown)
    }

    /// The verdict on an input.
    #[wasm_bindgen(js_name = isValid)]
    pub fn is_valid(&self, operation: usize, input: &[u8]) -> Result<bool, JsValue> {
        self.preflight.is_valid(named(operation), input).map_err(unknown)
    }

    /// The report of an output; nothing when nothing was found.
    #[wasm_bindgen(js_name = checkOutput)]
    pub fn check_output(&self, operation: usize, output: &[u8]) -> Result<Option<String>, JsValue> {
        self.preflight.check_output(named(operation), output).map(told).map_err(unknown)
    }

    /// The report of a request; `headers` is one `name: value` a line.
    #[wasm_bindgen(js_name = checkRequest)]
    pub fn check_request(&self, method: &str, uri: &str, headers: &str, body: &[u8]) -> String {
        let mut request = Request::new(method, uri).with_body(body);
        for (name, value) in headers.lines().filter_map(header) {
            request = request.with_header(name, value);
        }
        self.preflight.check_request(&request).to_json()
    }

    /// What a form needs to know of one member.
    pub fn field(&self, operation: &str, path: &str) -> Result<String, JsValue> {
        self.preflight.field(operation, path).map(|field| field.to_json()).map_err(unknown_field)
    }

    /// The report of one member's value; nothing when nothing was found.
    #[wasm_bindgen(js_name = checkField)]
    pub fn check_field(&self, operation: &str, path: &str, value: Option<Vec<u8>>) -> Result<Option<String>, JsValue> {
        self.preflight.check_field(operation, path, value.as_deref()).map(told).map_err(unknown_field)
    }

    /// What an answer's error is.
    pub fn classify(&self, operation: &str, status: u16, error_type: &str) -> Result<String, JsValue> {
        let found = classify(&self.preflight.model(), operation, status, error_type);
        found.map(|found| found.to_json()).map_err(unknown)
    }
}

impl Checker {
    /// Changes a setting.
    fn set(&mut self, change: impl FnOnce(PreflightBuilder) -> PreflightBuilder) -> Result<(), JsValue> {
        let settings = change(self.settings.clone());
        self.preflight = built(&settings)?;
        self.settings = settings;
        Ok(())
    }
}

#[inline(never)]
fn built(settings: &PreflightBuilder) -> Result<Preflight, JsValue> {
    settings.clone().build().map_err(|error| failure("bad-settings", &error))
}

/// The name and value of a line. The standard library would bring a searcher for texts of any length.
fn header(line: &str) -> Option<(&str, &str)> {
    let colon = line.as_bytes().windows(2).position(|pair| pair == b": ")?;
    Some((line.get(..colon)?, line.get(colon + 2..)?))
}

/// The name of an operation by its place among all.
fn named(operation: usize) -> &'static str {
    Operation::ALL.get(operation).map_or("", |operation| operation.name())
}

#[inline(never)]
fn told(report: Report) -> Option<String> {
    (!report.violations().is_empty()).then(|| report.to_json())
}

#[cold]
#[inline(never)]
fn unknown(error: impl Into<mi_preflight::Error>) -> JsValue {
    failure("unknown-operation", &error.into())
}

#[cold]
#[inline(never)]
fn unknown_field(error: FieldError) -> JsValue {
    match error {
        FieldError::Operation(error) => unknown(error),
        error => failure("unknown-path", &error),
    }
}

/// What is thrown, which `pkg/src/errors.ts` makes an error of: a code, a line feed and a message.
#[cold]
#[inline(never)]
fn failure(code: &str, error: &dyn core::fmt::Display) -> JsValue {
    JsValue::from_str(&format!("{code}\n{error}"))
}

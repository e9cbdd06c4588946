//! The core for JavaScript: one export for each public function. Arguments and results are numbers, strings and bytes.
//!
//! This crate decides nothing. A report crosses the boundary as JSON text, and only if it has violations. `pkg/src`
//! wraps the exports in the public API of the npm package.

#[cfg(feature = "full")]
pub mod full;
#[cfg(all(feature = "full", getrandom_backend = "custom"))]
mod seeds;

use std::num::NonZeroUsize;

use mi_preflight::{
    Device, Edition, FieldError, Limits, Operation, Preflight, PreflightBuilder, Report, Request, Routes, classify,
};
use wasm_bindgen::prelude::*;

/// Takes half the bytes of the standard library's allocator. A module has one thread, so it needs no lock.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::cell::TalcSyncCell<talc::wasm::WasmGrowAndExtend, talc::wasm::WasmBinning> =
    talc::cell::TalcSyncCell::new_wasm(talc::wasm::WasmGrowAndExtend::new());

/// Checks requests with fixed settings.
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
    /// Creates a checker for an edition. An empty string leaves a setting at its default.
    #[wasm_bindgen(constructor)]
    pub fn new(edition: &str, profile: &str, now: &str, signed: bool) -> Result<Checker, JsValue> {
        let edition: Edition = edition.parse().map_err(|error| error_value("unknown-edition", &error))?;
        let mut settings = Preflight::builder().edition(edition).signature_required(signed);
        let profile = match profile {
            "" => None,
            name => Some(name.parse().map_err(|error| error_value("unknown-profile", &error))?),
        };
        if let Some(profile) = profile {
            settings = settings.profile(profile);
        }
        if !now.is_empty() {
            settings = settings.now(now.parse().map_err(|error| error_value("bad-time", &error))?);
        }
        Ok(Checker {
            edition,
            preflight: build(settings.clone())?,
            settings,
            #[cfg(feature = "full")]
            profile: profile.unwrap_or_default(),
            #[cfg(feature = "full")]
            documents: mi_preflight::document::Documents::default(),
        })
    }

    /// Sets the limits of the reader. Zero leaves a limit at its default.
    #[wasm_bindgen(js_name = setLimits)]
    pub fn set_limits(&mut self, max_size: usize, max_depth: usize, max_violations: usize) -> Result<(), JsValue> {
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
        self.store(self.settings().limits(limits))
    }

    /// Returns the maximum number of bytes that are checked.
    #[wasm_bindgen(js_name = maxSize)]
    pub fn max_size(&self) -> usize {
        self.preflight.limits().max_size()
    }

    /// Sets the capability report of the device that receives the commands.
    #[wasm_bindgen(js_name = setDevice)]
    pub fn set_device(&mut self, report: &[u8]) -> Result<(), JsValue> {
        let device = Device::parse(report).map_err(|error| error_value("bad-capability-report", &error))?;
        self.store(self.settings().device(device))
    }

    /// Sets the policy, as JSON. Refuses one that needs features of the full module. The last line of the error holds the
    /// problems as JSON.
    #[cfg(feature = "policy-settings")]
    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(&mut self, text: &[u8]) -> Result<(), JsValue> {
        use mi_preflight::policy::{Format, Policy, ProblemKind};
        let policy = Policy::parse(text, Format::Json, self.edition).map_err(|error| {
            let needs_full = |kind: &ProblemKind| matches!(kind, ProblemKind::MissingFeature { .. });
            let is_supported_by_full = error.problems().iter().all(|problem| needs_full(&problem.kind));
            let code = if is_supported_by_full { "needs-full" } else { "bad-policy" };
            error_value(code, &format_args!("{error}\n{}", error.problems_to_json()))
        })?;
        #[cfg(feature = "full")]
        {
            self.profile = policy.summary().profile;
        }
        self.store(self.settings().policy(policy))
    }

    /// Sets custom routes, one per line: method, space, path, tab, operation.
    #[wasm_bindgen(js_name = setRoutes)]
    pub fn set_routes(&mut self, lines: &str) -> Result<(), JsValue> {
        let routes = lines.lines().filter_map(|line| line.split_once('\t'));
        let routes = Routes::new(self.edition, routes).map_err(|error| error_value("bad-routes", &error))?;
        self.store(self.settings().routes(routes))
    }

    /// Sets the names of the destinations that exist, one per line.
    #[wasm_bindgen(js_name = setDestinations)]
    pub fn set_destinations(&mut self, lines: &str) -> Result<(), JsValue> {
        self.store(self.settings().destinations(lines.lines().map(str::to_owned)))
    }

    /// Adds a capability or definition document, or a response of the service that contains documents.
    #[cfg(feature = "full")]
    #[wasm_bindgen(js_name = addDocument)]
    pub fn add_document(&mut self, text: &[u8]) -> Result<(), JsValue> {
        self.documents.add(text).map_err(|error| error_value("bad-document", &error))?;
        let documents = self.documents.clone();
        self.store(self.settings().documents(documents))
    }

    /// Checks an input. Returns `None` without violations.
    pub fn check(&self, operation: usize, input: &[u8]) -> Result<Option<String>, JsValue> {
        self.preflight.check(operation_name(operation), input).map(report_json).map_err(unknown_operation)
    }

    /// Tells whether an input has no errors.
    #[wasm_bindgen(js_name = isValid)]
    pub fn is_valid(&self, operation: usize, input: &[u8]) -> Result<bool, JsValue> {
        self.preflight.is_valid(operation_name(operation), input).map_err(unknown_operation)
    }

    /// Checks an output. Returns `None` without violations.
    #[wasm_bindgen(js_name = checkOutput)]
    pub fn check_output(&self, operation: usize, output: &[u8]) -> Result<Option<String>, JsValue> {
        self.preflight.check_output(operation_name(operation), output).map(report_json).map_err(unknown_operation)
    }

    /// Checks an HTTP request. `headers` has one `name: value` per line.
    #[wasm_bindgen(js_name = checkRequest)]
    pub fn check_request(&self, method: &str, uri: &str, headers: &str, body: &[u8]) -> String {
        let mut request = Request::new(method, uri).with_body(body);
        for (name, value) in headers.lines().filter_map(split_header) {
            request = request.with_header(name, value);
        }
        self.preflight.check_request(&request).to_json()
    }

    /// Describes one member, for a form.
    pub fn field(&self, operation: &str, path: &str) -> Result<String, JsValue> {
        self.preflight.field(operation, path).map(|field| field.to_json()).map_err(unknown_field)
    }

    /// Checks the value of one member. Returns `None` without violations.
    #[wasm_bindgen(js_name = checkField)]
    pub fn check_field(&self, operation: &str, path: &str, value: Option<Vec<u8>>) -> Result<Option<String>, JsValue> {
        self.preflight.check_field(operation, path, value.as_deref()).map(report_json).map_err(unknown_field)
    }

    /// Classifies an error of the service.
    pub fn classify(&self, operation: &str, status: u16, error_type: &str) -> Result<String, JsValue> {
        let classification = classify(&self.preflight.model(), operation, status, error_type);
        classification.map(|classification| classification.to_json()).map_err(unknown_operation)
    }
}

impl Checker {
    // Not inlined, so that the setters share the code.

    #[inline(never)]
    fn settings(&self) -> PreflightBuilder {
        self.settings.clone()
    }

    #[inline(never)]
    fn store(&mut self, settings: PreflightBuilder) -> Result<(), JsValue> {
        self.preflight = build(settings.clone())?;
        self.settings = settings;
        Ok(())
    }
}

#[inline(never)]
fn build(settings: PreflightBuilder) -> Result<Preflight, JsValue> {
    settings.build().map_err(|error| error_value("bad-settings", &error))
}

/// Splits a header line into name and value. `str::split_once` would add a general substring searcher to the module.
fn split_header(line: &str) -> Option<(&str, &str)> {
    let colon = line.as_bytes().windows(2).position(|pair| pair == b": ")?;
    Some((line.get(..colon)?, line.get(colon + 2..)?))
}

/// Returns the name of an operation by its index in `Operation::ALL`.
fn operation_name(operation: usize) -> &'static str {
    Operation::ALL.get(operation).map_or("", |operation| operation.name())
}

/// Returns the JSON of a report, or `None` without violations.
#[inline(never)]
fn report_json(report: Report) -> Option<String> {
    (!report.violations().is_empty()).then(|| report.to_json())
}

#[cold]
#[inline(never)]
fn unknown_operation(error: impl Into<mi_preflight::Error>) -> JsValue {
    error_value("unknown-operation", &error.into())
}

#[cold]
#[inline(never)]
fn unknown_field(error: FieldError) -> JsValue {
    match error {
        FieldError::Operation(error) => unknown_operation(error),
        error => error_value("unknown-path", &error),
    }
}

/// Returns the value to throw: a code, a line feed and a message. `pkg/src/errors.ts` turns it into a `PreflightError`.
#[cold]
#[inline(never)]
fn error_value(code: &str, error: &dyn core::fmt::Display) -> JsValue {
    JsValue::from_str(&format!("{code}\n{error}"))
}

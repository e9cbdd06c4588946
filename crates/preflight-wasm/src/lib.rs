//! The core for JavaScript: one export for each public function. Arguments and results are numbers, strings and bytes.
//!
//! This crate decides nothing. A report crosses the boundary as JSON text, and only if it has violations. `pkg/src`
//! wraps the exports in the public API of the npm package.

#[cfg(feature = "full")]
pub mod full;
#[cfg(all(feature = "full", getrandom_backend = "custom"))]
mod seeds;

use std::num::NonZeroUsize;

use mi_preflight::policy::{Format, Policy, ProblemKind};
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
    preflight: Preflight,
    #[cfg(feature = "full")]
    settings: PreflightBuilder,
    #[cfg(feature = "full")]
    profile: mi_preflight::Profile,
    #[cfg(feature = "full")]
    documents: mi_preflight::document::Documents,
}

#[wasm_bindgen]
impl Checker {
    /// Creates a checker. An empty string, a zero or `None` leaves a setting at its default. All settings are arguments of
    /// one export, because every export adds code to the module and its glue.
    ///
    /// `edition` is the name of one, or `any`. `routes` has one custom route per line: method, space, path, tab, operation. `destinations` has one name per line.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments, reason = "the caller is `openChecker` in pkg/src/options.ts alone")]
    pub fn new(
        edition: &str,
        profile: &str,
        now: &str,
        signed: bool,
        max_size: usize,
        max_depth: usize,
        max_violations: usize,
        capability_report: Option<Vec<u8>>,
        routes: &str,
        destinations: &str,
        policy: Option<Vec<u8>>,
    ) -> Result<Checker, JsValue> {
        let settings = Preflight::builder();
        let is_any = edition == "any";
        let (edition, settings) = if is_any {
            (Edition::LATEST, settings.any_edition())
        } else {
            let edition = edition.parse().map_err(|error| error_value("unknown-edition", &error))?;
            (edition, settings.edition(edition))
        };
        let mut settings = settings
            .signature_required(signed)
            .limits(limits(max_size, max_depth, max_violations))
            .destinations(destinations.lines().map(str::to_owned));
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
        if let Some(report) = capability_report {
            let device = Device::parse(&report).map_err(|error| error_value("bad-capability-report", &error))?;
            settings = settings.device(device);
        }
        if !routes.is_empty() {
            let routes = routes.lines().filter_map(|line| line.split_once('\t'));
            settings =
                settings.routes(Routes::new(edition, routes).map_err(|error| error_value("bad-routes", &error))?);
        }
        #[cfg(feature = "full")]
        let mut profile = profile.unwrap_or_default();
        if let Some(text) = policy {
            let policy = parse_policy(&text, edition)?;
            if is_any {
                // A policy must be valid in every edition.
                for older in Edition::ALL {
                    parse_policy(&text, older)?;
                }
            }
            #[cfg(feature = "full")]
            {
                profile = policy.summary().profile;
            }
            settings = settings.policy(policy);
        }
        Ok(Checker {
            #[cfg(feature = "full")]
            settings: settings.clone(),
            #[cfg(feature = "full")]
            profile,
            #[cfg(feature = "full")]
            documents: mi_preflight::document::Documents::default(),
            preflight: build(settings)?,
        })
    }

    /// Returns the maximum number of bytes that are checked.
    #[wasm_bindgen(js_name = maxSize)]
    pub fn max_size(&self) -> usize {
        self.preflight.limits().max_size()
    }

    /// Adds a capability or definition document, or a response of the service that contains documents.
    #[cfg(feature = "full")]
    #[wasm_bindgen(js_name = addDocument)]
    pub fn add_document(&mut self, text: &[u8]) -> Result<(), JsValue> {
        self.documents.add(text).map_err(|error| error_value("bad-document", &error))?;
        self.settings = self.settings.clone().documents(self.documents.clone());
        self.preflight = build(self.settings.clone())?;
        Ok(())
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

/// Returns the limits of the reader. Zero leaves a limit at its default.
fn limits(max_size: usize, max_depth: usize, max_violations: usize) -> Limits {
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
    limits
}

/// Parses a policy in JSON. Refuses one that needs features of the full module. The last line of the error holds the
/// problems as JSON.
fn parse_policy(text: &[u8], edition: Edition) -> Result<Policy, JsValue> {
    Policy::parse(text, Format::Json, edition).map_err(|error| {
        let needs_full = |kind: &ProblemKind| matches!(kind, ProblemKind::MissingFeature { .. });
        let is_supported_by_full = error.problems().iter().all(|problem| needs_full(&problem.kind));
        let code = if is_supported_by_full { "needs-full" } else { "bad-policy" };
        error_value(code, &format_args!("{error}\n{}", error.problems_to_json()))
    })
}

/// Returns what checks with these settings.
///
/// INVARIANT: the settings never contradict each other. `pkg/src/options.ts` refuses a policy beside a profile, and the policy was
/// parsed for the edition. So the module has one text for all contradictions.
#[inline(never)]
fn build(settings: PreflightBuilder) -> Result<Preflight, JsValue> {
    settings.build().map_err(|_| error_value("bad-settings", &"the settings exclude each other"))
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

//! The core for JavaScript: one export for each public function, numbers and texts in, numbers and texts out.
//!
//! Nothing is decided here. A verdict is a number, a report one JSON text, made only when there is something in it;
//! what JavaScript's callers see of it is `pkg/src`.

use std::num::NonZeroUsize;
use std::sync::Arc;

use mi_preflight::{Device, Edition, Limits, Operation, Preflight, Request, classify};
use wasm_bindgen::prelude::*;

/// What judges, with everything that is known beside a request.
#[wasm_bindgen]
pub struct Checker {
    preflight: Preflight,
}

#[wasm_bindgen]
impl Checker {
    /// Judges by an edition.
    #[wasm_bindgen(constructor)]
    pub fn new(edition: &str) -> Result<Checker, JsError> {
        let edition: Edition = edition.parse().map_err(failure)?;
        Ok(Checker { preflight: Preflight::new(edition) })
    }

    /// With a profile by its name.
    pub fn profile(self, name: &str) -> Result<Checker, JsError> {
        Ok(Checker { preflight: self.preflight.with_profile(name.parse().map_err(failure)?) })
    }

    /// With the time, as RFC 3339 writes it.
    pub fn now(self, time: &str) -> Result<Checker, JsError> {
        Ok(Checker { preflight: self.preflight.with_now(time.parse().map_err(failure)?) })
    }

    /// With the capability report of the device that commands are for.
    pub fn device(self, report: &[u8]) -> Result<Checker, JsError> {
        let device = Device::parse(report).map_err(failure)?;
        Ok(Checker { preflight: self.preflight.with_device(Arc::new(device)) })
    }

    /// With a policy, as JSON.
    #[cfg(feature = "policy")]
    pub fn policy(self, edition: &str, text: &[u8]) -> Result<Checker, JsError> {
        use mi_preflight::policy::{Format, Policy};
        let edition: Edition = edition.parse().map_err(failure)?;
        let policy = Policy::parse(text, Format::Json, edition).map_err(failure)?;
        Ok(Checker { preflight: self.preflight.with_policy(policy) })
    }

    /// With the limits of reading; 0 leaves one as it is.
    pub fn limits(self, max_size: usize, max_depth: usize, max_violations: usize) -> Checker {
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
        Checker { preflight: self.preflight.with_limits(limits) }
    }

    /// With requests that must carry a signature.
    pub fn signed(self) -> Checker {
        Checker { preflight: self.preflight.with_signature_required(true) }
    }

    /// The report of an input; nothing when nothing was found.
    pub fn check(&self, operation: usize, input: &[u8]) -> Result<Option<String>, JsError> {
        let report = self.preflight.check(named(operation), input).map_err(failure)?;
        Ok((!report.violations().is_empty()).then(|| report.to_json()))
    }

    /// The verdict on an input.
    #[wasm_bindgen(js_name = isValid)]
    pub fn is_valid(&self, operation: usize, input: &[u8]) -> Result<bool, JsError> {
        self.preflight.is_valid(named(operation), input).map_err(failure)
    }

    /// The report of an output; nothing when nothing was found.
    #[wasm_bindgen(js_name = checkOutput)]
    pub fn check_output(&self, operation: usize, output: &[u8]) -> Result<Option<String>, JsError> {
        let report = self.preflight.check_output(named(operation), output).map_err(failure)?;
        Ok((!report.violations().is_empty()).then(|| report.to_json()))
    }

    /// The report of a request; `headers` is one `name: value` a line.
    #[wasm_bindgen(js_name = checkRequest)]
    pub fn check_request(&self, method: &str, uri: &str, headers: &str, body: &[u8]) -> String {
        let request = Request::new(method, uri).with_body(body);
        let pairs = headers
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name, value.strip_prefix(' ').unwrap_or(value)));
        let request = pairs.fold(request, |request, (name, value)| request.with_header(name, value));
        self.preflight.check_request(&request).to_json()
    }
}

/// What an answer's error is.
#[wasm_bindgen(js_name = classify)]
pub fn classify_error(edition: &str, operation: &str, status: u16, error_type: &str) -> Result<String, JsError> {
    let edition: Edition = edition.parse().map_err(failure)?;
    classify(&edition.model(), operation, status, error_type).map(|found| found.to_json()).map_err(failure)
}

/// The name of an operation by its place among all; one that is not there is an unknown operation.
fn named(operation: usize) -> &'static str {
    Operation::ALL.get(operation).map_or("", |operation| operation.name())
}

fn failure(error: impl core::fmt::Display) -> JsError {
    told(&error)
}

/// Compiled once for all errors.
#[cold]
#[inline(never)]
fn told(error: &dyn core::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

//! From a request's method, URI, headers and body to an operation and its joined input.
//!
//! What the path, the query and the headers hold is bound first, into a few slots; the walk judges the slots with the
//! same constraints as the body and closes `required` once. A request that cannot be bound wholly is not judged.

mod bind;
mod media_type;
mod percent;
mod query;
mod request;
mod route;
mod routes;
mod sigv4;

pub use request::{Request, RequestReport};
pub use routes::{RouteMistake, Routes, RoutesError};

use crate::engine::report::{Detail, Path, Report, Token, Violation};
use crate::engine::rule::Rule;
use crate::engine::validate::{self, Body, Bound, Door, Side};
use crate::preflight::Preflight;
use crate::preflight::value_checks::TreeOf;
use route::Row;

impl Preflight {
    /// Judges a request as it would travel, and says how a service would answer it.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight, Request};
    /// let preflight = Preflight::new(Edition::default());
    /// let answer = preflight.check_request(&Request::new("GET", "/managed-things/ab$c"));
    /// assert_eq!(answer.operation(), Some("GetManagedThing"));
    /// assert_eq!(answer.report().violations()[0].path.to_string(), "/Identifier");
    /// assert_eq!(answer.response().unwrap().status, 400);
    /// ```
    ///
    /// With [`Preflight::with_routes`] the routes are a company's own; the answer stays the service's.
    pub fn check_request(&self, request: &Request<'_>) -> RequestReport {
        let model = self.model();
        let (path, uri_query) = request.target();
        let rows = self.routes().map_or_else(|| route::rows(&model), |routes| routes.rows(&model));
        let found = match route::find(&rows, request.method(), path) {
            Ok(found) => found,
            Err(miss) => return self.refused(None, miss.violation()),
        };
        let Row { operation, is_own, .. } = found.row;
        let name = model.str(operation.name).to_owned();
        let mut binding = Binding::default();
        media_type::check(&model, &found, request, &mut binding.refusals);
        let size_limit = self.limits().max_size();
        if request.body().len() > size_limit {
            let limit = Detail::Limit { limit: size_limit };
            binding.refusals.push(violation(Rule::JSON_SIZE, Path::default(), limit));
        }
        bind::labels(&model, operation, &found.labels, &mut binding);
        let query = query::entries(uri_query, request.query(), &mut binding.refusals);
        bind::query(&model, &found, &query, self.limits().max_violations(), &mut binding);
        if !is_own {
            bind::headers(&model, operation, request, &mut binding);
        }
        let is_bound = binding.refusals.is_empty();
        sigv4::check(request, &query, self.is_signature_required(), &mut binding.refusals);
        if !is_own {
            sigv4::check_common(&model, operation, &query, &mut binding.notes);
        }
        let mut report = if is_bound {
            let rules = self.active_rules(&model, operation, Side::Input, Door::Explain);
            let job = self.job(&model, operation.input, Side::Input, Door::Explain, rules.as_ref());
            let body = bind::body(&model, &found, request);
            let report = crate::service::rules::finish(validate::bound(job, &binding.slots, body), rules);
            let text = if matches!(body, Body::Absent) { b"" } else { request.body() };
            let whole = TreeOf::Bound(&binding.slots, text);
            let mut report = self.on_tree(&model, operation, Side::Input, whole, report);
            let keeps_reading = report.violations.iter().all(|found| !found.rule.is_fatal());
            if keeps_reading {
                for note in binding.notes {
                    if let Some(severity) = self.weight(note.rule, &name) {
                        report.weigh(note.rule, severity);
                        report.violations.push(Violation { severity, ..note });
                    }
                }
            }
            report
        } else {
            Report::default()
        };
        for refusal in binding.refusals {
            report.weigh(refusal.rule, refusal.severity);
            report.violations.push(refusal);
        }
        report.cap(self.limits().max_violations());
        report.sort();
        RequestReport::new(Some(name), report, model.dialect)
    }

    fn refused(&self, operation: Option<String>, violation: Violation) -> RequestReport {
        RequestReport::new(operation, Report::of(vec![violation]), self.model().dialect)
    }
}

/// What the parts of a request other than its body were bound to.
#[derive(Default)]
struct Binding<'r> {
    slots: Vec<Bound<'r>>,
    /// Why the request cannot be bound.
    refusals: Vec<Violation>,
    /// What is worth saying about a request that can.
    notes: Vec<Violation>,
}

#[cold]
#[inline(never)]
fn violation(rule: Rule, path: Path, detail: Detail) -> Violation {
    Violation::of(rule, rule.severity(), path, detail)
}

#[cold]
#[inline(never)]
fn member_path(name: &str) -> Path {
    Path::new(vec![Token::Member(name.to_owned())])
}

use super::Preflight;
use super::value_checks::ValueSource;
use crate::engine::http::{self, BoundRequest, HttpContext, Request, RequestReport, route};
use crate::engine::report::{Report, Violation};
use crate::engine::validate::{self, Mode, Side};
use crate::service::{COMMON_PARAMETERS, rules};

impl Preflight {
    /// Validates an HTTP request, and returns the report with the response that the service would send.
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
    /// With [`PreflightBuilder::routes`](crate::PreflightBuilder::routes) the routes are custom; the response stays the
    /// service's.
    pub fn check_request(&self, request: &Request<'_>) -> RequestReport {
        let dialect = self.tables().dialect;
        let mut name = None;
        let mut miss = None;
        let report = self.merge_editions(&mut |preflight| match preflight.check_request_in_edition(request) {
            Ok((operation, report)) => {
                // The newest edition names the operation.
                name.get_or_insert(operation);
                Some(report)
            }
            Err(violation) => {
                miss.get_or_insert(*violation);
                None
            }
        });
        let report = report.unwrap_or_else(|| Report::from_violations(miss.into_iter().collect()));
        RequestReport::new(name, report, dialect)
    }

    /// Validates a request in the edition of this checker alone, and returns its operation and the report.
    ///
    /// # Errors
    /// Returns the violation if no operation has the request's path and method.
    fn check_request_in_edition(&self, request: &Request<'_>) -> Result<(String, Report), Box<Violation>> {
        let model = self.tables();
        let routes = self.routes().map_or_else(|| route::route_entries(&model), |routes| routes.entries(&model));
        let limits = self.limits();
        let context = HttpContext {
            limits,
            is_signature_required: self.is_signature_required(),
            common_parameters: COMMON_PARAMETERS,
        };
        let bound = http::bind(&model, &routes, request, &context)?;
        let name = model.str(bound.operation.name).to_owned();
        let BoundRequest { operation, bound_members, body, is_complete, refusals, notes } = bound;
        let mut report = Report::default();
        if is_complete {
            let rules = self.active_rules(&model, operation, Side::Input, Mode::CollectAll);
            let validation_context =
                self.validation_context(&model, operation.input, Side::Input, Mode::CollectAll, rules.as_ref());
            report = rules::finish(validate::validate_bound_request(validation_context, &bound_members, body), rules);
            let text = body.text();
            report = self.run_value_checks(
                &model,
                operation,
                Side::Input,
                ValueSource::Request(&bound_members, text),
                report,
            );
            if !report.has_fatal_violation() {
                for note in notes {
                    if let Some(severity) = self.severity_for(note.rule, &name) {
                        report.push(Violation { severity, ..note });
                    }
                }
            }
        }
        for refusal in refusals {
            report.push(refusal);
        }
        Ok((name, report.finish(limits.max_violations())))
    }
}

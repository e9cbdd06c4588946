use super::FieldError;
use super::resolved_path::ResolvedPath;
use crate::engine::report::Report;
use crate::engine::validate::{self, Mode, Side};
use crate::preflight::Preflight;
use crate::service::rules::{self, ActiveRules};

impl Preflight {
    /// Validates one field of an operation's input, for example while a user types.
    ///
    /// `value` is the JSON text of the value, or `None` if the field is absent. `path` is a JSON Pointer into the input;
    /// `*` stands for any index or key.
    ///
    /// The report has the violations that [`Preflight::check`] would report in the field and below it, with the same
    /// paths: constraints, and documented rules that depend on nothing outside the field. A policy's limits apply. Its
    /// checks and the capability documents do not, because they need the whole input. A `*` in the path appears in the
    /// report as well. If the field is an entry of a map, its key is validated too, unless it is `*`. An entry of a map
    /// with sensitive keys is reported as the first entry of that map.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let preflight = Preflight::new(Edition::default());
    /// let report = preflight.check_field("CreateManagedThing", "/CapabilityReport/endpoints/1/id", Some(b"\"\""))?;
    /// assert_eq!(report.violations()[0].path.to_string(), "/CapabilityReport/endpoints/1/id");
    /// let report = preflight.check_field("CreateManagedThing", "/Role", None)?;
    /// assert_eq!(report.violations()[0].help().unwrap(), "add `Role`");
    /// # Ok::<(), mi_preflight::FieldError>(())
    /// ```
    ///
    /// # Errors
    /// Returns a [`FieldError`] if the operation or the path is unknown.
    pub fn check_field(
        &self,
        operation: impl AsRef<str>,
        path: &str,
        value: Option<&[u8]>,
    ) -> Result<Report, FieldError> {
        let operation = operation.as_ref();
        self.check_in_editions(&|preflight| preflight.validate_field(operation, path, value))
    }

    fn validate_field(&self, operation: &str, path: &str, value: Option<&[u8]>) -> Result<Report, FieldError> {
        let operation = self.operation(operation)?;
        let model = self.tables();
        let resolved = ResolvedPath::find(&model, operation, path)?;
        let name = model.str(operation.name);
        let ruleset = self.ruleset().zip(operation.input);
        let plan = ruleset
            .map(|(ruleset, input)| ruleset.plan_of_field(name, input, &resolved.steps, resolved.captures_key()));
        let rules = ruleset.map(|(ruleset, _)| ActiveRules { ruleset, plan: plan.as_ref(), operation: name });
        // Rules put keys into their messages and cannot tell that these keys are sensitive: run none of them.
        let rules = rules.map(|rules| ActiveRules { plan: rules.plan.filter(|_| !resolved.redacted), ..rules });
        let validation_context = validate::ValidationContext {
            model: &model,
            shape: operation.input,
            side: Side::Input,
            mode: Mode::CollectAll,
            limits: self.limits(),
            trie: rules.as_ref().and_then(ActiveRules::trie),
            severities: rules.as_ref().map(|rules| rules as _),
        };
        let location = resolved.location();
        let report = rules::finish(validate::validate_field(validation_context, &location, value), rules);
        #[cfg(feature = "policy")]
        if let (Some(policy), Some(text)) = (self.policy(), value)
            && !report.has_fatal_violation()
            && let Some(value) = crate::text::json::tree::read_value(text).filter(|value| !value.is_null())
        {
            let violations = policy.check_field(&model, name, &resolved.tokens, resolved.shape, &value);
            let violations = violations.into_iter().map(|violation| location.place(violation)).collect();
            return Ok(report.merge(violations, None, self.limits().max_violations()));
        }
        Ok(report)
    }
}

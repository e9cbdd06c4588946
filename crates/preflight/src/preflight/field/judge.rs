use super::FieldError;
use super::resolved_path::ResolvedPath;
use crate::engine::report::Report;
use crate::engine::validate::{self, Mode, Side};
use crate::preflight::Preflight;
use crate::service::rules::{self, ActiveRules};

impl Preflight {
    /// Judges one field of an operation's input, as somebody types it: `value` is the JSON text of its value, `None`
    /// where it has none. `path` is a JSON Pointer into the input, with `*` in place of any index or key.
    ///
    /// The report has what [`Preflight::check`] would say of the field and of all in it, with the same paths, and nothing
    /// about anything else: constraints, and those documented rules that read nothing but the field and what is in it.
    /// With a policy its limits count; its own checks, and documents, are about whole inputs. A `*` of the path
    /// stays one in the report. Where the field is an entry of a map, its key is judged too, unless it is `*`; in a map
    /// whose keys are data, it is told as the map's first entry.
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
    /// [`FieldError`] when there is no such operation, or no such place in its input.
    pub fn check_field(
        &self,
        operation: impl AsRef<str>,
        path: &str,
        value: Option<&[u8]>,
    ) -> Result<Report, FieldError> {
        self.judge_field(operation.as_ref(), path, value)
    }

    fn judge_field(&self, operation: &str, path: &str, value: Option<&[u8]>) -> Result<Report, FieldError> {
        let operation = self.operation(operation)?;
        let model = self.model();
        let resolved = ResolvedPath::find(&model, operation, path)?;
        let name = model.str(operation.name);
        let ruleset = self.ruleset().zip(operation.input);
        let plan = ruleset.map(|(ruleset, input)| ruleset.plan_of_field(name, input, &resolved.steps));
        let rules = ruleset.map(|(ruleset, _)| ActiveRules { ruleset, plan: plan.as_ref(), operation: name });
        // Rules name keys by the shapes below them, and would not know that these are data.
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
        let report = rules::finish(validate::field(validation_context, &location, value), rules);
        #[cfg(feature = "policy")]
        if let (Some(policy), Some(text)) = (self.policy(), value)
            && report.violations.iter().all(|found| !found.rule.is_fatal())
            && let Some(value) = crate::text::json::tree::read_value(text).filter(|value| !value.is_null())
        {
            let found = policy.check_field(&model, name, &resolved.tokens, resolved.shape, &value);
            let found = found.into_iter().map(|violation| location.place(violation)).collect();
            return Ok(report.with(found, self.limits().max_violations()));
        }
        Ok(report)
    }
}

use std::sync::{Arc, OnceLock};

use super::{CHECKS, Check, Scope};
use crate::engine::capture::{CaptureFilter, CaptureId, CapturePath, CaptureTrie, Step};
use crate::engine::report::Report;
use crate::engine::rule::{Rule, Severity, SeverityTable};
use crate::engine::validate::{Mode, Validation};
use crate::service::Edition;
use crate::service::capability::Device;
use crate::service::profile::{Profile, Severities, applies_in};
use crate::smithy::{Model, OperationShape, ShapeId};
use crate::text::time::UtcMinute;

/// How deep below an input the members are searched to which checks apply. The service's own shapes nest half as deep.
const MAX_DEPTH: usize = 16;

/// The rules in force, their severities, and what they know besides the input.
#[derive(Clone, Debug)]
pub(crate) struct Ruleset {
    edition: Edition,
    severities: Arc<Severities>,
    plans: Arc<Plans>,
    now: Option<UtcMinute>,
    device: Option<Arc<Device>>,
    destinations: Arc<Vec<String>>,
}

/// The plans of an edition's operations, each made on first use.
#[derive(Debug)]
struct Plans {
    /// Two for each operation, by mode: to collect all violations, and to fail fast.
    operations: Vec<[OnceLock<OperationPlan>; 2]>,
}

impl Plans {
    fn of(model: &Model<'_>) -> Plans {
        Plans { operations: model.operations.iter().map(|_| [OnceLock::new(), OnceLock::new()]).collect() }
    }
}

/// The rules in force for one judgement.
#[derive(Clone, Copy)]
pub(crate) struct ActiveRules<'a> {
    pub(crate) ruleset: &'a Ruleset,
    /// The checks of the input; `None` if there are none, and only the severities of other rules matter.
    pub(crate) plan: Option<&'a OperationPlan>,
    pub(crate) operation: &'a str,
}

impl<'a> ActiveRules<'a> {
    /// The trie of what validation captures for the checks.
    pub(crate) fn trie(&self) -> Option<&'a CaptureTrie> {
        self.plan.map(|plan| &plan.trie)
    }
}

impl SeverityTable for ActiveRules<'_> {
    fn severity(&self, rule: Rule) -> Option<Severity> {
        self.ruleset.severities().get(rule, self.operation)
    }
}

/// Runs the checks on the captured values, and makes the report.
pub(crate) fn finish(validation: Validation<'_, '_>, rules: Option<ActiveRules<'_>>) -> Report {
    let Validation { captures, mut findings, is_read } = validation;
    if is_read && let Some(ActiveRules { ruleset, plan: Some(plan), .. }) = rules {
        // Stop: the verdict cannot change any more.
        let _ = super::judge(plan, ruleset, &captures, &mut findings);
    }
    findings.finish()
}

/// The checks of an operation's input, and the trie of what they read.
#[derive(Debug)]
pub(crate) struct OperationPlan {
    pub(crate) operation: String,
    pub(crate) model: Model<'static>,
    pub(crate) trie: CaptureTrie,
    checks: Vec<PlannedCheck>,
}

/// A check that applies to an operation.
pub(crate) struct PlannedCheck {
    pub(super) check: &'static Check,
    /// For each member that it reads, the places where the member can occur.
    pub(super) reads: Vec<Vec<CaptureId>>,
}

impl core::fmt::Debug for PlannedCheck {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PlannedCheck").field("rules", &self.check.rules).field("reads", &self.reads).finish()
    }
}

impl Ruleset {
    pub(crate) fn new(edition: Edition) -> Ruleset {
        // Rulesets with the default severities share their plans.
        static PLANS: [OnceLock<Arc<Plans>>; Edition::ALL.len()] = [const { OnceLock::new() }; Edition::ALL.len()];
        static SEVERITIES: OnceLock<Arc<Severities>> = OnceLock::new();
        let plans = PLANS[edition as usize].get_or_init(|| Arc::new(Plans::of(&edition.tables())));
        let severities = SEVERITIES.get_or_init(|| Arc::new(Severities::of(Profile::default())));
        Ruleset {
            edition,
            severities: severities.clone(),
            plans: plans.clone(),
            now: None,
            device: None,
            destinations: Arc::default(),
        }
    }

    /// Sets the edition. Plans depend on the severities too, so only rulesets with the defaults share those of the edition.
    pub(crate) fn set_edition(&mut self, edition: Edition) {
        let default = Ruleset::new(edition);
        self.edition = edition;
        if Arc::ptr_eq(&self.severities, &default.severities) {
            self.plans = default.plans;
        } else {
            self.discard_plans();
        }
    }

    /// Sets the severities. The plans to fail fast have only the rules that are errors.
    pub(crate) fn set_severities(&mut self, severities: Severities) {
        self.severities = Arc::new(severities);
        self.discard_plans();
    }

    fn discard_plans(&mut self) {
        self.plans = Arc::new(Plans::of(&self.edition.tables()));
    }

    pub(crate) fn set_now(&mut self, now: UtcMinute) {
        self.now = Some(now);
    }

    pub(crate) fn set_device(&mut self, device: Arc<Device>) {
        self.device = Some(device);
    }

    pub(crate) fn set_destinations(&mut self, destinations: Vec<String>) {
        self.destinations = Arc::new(destinations);
    }

    /// The names of the destinations that other requests of the same run create.
    pub(crate) fn destinations(&self) -> &[String] {
        &self.destinations
    }

    pub(crate) fn edition(&self) -> Edition {
        self.edition
    }

    pub(crate) fn severities(&self) -> &Severities {
        &self.severities
    }

    pub(crate) fn now(&self) -> Option<UtcMinute> {
        self.now
    }

    pub(crate) fn device(&self) -> Option<&Device> {
        self.device.as_deref()
    }

    /// Returns the plan for an operation's input; `None` if no check applies.
    pub(crate) fn plan(&self, model: &Model<'_>, operation: &OperationShape, mode: Mode) -> Option<&OperationPlan> {
        // The operation is one of this model, so its name is the same span of the text.
        let index = model.operations.iter().position(|candidate| candidate.name == operation.name)?;
        let input = operation.input?;
        let least = match mode {
            Mode::CollectAll => Severity::Advice,
            Mode::FailFast => Severity::Error,
        };
        let [collect_all, fail_fast] = self.plans.operations.get(index)?;
        let plan = if mode == Mode::CollectAll { collect_all } else { fail_fast };
        let make = || self.make(self.edition.tables(), model.str(operation.name), input, FieldSteps::NONE, least);
        let plan = plan.get_or_init(make);
        (!plan.checks.is_empty()).then_some(plan)
    }

    /// Returns the plan for a value of its own, such as a capability report.
    pub(crate) fn plan_of_shape(&self, shape: ShapeId) -> OperationPlan {
        self.make(self.edition.tables(), "", shape, FieldSteps::NONE, Severity::Advice)
    }

    /// Returns the plan for the field of an operation's input to which `field` leads. It has the checks of the input that
    /// read nothing outside of the field. Its trie begins at the field, or if `has_key` at the map whose entry it is.
    pub(crate) fn plan_of_field(
        &self,
        operation: &str,
        input: ShapeId,
        field: &[(Step, ShapeId)],
        has_key: bool,
    ) -> OperationPlan {
        let field = FieldSteps { steps: field, has_key };
        self.make(self.edition.tables(), operation, input, field, Severity::Advice)
    }

    fn make(
        &self,
        model: Model<'static>,
        operation: &str,
        input: ShapeId,
        field: FieldSteps<'_>,
        least: Severity,
    ) -> OperationPlan {
        let place = Place::at(input, field.root());
        let name = place.member(&model, input).map(|member| member.name);
        let mut trie = CaptureTrie::new(&model, place.shape, name.unwrap_or_default());
        let mut checks = Vec::new();
        let root = [Place { steps: Vec::new(), shape: input }];
        let mut places = None;
        for check in CHECKS {
            let is_in_force = |rule: &Rule| {
                applies_in(*rule, self.edition)
                    && self.severities.get(*rule, operation).is_some_and(|severity| severity >= least)
            };
            // A check without rules of its own reports warnings only.
            let is_wanted = match check.rules {
                [] => least < Severity::Error,
                rules => rules.iter().any(is_in_force),
            };
            if !is_wanted {
                continue;
            }
            let candidates: &[Place] = match check.at {
                Scope::Operations(names) if !names.contains(&operation) => continue,
                Scope::Operations(_) => &root,
                _ => places.get_or_insert_with(|| all_places(&model, input, field.steps)),
            };
            let mut starts: Vec<&Place> = Vec::new();
            for place in candidates {
                if place.is_start_of(&model, input, &check.at) && place.reads_only(&model, field, check.reads) {
                    starts.push(place);
                }
            }
            let mut reads: Vec<Vec<CaptureId>> = Vec::new();
            for path in check.reads {
                let mut capture_ids = Vec::new();
                for place in &starts {
                    if let Some(capture_id) = add_path(&mut trie, &model, place, field.root().len(), *path) {
                        capture_ids.push(capture_id);
                    }
                }
                reads.push(capture_ids);
            }
            let is_for_operation = field.steps.is_empty() && matches!(check.at, Scope::Operations(_));
            let is_planned = is_for_operation || reads.iter().any(|read| !read.is_empty());
            if is_planned {
                checks.push(PlannedCheck { check, reads });
            }
        }
        OperationPlan { operation: operation.to_owned(), model, trie, checks }
    }
}

impl OperationPlan {
    pub(crate) fn checks(&self) -> &[PlannedCheck] {
        &self.checks
    }
}

/// The steps from an input to a field that is validated alone.
#[derive(Clone, Copy)]
struct FieldSteps<'s> {
    steps: &'s [(Step, ShapeId)],
    /// Whether the field is an entry of a map whose key is known, and belongs to the field.
    has_key: bool,
}

impl<'s> FieldSteps<'s> {
    /// The whole input.
    const NONE: FieldSteps<'static> = FieldSteps { steps: &[], has_key: false };

    /// Returns the steps to the value at which captures begin.
    fn root(self) -> &'s [(Step, ShapeId)] {
        match self.steps.split_last() {
            Some((_, map)) if self.has_key => map,
            _ => self.steps,
        }
    }

    /// Whether steps from the input lead to the field, its key, or into it.
    fn contains(self, steps: &[(Step, ShapeId)]) -> bool {
        let is_key = self.has_key && steps.len() == self.steps.len();
        let last = self.steps.len().wrapping_sub(1);
        let is_same =
            |index: usize, step: Step| step == self.steps[index].0 || is_key && index == last && step == Step::Key;
        steps.len() >= self.steps.len() && (0..self.steps.len()).all(|index| is_same(index, steps[index].0))
    }
}

/// A place below an input, and its shape.
#[derive(Clone, Debug)]
struct Place {
    steps: Vec<(Step, ShapeId)>,
    shape: ShapeId,
}

impl Place {
    /// Returns the place to which steps lead from an input.
    fn at(input: ShapeId, steps: &[(Step, ShapeId)]) -> Place {
        Place { steps: steps.to_vec(), shape: steps.last().map_or(input, |(_, shape)| *shape) }
    }

    /// Whether the paths of a check begin here.
    fn is_start_of(&self, model: &Model<'static>, input: ShapeId, at: &Scope) -> bool {
        match at {
            Scope::Operations(_) => self.steps.is_empty(),
            Scope::Shape(name) => model.shape_name(self.shape) == *name,
            Scope::Members(matches) => self.member(model, input).is_some_and(|member| matches(model, member)),
        }
    }

    /// Returns the member at this place, if it is a member.
    fn member(&self, model: &Model<'static>, input: ShapeId) -> Option<&'static crate::smithy::Member> {
        let (last, before) = self.steps.split_last()?;
        let Step::Member(index) = last.0 else { return None };
        let parent = before.last().map_or(input, |(_, shape)| *shape);
        model.members_of(Some(parent)).get(index)
    }

    /// Whether all paths from here lead to a field or into it.
    fn reads_only(&self, model: &Model<'_>, field: FieldSteps<'_>, reads: &[CapturePath]) -> bool {
        let mut steps = reads.iter().filter_map(|path| self.steps_to(model, *path));
        field.steps.is_empty() || steps.all(|steps| field.contains(&steps))
    }

    /// Returns the steps from the input to the end of a path that begins here.
    #[inline(never)]
    fn steps_to(&self, model: &Model<'_>, path: CapturePath) -> Option<Vec<(Step, ShapeId)>> {
        let path_steps = path.steps(model, self.shape)?;
        let mut steps = self.steps.clone();
        steps.extend_from_slice(&path_steps);
        Some(steps)
    }
}

/// Adds a path to a trie whose root is `root` steps below the input, and returns the node at its end.
fn add_path(
    trie: &mut CaptureTrie,
    model: &Model<'_>,
    place: &Place,
    root: usize,
    path: CapturePath,
) -> Option<CaptureId> {
    let steps = place.steps_to(model, path)?;
    let mut capture_id = CaptureId::ROOT;
    for (index, (step, shape)) in steps.iter().enumerate().skip(root) {
        let filter = if index + 1 == steps.len() { path.filter } else { CaptureFilter::All };
        capture_id = trie.add(model, capture_id, *step, *shape, filter)?;
    }
    Some(capture_id)
}

/// Returns every place on the path from an input to a field, the field, and every place below the field.
fn all_places(model: &Model<'_>, input: ShapeId, field: &[(Step, ShapeId)]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for count in 0..=field.len() {
        places.push(Place::at(input, &field[..count]));
    }
    let mut next = field.len();
    while let Some(place) = places.get(next).cloned() {
        next += 1;
        if place.steps.len() >= MAX_DEPTH {
            continue;
        }
        for (step, shape) in crate::engine::capture::parts(model, place.shape) {
            let mut steps = place.steps.clone();
            steps.push((step, shape));
            places.push(Place { steps, shape });
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::validate::Flow;
    use crate::service::rules::{RuleContext, RuleReporter};

    /// The inputs of an edition's operations, with every place in each.
    struct Input {
        edition: Edition,
        model: Model<'static>,
        operation: &'static str,
        shape: ShapeId,
        places: Vec<Place>,
    }

    fn inputs() -> Vec<Input> {
        let mut inputs = Vec::new();
        for edition in Edition::ALL {
            let model = edition.tables();
            for operation in model.operations {
                let Some(shape) = operation.input else { continue };
                let places = all_places(&model, shape, &[]);
                inputs.push(Input { edition, model, operation: model.str(operation.name), shape, places });
            }
        }
        inputs
    }

    /// What checks refer to and no edition has that any of their rules holds in: operations, shapes, members, paths.
    fn dangling_references(checks: &[&Check]) -> Vec<String> {
        let inputs = inputs();
        let mut dangling = Vec::new();
        for check in checks {
            let rules: Vec<&str> = check.rules.iter().map(|rule| rule.id()).collect();
            let mut report = |reference: String| dangling.push(format!("[{}]: {reference}", rules.join(", ")));
            let holds = |edition| check.rules.is_empty() || check.rules.iter().any(|rule| applies_in(*rule, edition));
            let inputs = || inputs.iter().filter(|input| holds(input.edition));
            let mut starts: Vec<(&Model<'_>, &Place)> = Vec::new();
            for input in inputs() {
                if !matches!(check.at, Scope::Operations(names) if !names.contains(&input.operation)) {
                    let places = input.places.iter();
                    let begins = places.filter(|place| place.is_start_of(&input.model, input.shape, &check.at));
                    starts.extend(begins.map(|place| (&input.model, place)));
                }
            }
            match check.at {
                Scope::Operations(names) => {
                    for name in names.iter().filter(|name| !inputs().any(|input| input.operation == **name)) {
                        report(format!("operation `{name}`"));
                    }
                }
                Scope::Shape(name) if starts.is_empty() => report(format!("shape `{name}`")),
                Scope::Members(_) if starts.is_empty() => report("members".to_owned()),
                Scope::Shape(_) | Scope::Members(_) => {}
            }
            for path in check.reads {
                if !starts.iter().any(|(model, place)| place.steps_to(model, *path).is_some()) {
                    report(format!("path `{}`", path.path));
                }
            }
        }
        dangling
    }

    #[test]
    fn every_reference_of_a_check_exists_in_an_edition() {
        assert_eq!(dangling_references(CHECKS), Vec::<String>::new());
    }

    #[test]
    fn names_the_rule_and_the_reference_that_no_edition_has() {
        fn judge(_: &RuleContext<'_>, _: &mut RuleReporter<'_, '_>) -> Flow {
            Ok(())
        }
        let rules = &[Rule::DESTINATION_KINESIS];
        for (at, reads, expected) in [
            (Scope::Operations(&["CreateDestination"]), ["Name", "Nane"], &["path `Nane`"] as &[&str]),
            (
                Scope::Operations(&["CreateDestination", "MakeDestination"]),
                ["Name", ""],
                &["operation `MakeDestination`"],
            ),
            (Scope::Shape("CapabilityReports"), ["", ""], &["shape `CapabilityReports`", "path ``", "path ``"]),
            (Scope::Shape("CapabilityReport"), ["", "endpoints[].ids"], &["path `endpoints[].ids`"]),
            (Scope::Members(|_, _| false), ["", ""], &["members", "path ``", "path ``"]),
        ] {
            let reads = Vec::leak(reads.map(CapturePath::new).to_vec());
            let check = Check { rules, at, reads, judge };
            let expected: Vec<String> = expected.iter().map(|text| format!("[{}]: {text}", rules[0].id())).collect();
            assert_eq!(dangling_references(&[&check]), expected);
        }
    }
}

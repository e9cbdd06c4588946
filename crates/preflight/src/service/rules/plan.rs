use std::sync::{Arc, OnceLock};

use super::{Begins, CHECKS, Check};
use crate::engine::capture::{Only, ReadPath, Step, WatchId, Watches};
use crate::engine::report::Report;
use crate::engine::rule::{Rule, Severity, SeverityTable};
use crate::engine::validate::{Door, Validation};
use crate::service::Edition;
use crate::service::capability::Device;
use crate::service::profile::{Profile, Severities, holds_in};
use crate::smithy::{Model, OperationShape, ShapeId};
use crate::text::time::Moment;

/// How deep below an input places are looked for where checks begin; the service's own shapes nest half as deep.
const DEEPEST: usize = 16;

/// The rules in force, what they weigh, and what they may know beside the input.
#[derive(Clone, Debug)]
pub(crate) struct Ruleset {
    edition: Edition,
    severities: Arc<Severities>,
    plans: Arc<Plans>,
    now: Option<Moment>,
    device: Option<Arc<Device>>,
    destinations: Arc<Vec<String>>,
}

/// The plans of an edition's operations, each made when it is first needed.
#[derive(Debug)]
struct Plans {
    /// Two for each operation: for everything, and for the verdict alone.
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
    /// The checks of the input; `None` where there are none, and only the severities of other rules matter.
    pub(crate) plan: Option<&'a OperationPlan>,
    pub(crate) operation: &'a str,
}

impl<'a> ActiveRules<'a> {
    /// What validation keeps of the text for the checks.
    pub(crate) fn watches(&self) -> Option<&'a Watches> {
        self.plan.map(|plan| &plan.watches)
    }
}

impl SeverityTable for ActiveRules<'_> {
    fn severity(&self, rule: Rule) -> Option<Severity> {
        self.ruleset.severities().get(rule, self.operation)
    }
}

/// Runs the checks on what validation kept of the text, and makes the report.
pub(crate) fn finish(validation: Validation<'_, '_>, rules: Option<ActiveRules<'_>>) -> Report {
    let Validation { kept, mut findings, is_read } = validation;
    if is_read && let Some(ActiveRules { ruleset, plan: Some(plan), .. }) = rules {
        // Stop: the verdict cannot change any more.
        let _ = super::judge(plan, ruleset, &kept, &mut findings);
    }
    findings.finish()
}

/// What is read and asked of the input of one operation.
#[derive(Debug)]
pub(crate) struct OperationPlan {
    pub(crate) operation: String,
    pub(crate) model: Model<'static>,
    pub(crate) watches: Watches,
    checks: Vec<Asked>,
}

/// A check of an operation.
pub(crate) struct Asked {
    pub(super) check: &'static Check,
    /// The places of each of the members that it reads.
    pub(super) reads: Vec<Vec<WatchId>>,
}

impl core::fmt::Debug for Asked {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Asked").field("rules", &self.check.rules).field("reads", &self.reads).finish()
    }
}

impl Ruleset {
    pub(crate) fn new(edition: Edition) -> Ruleset {
        // What everybody starts with is planned once.
        static PLANS: [OnceLock<Arc<Plans>>; Edition::ALL.len()] = [const { OnceLock::new() }; Edition::ALL.len()];
        static SEVERITIES: OnceLock<Arc<Severities>> = OnceLock::new();
        let plans = PLANS[edition as usize].get_or_init(|| Arc::new(Plans::of(&edition.model())));
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

    /// With other weights; what is asked for the verdict alone changes with them.
    pub(crate) fn with_severities(self, severities: Severities) -> Ruleset {
        let plans = Arc::new(Plans::of(&self.edition.model()));
        Ruleset { severities: Arc::new(severities), plans, ..self }
    }

    pub(crate) fn with_now(self, now: Moment) -> Ruleset {
        Ruleset { now: Some(now), ..self }
    }

    pub(crate) fn with_device(self, device: Arc<Device>) -> Ruleset {
        Ruleset { device: Some(device), ..self }
    }

    pub(crate) fn with_destinations(self, destinations: Vec<String>) -> Ruleset {
        Ruleset { destinations: Arc::new(destinations), ..self }
    }

    /// Names of destinations that other requests of the same run create.
    pub(crate) fn destinations(&self) -> &[String] {
        &self.destinations
    }

    pub(crate) fn edition(&self) -> Edition {
        self.edition
    }

    pub(crate) fn severities(&self) -> &Severities {
        &self.severities
    }

    pub(crate) fn now(&self) -> Option<Moment> {
        self.now
    }

    pub(crate) fn device(&self) -> Option<&Device> {
        self.device.as_deref()
    }

    /// The plan for an operation's input; `None` where there is nothing to ask.
    pub(crate) fn plan(&self, model: &Model<'_>, operation: &OperationShape, door: Door) -> Option<&OperationPlan> {
        // The row is one of the model's: its name is the same piece of the text.
        let index = model.operations.iter().position(|row| row.name == operation.name)?;
        let input = operation.input?;
        let least = match door {
            Door::Explain => Severity::Advice,
            Door::Verdict => Severity::Error,
        };
        let [explain, verdict] = self.plans.operations.get(index)?;
        let place = if door == Door::Explain { explain } else { verdict };
        let make = || self.make(self.edition.model(), model.str(operation.name), input, &[], least);
        let plan = place.get_or_init(make);
        (!plan.checks.is_empty()).then_some(plan)
    }

    /// The plan for a value that stands alone, such as a capability report.
    pub(crate) fn plan_of_shape(&self, shape: ShapeId) -> OperationPlan {
        self.make(self.edition.model(), "", shape, &[], Severity::Advice)
    }

    /// The plan for one field of an operation's input, to which `field` leads: of what is asked of the input, that for
    /// which nothing is read but the field and what is in it. Its watches begin at the field.
    pub(crate) fn plan_of_field(&self, operation: &str, input: ShapeId, field: &[(Step, ShapeId)]) -> OperationPlan {
        self.make(self.edition.model(), operation, input, field, Severity::Advice)
    }

    fn make(
        &self,
        model: Model<'static>,
        operation: &str,
        input: ShapeId,
        field: &[(Step, ShapeId)],
        least: Severity,
    ) -> OperationPlan {
        let place = Place::at(input, field);
        let name = place.member(&model, input).map(|member| member.name);
        let mut watches = Watches::of(&model, place.shape, name.unwrap_or_default());
        let mut checks = Vec::new();
        let root = [Place { steps: Vec::new(), shape: input }];
        let mut places = None;
        for check in CHECKS {
            let weighs = |rule: &&Rule| {
                holds_in(**rule, self.edition)
                    && self.severities.get(**rule, operation).is_some_and(|severity| severity >= least)
            };
            // A check without rules of its own only passes warnings on.
            let is_wanted = match check.rules {
                [] => least < Severity::Error,
                rules => rules.iter().any(|rule| weighs(&rule)),
            };
            if !is_wanted {
                continue;
            }
            let all: &[Place] = match check.at {
                Begins::Operations(names) if !names.contains(&operation) => continue,
                Begins::Operations(_) => &root,
                _ => places.get_or_insert_with(|| all_places(&model, input, field)),
            };
            let mut begins: Vec<&Place> = Vec::new();
            for place in all {
                if place.begins(&model, input, &check.at) && place.reads_only(&model, field, check.reads) {
                    begins.push(place);
                }
            }
            let mut reads: Vec<Vec<WatchId>> = Vec::new();
            for path in check.reads {
                let mut found = Vec::new();
                for place in &begins {
                    if let Some(watch) = read(&mut watches, &model, place, field.len(), ReadPath(path)) {
                        found.push(watch);
                    }
                }
                reads.push(found);
            }
            let is_of_whole = field.is_empty() && matches!(check.at, Begins::Operations(_));
            let is_asked = is_of_whole || reads.iter().any(|read| !read.is_empty());
            if is_asked {
                checks.push(Asked { check, reads });
            }
        }
        OperationPlan { operation: operation.to_owned(), model, watches, checks }
    }
}

impl OperationPlan {
    pub(crate) fn checks(&self) -> &[Asked] {
        &self.checks
    }
}

/// A place below an input, and the shape that is expected there.
#[derive(Clone, Debug)]
struct Place {
    steps: Vec<(Step, ShapeId)>,
    shape: ShapeId,
}

impl Place {
    /// Where some steps below an input lead.
    fn at(input: ShapeId, steps: &[(Step, ShapeId)]) -> Place {
        Place { steps: steps.to_vec(), shape: steps.last().map_or(input, |(_, shape)| *shape) }
    }

    /// Whether a check begins here.
    fn begins(&self, model: &Model<'static>, input: ShapeId, at: &Begins) -> bool {
        match at {
            Begins::Operations(_) => self.steps.is_empty(),
            Begins::Shape(name) => model.shape_name(self.shape) == *name,
            Begins::Members(wanted) => self.member(model, input).is_some_and(|member| wanted(model, member)),
        }
    }

    /// The member that the place is, if it is one.
    fn member(&self, model: &Model<'static>, input: ShapeId) -> Option<&'static crate::smithy::Member> {
        let (last, before) = self.steps.split_last()?;
        let Step::Member(index) = last.0 else { return None };
        let parent = before.last().map_or(input, |(_, shape)| *shape);
        model.members_of(Some(parent)).get(index)
    }

    /// Whether nothing that is read from here on lies outside of a field.
    fn reads_only(&self, model: &Model<'_>, field: &[(Step, ShapeId)], reads: &[&'static str]) -> bool {
        if field.is_empty() {
            return true;
        }
        for path in reads {
            let Some(steps) = self.steps_to(model, ReadPath(path)) else { continue };
            if steps.len() < field.len() || steps.iter().zip(field).any(|(step, wanted)| step.0 != wanted.0) {
                return false;
            }
        }
        true
    }

    /// The way from the input to what is read from here.
    #[inline(never)]
    fn steps_to(&self, model: &Model<'_>, path: ReadPath) -> Option<Vec<(Step, ShapeId)>> {
        let below = path.steps(model, self.shape)?;
        let mut steps = self.steps.clone();
        steps.extend_from_slice(&below);
        Some(steps)
    }
}

/// Adds the way to a member to the trie, which begins so many steps below the input.
fn read(watches: &mut Watches, model: &Model<'_>, place: &Place, root: usize, path: ReadPath) -> Option<WatchId> {
    let steps = place.steps_to(model, path)?;
    let mut to = WatchId::ROOT;
    for (index, (step, shape)) in steps.iter().enumerate().skip(root) {
        let only = if index + 1 == steps.len() { path.only() } else { Only::Everything };
        to = watches.add(model, to, *step, *shape, only)?;
    }
    Some(to)
}

/// Every place on the way from an input to a field of it, the field, and every place below.
fn all_places(model: &Model<'_>, input: ShapeId, field: &[(Step, ShapeId)]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for count in 0..=field.len() {
        places.push(Place::at(input, &field[..count]));
    }
    let mut next = field.len();
    while let Some(place) = places.get(next).cloned() {
        next += 1;
        if place.steps.len() >= DEEPEST {
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

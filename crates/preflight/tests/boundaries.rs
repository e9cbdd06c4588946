//! Every constraint of every shape of an input, at its bounds: values are inserted into valid inputs of every edition
//! wherever a shape occurs, and the rule must be violated there exactly if the value is out of bounds.

mod support;

use std::collections::BTreeSet;

use mi_preflight::__private::{Decimal, Kind, Length, Model, Range, ShapeId, tables};
use mi_preflight::{Edition, Preflight, Rule};
use serde_json::{Map, Value, json};
use support::{Generator, shapes_in};

/// The number of inputs of an operation that are generated to find every shape.
const INPUTS_PER_OPERATION: u64 = 60;

/// A value to insert, and the rule that it violates, if any.
type Replacement = (Value, Option<Rule>);

#[test]
fn constraints_hold_at_their_bounds_in_every_edition() {
    for edition in Edition::ALL {
        let model = tables(&edition.model());
        let preflight = Preflight::builder().edition(edition).without_rules().build().unwrap();
        let mut expected = BTreeSet::new();
        for operation in model.operations {
            collect_shapes(&model, operation.input, &mut expected);
        }
        let mut tested: BTreeSet<ShapeId> = BTreeSet::new();
        let mut count = 0;
        for operation in model.operations {
            let name = model.str(operation.name);
            let Some(input) = operation.input else { continue };
            for seed in 0..INPUTS_PER_OPERATION {
                let valid = Generator::new(model, seed).input(operation);
                for (pointer, shape) in shapes_in(&model, input, &valid) {
                    if pointer.is_empty() || !tested.insert(shape) {
                        continue;
                    }
                    let original = valid.pointer(&pointer).cloned().unwrap_or_default();
                    for (value, broken) in replacements(&model, shape, &original) {
                        let mut changed = valid.clone();
                        *changed.pointer_mut(&pointer).unwrap() = value;
                        let text = changed.to_string();
                        let report = preflight.check(name, text.as_bytes()).unwrap();
                        let here = report.violations().iter().filter(|found| found.path.to_string() == pointer);
                        // Patterns have tests of their own, and a string at a length bound may violate one.
                        let rules: BTreeSet<&str> =
                            here.map(|found| found.rule.id()).filter(|rule| *rule != "pattern").collect();
                        let expected: BTreeSet<&str> = broken.iter().map(|rule| rule.id()).collect();
                        assert_eq!(rules, expected, "{edition} {name} {pointer} in {text:.300}");
                        count += 1;
                    }
                }
            }
        }
        let missed: Vec<&str> = expected.difference(&tested).map(|id| model.shape_name(*id)).collect();
        assert!(missed.is_empty(), "{edition}: no input has {missed:?}");
        assert!(count > 500, "{edition}: only {count} edges");
    }
}

/// Returns every shape below `id`, without the input itself.
fn collect_shapes(model: &Model<'_>, id: Option<ShapeId>, found: &mut BTreeSet<ShapeId>) {
    let Some(id) = id else { return };
    let mut next = Vec::new();
    match &model.shape(id).kind {
        Kind::Structure { .. } | Kind::Union { .. } => {
            next.extend(model.members_of(Some(id)).iter().map(|member| member.shape));
        }
        Kind::List { member, .. } => next.push(*member),
        // Inside a sensitive map, values have no paths.
        Kind::Map { .. } if model.shape(id).sensitive => {}
        Kind::Map { value, .. } => next.push(*value),
        _ => {}
    }
    for id in next {
        if found.insert(id) {
            collect_shapes(model, Some(id), found);
        }
    }
}

fn replacements(model: &Model<'_>, id: ShapeId, original: &Value) -> Vec<Replacement> {
    let kind = &model.shape(id).kind;
    let mut edges: Vec<Replacement> = vec![(original.clone(), None)];
    match kind {
        Kind::String { length, values, .. } if values.is_empty() => {
            let filler = original.as_str().and_then(|text| text.chars().next()).unwrap_or('a');
            edges.extend(
                lengths_around(length)
                    .into_iter()
                    .map(|(count, broken)| (json!(filler.to_string().repeat(count)), broken)),
            );
            edges.extend(lengths_around(length).into_iter().map(|(count, broken)| (json!("𝒜".repeat(count)), broken)));
        }
        Kind::String { values, .. } => {
            let listed: Vec<&str> = model.enum_values(*values).iter().map(|value| model.str(value.value)).collect();
            edges.extend(listed.iter().map(|value| (json!(value), None)));
            edges.extend(listed.iter().map(|value| (json!(format!("{value} ")), Some(Rule::ENUM))));
            edges.push((json!(""), Some(Rule::ENUM)));
        }
        Kind::List { length, .. } => {
            // Only a list with an item has an item to repeat.
            if let Some(item) = original.as_array().and_then(|items| items.first()) {
                edges.extend(
                    lengths_around(length).into_iter().map(|(count, broken)| (json!(vec![item; count]), broken)),
                );
            }
        }
        Kind::Map { length, .. } => {
            if let Some(value) = original.as_object().and_then(|entries| entries.values().next()) {
                let map = |count| (0..count).map(|index| (format!("{index}"), value.clone())).collect::<Map<_, _>>();
                edges.extend(
                    lengths_around(length).into_iter().map(|(count, broken)| (Value::Object(map(count)), broken)),
                );
            }
        }
        Kind::Integer { range, .. } => {
            edges.extend(numbers_around(range, 0));
            edges.push((json!(1.5), Some(Rule::TYPE)));
            edges.push((json!(9_223_372_036_854_775_808_u64), Some(Rule::TYPE)));
        }
        Kind::Float { range, .. } => edges.extend(numbers_around(range, 3)),
        _ => {}
    }
    let wrong = [json!(true), json!(7), json!("7"), json!([7]), json!({"7": 7})];
    edges.extend(wrong.into_iter().filter(|value| !is_kind(kind, value)).map(|value| (value, Some(Rule::TYPE))));
    edges
}

/// Returns lengths at the bounds and one beyond.
fn lengths_around(length: &Length) -> Vec<(usize, Option<Rule>)> {
    let mut counts = Vec::new();
    if let Some(min) = length.min.map(|min| min as usize) {
        counts.push((min, None));
        counts.extend(min.checked_sub(1).map(|below| (below, Some(Rule::LENGTH))));
    }
    if let Some(max) = length.max.map(|max| max as usize) {
        counts.push((max, None));
        counts.push((max + 1, Some(Rule::LENGTH)));
    }
    counts
}

/// Returns numbers at the bounds and one unit beyond. The unit is the last of `scale` decimals.
fn numbers_around(range: &Range, scale: u8) -> Vec<Replacement> {
    let number = |bound: Decimal, step: i64| {
        let scale = scale.max(bound.scale);
        let mantissa = bound.mantissa * 10_i64.pow(u32::from(scale - bound.scale)) + step;
        serde_json::from_str(&Decimal { mantissa, scale }.to_string()).unwrap()
    };
    let mut edges = Vec::new();
    for (bound, outwards) in [(range.min, -1), (range.max, 1)] {
        if let Some(bound) = bound {
            edges.push((number(bound, 0), None));
            edges.push((number(bound, outwards), Some(Rule::RANGE)));
        }
    }
    edges
}

fn is_kind(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Structure { .. } | Kind::Union { .. } | Kind::Map { .. } => value.is_object(),
        Kind::List { .. } => value.is_array(),
        Kind::String { .. } | Kind::Blob { .. } => value.is_string(),
        Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. } | Kind::Timestamp(_) => value.is_number(),
        Kind::Boolean => value.is_boolean(),
        _ => true,
    }
}

//! Every constraint of every shape that an input leads to, at its edges: values are put into valid inputs of both
//! editions at every place a shape is found, and the rule must be broken there exactly when the value is out of bounds.

mod support;

use std::collections::BTreeSet;

use mi_preflight::__private::{Decimal, Kind, Length, Model, Range, ShapeId, tables};
use mi_preflight::{Edition, Preflight, Rule};
use serde_json::{Map, Value, json};
use support::{Generator, shapes_in};

/// How many inputs of an operation are drawn until every shape has been met.
const DRAWS: u64 = 60;

/// A value that stands where a shape is, and the rule that it breaks there, if any.
type Edge = (Value, Option<Rule>);

#[test]
fn constraints_hold_at_their_edges_in_both_editions() {
    for edition in Edition::ALL {
        let model = tables(&edition.model());
        let preflight = Preflight::builder().edition(edition).without_rules().build().unwrap();
        let mut wanted = BTreeSet::new();
        for operation in model.operations {
            reach(&model, operation.input, &mut wanted);
        }
        let mut met: BTreeSet<ShapeId> = BTreeSet::new();
        let mut judged = 0;
        for operation in model.operations {
            let name = model.str(operation.name);
            let Some(input) = operation.input else { continue };
            for seed in 0..DRAWS {
                let valid = Generator::new(model, seed).input(operation);
                for (pointer, shape) in shapes_in(&model, input, &valid) {
                    if pointer.is_empty() || !met.insert(shape) {
                        continue;
                    }
                    let original = valid.pointer(&pointer).cloned().unwrap_or_default();
                    for (value, broken) in edges(&model, shape, &original) {
                        let mut changed = valid.clone();
                        *changed.pointer_mut(&pointer).unwrap() = value;
                        let text = changed.to_string();
                        let report = preflight.check(name, text.as_bytes()).unwrap();
                        let here = report.violations().iter().filter(|found| found.path.to_string() == pointer);
                        // Patterns have tests of their own, and an edge of a length may break one.
                        let rules: BTreeSet<&str> =
                            here.map(|found| found.rule.id()).filter(|rule| *rule != "pattern").collect();
                        let expected: BTreeSet<&str> = broken.iter().map(|rule| rule.id()).collect();
                        assert_eq!(rules, expected, "{edition} {name} {pointer} in {text:.300}");
                        judged += 1;
                    }
                }
            }
        }
        let missed: Vec<&str> = wanted.difference(&met).map(|id| model.shape_name(*id)).collect();
        assert!(missed.is_empty(), "{edition}: no input has {missed:?}");
        assert!(judged > 500, "{edition}: only {judged} edges");
    }
}

/// Every shape below `id`, without the input itself.
fn reach(model: &Model<'_>, id: Option<ShapeId>, found: &mut BTreeSet<ShapeId>) {
    let Some(id) = id else { return };
    let mut next = Vec::new();
    match &model.shape(id).kind {
        Kind::Structure { .. } | Kind::Union { .. } => {
            next.extend(model.members_of(Some(id)).iter().map(|member| member.shape));
        }
        Kind::List { member, .. } => next.push(*member),
        // Below a sensitive map no path leads to one value.
        Kind::Map { .. } if model.shape(id).sensitive => {}
        Kind::Map { value, .. } => next.push(*value),
        _ => {}
    }
    for id in next {
        if found.insert(id) {
            reach(model, Some(id), found);
        }
    }
}

fn edges(model: &Model<'_>, id: ShapeId, original: &Value) -> Vec<Edge> {
    let kind = &model.shape(id).kind;
    let mut edges: Vec<Edge> = vec![(original.clone(), None)];
    match kind {
        Kind::String { length, values, .. } if values.is_empty() => {
            let filler = original.as_str().and_then(|text| text.chars().next()).unwrap_or('a');
            edges.extend(
                around(length).into_iter().map(|(count, broken)| (json!(filler.to_string().repeat(count)), broken)),
            );
            edges.extend(around(length).into_iter().map(|(count, broken)| (json!("𝒜".repeat(count)), broken)));
        }
        Kind::String { values, .. } => {
            let listed: Vec<&str> = model.values(*values).iter().map(|value| model.str(value.value)).collect();
            edges.extend(listed.iter().map(|value| (json!(value), None)));
            edges.extend(listed.iter().map(|value| (json!(format!("{value} ")), Some(Rule::ENUM))));
            edges.push((json!(""), Some(Rule::ENUM)));
        }
        Kind::List { length, .. } => {
            // Only a list that has an item has one to repeat.
            if let Some(item) = original.as_array().and_then(|items| items.first()) {
                edges.extend(around(length).into_iter().map(|(count, broken)| (json!(vec![item; count]), broken)));
            }
        }
        Kind::Map { length, .. } => {
            if let Some(value) = original.as_object().and_then(|entries| entries.values().next()) {
                let map = |count| (0..count).map(|index| (format!("{index}"), value.clone())).collect::<Map<_, _>>();
                edges.extend(around(length).into_iter().map(|(count, broken)| (Value::Object(map(count)), broken)));
            }
        }
        Kind::Integer { range, .. } => {
            edges.extend(around_bounds(range, 0));
            edges.push((json!(1.5), Some(Rule::TYPE)));
            edges.push((json!(9_223_372_036_854_775_808_u64), Some(Rule::TYPE)));
        }
        Kind::Float { range, .. } => edges.extend(around_bounds(range, 3)),
        _ => {}
    }
    let wrong = [json!(true), json!(7), json!("7"), json!([7]), json!({"7": 7})];
    edges.extend(wrong.into_iter().filter(|value| !is_kind(kind, value)).map(|value| (value, Some(Rule::TYPE))));
    edges
}

/// Lengths at the bounds and one beyond.
fn around(length: &Length) -> Vec<(usize, Option<Rule>)> {
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

/// Numbers at the bounds and one unit beyond, where a unit stands `scale` digits behind the point.
fn around_bounds(range: &Range, scale: u8) -> Vec<Edge> {
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

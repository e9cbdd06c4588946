//! Generates valid values of a shape.

use serde_json::{Map, Number, Value, json};

use super::pattern;
use super::random::Random;
use super::smithy::{Member, SmithyModel};

/// The optional members of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Minimal,
    Full,
    Random,
}

/// Depth from which optional members are omitted, because shapes may be recursive.
const MAX_DEPTH: usize = 9;

/// Strings for members without a pattern.
const TEXTS: [&str; 5] = ["abc", "Lamp 7", "straße", "日本", "a\"b\\c\n"];

/// Returns a value of the shape.
pub(super) fn value(model: &SmithyModel, id: &str, fill: Fill, random: &mut Random) -> Value {
    at_depth(model, id, fill, random, 0)
}

fn at_depth(model: &SmithyModel, id: &str, fill: Fill, random: &mut Random, depth: usize) -> Value {
    match model.kind(id) {
        "structure" => {
            let mut object = Map::new();
            for member in model.members(id) {
                if is_present(&member, fill, random, depth) {
                    let value = at_depth(model, member.target, fill, random, depth + 1);
                    object.insert(member.name.to_owned(), value);
                }
            }
            Value::Object(object)
        }
        "union" => {
            let members = model.members(id);
            let Some(member) = random.pick(&members) else { return json!({}) };
            json!({ member.name: at_depth(model, member.target, fill, random, depth + 1) })
        }
        "list" | "set" => {
            let Some(item) = model.part(id, "member") else { return json!([]) };
            let count = count(model, id, fill, random);
            (0..count).map(|_| at_depth(model, item.target, fill, random, depth + 1)).collect()
        }
        "map" => {
            let (Some(key), Some(value)) = (model.part(id, "key"), model.part(id, "value")) else { return json!({}) };
            let mut object = Map::new();
            for _ in 0..count(model, id, fill, random) {
                let key = at_depth(model, key.target, fill, random, depth + 1);
                let value = at_depth(model, value.target, fill, random, depth + 1);
                object.insert(key.as_str().unwrap_or_default().to_owned(), value);
            }
            Value::Object(object)
        }
        "enum" => json!(random.pick(&model.enum_values(id))),
        "boolean" => json!(random.once_in(2)),
        "integer" | "long" | "short" | "byte" | "intEnum" => {
            let (min, max) = model.bounds(id, "range");
            let min = min.unwrap_or(0.0);
            json!(integer_part(min) + i64::try_from(random.below(width(min, max.unwrap_or(min + 1000.0)))).unwrap_or(0))
        }
        "double" | "float" => {
            let (min, max) = model.bounds(id, "range");
            let min = min.unwrap_or(0.0);
            let tenths = random.below(width(min, max.unwrap_or(min + 5.0)) * 10 - 9);
            Number::from_f64(min + f64::from(u32::try_from(tenths).unwrap_or(0)) / 10.0).map_or(json!(1), Value::Number)
        }
        "timestamp" => json!(1_700_000_000 + random.below(200_000_000)),
        "document" => document(random, 0),
        _ => string(model, id, random),
    }
}

fn is_present(member: &Member<'_>, fill: Fill, random: &mut Random, depth: usize) -> bool {
    let is_optional_present = match fill {
        Fill::Minimal => false,
        Fill::Full => depth < MAX_DEPTH,
        Fill::Random => depth < MAX_DEPTH && random.once_in(2),
    };
    member.has("required") || is_optional_present
}

fn count(model: &SmithyModel, id: &str, fill: Fill, random: &mut Random) -> u64 {
    let (min, max) = model.bounds(id, "length");
    let min = u64::try_from(integer_part(min.unwrap_or(0.0))).unwrap_or(0);
    let most = max.map_or(3, |max| u64::try_from(integer_part(max)).unwrap_or(0)).min(min + 3).max(min);
    match fill {
        Fill::Minimal => min,
        Fill::Full => min.max(1).min(most.max(min)),
        Fill::Random => min + random.below(most - min + 1),
    }
}

pub(super) fn string(model: &SmithyModel, id: &str, random: &mut Random) -> Value {
    let (min, max) = model.bounds(id, "length");
    let min = usize::try_from(integer_part(min.unwrap_or(0.0))).unwrap_or(0);
    let max = max.map_or(usize::MAX, |max| usize::try_from(integer_part(max)).unwrap_or(usize::MAX));
    match model.trait_value(id, "pattern").and_then(Value::as_str) {
        Some(pattern) => json!(pattern::matching(pattern, min, max, random)),
        None => {
            let text = random.pick(&TEXTS).copied().unwrap_or_default();
            let count = text.chars().count().max(1);
            json!(text.repeat(min.div_ceil(count).max(1)).chars().take(max).collect::<String>())
        }
    }
}

/// Returns any JSON value.
fn document(random: &mut Random, depth: usize) -> Value {
    let kinds = if depth < 3 { 7 } else { 5 };
    match random.below(kinds) {
        0 => Value::Null,
        1 => json!(random.once_in(2)),
        2 => json!(random.below(100_000)),
        3 => json!(f64::from(u32::try_from(random.below(1000)).unwrap_or(0)) / 8.0),
        4 => json!(random.pick(&TEXTS)),
        5 => (0..random.below(4)).map(|_| document(random, depth + 1)).collect(),
        _ => {
            let names = ["type", "$id", "name", "email", "password", "a/b~c", "properties"];
            let mut object = Map::new();
            for _ in 0..random.below(5) {
                let name = random.pick(&names).copied().unwrap_or_default();
                let value = document(random, depth + 1);
                object.insert(name.to_owned(), value);
            }
            Value::Object(object)
        }
    }
}

/// Returns the integer part of a bound.
pub(super) fn integer_part(bound: f64) -> i64 {
    // Floats are printed without an exponent, so the text before the point is the integer part.
    let text = format!("{:.0}", bound.trunc());
    text.parse().unwrap_or(if bound < 0.0 { i64::MIN } else { i64::MAX })
}

fn width(min: f64, max: f64) -> u64 {
    u64::try_from(integer_part(max).saturating_sub(integer_part(min))).unwrap_or(0).saturating_add(1).min(1_000_000)
}

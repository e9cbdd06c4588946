//! Inputs with one mistake.
//!
//! A mutated value contains marks for texts that no JSON value can hold (half a surrogate pair, a duplicate key, a number
//! beyond all bounds). They are inserted when the value is written.

use serde_json::{Value, json};

use super::random::Random;
use super::smithy::SmithyModel;
use super::values::{self, integer_part};

/// Texts that replace a value.
const RAW: [&str; 17] = [
    r#""\ud800""#,
    r#""\udc00x""#,
    r#""\ud83d\ude00 \u0000""#,
    "1e400",
    "-1e400",
    "1.0",
    "1e2",
    "0.1e1",
    "01",
    "9223372036854775808",
    "2147483648",
    r#""NaN""#,
    r#""-Infinity""#,
    "nul",
    r#"{"a":1,"a":2,"\u0061":3}"#,
    "[[[[[[[[[[[[1]]]]]]]]]]]]",
    "\"tab\there\"",
];

const RAW_MARK: &str = "@@raw";
const DUPLICATE_MARK: &str = "@@again";
/// Maximum length of generated strings. Longer ones would fill the corpus with repetitions.
const MAX_LENGTH: i64 = 5000;

/// A mutation of a value at one place. It is applied on demand, because most mutations are not used.
pub(super) struct Mutation {
    pointer: String,
    kind: MutationKind,
}

enum MutationKind {
    /// Replaces the value. The text describes the mistake.
    Replace(&'static str, Value),
    /// Adds an unknown member.
    AddUnknown,
    Remove(String),
    Misspell(String),
    /// Repeats a member.
    Duplicate(String),
    /// Repeats all items of a list.
    RepeatItems,
}

impl Mutation {
    /// Describes the mistake, for the output of differences.
    pub(super) fn name(&self) -> String {
        let (what, key) = match &self.kind {
            MutationKind::Replace(name, _) => (*name, ""),
            MutationKind::AddUnknown => ("unknown", ""),
            MutationKind::Remove(key) => ("without", key.as_str()),
            MutationKind::Misspell(key) => ("misspelt", key.as_str()),
            MutationKind::Duplicate(key) => ("twice", key.as_str()),
            MutationKind::RepeatItems => ("repeated", ""),
        };
        if key.is_empty() { format!("{what} {}", self.pointer) } else { format!("{what} {key} of {}", self.pointer) }
    }

    /// Returns the mutated value.
    pub(super) fn apply(&self, valid: &Value) -> Value {
        let mut value = valid.clone();
        // INVARIANT: the mutation was generated from this value.
        let Some(part) = value.pointer_mut(&self.pointer) else { return value };
        match (&self.kind, part) {
            (MutationKind::Replace(_, replacement), part) => part.clone_from(replacement),
            (MutationKind::AddUnknown, part) => part["Unexpected"] = json!([1]),
            (MutationKind::Remove(key), Value::Object(object)) => drop(object.shift_remove(key)),
            (MutationKind::Misspell(key), Value::Object(object)) => {
                let value = object.shift_remove(key).unwrap_or_default();
                object.insert(misspelt(key), value);
            }
            (MutationKind::Duplicate(key), Value::Object(object)) => {
                let value = object.get(key).cloned().unwrap_or_default();
                object.insert(format!("{DUPLICATE_MARK}{key}"), value);
            }
            (MutationKind::RepeatItems, Value::Array(items)) => items.extend_from_within(..),
            _ => {}
        }
        value
    }

    /// Returns the text of the mutated value.
    pub(super) fn text(&self, valid: &Value) -> String {
        text(&self.apply(valid))
    }
}

/// Writes a mutated value as text, which may be invalid JSON.
pub(super) fn text(value: &Value) -> String {
    let mut text = value.to_string().replace(&format!("\"{DUPLICATE_MARK}"), "\"");
    if text.contains(RAW_MARK) {
        for (index, raw) in RAW.iter().enumerate() {
            text = text.replace(&format!("\"{RAW_MARK}{index}@\""), raw);
        }
    }
    text
}

/// Returns mutations of a valid value of a shape that violate every constraint of its parts.
pub(super) fn of_shape(model: &SmithyModel, id: &str, valid: &Value, random: &mut Random) -> Vec<Mutation> {
    let mut sites = Vec::new();
    collect_sites(model, id, valid, String::new(), &mut sites);
    let mut mutations = of_structure(valid);
    for (pointer, target) in sites {
        for (name, replacement) in replacements(model, &target, random) {
            mutations.push(Mutation { pointer: pointer.clone(), kind: MutationKind::Replace(name, replacement) });
        }
    }
    mutations
}

/// Returns mutations of any JSON value, without a shape.
pub(super) fn of_value(valid: &Value, random: &mut Random) -> Vec<Mutation> {
    let mut mutations = of_structure(valid);
    for (pointer, value) in pointers(valid) {
        let mut replacements = vec![json!(null), json!(7), json!("x"), json!([]), json!({}), json!(true), json!("")];
        if let Some(text) = value.as_str() {
            replacements.push(json!(format!("{text}!")));
            replacements.push(json!(format!("{text}{text}{text}{text}")));
            replacements.push(json!(text.to_uppercase()));
            replacements.push(json!(text.chars().rev().collect::<String>()));
        }
        if let Some(number) = value.as_i64() {
            replacements.extend([json!(number - 1), json!(-number), json!(number * 1000), json!(number.to_string())]);
        }
        replacements.push(raw(random));
        for replacement in replacements.into_iter().filter(|replacement| replacement != value) {
            mutations.push(Mutation { pointer: pointer.clone(), kind: MutationKind::Replace("value", replacement) });
        }
    }
    mutations
}

/// Returns texts that are invalid or unusual JSON.
pub(super) fn broken_texts(valid: &str, random: &mut Random) -> Vec<(&'static str, Vec<u8>)> {
    let cut = (1..valid.len()).filter(|at| valid.is_char_boundary(*at)).collect::<Vec<_>>();
    let half = random.pick(&cut).map_or("", |at| &valid[..*at]);
    let mut texts = vec![
        ("cut", half.to_owned()),
        ("trailing-comma", valid.replacen('}', ",}", 1)),
        ("trailing-text", format!("{valid} x")),
        ("second-value", format!("{valid}{{}}")),
        ("byte-order-mark", format!("\u{feff}{valid}")),
        ("single-quotes", valid.replace('"', "'")),
        ("comment", format!("{valid}/* no */")),
        ("no-colon", valid.replacen(':', " ", 1)),
        ("null", "null".to_owned()),
        ("list", format!("[{valid}]")),
        ("string", json!(valid).to_string()),
        ("number", "12".to_owned()),
        ("empty-object", "{}".to_owned()),
        ("deep", format!("{}1{}", "{\"a\":[".repeat(100), "]}".repeat(100))),
        ("not-closed", "[".repeat(300)),
        ("control", valid.replacen("\":", "\u{1}\":", 1)),
        ("escape", valid.replacen("\":", "\\q\":", 1)),
    ]
    .into_iter()
    .map(|(name, text)| (name, text.into_bytes()))
    .collect::<Vec<_>>();
    let mut bytes = valid.as_bytes().to_vec();
    let at = random.index(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte = 0xff;
    }
    texts.push(("utf8", bytes));
    texts
}

fn raw(random: &mut Random) -> Value {
    json!(format!("{RAW_MARK}{}@", random.index(RAW.len())))
}

/// Returns mutations of objects and lists: missing, unknown, misspelt and repeated members, and repeated items.
fn of_structure(valid: &Value) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for (pointer, value) in pointers(valid) {
        let mut add = |kind| mutations.push(Mutation { pointer: pointer.clone(), kind });
        match value {
            Value::Object(object) => {
                add(MutationKind::AddUnknown);
                for key in object.keys() {
                    add(MutationKind::Remove(key.clone()));
                    add(MutationKind::Misspell(key.clone()));
                    add(MutationKind::Duplicate(key.clone()));
                }
            }
            Value::Array(_) => add(MutationKind::RepeatItems),
            _ => {}
        }
    }
    mutations
}

/// Swaps two letters in the middle, or changes the case of a short name.
fn misspelt(key: &str) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    let middle = letters.len() / 2;
    if letters.len() > 3 && letters[middle] != letters[middle - 1] {
        letters.swap(middle, middle - 1);
    } else {
        letters.push('s');
    }
    letters.into_iter().collect()
}

/// Returns the JSON Pointers and values of all parts of a value, itself included.
fn pointers(value: &Value) -> Vec<(String, &Value)> {
    let mut parts = vec![(String::new(), value)];
    let mut at = 0;
    while let Some((pointer, value)) = parts.get(at).cloned() {
        match value {
            Value::Object(object) => {
                let token = |key: &str| key.replace('~', "~0").replace('/', "~1");
                parts.extend(object.iter().map(|(key, part)| (format!("{pointer}/{}", token(key)), part)));
            }
            Value::Array(items) => {
                parts.extend(items.iter().enumerate().map(|(index, part)| (format!("{pointer}/{index}"), part)));
            }
            _ => {}
        }
        at += 1;
    }
    parts
}

fn collect_sites(model: &SmithyModel, id: &str, value: &Value, pointer: String, sites: &mut Vec<(String, String)>) {
    sites.push((pointer.clone(), id.to_owned()));
    let token = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match (model.kind(id), value) {
        ("structure" | "union", Value::Object(object)) => {
            for member in model.members(id) {
                if let Some(part) = object.get(member.name) {
                    collect_sites(model, member.target, part, format!("{pointer}/{}", token(member.name)), sites);
                }
            }
        }
        ("list" | "set", Value::Array(items)) => {
            let item = model.part(id, "member").map(|item| item.target);
            for (index, part) in items.iter().enumerate() {
                collect_sites(model, item.unwrap_or_default(), part, format!("{pointer}/{index}"), sites);
            }
        }
        ("map", Value::Object(object)) => {
            let target = model.part(id, "value").map(|part| part.target);
            for (key, part) in object {
                collect_sites(model, target.unwrap_or_default(), part, format!("{pointer}/{}", token(key)), sites);
            }
        }
        _ => {}
    }
}

/// Returns values that violate the constraints of a shape, and values at its bounds.
fn replacements(model: &SmithyModel, id: &str, random: &mut Random) -> Vec<(&'static str, Value)> {
    let kind = model.kind(id);
    let mut values = vec![("null", json!(null)), ("raw", raw(random))];
    let wrong = [json!("x"), json!(5), json!(true), json!([]), json!({}), json!(1.5), json!("5"), json!([null])];
    for _ in 0..2 {
        values.push(("type", random.pick(&wrong).cloned().unwrap_or_default()));
    }
    let mut add = |name: &'static str, value: Value| values.push((name, value));
    let (min, max) = model.bounds(id, "length");
    let (min, max) = (min.map(integer_part), max.map(integer_part));
    match kind {
        "string" => {
            let text = values::string(model, id, random);
            let text = text.as_str().unwrap_or("a").to_owned();
            let of_length = |count: i64| {
                let letters = if text.is_empty() { "a" } else { &text };
                let count = usize::try_from(count).unwrap_or(0);
                letters.chars().cycle().take(count).collect::<String>()
            };
            add("valid", json!(text));
            add("empty", json!(""));
            if let Some(min) = min.filter(|min| *min > 1) {
                add("too-short", json!(of_length(min - 1)));
                add("shortest", json!(of_length(min)));
            }
            if let Some(max) = max.filter(|max| *max < MAX_LENGTH) {
                add("too-long", json!(of_length(max + 1)));
                add("longest", json!(of_length(max)));
                add("longest-letters", json!("a".repeat(usize::try_from(max).unwrap_or(0))));
            }
            if model.trait_value(id, "pattern").is_some() {
                add("pattern", json!(format!("{text}\u{7f}")));
                add("pattern", json!(format!(" {text}")));
                add("pattern", json!(format!("{text}é")));
                add("line-end", json!(format!("{text}\r\n")));
            }
        }
        "enum" => {
            for value in model.enum_values(id) {
                add("value", json!(value));
            }
            let value = random.pick(&model.enum_values(id)).copied().unwrap_or_default().to_owned();
            add("enum", json!("UNKNOWN_VALUE"));
            add("enum", json!(value.to_lowercase()));
            add("enum", json!(misspelt(&value)));
        }
        "list" | "set" | "map" => {
            let part = if kind == "map" { "value" } else { "member" };
            let target = model.part(id, part).map(|part| part.target).unwrap_or_default();
            let item = values::value(model, target, values::Fill::Minimal, random);
            let of_length = |count: i64| -> Value {
                let items = (0..count).map(|index| (format!("key{index}"), item.clone()));
                if kind == "map" { Value::Object(items.collect()) } else { items.map(|(_, item)| item).collect() }
            };
            if let Some(min) = min.filter(|min| *min > 0) {
                add("too-few", of_length(min - 1));
            }
            if let Some(max) = max.filter(|max| *max < 210) {
                add("too-many", of_length(max + 1));
            }
            add("none", of_length(0));
            add("two", of_length(2));
            if let Some(key) = model.part(id, "key") {
                for (_, key) in replacements(model, key.target, random) {
                    if let Some(key) = key.as_str() {
                        values.push(("key", json!({ key: item })));
                    }
                }
            }
        }
        "integer" | "long" | "short" | "byte" | "double" | "float" => {
            let (min, max) = model.bounds(id, "range");
            for bound in [min, max].into_iter().flatten().map(integer_part) {
                for number in [bound - 1, bound, bound + 1] {
                    add("range", json!(number));
                }
            }
            for number in ["-1", "0", "1000000", "4294967296"] {
                add("range", number.parse().map_or(json!(0), |number: i64| json!(number)));
            }
            add("fraction", json!(0.25));
        }
        "timestamp" => {
            for value in
                [json!("2026-11-28T10:00:00Z"), json!(1.5), json!(-1), json!("never"), json!(99_999_999_999_u64)]
            {
                add("time", value);
            }
        }
        _ => {}
    }
    values
}

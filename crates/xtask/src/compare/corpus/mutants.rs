//! Inputs that are wrong in one place.
//!
//! A changed value has marks in it: texts that no JSON value can hold (half a surrogate, a key twice, a number
//! beyond all bounds) are put in when the value is written.

use serde_json::{Value, json};

use super::random::Random;
use super::smithy::SmithyModel;
use super::values::{self, whole};

/// Texts that take the place of a value.
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
/// A string of this many characters is the longest that a mutant has: longer ones fill the corpus with one letter.
const LONGEST: i64 = 5000;

/// A change that makes a value wrong in one place. It is applied when it is wanted: most are not.
pub(super) struct Mutation {
    pointer: String,
    change: Change,
}

enum Change {
    /// Another value in the place of this one; with what is wrong about it.
    Replace(&'static str, Value),
    /// A member that no shape has.
    AddUnknown,
    Remove(String),
    Misspell(String),
    /// A member a second time.
    Duplicate(String),
    /// All items of a list a second time.
    RepeatItems,
}

impl Mutation {
    /// Says what is wrong, for whoever reads a difference.
    pub(super) fn name(&self) -> String {
        let (what, key) = match &self.change {
            Change::Replace(name, _) => (*name, ""),
            Change::AddUnknown => ("unknown", ""),
            Change::Remove(key) => ("without", key.as_str()),
            Change::Misspell(key) => ("misspelt", key.as_str()),
            Change::Duplicate(key) => ("twice", key.as_str()),
            Change::RepeatItems => ("repeated", ""),
        };
        if key.is_empty() { format!("{what} {}", self.pointer) } else { format!("{what} {key} of {}", self.pointer) }
    }

    /// Returns the value with the change.
    pub(super) fn apply(&self, valid: &Value) -> Value {
        let mut value = valid.clone();
        // INVARIANT: a mutation is made of the value that it is applied to.
        let Some(part) = value.pointer_mut(&self.pointer) else { return value };
        match (&self.change, part) {
            (Change::Replace(_, replacement), part) => part.clone_from(replacement),
            (Change::AddUnknown, part) => part["Unexpected"] = json!([1]),
            (Change::Remove(key), Value::Object(object)) => drop(object.shift_remove(key)),
            (Change::Misspell(key), Value::Object(object)) => {
                let value = object.shift_remove(key).unwrap_or_default();
                object.insert(misspelt(key), value);
            }
            (Change::Duplicate(key), Value::Object(object)) => {
                let value = object.get(key).cloned().unwrap_or_default();
                object.insert(format!("{DUPLICATE_MARK}{key}"), value);
            }
            (Change::RepeatItems, Value::Array(items)) => items.extend_from_within(..),
            _ => {}
        }
        value
    }

    /// Returns the changed value as a text.
    pub(super) fn text(&self, valid: &Value) -> String {
        text(&self.apply(valid))
    }
}

/// Writes a changed value as JSON text, or what comes close to it.
pub(super) fn text(value: &Value) -> String {
    let mut text = value.to_string().replace(&format!("\"{DUPLICATE_MARK}"), "\"");
    if text.contains(RAW_MARK) {
        for (index, raw) in RAW.iter().enumerate() {
            text = text.replace(&format!("\"{RAW_MARK}{index}@\""), raw);
        }
    }
    text
}

/// Returns mutations of a valid value of a shape: every constraint on the way is broken.
pub(super) fn of_shape(model: &SmithyModel, id: &str, valid: &Value, random: &mut Random) -> Vec<Mutation> {
    let mut sites = Vec::new();
    collect_sites(model, id, valid, String::new(), &mut sites);
    let mut mutations = of_structure(valid);
    for (pointer, target) in sites {
        for (name, replacement) in replacements(model, &target, random) {
            mutations.push(Mutation { pointer: pointer.clone(), change: Change::Replace(name, replacement) });
        }
    }
    mutations
}

/// Returns mutations of any JSON value, by its structure alone.
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
            mutations.push(Mutation { pointer: pointer.clone(), change: Change::Replace("value", replacement) });
        }
    }
    mutations
}

/// Returns texts that are no JSON, or hardly.
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

/// Breaks the objects and lists: members missing, unknown, misspelt, twice; items twice.
fn of_structure(valid: &Value) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for (pointer, value) in pointers(valid) {
        let mut add = |change| mutations.push(Mutation { pointer: pointer.clone(), change });
        match value {
            Value::Object(object) => {
                add(Change::AddUnknown);
                for key in object.keys() {
                    add(Change::Remove(key.clone()));
                    add(Change::Misspell(key.clone()));
                    add(Change::Duplicate(key.clone()));
                }
            }
            Value::Array(_) => add(Change::RepeatItems),
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

/// Returns the JSON Pointers of all parts of a value, itself included, with the parts.
fn pointers(value: &Value) -> Vec<(String, &Value)> {
    let mut found = vec![(String::new(), value)];
    let mut at = 0;
    while let Some((pointer, value)) = found.get(at).cloned() {
        match value {
            Value::Object(object) => {
                let token = |key: &str| key.replace('~', "~0").replace('/', "~1");
                found.extend(object.iter().map(|(key, part)| (format!("{pointer}/{}", token(key)), part)));
            }
            Value::Array(items) => {
                found.extend(items.iter().enumerate().map(|(index, part)| (format!("{pointer}/{index}"), part)));
            }
            _ => {}
        }
        at += 1;
    }
    found
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

/// Returns what breaks the constraints of a shape, and values at its bounds.
fn replacements(model: &SmithyModel, id: &str, random: &mut Random) -> Vec<(&'static str, Value)> {
    let kind = model.kind(id);
    let mut found = vec![("null", json!(null)), ("raw", raw(random))];
    let wrong = [json!("x"), json!(5), json!(true), json!([]), json!({}), json!(1.5), json!("5"), json!([null])];
    for _ in 0..2 {
        found.push(("type", random.pick(&wrong).cloned().unwrap_or_default()));
    }
    let mut add = |name: &'static str, value: Value| found.push((name, value));
    let (min, max) = model.bounds(id, "length");
    let (min, max) = (min.map(whole), max.map(whole));
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
            if let Some(max) = max.filter(|max| *max < LONGEST) {
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
                        found.push(("key", json!({ key: item })));
                    }
                }
            }
        }
        "integer" | "long" | "short" | "byte" | "double" | "float" => {
            let (min, max) = model.bounds(id, "range");
            for bound in [min, max].into_iter().flatten().map(whole) {
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
    found
}

use super::*;
use crate::{Edition, LoadedModel};

fn model(input: &str, shapes: &str) -> LoadedModel {
    let text = format!(
        r##"{{"smithy": "2.0", "shapes": {{
            "a#Put": {{"type": "operation", "input": {{"target": "a#PutInput"}},
                      "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/put"}}}}}},
            "a#PutInput": {{"type": "structure", "members": {{{input}}}}},
            {shapes}}}}}"##
    );
    LoadedModel::parse(text.as_bytes()).unwrap()
}

const SHAPES: &str = r##"
    "a#Word": {"type": "string", "traits": {"smithy.api#pattern": "^[a-z`]*/ $"}},
    "a#Words": {"type": "list", "member": {"target": "a#Word"}, "traits": {"smithy.api#sparse": {}}},
    "a#Tree": {"type": "structure", "members": {"branches": {"target": "a#Trees"}}},
    "a#Trees": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "a#Tree"}},
    "a#Record": {"type": "enum", "members": {
        "A": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "a\\\"b"}},
        "B": {"target": "smithy.api#Unit"}}},
    "a#Level": {"type": "intEnum", "members": {
        "ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
        "TWO": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 2}}}},
    "a#Choice": {"type": "union", "members": {"word": {"target": "a#Word"}, "again": {"target": "a#Choice"}}}"##;

#[test]
fn exports_every_kind() {
    let loaded = model(
        r##""words": {"target": "a#Words", "traits": {"smithy.api#required": {}}}, "tree": {"target": "a#Tree"},
           "record": {"target": "a#Record"}, "level": {"target": "a#Level"}, "choice": {"target": "a#Choice"},
           "when": {"target": "smithy.api#Timestamp"}, "data": {"target": "smithy.api#Blob"},
           "much": {"target": "smithy.api#Double"}, "any": {"target": "smithy.api#Document"},
           "old": {"target": "smithy.api#Boolean", "traits": {"smithy.api#deprecated": {"since": "1.0"}}}"##,
        SHAPES,
    );
    let expected = r#"/** The name of an operation. */
export type OperationName = keyof OperationInputs;

/** What operations take, by name. */
export interface OperationInputs {
  Put: PutInput;
}

/** What operations answer, by name. */
export interface OperationOutputs {
  Put: {};
}

/** Exactly one of the members. */
export type OneOf<T> = {
  [K in keyof T]: { [P in K]: T[P] } & { [P in keyof T as P extends K ? never : P]?: null | undefined };
}[keyof T];

export type Choice = OneOf<{
  /** A string that matches `` ^[a-z`]*\/ $ ``. */
  word: string;
  again: Choice;
}>;

export type Level = 1 | 2;

/** The input of `Put`. */
export interface PutInput {
  /** A list of items: a string that matches `` ^[a-z`]*\/ $ `` or null. */
  words: Words;
  tree?: Tree | null | undefined;
  record?: Record_ | null | undefined;
  level?: Level | null | undefined;
  choice?: Choice | null | undefined;
  /** A time in seconds since 1970. */
  when?: number | null | undefined;
  /** Bytes in base64. */
  data?: string | null | undefined;
  /** A number of double precision. */
  much?: number | "NaN" | "Infinity" | "-Infinity" | null | undefined;
  any?: unknown;
  /** @deprecated since 1.0 */
  old?: boolean | null | undefined;
}

export type Record_ = "a\\\"b" | "B";

export interface Tree {
  /** A map of entries: a string to `Tree`. */
  branches?: Trees | null | undefined;
}

/** A map of entries: a string to `Tree`. */
export type Trees = { readonly [key: string]: Tree };

/** A list of items: a string that matches `` ^[a-z`]*\/ $ `` or null. */
export type Words = readonly (string | null)[];
"#;
    assert_eq!(typescript(&loaded.model()), expected);
}

#[test]
fn notes_what_only_one_edition_has() {
    let old = model(
        r##""kept": {"target": "a#Kind", "traits": {"smithy.api#required": {}}}, "gone": {"target": "a#Short"},
           "turned": {"target": "a#Turned"}"##,
        r##""a#Kind": {"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}, "B": {"target": "smithy.api#Unit"}}},
           "a#Short": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}},
           "a#Turned": {"type": "structure", "members": {"in": {"target": "a#Short"}}}"##,
    );
    let new = model(
        r##""kept": {"target": "a#Kind"}, "turned": {"target": "a#Turned"},
           "fresh": {"target": "smithy.api#Long", "traits": {"smithy.api#required": {}}}"##,
        r##""a#Kind": {"type": "enum", "members": {"B": {"target": "smithy.api#Unit"}, "C": {"target": "smithy.api#Unit"}}},
           "a#Turned": {"type": "list", "member": {"target": "smithy.api#Integer"}}"##,
    );
    let types = typescript_of_editions(&[("1", old.model()), ("2", new.model())]);
    let expected = r#"/** Only in edition 1: `A`. Only in edition 2: `C`. */
export type Kind = "B" | "C" | "A";

/** The input of `Put`. */
export interface PutInput {
  /** Required in edition 1. */
  kept?: Kind | null | undefined;
  /** In edition 2: a list of items: a whole number of 32 bits. */
  turned?: Turned | null | undefined;
  /** A whole number of 64 bits. Only in edition 2. Required in edition 2. */
  fresh?: number | null | undefined;
  /** A string of at most 3 characters. Only in edition 1. */
  gone?: string | null | undefined;
}

/** In edition 2: a list of items: a whole number of 32 bits. */
export type Turned =
  | {
      /** A string of at most 3 characters. */
      in?: string | null | undefined;
    }
  | readonly number[];
"#;
    let shapes = types.split_once("export interface OperationOutputs {\n  Put: {};\n}\n\n");
    assert_eq!(shapes.map(|(_, shapes)| shapes), Some(expected), "{types}");
    assert!(types.contains("export type Edition = \"1\" | \"2\";"));
}

/// Undeclared and duplicate names would be errors in TypeScript, or declarations that merge silently.
#[test]
fn declares_every_name_once() {
    let editions = Edition::ALL.map(|edition| (edition.name(), edition.model()));
    let types = typescript_of_editions(&editions);
    let code: Vec<&str> = types.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).collect();
    let declared: Vec<&str> = code
        .iter()
        .filter_map(|line| line.strip_prefix("export interface ").or_else(|| line.strip_prefix("export type ")))
        .filter_map(|line| line.split([' ', '<']).next())
        .collect();
    let names: BTreeSet<&str> = declared.iter().copied().collect();
    assert_eq!(names.len(), declared.len());
    for line in code.iter().filter(|line| line.starts_with("  ")) {
        let Some((_, kinds)) = line.trim_end_matches(';').split_once(": ") else { continue };
        for kind in kinds.split(" | ").filter(|kind| kind.starts_with(|c: char| c.is_ascii_uppercase())) {
            assert!(names.contains(kind), "{line}");
        }
    }
    assert!(types.lines().all(|line| line.chars().count() <= LINE || line.contains('`')), "a line is too long");
}

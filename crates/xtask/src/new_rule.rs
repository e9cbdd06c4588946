//! `new-rule`: writes the parts of a documented rule that do not depend on its requirement.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use mi_preflight::Edition;
use serde_json::{Value, json};

use crate::step::step;
use crate::workspace;

const CATALOGUE: &str = "crates/preflight/src/service/catalogue.rs";
const RULES: &str = "crates/preflight/src/service/rules";
const SCHEMA: &str = "schema/policy.schema.json";

/// Marks text that the author of a rule still has to write. A test fails while it is in the catalogue or in a check.
const PLACEHOLDER: &str = concat!("FILL", "-IN");

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum RuleSeverity {
    Error,
    Warning,
    Advice,
}

impl RuleSeverity {
    /// Returns the variant's name in the catalogue, and the severity's name in a case.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            RuleSeverity::Error => ("Error", "error"),
            RuleSeverity::Warning => ("Warning", "warning"),
            RuleSeverity::Advice => ("Advice", "advice"),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum NewRuleError {
    #[error(
        "`{0}` is not an id of a rule: write family/name, each of lower-case words joined by hyphens, as in `ota/time-order`"
    )]
    InvalidId(String),
    #[error("`{0}` is no reason: write lower-case words joined by hyphens, as in `too-long`")]
    InvalidReason(String),
    #[error("the id `{0}` is taken: choose another, because ids are never reused")]
    TakenId(String),
    #[error("there is no operation `{0}`: give the name of a file in examples/inputs, without `.json`")]
    UnknownOperation(String),
    #[error("the example input of `{0}` has no member to read: give an operation whose input has one")]
    NoMember(String),
    #[error("{} exists already: choose another id, or move that file", .0.display())]
    FileExists(PathBuf),
    #[error("{file} has no {anchor}: new-rule must be adapted to the file's new format")]
    MissingAnchor { file: &'static str, anchor: String },
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: std::io::Error },
    #[error("{0}")]
    Codegen(String),
}

/// The rule to add.
struct NewRule<'a> {
    id: &'a str,
    family: &'a str,
    name: &'a str,
    severity: RuleSeverity,
    operation: &'a str,
    /// The reasons that tell the messages of the rule apart; empty if it has one message.
    reasons: &'a [String],
}

/// A file to write: its path from the root of the workspace, and its text.
type File = (String, String);

/// The files to write.
struct Files {
    catalogue: File,
    check: File,
    checks: File,
    schema: File,
    /// Cases that violate the rule, one for each message, and then one that does not.
    cases: Vec<File>,
}

impl Files {
    fn all(&self) -> impl Iterator<Item = &File> {
        [&self.catalogue, &self.check, &self.checks, &self.schema].into_iter().chain(&self.cases)
    }
}

/// Writes the files of a rule, runs the code generation, and prints the remaining steps.
pub(crate) fn run(id: &str, severity: RuleSeverity, operation: &str, reasons: &[String]) -> Result<(), NewRuleError> {
    let rule = NewRule::parse(id, severity, operation, reasons)?;
    let root = workspace::root();
    let files = rule.files(&root)?;
    for (name, text) in files.all() {
        write(&root.join(name), text)?;
    }
    step("generated files", &["cargo", "xtask", "codegen"]).map_err(NewRuleError::Codegen)?;
    println!("\nwritten:");
    for (name, _) in files.all() {
        println!("  {name}");
    }
    let module = &files.check.0;
    let cases: Vec<&str> = files.cases.iter().map(|(name, _)| name.as_str()).collect();
    let cases = cases.join("\n  ");
    println!(
        "\nleft to do:
  {CATALOGUE}: the title and the rationale; the basis, the editions, and the severity under `strict`
  {module}: the members that the check reads, the check, and its messages; join it with a check of the same members
  {cases}: inputs that violate the rule, and one that does not; name the files after the inputs, and keep the editions
    in which the rule holds
  CHANGELOG.md: a line under \"Unreleased\", \"Added\"
then:
  cargo xtask codegen                                           # pkg/src/generated
  INSTA_UPDATE=always cargo test --workspace --test cli rules   # snapshots/rules.snap
  cargo fmt --all && cargo xtask check                          # fails while a `{PLACEHOLDER}` is left"
    );
    Ok(())
}

impl<'a> NewRule<'a> {
    fn parse(
        id: &'a str,
        severity: RuleSeverity,
        operation: &'a str,
        reasons: &'a [String],
    ) -> Result<NewRule<'a>, NewRuleError> {
        let is_word = |word: &str| {
            word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
                && word.starts_with(|first: char| first.is_ascii_lowercase())
        };
        let is_kebab_case = |part: &str| part.split('-').all(is_word);
        if let Some(reason) = reasons.iter().find(|reason| !is_kebab_case(reason)) {
            return Err(NewRuleError::InvalidReason(reason.clone()));
        }
        match id.split_once('/') {
            Some((family, name)) if is_kebab_case(family) && is_kebab_case(name) => {
                Ok(NewRule { id, family, name, severity, operation, reasons })
            }
            _ => Err(NewRuleError::InvalidId(id.to_owned())),
        }
    }

    /// Returns the name of the rule as a part of Rust names.
    fn snake_case_name(&self) -> String {
        self.name.replace('-', "_")
    }

    fn constant(&self) -> String {
        self.id.replace(['/', '-'], "_").to_uppercase()
    }

    /// Returns the files to write. Nothing is written.
    fn files(&self, root: &Path) -> Result<Files, NewRuleError> {
        let input = self.example_input(root)?;
        let member = input.as_object().and_then(|members| members.keys().next());
        let member = member.ok_or_else(|| NewRuleError::NoMember(self.operation.to_owned()))?;
        let editions = self.editions(root)?;
        let (catalogue, previous) = self.add_to_catalogue(&read(&root.join(CATALOGUE))?, &editions)?;
        let schema = self.add_to_schema(&read(&root.join(SCHEMA))?, &previous)?;
        let checks = read(&root.join(RULES).join("mod.rs"))?;
        let family = format!("{RULES}/{}.rs", self.family.replace('-', "_"));
        // A family with a file of its own gets the check there: its rules mostly read the same members.
        let (checks, check) = if root.join(&family).exists() {
            let module = self.family.replace('-', "_");
            let check = add_to_family(&read(&root.join(&family))?, &self.check(member));
            (add_check(&checks, &format!("{module}::{}", self.snake_case_name().to_uppercase()))?, (family, check))
        } else {
            let module = self.constant().to_lowercase();
            let checks = add_module(&checks, &module)?;
            let check = (format!("{RULES}/{module}.rs"), self.module(member));
            if root.join(&check.0).exists() {
                return Err(NewRuleError::FileExists(root.join(check.0)));
            }
            (add_check(&checks, &format!("{module}::{}", self.snake_case_name().to_uppercase()))?, check)
        };
        let cases = self.cases(&editions, &input, member);
        if let Some((name, _)) = cases.iter().find(|(name, _)| root.join(name).exists()) {
            return Err(NewRuleError::FileExists(root.join(name)));
        }
        Ok(Files {
            catalogue: (CATALOGUE.to_owned(), catalogue),
            check,
            checks: (format!("{RULES}/mod.rs"), checks),
            schema: (SCHEMA.to_owned(), schema),
            cases,
        })
    }

    fn example_input(&self, root: &Path) -> Result<Value, NewRuleError> {
        let unknown_operation = || NewRuleError::UnknownOperation(self.operation.to_owned());
        if !self.operation.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(unknown_operation());
        }
        let text = read(&root.join(format!("examples/inputs/{}.json", self.operation)));
        serde_json::from_str(&text.map_err(|_| unknown_operation())?).map_err(|_| unknown_operation())
    }

    /// Returns the editions that have the operation.
    fn editions(&self, root: &Path) -> Result<Vec<Edition>, NewRuleError> {
        let mut editions = Vec::new();
        for edition in Edition::ALL {
            let model = read(&root.join(format!("crates/preflight/model/{edition}.json")))?;
            if model.contains(&format!("#{}\"", self.operation)) {
                editions.push(edition);
            }
        }
        Ok(editions)
    }

    /// Returns the catalogue with a row for the rule, and the id of the previous row. The row follows the last one of the
    /// family, or the last one of all documented rules if the family is new.
    fn add_to_catalogue(&self, text: &str, editions: &[Edition]) -> Result<(String, String), NewRuleError> {
        if text.contains(&format!("\"{}\"", self.id)) {
            return Err(NewRuleError::TakenId(self.id.to_owned()));
        }
        let rows: Vec<(usize, &str)> =
            text.lines().enumerate().filter_map(|(i, line)| Some((i, row_id(line)?))).collect();
        let prefix = &self.id[..=self.id.find('/').unwrap_or_default()];
        let last_of_family = rows.iter().rfind(|(_, id)| id.starts_with(prefix));
        let anchor = || NewRuleError::MissingAnchor { file: CATALOGUE, anchor: "row of a documented rule".to_owned() };
        let (line, previous) = last_of_family.or(rows.last()).ok_or_else(anchor)?;
        let editions = match editions {
            [Edition::E2025_05_22] => "Documented",
            [Edition::E2026_11] => "Current",
            _ => "Both",
        };
        let mut row = format!(
            "    {} \"{}\" {} Inferred Documented {editions}\n        \"{PLACEHOLDER}: what the rule requires, as a sentence.\"\n        \"{PLACEHOLDER}: why, and what to do.\"",
            self.constant(),
            self.id,
            self.severity.names().0,
        );
        if !self.reasons.is_empty() {
            let reasons: Vec<String> = self.reasons.iter().map(|reason| format!("\"{reason}\"")).collect();
            row += &format!("\n        [{}]", reasons.join(", "));
        }
        // A row has three lines, the header, the title and the rationale, and perhaps a list of reasons in brackets.
        let mut end = line + 3;
        let lines: Vec<&str> = text.lines().collect();
        if lines.get(end).is_some_and(|line| line.starts_with("        [")) {
            let is_end = |line: &&str| line.ends_with(']');
            end += lines[end..].iter().position(is_end).map_or(1, |length| length + 1);
        }
        Ok((insert_line(text, end, &row), (*previous).to_owned()))
    }

    fn add_to_schema(&self, text: &str, previous: &str) -> Result<String, NewRuleError> {
        if text.contains(&format!("\"{}\"", self.id)) {
            return Err(NewRuleError::TakenId(self.id.to_owned()));
        }
        let entry = format!("\"{previous}\",");
        let line = text.lines().position(|line| line.trim() == entry);
        let line = line.ok_or(NewRuleError::MissingAnchor { file: SCHEMA, anchor: format!("line {entry}") })?;
        Ok(insert_line(text, line + 1, &format!("        \"{}\",", self.id)))
    }

    /// Returns the text of a module with the check.
    fn module(&self, member: &str) -> String {
        let check = self.check(member);
        format!(
            r#"//! {}: {PLACEHOLDER}: the subject of the rules, and where they are documented.

use super::{{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message}};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

{check}"#,
            self.operation
        )
    }

    fn check(&self, member: &str) -> String {
        let (rule, operation) = (self.constant(), self.operation);
        let function = self.snake_case_name();
        let constant = function.to_uppercase();
        let reads = self.name.split('-').map(capitalized).collect::<String>() + "Reads";
        let text = format!("\"{PLACEHOLDER}: what is wrong\", \"{PLACEHOLDER}: what to do\"");
        let messages: Vec<(String, String)> = match self.reasons {
            [] => vec![(format!("{constant}_MESSAGE"), format!("rule_message!(Rule::{rule}, {text})"))],
            reasons => {
                let message = |reason: &String| {
                    let name = format!("{constant}_{}", reason.replace('-', "_").to_uppercase());
                    (name, format!("rule_message!(Rule::{rule}, \"{reason}\", {text})"))
                };
                reasons.iter().map(message).collect()
            }
        };
        let constants: String =
            messages.iter().map(|(name, value)| format!("const {name}: RuleMessage =\n    {value};\n\n")).collect();
        let message = &messages[0].0;
        format!(
            r#"reads! {{
    enum {reads} {{
        MEMBER = "{member}",
    }}
}}

/// {PLACEHOLDER}: when an input violates the rule.
pub(super) const {constant}: Check = Check {{
    rules: &[Rule::{rule}],
    at: Scope::Operations(&["{operation}"]),
    reads: {reads}::PATHS,
    judge: {function},
}};

{constants}fn {function}(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {{
    let Some(value) = context.value({reads}::MEMBER) else {{ return Ok(()) }};
    // {PLACEHOLDER}: the condition of the rule.
    if value.text().is_none_or(|text| !text.is_empty()) {{
        return Ok(());
    }}
    reporter.report(&{message}, value)
}}
"#
        )
    }

    fn cases(&self, editions: &[Edition], input: &Value, member: &str) -> Vec<File> {
        let folder = format!("tests/cases/{}", self.operation);
        let violation = json!({"rule": self.id, "path": format!("/{member}"), "severity": self.severity.names().1});
        let mut cases = Vec::new();
        if self.reasons.is_empty() {
            cases.push((format!("{folder}/{}.json", self.name), self.case(editions, input, &json!([violation]))));
        }
        for reason in self.reasons {
            let mut violation = violation.clone();
            violation["detail"] = json!({"reason": reason});
            let name = format!("{folder}/{}-{reason}.json", self.name);
            cases.push((name, self.case(editions, input, &json!([violation]))));
        }
        cases.push((format!("{folder}/{}-kept.json", self.name), self.case(editions, input, &json!([]))));
        cases
    }

    fn case(&self, editions: &[Edition], input: &Value, expect: &Value) -> String {
        let editions: Vec<&str> = editions.iter().map(|edition| edition.name()).collect();
        let case = json!({"editions": editions, "operation": self.operation, "input": input, "expect": expect});
        format!("{case:#}\n")
    }
}

/// Returns `rules/mod.rs` with a module, in the order of the names.
fn add_module(text: &str, module: &str) -> Result<String, NewRuleError> {
    let declaration = format!("mod {module};");
    let modules = text.lines().enumerate().filter(|(_, line)| line.starts_with("mod ") && line.ends_with(';'));
    let modules: Vec<(usize, &str)> = modules.collect();
    let next = modules.iter().find(|(_, line)| *line > declaration.as_str()).map(|(index, _)| *index);
    let line = next.or_else(|| modules.last().map(|(index, _)| index + 1));
    let anchor = || NewRuleError::MissingAnchor { file: RULES, anchor: "`mod` declaration".to_owned() };
    Ok(insert_line(text, line.ok_or_else(anchor)?, &declaration))
}

/// Returns `rules/mod.rs` with a check, which is planned last.
fn add_check(text: &str, path: &str) -> Result<String, NewRuleError> {
    let mut lines = text.lines().enumerate().skip_while(|(_, line)| !line.starts_with("const CHECKS"));
    let anchor = || NewRuleError::MissingAnchor { file: RULES, anchor: "list `CHECKS`".to_owned() };
    let end = lines.find(|(_, line)| *line == "];").ok_or_else(anchor)?.0;
    Ok(insert_line(text, end, &format!("    &{path},")))
}

/// Returns the file of a family with a check, before its tests.
fn add_to_family(text: &str, check: &str) -> String {
    match text.find("#[cfg(test)]") {
        Some(tests) => format!("{}{check}\n{}", &text[..tests], &text[tests..]),
        None => format!("{text}\n{check}"),
    }
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// Returns the id in the header of a documented rule's row.
fn row_id(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let id = words.nth(1)?.strip_prefix('"')?.strip_suffix('"')?;
    (line.starts_with("    ") && words.nth_back(1) == Some("Documented")).then_some(id)
}

/// Inserts a line at an index.
fn insert_line(text: &str, index: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(index.min(lines.len()), line);
    lines.join("\n") + "\n"
}

fn read(path: &Path) -> Result<String, NewRuleError> {
    fs::read_to_string(path).map_err(|error| NewRuleError::File { path: path.to_owned(), error })
}

fn write(path: &Path, text: &str) -> Result<(), NewRuleError> {
    let folder = path.parent().unwrap_or(path);
    let result = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    result.map_err(|error| NewRuleError::File { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COPIED_FILES: [&str; 7] = [
        CATALOGUE,
        "crates/preflight/src/service/rules/mod.rs",
        "crates/preflight/src/service/rules/destination.rs",
        SCHEMA,
        "crates/preflight/model/2025-05-22.json",
        "crates/preflight/model/2026-11.json",
        "examples/inputs/CreateManagedThing.json",
    ];

    /// A temporary folder with copies of the files that `new-rule` edits and reads.
    struct TestWorkspace(PathBuf);

    impl TestWorkspace {
        fn new(name: &str) -> TestWorkspace {
            let folder = std::env::temp_dir().join(format!("new-rule-{name}-{}", std::process::id()));
            for file in COPIED_FILES {
                write(&folder.join(file), &read(&workspace::root().join(file)).unwrap()).unwrap();
            }
            TestWorkspace(folder)
        }

        fn files(&self, id: &str, operation: &str) -> Result<Files, NewRuleError> {
            NewRule::parse(id, RuleSeverity::Advice, operation, &[])?.files(&self.0)
        }
    }

    impl Drop for TestWorkspace {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Returns the lines that are in `after` only, and the line before the first of them.
    fn added<'t>(before: &str, after: &'t str) -> (Vec<&'t str>, Option<&'t str>) {
        let equal = before.lines().zip(after.lines()).take_while(|(a, b)| a == b).count();
        let count = after.lines().count() - before.lines().count();
        let lines: Vec<&str> = after.lines().skip(equal).take(count).collect();
        (lines, equal.checked_sub(1).and_then(|line| after.lines().nth(line)))
    }

    #[test]
    fn a_rule_of_a_family_follows_the_last_one_of_its_family() {
        let workspace = TestWorkspace::new("family");
        let Files { catalogue, check, checks, schema, cases } =
            workspace.files("thing/nick-name", "CreateManagedThing").unwrap();
        let [violating, conforming] = &cases[..] else { panic!("two cases") };

        let (row, _) = added(&read(&workspace.0.join(CATALOGUE)).unwrap(), &catalogue.1);
        assert_eq!(row[0], "    THING_NICK_NAME \"thing/nick-name\" Advice Inferred Documented Both");
        assert_eq!(row.len(), 3);
        let before = read(&workspace.0.join(SCHEMA)).unwrap();
        let (entry, previous) = added(&before, &schema.1);
        assert_eq!(entry, vec!["        \"thing/nick-name\","]);
        assert_eq!(previous, before.lines().rfind(|line| line.starts_with("        \"thing/")));
        let (module, previous) = added(&read(&workspace.0.join(&checks.0)).unwrap(), &checks.1);
        assert_eq!(module[0], "mod thing_nick_name;");
        assert!(previous.is_some_and(|line| line < module[0]));
        assert!(checks.1.contains("    &thing_nick_name::NICK_NAME,\n];\n"));
        assert_eq!(check.0, "crates/preflight/src/service/rules/thing_nick_name.rs");
        assert!(check.1.contains("rules: &[Rule::THING_NICK_NAME]"));
        assert_eq!(violating.0, "tests/cases/CreateManagedThing/nick-name.json");
        let [violating, conforming] =
            [violating, conforming].map(|(_, text)| serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(violating["editions"], json!(Edition::ALL.map(Edition::name)));
        assert_eq!(violating["expect"][0]["rule"], "thing/nick-name");
        assert_eq!(violating["expect"][0]["severity"], "advice");
        assert_eq!(conforming["expect"], json!([]));
    }

    #[test]
    fn a_new_family_follows_all_documented_rules() {
        let workspace = TestWorkspace::new("new-family");
        let schema = workspace.files("garden/gnome", "CreateManagedThing").unwrap().schema;
        let before = read(&workspace.0.join(SCHEMA)).unwrap();
        let (_, previous) = added(&before, &schema.1);
        let is_document = |line: &&str| line.starts_with("        \"document/");
        let last = before.lines().zip(before.lines().skip(1)).find(|(_, next)| is_document(next));
        assert_eq!(previous, last.map(|(line, _)| line));
    }

    #[test]
    fn a_family_with_a_file_gets_the_check_there() {
        let workspace = TestWorkspace::new("file");
        let reasons = ["other-region".to_owned(), "other-account".to_owned()];
        let rule =
            NewRule::parse("destination/far-away", RuleSeverity::Advice, "CreateManagedThing", &reasons).unwrap();
        let Files { catalogue, check, checks, cases, .. } = rule.files(&workspace.0).unwrap();

        let (row, _) = added(&read(&workspace.0.join(CATALOGUE)).unwrap(), &catalogue.1);
        assert_eq!(row[3], "        [\"other-region\", \"other-account\"]");
        assert_eq!(check.0, "crates/preflight/src/service/rules/destination.rs");
        let (lines, _) = added(&read(&workspace.0.join(&check.0)).unwrap(), &check.1);
        assert!(lines.contains(&"pub(super) const FAR_AWAY: Check = Check {"));
        assert!(lines.contains(&"const FAR_AWAY_OTHER_ACCOUNT: RuleMessage ="));
        let (lines, _) = added(&read(&workspace.0.join(&checks.0)).unwrap(), &checks.1);
        assert_eq!(lines, ["    &destination::FAR_AWAY,"]);
        let names: Vec<&str> = cases.iter().filter_map(|(name, _)| name.rsplit('/').next()).collect();
        assert_eq!(names, ["far-away-other-region.json", "far-away-other-account.json", "far-away-kept.json"]);
        let case: Value = serde_json::from_str(&cases[1].1).unwrap();
        assert_eq!(case["expect"][0]["detail"], json!({"reason": "other-account"}));
        assert!(matches!(
            NewRule::parse("destination/far", RuleSeverity::Advice, "CreateManagedThing", &["Far".to_owned()]),
            Err(NewRuleError::InvalidReason(_))
        ));
    }

    #[test]
    fn bad_and_taken_ids_are_refused() {
        let workspace = TestWorkspace::new("refused");
        for id in ["thing", "Thing/name", "thing/", "/name", "thing/a--b", "thing/a/b", "thing/-a", "thing/a_b", "1/a"]
        {
            assert!(matches!(workspace.files(id, "CreateManagedThing"), Err(NewRuleError::InvalidId(_))), "{id}");
        }
        for id in ["thing/role", "common/action", "document/kind"] {
            assert!(matches!(workspace.files(id, "CreateManagedThing"), Err(NewRuleError::TakenId(_))), "{id}");
        }
        for operation in ["CreateThing", "../inputs/CreateManagedThing"] {
            assert!(
                matches!(workspace.files("thing/a", operation), Err(NewRuleError::UnknownOperation(_))),
                "{operation}"
            );
        }
        write(&workspace.0.join("tests/cases/CreateManagedThing/a.json"), "{}").unwrap();
        assert!(matches!(workspace.files("thing/a", "CreateManagedThing"), Err(NewRuleError::FileExists(_))));
    }

    #[test]
    fn no_rule_is_left_unfinished() {
        let mut files = vec![workspace::root().join(CATALOGUE)];
        files.extend(fs::read_dir(workspace::root().join(RULES)).unwrap().map(|entry| entry.unwrap().path()));
        for file in files {
            let text = read(&file).unwrap();
            let unfinished: Vec<_> = text.lines().enumerate().filter(|(_, line)| line.contains(PLACEHOLDER)).collect();
            assert!(unfinished.is_empty(), "{}: replace the placeholders: {unfinished:?}", file.display());
        }
    }
}

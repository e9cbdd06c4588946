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
        "`{0}` is no id of a rule: write family/name, each of lower-case words joined by hyphens, as in `ota/time-order`"
    )]
    InvalidId(String),
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
    name: &'a str,
    severity: RuleSeverity,
    operation: &'a str,
}

/// Writes the files of a rule, runs the code generation, and prints the remaining steps.
pub(crate) fn run(id: &str, severity: RuleSeverity, operation: &str) -> Result<(), NewRuleError> {
    let rule = NewRule::parse(id, severity, operation)?;
    let root = workspace::root();
    let files = rule.files(&root)?;
    for (name, text) in &files {
        let path = root.join(name);
        write(&path, text)?;
    }
    step("generated files", &["cargo", "xtask", "codegen"]).map_err(NewRuleError::Codegen)?;
    println!("\nwritten:");
    for (name, _) in &files {
        println!("  {name}");
    }
    let [_, module, _, _, violating, conforming] = files.each_ref().map(|(name, _)| name.as_str());
    println!(
        "\nleft to do:
  {CATALOGUE}: the title and the rationale; the basis, the editions, and the severity under `strict`
  {module}: the members that the check reads, the check, and its message
  {violating}, {conforming}: an input that violates the rule and one that does not; name the files after the inputs
then:
  cargo xtask codegen                                  # pkg/src/generated
  INSTA_UPDATE=always cargo test -p mi-preflight-cli   # snapshots/rules.snap
  cargo xtask check                                    # fails while a `{PLACEHOLDER}` is left"
    );
    Ok(())
}

impl<'a> NewRule<'a> {
    fn parse(id: &'a str, severity: RuleSeverity, operation: &'a str) -> Result<NewRule<'a>, NewRuleError> {
        let is_word = |word: &str| {
            word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
                && word.starts_with(|first: char| first.is_ascii_lowercase())
        };
        let is_kebab_case = |part: &str| part.split('-').all(is_word);
        match id.split_once('/') {
            Some((family, name)) if is_kebab_case(family) && is_kebab_case(name) => {
                Ok(NewRule { id, name, severity, operation })
            }
            _ => Err(NewRuleError::InvalidId(id.to_owned())),
        }
    }

    /// Returns the name of the rule's module.
    fn module(&self) -> String {
        self.id.replace(['/', '-'], "_")
    }

    fn constant(&self) -> String {
        self.module().to_uppercase()
    }

    /// Returns the files to write, with their texts. Nothing is written.
    fn files(&self, root: &Path) -> Result<[(String, String); 6], NewRuleError> {
        let input = self.example_input(root)?;
        let member = input.as_object().and_then(|members| members.keys().next());
        let member = member.ok_or_else(|| NewRuleError::NoMember(self.operation.to_owned()))?;
        let editions = self.editions(root)?;
        let catalogue = read(&root.join(CATALOGUE))?;
        let (catalogue, previous) = self.add_to_catalogue(&catalogue, &editions)?;
        let schema = self.add_to_schema(&read(&root.join(SCHEMA))?, &previous)?;
        let rules = self.add_to_rules(&read(&root.join(RULES).join("mod.rs"))?)?;
        let folder = format!("tests/cases/{}", self.operation);
        let violation = json!({"rule": self.id, "path": format!("/{member}"), "severity": self.severity.names().1});
        let files = [
            (CATALOGUE.to_owned(), catalogue),
            (format!("{RULES}/{}.rs", self.module()), self.check(member)),
            (format!("{RULES}/mod.rs"), rules),
            (SCHEMA.to_owned(), schema),
            (format!("{folder}/{}.json", self.name), self.case(&editions, &input, &json!([violation]))),
            (format!("{folder}/{}-kept.json", self.name), self.case(&editions, &input, &json!([]))),
        ];
        for index in [1, 4, 5] {
            let path = root.join(&files[index].0);
            if path.exists() {
                return Err(NewRuleError::FileExists(path));
            }
        }
        Ok(files)
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
        let row = format!(
            "    {} \"{}\" {} Inferred Documented {editions}\n        \"{PLACEHOLDER}: what the rule requires, as a sentence.\"\n        \"{PLACEHOLDER}: why, and what to do.\"",
            self.constant(),
            self.id,
            self.severity.names().0,
        );
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

    /// Returns `rules/mod.rs` with the module and its check.
    fn add_to_rules(&self, text: &str) -> Result<String, NewRuleError> {
        let anchor = |anchor: &str| NewRuleError::MissingAnchor { file: RULES, anchor: anchor.to_owned() };
        let declaration = format!("mod {};", self.module());
        let modules = text.lines().enumerate().filter(|(_, line)| line.starts_with("mod ") && line.ends_with(';'));
        let modules: Vec<(usize, &str)> = modules.collect();
        let next = modules.iter().find(|(_, line)| *line > declaration.as_str()).map(|(index, _)| *index);
        let line = next.or_else(|| modules.last().map(|(index, _)| index + 1));
        let text = insert_line(text, line.ok_or_else(|| anchor("`mod` declaration"))?, &declaration);
        let mut lines = text.lines().enumerate().skip_while(|(_, line)| !line.starts_with("const CHECKS"));
        let end = lines.find(|(_, line)| *line == "];").ok_or_else(|| anchor("list `CHECKS`"))?.0;
        Ok(insert_line(&text, end, &format!("    &{}::CHECK,", self.module())))
    }

    fn check(&self, member: &str) -> String {
        let (constant, operation) = (self.constant(), self.operation);
        format!(
            r#"//! {operation}: {PLACEHOLDER}: the subject of the rule, and where it is documented.

use super::{{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads}};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {{
    enum Reads {{
        MEMBER = "{member}",
    }}
}}

/// {PLACEHOLDER}: when an input violates the rule.
pub(super) const CHECK: Check = Check {{
    rules: &[Rule::{constant}],
    at: Scope::Operations(&["{operation}"]),
    reads: Reads::PATHS,
    judge,
}};

const MESSAGE: RuleMessage =
    RuleMessage::new(Rule::{constant}, "{PLACEHOLDER}: what is wrong", "{PLACEHOLDER}: what to do");

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {{
    let Some(value) = context.value(Reads::MEMBER) else {{ return Ok(()) }};
    // {PLACEHOLDER}: the condition of the rule.
    if value.text().is_none_or(|text| !text.is_empty()) {{
        return Ok(());
    }}
    reporter.report(&MESSAGE, value)
}}
"#
        )
    }

    fn case(&self, editions: &[Edition], input: &Value, expect: &Value) -> String {
        let editions: Vec<&str> = editions.iter().map(|edition| edition.name()).collect();
        let case = json!({"editions": editions, "operation": self.operation, "input": input, "expect": expect});
        format!("{case:#}\n")
    }
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

    const COPIED_FILES: [&str; 6] = [
        CATALOGUE,
        "crates/preflight/src/service/rules/mod.rs",
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

        fn files(&self, id: &str, operation: &str) -> Result<[(String, String); 6], NewRuleError> {
            NewRule::parse(id, RuleSeverity::Advice, operation)?.files(&self.0)
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
        let [catalogue, check, rules, schema, violating, conforming] =
            workspace.files("thing/nick-name", "CreateManagedThing").unwrap();

        let (row, _) = added(&read(&workspace.0.join(CATALOGUE)).unwrap(), &catalogue.1);
        assert_eq!(row[0], "    THING_NICK_NAME \"thing/nick-name\" Advice Inferred Documented Both");
        assert_eq!(row.len(), 3);
        let (entry, previous) = added(&read(&workspace.0.join(SCHEMA)).unwrap(), &schema.1);
        assert_eq!(
            (entry, previous),
            (vec!["        \"thing/nick-name\","], Some("        \"thing/report-version-kind\","))
        );
        assert!(rules.1.contains(
            "mod schema_ids;\nmod secret_signs;\nmod thing_barcode;\nmod thing_nick_name;\nmod thing_role;\n"
        ));
        assert!(rules.1.contains("    &thing_nick_name::CHECK,\n];\n"));
        assert_eq!(check.0, "crates/preflight/src/service/rules/thing_nick_name.rs");
        assert!(check.1.contains("rules: &[Rule::THING_NICK_NAME]"));
        assert_eq!(violating.0, "tests/cases/CreateManagedThing/nick-name.json");
        let [violating, conforming] =
            [violating, conforming].map(|(_, text)| serde_json::from_str::<Value>(&text).unwrap());
        assert_eq!(violating["editions"], json!(Edition::ALL.map(Edition::name)));
        assert_eq!(violating["expect"][0]["rule"], "thing/nick-name");
        assert_eq!(violating["expect"][0]["severity"], "advice");
        assert_eq!(conforming["expect"], json!([]));
    }

    #[test]
    fn a_new_family_follows_all_documented_rules() {
        let workspace = TestWorkspace::new("new-family");
        let [_, _, _, schema, ..] = workspace.files("garden/gnome", "CreateManagedThing").unwrap();
        let (_, previous) = added(&read(&workspace.0.join(SCHEMA)).unwrap(), &schema.1);
        assert_eq!(previous, Some("        \"deprecated/member\","));
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

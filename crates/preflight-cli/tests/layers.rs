//! The layers of the crate: a module uses only modules of lower layers, and no modules import each other in a loop.
//!
//! The test reads the source files: `use` declarations, re-exports, and paths that start with `crate`, `super` or
//! `self`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The top-level modules, from the lowest layer to the highest. Modules of one layer do not use each other.
const LAYERS: &[&[&str]] = &[
    &["escape", "json_fault"],
    &["arguments", "source", "stderr"],
    &["exit", "stdout"],
    &["load", "preflight"],
    &["checked"],
    &["render"],
    &["per_file"],
    &["commands"],
    &["cli"],
    &["main"],
];

/// A source file: its path below `src`, and its text.
type SourceFile = (String, String);

/// A path of modules and items, without the leading `crate`.
type ModulePath = Vec<String>;

/// A path in a source file that names something in this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Import {
    file: String,
    line: usize,
    from: ModulePath,
    to: ModulePath,
}

#[test]
fn every_module_is_in_one_layer() {
    let modules: BTreeSet<String> = source_files().iter().map(|(path, _)| top_module(&module_path(path))).collect();
    let mut listed: Vec<String> = LAYERS.concat().iter().map(|name| (*name).to_owned()).collect();
    listed.sort();
    assert_eq!(listed, modules.into_iter().collect::<Vec<_>>());
}

#[test]
fn modules_use_only_lower_layers() {
    let violations = layer_violations(&source_files());
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn commands_do_not_use_each_other() {
    let violations = command_violations(&source_files());
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn no_modules_import_each_other_in_a_loop() {
    let cycle = find_cycle(&source_files());
    assert!(cycle.is_empty(), "\n{}", cycle.join("\n"));
}

#[test]
fn a_forbidden_import_is_named_with_its_file() {
    let files = [
        ("main.rs", "mod render;\nfn main() { commands::run() }"),
        ("render/mod.rs", "//! use crate::commands;\n\nfn f() -> crate::commands::Options { super::cli::run() }"),
        (
            "render/text.rs",
            "pub(crate) use crate::{escape::escape_text, stdout::Stdout};\nuse super::super::commands::check;",
        ),
        ("stdout.rs", "use crate::{self as root};\nconst TEXT: &str = \"crate::cli\";"),
    ];
    let expected = [
        "src/render/mod.rs:3: `render` must not use `commands`",
        "src/render/mod.rs:3: `render` must not use `cli`",
        "src/render/text.rs:2: `render` must not use `commands`",
        "src/stdout.rs:1: `stdout` must not use `main`",
    ];
    assert_eq!(layer_violations(&files.map(owned)), expected);
}

#[test]
fn an_import_between_commands_is_named_with_its_file() {
    let files = [
        ("commands/mod.rs", "pub(crate) mod check; pub(crate) mod diff;"),
        ("commands/check/mod.rs", "mod options;\npub(crate) use options::Options;"),
        ("commands/check/options.rs", "use super::super::check::run;"),
        ("commands/diff.rs", "use super::check::Options;\nmod tests { use super::*; use crate::commands::check; }"),
    ];
    let expected = [
        "src/commands/diff.rs:1: the command `diff` must not use `check`",
        "src/commands/diff.rs:2: the command `diff` must not use `check`",
    ];
    assert_eq!(command_violations(&files.map(owned)), expected);
}

#[test]
fn a_loop_is_named_with_its_files() {
    let acyclic = [
        ("render/mod.rs", "mod text; mod json;\nuse self::text::Text;"),
        ("render/text.rs", "use super::json::Json;\nuse super::Render;"),
        ("render/json.rs", "use super::Render;"),
    ];
    assert!(find_cycle(&acyclic.map(owned)).is_empty());
    let cyclic = [
        ("render/mod.rs", "mod text; mod json; mod excerpt;"),
        ("render/text.rs", "use super::json::Json;"),
        ("render/json.rs", "/* use */ fn f() { super::excerpt::f() }"),
        ("render/excerpt.rs", "fn f<'a>(c: &'a char) { matches!(c, '\"'); crate::render::text::f() }"),
    ];
    let expected = [
        "src/render/excerpt.rs:1: `render::excerpt` uses `render::text`",
        "src/render/text.rs:1: `render::text` uses `render::json`",
        "src/render/json.rs:1: `render::json` uses `render::excerpt`",
    ];
    assert_eq!(find_cycle(&cyclic.map(owned)), expected);
}

fn owned((path, text): (&str, &str)) -> SourceFile {
    (path.to_owned(), text.to_owned())
}

/// Returns a message for each import of a module that is not in a lower layer.
fn layer_violations(files: &[SourceFile]) -> Vec<String> {
    let layer_of = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut violations = Vec::new();
    for import in imports(files) {
        let (from, to) = (top_module(&import.from), top_module(&import.to));
        if from != to && layer_of(&to) >= layer_of(&from) {
            violations.push(format!("{}: `{from}` must not use `{to}`", import.place()));
        }
    }
    violations
}

/// Returns a message for each import of one command by another.
fn command_violations(files: &[SourceFile]) -> Vec<String> {
    let mut violations = Vec::new();
    for import in imports(files) {
        if let ([folder, from, ..], [target_folder, to, ..]) = (&import.from[..], &import.to[..])
            && folder == "commands"
            && target_folder == "commands"
            && from != to
        {
            violations.push(format!("{}: the command `{from}` must not use `{to}`", import.place()));
        }
    }
    violations
}

/// Returns a message for each import of a loop between modules of one folder; empty if there is no loop.
///
/// A folder and its own modules may use each other: the folder is the interface of its modules.
fn find_cycle(files: &[SourceFile]) -> Vec<String> {
    let mut imports_of: BTreeMap<ModulePath, BTreeMap<ModulePath, Import>> = BTreeMap::new();
    for import in imports(files) {
        let common = import.from.iter().zip(&import.to).take_while(|(from, to)| from == to).count();
        if import.from.len() > common && import.to.len() > common {
            let (from, to) = (import.from[..=common].to_vec(), import.to[..=common].to_vec());
            imports_of.entry(from).or_default().entry(to).or_insert(import);
        }
    }
    let mut done = BTreeSet::new();
    for module in imports_of.keys() {
        let mut path = vec![module.clone()];
        if let Some(cycle) = find_cycle_from(&mut path, &imports_of, &mut done) {
            let edges = cycle.iter().zip(cycle.iter().skip(1));
            let describe = |(from, to): (&ModulePath, &ModulePath)| {
                format!("{}: `{}` uses `{}`", imports_of[from][to].place(), from.join("::"), to.join("::"))
            };
            return edges.map(describe).collect();
        }
    }
    Vec::new()
}

/// Searches depth first. Returns the modules of a loop, the first one again at the end.
fn find_cycle_from(
    path: &mut Vec<ModulePath>,
    imports_of: &BTreeMap<ModulePath, BTreeMap<ModulePath, Import>>,
    done: &mut BTreeSet<ModulePath>,
) -> Option<Vec<ModulePath>> {
    let module = path.last()?.clone();
    if done.contains(&module) {
        return None;
    }
    for next in imports_of.get(&module).into_iter().flat_map(BTreeMap::keys) {
        let start = path.iter().position(|visited| visited == next);
        path.push(next.clone());
        if let Some(start) = start {
            return Some(path[start..].to_vec());
        }
        if let Some(cycle) = find_cycle_from(path, imports_of, done) {
            return Some(cycle);
        }
        path.pop();
    }
    done.insert(module);
    None
}

/// Returns the first module of a path. The root of the crate is `main`.
fn top_module(path: &[String]) -> String {
    path.first().cloned().unwrap_or_else(|| "main".to_owned())
}

/// Reads every file below `src`.
fn source_files() -> Vec<SourceFile> {
    fn read_folder(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read_folder(root, &path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    read_folder(&root, &root, &mut files);
    files.sort();
    files
}

/// Returns the module that a file holds.
fn module_path(file: &str) -> ModulePath {
    let path = file.strip_suffix(".rs").unwrap();
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "main" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

impl Import {
    fn place(&self) -> String {
        format!("src/{}:{}", self.file, self.line)
    }
}

/// Returns all imports of the files. Their targets are modules: items are cut off.
fn imports(files: &[SourceFile]) -> Vec<Import> {
    let modules: BTreeSet<ModulePath> = files.iter().map(|(path, _)| module_path(path)).collect();
    let top_modules: BTreeSet<String> = LAYERS
        .concat()
        .iter()
        .map(|name| (*name).to_owned())
        .chain(modules.iter().map(|path| top_module(path)))
        .collect();
    let mut imports = Vec::new();
    for (file, text) in files {
        for mut import in Parser::new(file, text).imports() {
            while import.to.len() > 1 && !modules.contains(&import.to) {
                import.to.pop();
            }
            // A path to an item of the crate root.
            if !top_modules.contains(&top_module(&import.to)) {
                import.to.clear();
            }
            imports.push(import);
        }
    }
    imports
}

/// A token that matters for paths.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    PathSeparator,
    Symbol(char),
}

/// Finds the imports in a source file.
struct Parser<'f> {
    file: &'f str,
    tokens: Vec<(Token, usize)>,
    position: usize,
    /// The module at the current position.
    module: ModulePath,
    imports: Vec<Import>,
}

impl<'f> Parser<'f> {
    fn new(file: &'f str, text: &str) -> Parser<'f> {
        Parser { file, tokens: tokens(text), position: 0, module: module_path(file), imports: Vec::new() }
    }

    fn imports(mut self) -> Vec<Import> {
        // Whether each open brace belongs to an inline module.
        let mut braces = Vec::new();
        while let Some(token) = self.peek(0).cloned() {
            match &token {
                Token::Symbol('{') => {
                    let inline_module = match (self.peek_back(2), self.peek_back(1)) {
                        (Some(Token::Name(keyword)), Some(Token::Name(name))) if keyword == "mod" => Some(name.clone()),
                        _ => None,
                    };
                    braces.push(inline_module.is_some());
                    self.module.extend(inline_module);
                    self.position += 1;
                }
                Token::Symbol('}') => {
                    if braces.pop() == Some(true) {
                        self.module.pop();
                    }
                    self.position += 1;
                }
                Token::Name(name) if name == "use" && self.peek(1) != Some(&Token::Symbol('<')) => {
                    self.position += 1;
                    self.use_tree(&[]);
                }
                Token::Name(name)
                    if matches!(name.as_str(), "crate" | "super" | "self")
                        && self.peek(1) == Some(&Token::PathSeparator)
                        && self.peek_back(1) != Some(&Token::PathSeparator) =>
                {
                    self.inline_path();
                }
                _ => self.position += 1,
            }
        }
        self.imports
    }

    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.position + ahead).map(|(token, _)| token)
    }

    fn peek_back(&self, behind: usize) -> Option<&Token> {
        self.tokens.get(self.position.checked_sub(behind)?).map(|(token, _)| token)
    }

    fn line(&self) -> usize {
        self.tokens.get(self.position).map_or(0, |(_, line)| *line)
    }

    /// Reads a path outside of a `use` declaration.
    fn inline_path(&mut self) {
        let line = self.line();
        let mut segments = Vec::new();
        while let Some(Token::Name(name)) = self.peek(0) {
            segments.push(name.clone());
            self.position += 1;
            if self.peek(0) != Some(&Token::PathSeparator) {
                break;
            }
            self.position += 1;
        }
        self.add(&segments, line);
    }

    /// Reads a tree of a `use` declaration, with the segments before it.
    fn use_tree(&mut self, prefix: &[String]) {
        let line = self.line();
        let mut segments = prefix.to_vec();
        loop {
            match self.peek(0).cloned() {
                Some(Token::Name(name)) => {
                    // `self` at the end of a path is the path itself.
                    if name != "self" || segments.is_empty() {
                        segments.push(name);
                    }
                    self.position += 1;
                    if self.peek(0) == Some(&Token::Name("as".to_owned())) {
                        self.position += 2;
                    }
                }
                Some(Token::PathSeparator | Token::Symbol('*')) => self.position += 1,
                Some(Token::Symbol('{')) => {
                    self.position += 1;
                    while !matches!(self.peek(0), None | Some(Token::Symbol('}'))) {
                        self.use_tree(&segments);
                        if self.peek(0) == Some(&Token::Symbol(',')) {
                            self.position += 1;
                        }
                    }
                    self.position += 1;
                    return;
                }
                _ => break,
            }
        }
        self.add(&segments, line);
    }

    /// Adds the import of a path, unless it starts with another crate or a name in scope.
    fn add(&mut self, segments: &[String], line: usize) {
        let mut to = match segments.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("self" | "super") => self.module.clone(),
            _ => return,
        };
        for segment in segments {
            match segment.as_str() {
                "crate" | "self" => {}
                "super" => _ = to.pop(),
                name => to.push(name.to_owned()),
            }
        }
        self.imports.push(Import { file: self.file.to_owned(), line, from: self.module.clone(), to });
    }
}

/// Splits source text into tokens with their lines. Comments and literals are left out.
fn tokens(text: &str) -> Vec<(Token, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let starts_with = |index: usize, word: &str| word.chars().enumerate().all(|(offset, c)| at(index + offset) == c);
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let (mut tokens, mut index, mut line) = (Vec::new(), 0, 1);
    while index < chars.len() {
        let start = index;
        if starts_with(index, "//") {
            while index < chars.len() && at(index) != '\n' {
                index += 1;
            }
        } else if starts_with(index, "/*") {
            let mut depth = 0;
            loop {
                if starts_with(index, "/*") {
                    (depth, index) = (depth + 1, index + 2);
                } else if starts_with(index, "*/") {
                    (depth, index) = (depth - 1, index + 2);
                } else {
                    index += 1;
                }
                if depth == 0 || index >= chars.len() {
                    break;
                }
            }
        } else if let Some((prefix, hashes)) = raw_string_start(&chars[index..]) {
            let end = format!("\"{}", "#".repeat(hashes));
            index += prefix;
            while index < chars.len() && !starts_with(index, &end) {
                index += 1;
            }
            index += end.len();
        } else if at(index) == '"' {
            index += 1;
            while index < chars.len() && at(index) != '"' {
                index += if at(index) == '\\' { 2 } else { 1 };
            }
            index += 1;
        } else if at(index) == '\'' && at(index + 1) == '\\' {
            index += 3;
            while index < chars.len() && at(index) != '\'' {
                index += 1;
            }
            index += 1;
        } else if at(index) == '\'' && at(index + 2) == '\'' {
            index += 3;
        } else if is_name(at(index)) {
            while is_name(at(index)) {
                index += 1;
            }
            // The prefix of a byte literal is not a name.
            if !(matches!(at(index), '"' | '\'') && chars[start..index] == ['b']) {
                tokens.push((Token::Name(chars[start..index].iter().collect()), line));
            }
        } else if starts_with(index, "::") {
            index += 2;
            tokens.push((Token::PathSeparator, line));
        } else {
            if !at(index).is_whitespace() {
                tokens.push((Token::Symbol(at(index)), line));
            }
            index += 1;
        }
        line += chars[start..index.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Returns the length of the start of a raw string literal and its number of hashes.
fn raw_string_start(chars: &[char]) -> Option<(usize, usize)> {
    let marker = match chars {
        ['r', ..] => 1,
        ['b', 'r', ..] => 2,
        _ => return None,
    };
    let hashes = chars[marker..].iter().take_while(|c| **c == '#').count();
    (chars.get(marker + hashes) == Some(&'"')).then_some((marker + hashes + 1, hashes))
}

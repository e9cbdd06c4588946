//! Checks the imports between the layers and modules of the crate against ARCHITECTURE.md.
//!
//! The sources are read as tokens, so comments and strings do not count. Tests may import anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use mi_preflight::{Edition, Family, Operation, Rule};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The layers from the lowest to the highest. A layer may use the layers before it.
const LAYERS: [&str; 7] = ["text", "smithy", "engine", "service", "policy", "preflight", "tools"];

/// A path in a source file that leads to another module of the crate.
struct Import {
    file: PathBuf,
    line: usize,
    /// The module of the file, from the crate root.
    from: Vec<String>,
    /// The target of the path, from the crate root.
    to: Vec<String>,
}

impl Import {
    fn describe(&self) -> String {
        format!(
            "{}:{}: `{}` uses `crate::{}`",
            self.file.display(),
            self.line,
            self.from.join("::"),
            self.to.join("::")
        )
    }
}

/// The sources of the crate: their imports, and the re-exports of each module.
#[derive(Default)]
struct Sources {
    imports: Vec<Import>,
    modules: BTreeSet<Vec<String>>,
    /// The identifiers and string literals, with their files and lines.
    names: Vec<(Vec<String>, String, String)>,
    re_exports: BTreeMap<Vec<String>, Vec<String>>,
}

impl Sources {
    fn read() -> Sources {
        let mut sources = Sources::default();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        sources.read_folder(&root, &root);
        sources
    }

    fn read_folder(&mut self, root: &Path, folder: &Path) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                self.read_folder(root, &path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.read_file(root, &path);
            }
        }
    }

    fn read_file(&mut self, root: &Path, path: &Path) {
        let relative = path.strip_prefix(root).unwrap().with_extension("");
        let mut module: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        if module.iter().any(|part| part == "tests") {
            return;
        }
        let text = fs::read_to_string(path).unwrap();
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.modules.insert(module.clone());
        self.read_tokens(&tokens.into_iter().collect::<Vec<_>>(), path, &module);
    }

    fn read_tokens(&mut self, tokens: &[TokenTree], file: &Path, module: &[String]) {
        let mut index = 0;
        while index < tokens.len() {
            if is_cfg_test(&tokens[index..]) {
                index = end_of_item(tokens, index + 2);
                continue;
            }
            if is_documentation(&tokens[index..]) {
                index += 2;
                continue;
            }
            if let Some(name) = name_of(&tokens[index]) {
                let place = format!("{}:{}", file.display(), tokens[index].span().start().line);
                self.names.push((module.to_vec(), place, name));
            }
            let is_public_use =
                is_ident(tokens.get(index), "use") && index > 0 && !is_punct(tokens.get(index - 1), ';');
            match &tokens[index] {
                TokenTree::Group(group) => {
                    self.read_tokens(&group.stream().into_iter().collect::<Vec<_>>(), file, module);
                }
                TokenTree::Ident(ident) if ident == "crate" || ident == "super" => {
                    let line = ident.span().start().line;
                    let mut start = module.to_vec();
                    let mut at = index;
                    if ident == "crate" {
                        start.clear();
                        at += 1;
                    } else {
                        while is_ident(tokens.get(at), "super") {
                            start.pop();
                            at += 1;
                            if is_ident(tokens.get(at + 2), "super") {
                                at += 2;
                            }
                        }
                    }
                    // Not a path: `pub(crate)`, `pub(super)`.
                    if !is_punct(tokens.get(at), ':') {
                        index = at;
                        continue;
                    }
                    for to in paths(&tokens[at..], &start) {
                        self.imports.push(Import { file: file.to_path_buf(), line, from: module.to_vec(), to });
                    }
                    index = at;
                    continue;
                }
                TokenTree::Ident(ident) if is_public_use && ident == "use" => {
                    self.read_re_export(&tokens[index + 1..], module);
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// `pub use child::{A, B as C};` defines `A` and `C` in the module.
    fn read_re_export(&mut self, tokens: &[TokenTree], module: &[String]) {
        let Some(TokenTree::Ident(first)) = tokens.first() else { return };
        let (first, start) = match first.to_string().as_str() {
            "crate" => (2, Vec::new()),
            "self" => (2, module.to_vec()),
            _ => (0, module.to_vec()),
        };
        let mut resolved = vec![
            TokenTree::Punct(proc_macro2::Punct::new(':', proc_macro2::Spacing::Joint)),
            TokenTree::Punct(proc_macro2::Punct::new(':', proc_macro2::Spacing::Alone)),
        ];
        resolved.extend(tokens.iter().skip(if first == 0 { 0 } else { 3 }).cloned());
        for to in paths(&resolved, &start) {
            let mut name = module.to_vec();
            name.extend(to.last().cloned());
            self.re_exports.insert(name, to);
        }
    }

    /// Follows re-exports to the definition.
    fn resolve(&self, path: &[String]) -> Vec<String> {
        let mut path = path.to_vec();
        for _ in 0..16 {
            let next = (1..=path.len()).find_map(|length| {
                let target = self.re_exports.get(&path[..length])?;
                Some(target.iter().chain(&path[length..]).cloned().collect::<Vec<_>>())
            });
            match next {
                Some(next) if next != path => path = next,
                _ => break,
            }
        }
        path
    }

    /// Returns the layer and the module of a path; only the layer for items of its `mod.rs`.
    fn module_of(&self, path: &[String]) -> Vec<String> {
        let path = self.resolve(path);
        let length = (0..=path.len().min(2)).rev().find(|length| self.modules.contains(&path[..*length]));
        path[..length.unwrap_or(0)].to_vec()
    }
}

/// Returns the paths in `::a::{b, c::d}`, below `start`. A capitalized name ends a path.
fn paths(tokens: &[TokenTree], start: &[String]) -> Vec<Vec<String>> {
    let mut path = start.to_vec();
    let mut at = 0;
    while is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':') {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(ident)) => {
                let name = ident.to_string();
                path.push(name);
                at += 3;
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut found = Vec::new();
                for branch in inner.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')) {
                    let Some(TokenTree::Ident(first)) = branch.first() else { continue };
                    let mut below = path.clone();
                    if first != "self" {
                        below.push(first.to_string());
                    }
                    found.extend(paths(&branch[1..], &below));
                }
                return found;
            }
            _ => break,
        }
    }
    vec![path]
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_ident(token: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == wanted)
}

/// Returns whether a documentation comment begins here. In tokens it is `#[doc = "…"]`.
fn is_documentation(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return false };
    hash.as_char() == '#'
        && matches!(attribute.stream().into_iter().next(), Some(first) if is_ident(Some(&first), "doc"))
}

/// Returns an identifier, or the text of a string literal.
fn name_of(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        TokenTree::Literal(literal) => Some(literal.to_string().trim_matches('"').to_owned()),
        _ => None,
    }
}

/// Returns whether `#[cfg(test)]` or `#[cfg(all(test, …))]` begins here.
fn is_cfg_test(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return false };
    let text = attribute.stream().to_string().replace(' ', "");
    hash.as_char() == '#' && (text == "cfg(test)" || text.starts_with("cfg(all(test,"))
}

/// Returns the end of the item that begins at `index`: after its braces or its semicolon.
fn end_of_item(tokens: &[TokenTree], mut index: usize) -> usize {
    while let Some(token) = tokens.get(index) {
        index += 1;
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return index,
            TokenTree::Punct(punct) if punct.as_char() == ';' => return index,
            _ => {}
        }
    }
    index
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|name| *name == layer)
}

#[test]
fn a_layer_uses_only_the_layers_below_it() {
    let sources = Sources::read();
    assert!(sources.imports.len() > 500, "the test must see the imports of the crate");
    let mut wrong = Vec::new();
    for import in &sources.imports {
        let Some(from) = import.from.first().and_then(|layer| rank(layer)) else { continue };
        let to = sources.resolve(&import.to);
        match to.first().and_then(|layer| rank(layer)) {
            Some(to) if to <= from => {}
            Some(to) => wrong.push(format!("{}: {} must not use {}", import.describe(), LAYERS[from], LAYERS[to])),
            None => wrong.push(format!("{}: it leads to no layer", import.describe())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The engine supports any Smithy service: names of this one are passed to it as data.
#[test]
fn lower_layers_do_not_name_the_service() {
    let engine_families =
        [Family::Constraint, Family::Json, Family::Http, Family::Sigv4, Family::Note, Family::Incomplete];
    let mut forbidden: BTreeSet<String> = Operation::ALL.iter().map(|operation| operation.name().to_owned()).collect();
    forbidden.extend(Edition::ALL.iter().map(|edition| edition.name().to_owned()));
    for rule in Rule::ALL.iter().filter(|rule| !engine_families.contains(&rule.family())) {
        forbidden.insert(rule.id().to_owned());
        forbidden.insert(rule.id().to_uppercase().replace(['/', '-'], "_"));
    }
    let below = |module: &[String]| module.first().and_then(|layer| rank(layer)) < rank("service");
    let sources = Sources::read();
    let wrong: Vec<String> = sources
        .names
        .iter()
        .filter(|(module, _, name)| !module.is_empty() && below(module) && forbidden.contains(name))
        .map(|(_, place, name)| format!("{place}: `{name}` belongs to the service"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_crate_is_in_a_layer() {
    let sources = Sources::read();
    let stray = |module: &&Vec<String>| module.first().is_some_and(|layer| rank(layer).is_none());
    assert_eq!(sources.modules.iter().filter(stray).collect::<Vec<_>>(), Vec::<&Vec<String>>::new());
}

#[test]
fn modules_of_a_layer_have_no_import_cycle() {
    let sources = Sources::read();
    let mut edges: BTreeMap<Vec<String>, BTreeMap<Vec<String>, &Import>> = BTreeMap::new();
    for import in &sources.imports {
        let from = sources.module_of(&import.from);
        let to = sources.module_of(&import.to);
        // Items of a layer's `mod.rs` belong to the whole layer.
        if from != to && from.len() == 2 && to.len() == 2 && from[0] == to[0] {
            edges.entry(from).or_default().entry(to).or_insert(import);
        }
    }
    let mut circles = Vec::new();
    for start in edges.keys() {
        // The shortest path back to the start.
        let mut before: BTreeMap<&Vec<String>, &Vec<String>> = BTreeMap::new();
        let mut open = vec![start];
        while let Some(module) = (!open.is_empty()).then(|| open.remove(0)) {
            for to in edges.get(module).into_iter().flatten().map(|(to, _)| to) {
                if !before.contains_key(to) {
                    before.insert(to, module);
                    open.push(to);
                }
            }
        }
        if !before.contains_key(start) {
            continue;
        }
        let mut steps = Vec::new();
        let mut at = start;
        loop {
            let from = before[at];
            steps.push(edges[from][at].describe());
            at = from;
            if at == start {
                break;
            }
        }
        steps.reverse();
        circles.push(format!("{} imports itself in a circle:\n  {}", start.join("::"), steps.join("\n  ")));
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

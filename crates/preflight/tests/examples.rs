//! Every public type, trait and function of the crate has an example in its documentation.
//!
//! Reads the sources as tokens. What is `pub` is public: the lint `unreachable_pub` forbids it anywhere else. What is
//! exempt is hidden from the documentation, or one of the types of operations, whose example is that of the module `op`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The file that has a type for every operation.
const OPERATION_TYPES: &str = "service/op/generated.rs";

/// The kinds of items that need an example.
const KINDS: [&str; 4] = ["struct", "enum", "trait", "fn"];

#[test]
fn every_public_item_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let hidden = names_in_hidden_module(&tokens_of(&root.join("lib.rs")));
    assert!(hidden.contains("ShiftAnd"), "the test must see the hidden module");
    let mut files = Vec::new();
    collect_files(&root, &mut files);
    let (mut count, mut missing) = (0, Vec::new());
    for path in files {
        if path.ends_with(OPERATION_TYPES) || path.iter().any(|part| part == "tests" || part == "tests.rs") {
            continue;
        }
        for item in public_items(&tokens_of(&path)) {
            count += 1;
            if !item.has_example && !item.is_hidden && !hidden.contains(&item.name) {
                missing.push(format!("{}:{}: `{}` has no example", path.display(), item.line, item.name));
            }
        }
    }
    assert!(count > 100, "the test must see the public items");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

struct Item {
    name: String,
    line: usize,
    has_example: bool,
    is_hidden: bool,
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

fn tokens_of(path: &Path) -> Vec<TokenTree> {
    let text = fs::read_to_string(path).unwrap();
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    tokens.into_iter().collect()
}

/// The public items of a file, each with what its attributes say.
fn public_items(tokens: &[TokenTree]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut attributes = String::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket && is_punct(tokens, index, '#') => {
                attributes.push_str(&group.stream().to_string());
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => {}
            TokenTree::Ident(ident) if ident == "pub" => {
                // `pub const fn` is an item, `pub const NAME` is none.
                let rest = &tokens[index + 1..];
                let rest = if is_ident(rest.first(), "const") { &rest[1..] } else { rest };
                let is_item = KINDS.iter().any(|kind| is_ident(rest.first(), kind));
                if let (true, Some(TokenTree::Ident(name))) = (is_item, rest.get(1)) {
                    items.push(Item {
                        name: name.to_string(),
                        line: name.span().start().line,
                        has_example: attributes.contains("```"),
                        is_hidden: attributes.contains("doc (hidden)") || attributes.contains("doc(hidden)"),
                    });
                }
                attributes.clear();
            }
            _ => attributes.clear(),
        }
    }
    items
}

/// The names that `pub mod __private` re-exports, except those that a public module re-exports as well.
fn names_in_hidden_module(tokens: &[TokenTree]) -> BTreeSet<String> {
    let (mut hidden, mut public) = (BTreeSet::new(), BTreeSet::new());
    for (index, token) in tokens.iter().enumerate() {
        let (true, Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
            (is_ident(Some(token), "mod"), tokens.get(index + 1), tokens.get(index + 2))
        else {
            continue;
        };
        let names = if name == "__private" { &mut hidden } else { &mut public };
        collect_names(body.stream(), names);
    }
    hidden.difference(&public).cloned().collect()
}

fn collect_names(stream: TokenStream, names: &mut BTreeSet<String>) {
    for token in stream {
        match token {
            TokenTree::Ident(ident) => {
                names.insert(ident.to_string());
            }
            TokenTree::Group(group) => collect_names(group.stream(), names),
            _ => {}
        }
    }
}

fn is_ident(token: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == wanted)
}

/// Whether the token before `index` is a punctuation mark.
fn is_punct(tokens: &[TokenTree], index: usize, wanted: char) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

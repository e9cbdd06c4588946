//! The pattern automata of the built-in editions against the `regex` crate, and the spelling that is handed to it.
//!
//! The automata are made by code of our own when the tables are generated, so nothing about them is taken on trust:
//! every pattern is compared on all short strings, on strings made from the pattern itself and on what is left of
//! those after one slip of the pen.
#![cfg(feature = "smithy")]

use std::collections::BTreeMap;

use mi_preflight::__private::pattern_syntax::{to_ecma, to_rust};
use mi_preflight::__private::{Kind, Matcher, Model, ShapeId, tables};
use mi_preflight::{Edition, LoadedModel, Preflight};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use regex::Regex;

/// Characters beyond ASCII that classes tell apart: letters of several kinds, digits and numbers, a mark, a line end,
/// and the ends of the code space.
const TELLING: [char; 12] = ['é', 'ß', 'ǅ', '中', '𝒜', '٣', '²', 'Ⅷ', '\u{301}', '\u{2028}', '\u{FFFD}', '\u{10FFFF}'];

/// A pattern of an edition, its automaton, and the reference.
struct Case {
    source: &'static str,
    matcher: &'static Matcher,
    reference: Regex,
}

impl Case {
    fn compare(&self, text: &str) {
        let expected = self.reference.is_match(text);
        assert_eq!(self.matcher.is_match(text), expected, "{}: {:?}", self.source, head(text));
    }
}

/// What is shown of a text, which may have megabytes.
fn head(text: &str) -> String {
    text.chars().take(700).collect()
}

fn cases() -> Vec<Case> {
    let mut cases = BTreeMap::new();
    for edition in Edition::ALL {
        let model = tables(&edition.model());
        for pattern in model.patterns {
            let source = model.str(pattern.source);
            let reference = Regex::new(&to_rust(source)).expect("the regex crate can run the pattern");
            cases.insert(source, Case { source, matcher: &pattern.matcher, reference });
        }
    }
    assert!(cases.len() > 60, "only {} patterns were found", cases.len());
    cases.into_values().collect()
}

/// Every string over the alphabet of up to `longest` characters.
fn all_strings(alphabet: &[char], longest: usize, visit: &mut impl FnMut(&str)) {
    fn extend(alphabet: &[char], left: usize, text: &mut String, visit: &mut impl FnMut(&str)) {
        visit(text);
        if left > 0 {
            for &c in alphabet {
                text.push(c);
                extend(alphabet, left - 1, text, visit);
                text.pop();
            }
        }
    }
    extend(alphabet, longest, &mut String::new(), visit);
}

#[test]
fn all_strings_of_up_to_two_characters_are_decided_as_the_regex_crate_does() {
    let alphabet: Vec<char> = (0..128_u8).map(char::from).chain(TELLING).collect();
    for case in cases() {
        all_strings(&alphabet, 2, &mut |text| case.compare(text));
    }
}

/// At most eight characters: symbols and letters that the pattern names, one of each common class, and outsiders.
fn alphabet_of(source: &str) -> Vec<char> {
    let syntax = |c: char| "^$\\()[]{}|?*+".contains(c);
    let symbols = source.chars().filter(|c| !c.is_ascii_alphanumeric() && !syntax(*c)).take(12);
    let mut outside = String::new();
    let mut in_class = false;
    let mut escaped = false;
    for c in source.chars() {
        match c {
            _ if escaped => {
                // What is escaped and no letter is a symbol that the pattern names.
                if !c.is_ascii_alphanumeric() {
                    outside.push(c);
                }
                escaped = false;
            }
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            c if !in_class && c.is_ascii_alphanumeric() => outside.push(c),
            _ => {}
        }
    }
    let mut alphabet: Vec<char> = Vec::new();
    let mut add = |characters: &mut dyn Iterator<Item = char>, most: usize| {
        let before = alphabet.len();
        for c in characters {
            if alphabet.len() < 8 && alphabet.len() - before < most && !alphabet.contains(&c) {
                alphabet.push(c);
            }
        }
    };
    add(&mut ['0', 'a'].into_iter(), 2);
    add(&mut outside.chars().filter(|c| !c.is_ascii_alphanumeric()), 2);
    add(&mut symbols.into_iter(), 2);
    add(&mut outside.chars(), 2);
    add(&mut ['\n', 'é', 'Z', '!', '_', '-', '.'].into_iter(), 8);
    alphabet
}

#[test]
fn all_strings_of_up_to_five_characters_of_a_pattern_are_decided_as_the_regex_crate_does() {
    for case in cases() {
        let alphabet = alphabet_of(case.source);
        assert_eq!(alphabet.len(), 8, "{}", case.source);
        all_strings(&alphabet, 5, &mut |text| case.compare(text));
    }
}

/// The pattern without its anchors, which a generator of whole strings has no use for.
fn unanchored(rust: &str) -> String {
    let mut out = String::new();
    let mut in_class = false;
    let mut rest = rest_of(rust);
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                out.push('\\');
                out.extend(rest.next());
                continue;
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '^' if !in_class => continue,
            '$' if !in_class => continue,
            _ => {}
        }
        out.push(c);
        if c == '[' {
            // A caret that negates the class.
            out.extend(rest.next_if_eq(&'^'));
        }
    }
    out
}

fn rest_of(text: &str) -> core::iter::Peekable<core::str::Chars<'_>> {
    text.chars().peekable()
}

/// `count` strings that match the pattern.
fn samples(rust: &str, count: usize, runner: &mut TestRunner) -> Vec<String> {
    let strategy = proptest::string::string_regex(&unanchored(rust)).expect("strings can be made from the pattern");
    let mut sample = || strategy.new_tree(runner).expect("a string can be made").current();
    (0..count).map(|_| sample()).collect()
}

#[test]
fn strings_made_from_a_pattern_and_slips_of_the_pen_are_decided_as_the_regex_crate_does() {
    let slips: Vec<char> = "aZ09 -_./:@$=*\\\"\n\r\té中".chars().collect();
    for case in cases() {
        let mut runner = TestRunner::deterministic();
        for (round, text) in samples(case.reference.as_str(), 1000, &mut runner).into_iter().enumerate() {
            assert!(case.reference.is_match(&text), "{} was made from {}", head(&text), case.source);
            case.compare(&text);
            let characters: Vec<char> = text.chars().collect();
            let slip = slips[round % slips.len()];
            // Multiplied by a prime, the places are spread over the string.
            let place = |count: usize| if count == 0 { 0 } else { round * 7919 % count };
            let mut inserted = characters.clone();
            inserted.insert(place(characters.len() + 1), slip);
            case.compare(&inserted.iter().collect::<String>());
            if !characters.is_empty() {
                let mut dropped = characters.clone();
                dropped.remove(place(characters.len()));
                case.compare(&dropped.iter().collect::<String>());
                let mut replaced = characters.clone();
                replaced[place(characters.len())] = slip;
                case.compare(&replaced.iter().collect::<String>());
            }
        }
    }
}

/// The counted repetitions of a pattern: where `{least,most}` stands in it, and its bounds.
fn repetitions(rust: &str) -> Vec<(core::ops::Range<usize>, usize, usize)> {
    let braces = Regex::new(r"\{(\d+)(?:,(\d+))?\}").expect("the pattern of braces is one");
    let mut found = Vec::new();
    for captures in braces.captures_iter(rust) {
        let whole = captures.get(0).expect("a match has a range").range();
        // `\x{22}` has braces too.
        if rust[..whole.start].ends_with("\\x") {
            continue;
        }
        let number = |index| captures.get(index).map(|text: regex::Match<'_>| text.as_str().parse().expect("digits"));
        let least = number(1).expect("a repetition has a lower bound");
        found.push((whole, least, number(2).unwrap_or(least)));
    }
    found
}

#[test]
fn counted_repetitions_are_decided_at_their_bounds() {
    let mut bounds = Vec::new();
    for case in cases() {
        let rust = case.reference.as_str();
        for (place, least, most) in repetitions(rust) {
            bounds.push((least, most));
            for count in [least.saturating_sub(1), least, least + 1, most - 1, most, most + 1, most + 64] {
                let exact = format!("{}{{{count}}}{}", &rust[..place.start], &rust[place.end..]);
                let mut runner = TestRunner::deterministic();
                for text in samples(&exact, 200, &mut runner) {
                    case.compare(&text);
                }
            }
        }
    }
    bounds.sort_unstable();
    bounds.dedup();
    for expected in [(1, 6), (1, 32), (1, 256), (8, 520), (12, 12)] {
        assert!(bounds.contains(&expected), "no pattern has a repetition {expected:?} any more: {bounds:?}");
    }
}

/// Megabytes of what each pattern likes to read, and of what it nearly likes.
///
/// Work is neither counted nor timed here: an engine that went back over what it has read would need some 10^13 steps
/// for any of these texts, and the suite would not end.
#[test]
fn megabytes_are_decided_in_one_pass() {
    const SIZE: usize = 4 << 20;
    let line = "MIIDazCCAlOgAwIBAgIUJ0xqVqS0c1m4yYt2f1QH8n1v8k0wDQYJKoZIhvcNAQEL\n";
    let certificate = format!("-----BEGIN CERTIFICATE-----\n{}", line.repeat(SIZE / line.len()));
    let ended = format!("{certificate}-----END CERTIFICATE-----\n");
    let almost_ended = format!("-----BEGIN CERTIFICATE-----\n{}", "-----END CERTIFICATE----".repeat(SIZE / 24));
    let texts = [
        ended.clone(),
        certificate,
        almost_ended,
        format!("{ended}{ended}x"),
        "a".repeat(SIZE),
        format!("{}!", "0".repeat(SIZE)),
        format!("arn:aws:iotmanagedintegrations:{}", "a:1:".repeat(SIZE / 4)),
        format!("arn:aws:iotmanagedintegrations:{}:1:managed-thing/{}", "a".repeat(SIZE / 2), "b".repeat(SIZE / 2)),
        format!("https://www.{}", "a.".repeat(SIZE / 2)),
        format!("abc@{}", "1.".repeat(SIZE / 2)),
        "中".repeat(SIZE / 3),
    ];
    let mut matched = 0;
    for case in cases() {
        for text in &texts {
            case.compare(text);
            matched += usize::from(case.matcher.is_match(text));
        }
    }
    assert!(matched > 50, "only {matched} of the texts have a match: too few to mean anything");
}

/// Where an input may hold a string: JSON text before it, behind it, and the path of a violation there.
struct Place {
    before: String,
    after: String,
    path: String,
}

fn places(model: &Model<'static>, input: ShapeId) -> Vec<(ShapeId, Place)> {
    let mut found = Vec::new();
    for member in model.members_of(Some(input)) {
        let name = model.str(member.name);
        let place = |before: &str, after: &str, path: &str| Place {
            before: format!("{{\"{name}\":{before}\""),
            after: format!("\"{after}}}"),
            path: format!("/{name}{path}"),
        };
        match &model.shape(member.shape).kind {
            Kind::String { .. } => found.push((member.shape, place("", "", ""))),
            Kind::List { member, .. } => found.push((*member, place("[", "]", "/0"))),
            Kind::Map { value, .. } if !model.shape(member.shape).sensitive => {
                found.push((*value, place("{\"k\":", "}", "/k")));
            }
            _ => {}
        }
    }
    found
}

/// Inside a JSON text plain strings are judged while their end is looked for, which is other code than that behind
/// `is_match`.
#[test]
fn strings_inside_a_text_are_judged_by_the_same_patterns() {
    let mut compared = 0;
    for edition in Edition::ALL {
        let model = tables(&edition.model());
        let preflight = Preflight::builder().edition(edition).without_rules().build().unwrap();
        for operation in model.operations {
            let Some(input) = operation.input else { continue };
            for (shape, place) in places(&model, input) {
                let Kind::String { pattern: Some(pattern), .. } = model.shape(shape).kind else { continue };
                let rust = to_rust(model.str(model.pattern(pattern).source));
                let reference = Regex::new(&rust).expect("the regex crate can run the pattern");
                let mut runner = TestRunner::deterministic();
                for (round, mut text) in samples(&rust, 30, &mut runner).into_iter().enumerate() {
                    match round % 3 {
                        0 => {}
                        1 => text.push(['!', ' ', '\u{7f}', 'é'][round % 4]),
                        _ => drop(text.pop()),
                    }
                    let quoted = serde_json::to_string(&text).expect("a string is JSON");
                    let inside = &quoted[1..quoted.len() - 1];
                    let input = format!("{}{inside}{}", place.before, place.after);
                    let report = preflight.check(model.str(operation.name), input.as_bytes());
                    let report = report.expect("the operation is there");
                    let refused = report
                        .violations()
                        .iter()
                        .any(|found| found.rule.id() == "pattern" && found.path.to_string() == place.path);
                    assert_eq!(refused, !reference.is_match(&text), "{}: {}", model.str(operation.name), head(&input));
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1000, "only {compared} strings were compared");
}

/// Whether a text has a match of a pattern of a model loaded at run time.
fn loaded(pattern: &str, text: &str) -> bool {
    let model = serde_json::json!({"smithy": "2.0", "shapes": {
        "a#Put": {"type": "operation", "input": {"target": "a#Input"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#Input": {"type": "structure", "members": {"word": {"target": "a#Word"}}},
        "a#Word": {"type": "string", "traits": {"smithy.api#pattern": pattern}}}});
    let model = LoadedModel::parse(model.to_string().as_bytes()).expect("the model loads");
    let input = serde_json::json!({"word": text}).to_string();
    let preflight = Preflight::builder().model(model).build().unwrap();
    preflight.is_valid("Put", input.as_bytes()).expect("the operation is there")
}

fn check(pattern: &str, matching: &[&str], others: &[&str]) {
    let regex = Regex::new(&to_rust(pattern)).expect("the rewritten pattern is one");
    for text in matching {
        assert!(regex.is_match(text), "{pattern} has no match in {text:?}: {regex}");
        assert!(loaded(pattern, text), "{pattern} has no match in {text:?}");
    }
    for text in others {
        assert!(!regex.is_match(text), "{pattern} has a match in {text:?}: {regex}");
        assert!(!loaded(pattern, text), "{pattern} has a match in {text:?}");
    }
}

#[test]
fn shorthands_are_ascii() {
    check(r"^\d+$", &["0", "42"], &["", "a", "٣", "²"]);
    check(r"^\D$", &["a", "٣", "²", "\n"], &["0"]);
    check(r"^\w+$", &["a_Z9"], &["é", "-", "中", "ſ", "\u{212A}"]);
    check(r"^\W$", &["é", "-", " "], &["a", "_", "0"]);
    check(r"^\s$", &[" ", "\t", "\n", "\r", "\u{b}", "\u{c}"], &["\u{a0}", "\u{2028}", "\u{85}", "\u{feff}", "s"]);
    check(r"^\S$", &["\u{a0}", "\u{2028}", "s"], &[" ", "\u{b}"]);
    check(r"^[\d\s]+$", &["1 2\t3"], &["a", "٣", "\u{a0}"]);
    check(r"^[^\d\s]+$", &["a٣"], &["1", " "]);
    check(r"^[^\W_]+$", &["aZ9"], &["_", "é", "-"]);
    check(r"^[a\D]$", &["a", "b", "-"], &["1"]);
}

#[test]
fn word_boundaries_are_ascii() {
    // For ECMA-262 `é` is no word character, so a word begins behind it.
    check(r"\bfoo\b", &["foo", "a foo b", "éfoo", "fooé"], &["foob", "_foo"]);
    check(r"\Bfoo", &["afoo"], &["foo", "éfoo"]);
}

#[test]
fn a_dot_refuses_line_ends_alone() {
    check(r"^.$", &["a", "é", "\u{85}", "\u{b}", "𝒜"], &["", "\n", "\r", "\u{2028}", "\u{2029}", "ab"]);
    check(r"^[.]$", &["."], &["a", "\n"]);
    check(r"^\.$", &["."], &["a"]);
}

#[test]
fn a_class_and_its_opposite_have_every_character() {
    check(r"^[\s\S]$", &["a", "\n", "\u{2028}", "\u{10FFFF}", " "], &["", "ab"]);
    check(r"^[\S\s]$", &["a", "\n", "\u{2028}"], &["", "ab"]);
    check(r"^[\s\S]*$", &["", "a\r\nb"], &[]);
    check(r"^[\d\D]+$", &["a\n1"], &[""]);
    check(r"^[\w\W]+$", &["a\né"], &[""]);
}

#[test]
fn hyphens_in_classes_are_ranges_only_between_two_characters() {
    check(r"^[A-Za-z0-9-_ ]+$", &["a-Z_ 9"], &["/", "^", "A/", ":"]);
    check(r"^[-a]+$", &["-", "a"], &["b"]);
    check(r"^[a-]+$", &["-", "a"], &["b"]);
    check(r"^[^-a]+$", &["b"], &["-", "a"]);
    check(r"^[a\-z]+$", &["a", "-", "z"], &["b", "\\"]);
    check(r"^[a\-\.]+$", &["a-."], &["b", "\\", ","]);
    check(r"^[+--]+$", &["+,-"], &[".", "*"]);
    check(r"^[\d-x]+$", &["1-x"], &["a", "w"]);
    check(r"^[\w-.]+$", &["a-."], &["/", "+"]);
    check(r"^[\x{22}-\x{24}]+$", &["\"#$"], &["!", "%", "-"]);
    check(r"^[\u0061-\u0063-e]+$", &["abc-e"], &["d"]);
}

#[test]
fn a_hyphen_behind_a_class_of_many_is_itself() {
    check(r"^[\s-_]+$", &[" -_"], &["A", "!", "5"]);
    check(r"^[\s-a]+$", &[" -a"], &["A", "!", "5", "B"]);
    check(r"^[\p{L}-9]+$", &["é-9"], &["8", "."]);
    check(r"^[\p{L}\p{N}-_.]+$", &["é1-_."], &[",", "/"]);
}

#[test]
fn carets_in_classes_negate_only_in_front() {
    check(r"^[a^]+$", &["a^"], &["b"]);
    check(r"^[\^a]+$", &["^a"], &["b"]);
    check(r"^[^^]+$", &["ab"], &["^"]);
    check(r"^[!^-a]+$", &["!^_`a"], &["-", "b"]);
}

#[test]
fn syntax_characters_in_classes_are_themselves() {
    check(r"^[$]$", &["$"], &["", "a"]);
    check(r"^[a$]+$", &["a$"], &["b"]);
    check(r"^[(){}|?*+]+$", &["(){}|?*+"], &["a"]);
    check(r"^[[]$", &["["], &["a"]);
    check(r"^[\[\]]+$", &["[]"], &["\\"]);
    // Two of a kind are an operator of the regex crate's classes.
    check(r"^[a-z&&b]+$", &["a&b"], &["B"]);
    check(r"^[a~~b]+$", &["a~b"], &["c"]);
    check(r"^[#--]+$", &["#$-"], &[".", "\""]);
    check(r"^[\/]$", &["/"], &["\\"]);
    check(r"^[\\]$", &["\\"], &["/"]);
}

#[test]
fn characters_named_by_number_are_themselves() {
    check(r"^\x{0022}$", &["\""], &["x", "0"]);
    check(r"^\x41\u0042\u{43}$", &["ABC"], &["abc", "x41"]);
    check(r"^\x{1D49C}$", &["𝒜"], &[]);
    check(r"^[\x{0022}',]+$", &["\"',"], &["{", "0", "2"]);
    check(r"^\x2E$", &["."], &["a"]);
    check(r"^a\x2A$", &["a*"], &["aa", "a"]);
    check(r"^\t\n\r\f\v$", &["\t\n\r\u{c}\u{b}"], &["tnrfv"]);
}

#[test]
fn a_zero_escape_is_the_null_character() {
    check(r"^\0$", &["\0"], &["0"]);
    check(r"^[\0-\x1f]+$", &["\0\u{1f}"], &["0", " "]);
}

#[test]
fn an_escaped_pair_of_surrogates_is_one_character() {
    check(r"^\uD835\uDC9C$", &["𝒜"], &["\u{FFFD}\u{FFFD}", "\u{FFFD}"]);
}

/// What needs back-tracking is refused when the model is loaded, never read as something else.
#[test]
fn references_and_look_around_are_refused() {
    for pattern in [r"^(a)\1$", r"^(?<x>a)\k<x>$", r"^(?=a)a$", r"^(?!b)a$", r"(?<=a)b"] {
        let model = serde_json::json!({"smithy": "2.0", "shapes": {
            "a#Put": {"type": "operation", "input": {"target": "a#Input"},
                      "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
            "a#Input": {"type": "structure", "members": {"word": {"target": "a#Word"}}},
            "a#Word": {"type": "string", "traits": {"smithy.api#pattern": pattern}}}});
        let error = LoadedModel::parse(model.to_string().as_bytes()).err();
        let error = error.unwrap_or_else(|| panic!("{pattern} was read as {}", to_rust(pattern)));
        assert!(error.to_string().contains("a#Word"), "{error}");
    }
}

#[test]
fn properties_are_unicode() {
    check(r"^\p{L}+$", &["aéß中ǅ𝒜"], &["1", "²", "\u{301}", "_"]);
    check(r"^\P{L}+$", &["1²"], &["a"]);
    check(r"^[\p{L}\p{N} ._-]+$", &["aé٣²Ⅷ ._-"], &["\u{301}", "/", "\t", ""]);
    check(r"^[^\p{L}]+$", &["1"], &["é"]);
}

#[test]
fn anchors_are_the_ends_of_the_text_and_not_of_a_line() {
    check(r"^a$", &["a"], &["a\n", "\na", "b\na"]);
    check("a", &["bab"], &["b"]);
    check("^a", &["ab"], &["ba", "\na"]);
    check("a$", &["ba"], &["a\n"]);
    check("^$|^(https)://.*$", &["", "https://x"], &["http://x", "https://\n"]);
}

#[test]
fn the_spelling_for_ecma_script_is_portable() {
    for (pattern, spelling) in [
        (r"^\x{0022}$", "^\"$"),
        (r"^[\s\S]*$", r"^[\u{0}-\u{10FFFF}]*$"),
        (r"^[A-Za-z0-9-_ ]+$", r"^[A-Za-z0-9\-_ ]+$"),
        (r"^[a-zA-Z0-9_\- ]+$", r"^[a-zA-Z0-9_\- ]+$"),
        (r"^.$", r"^[^\n\r\u2028\u2029]$"),
        (r"^\d\w$", r"^[0-9][0-9A-Z_a-z]$"),
        (r"^\p{L}$", r"^\p{L}$"),
        (r"^[$]$", r"^[$]$"),
        (r"^\/\.$", r"^\/\.$"),
        // An escape that the `u` flag does not know is the character itself.
        (r"^\@\'$", "^@'$"),
        (r"^[\S]$", r"^[\S]$"),
        (r"^\x00$", r"^\u0000$"),
        (r"^[\[-_]$", r"^[\[-_]$"),
    ] {
        assert_eq!(to_ecma(pattern), spelling, "{pattern}");
    }
}

#[test]
fn the_spelling_for_the_regex_crate_leaves_plain_patterns_alone() {
    for pattern in ["^[a-zA-Z0-9]*$", "^(0|[1-9][0-9]*)$", "^[a-z]{2,3}$", "^(?:a|b)+?$"] {
        assert_eq!(to_rust(pattern), pattern);
    }
}

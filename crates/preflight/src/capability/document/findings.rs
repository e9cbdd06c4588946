use crate::catalog::{Rule, Severity};
use crate::report::{Detail, Path, Token, Violation};

/// How much a rule weighs; `None` when it is not judged. A profile's own weights are
/// `&|rule| profile.severity(rule)`.
pub type Weigh<'w> = dyn Fn(Rule) -> Option<Severity> + 'w;

/// So many violations of one check are kept: more tell nobody anything.
const MOST: usize = 10_000;

/// Longer texts in a message are cut to so many characters.
const LONGEST: usize = 1024;

/// The violations of one check, and the place that is being looked at.
pub(super) struct Findings<'w> {
    weigh: &'w Weigh<'w>,
    path: Vec<Token>,
    found: Vec<Violation>,
}

impl<'w> Findings<'w> {
    pub(super) fn new(weigh: &'w Weigh<'w>) -> Findings<'w> {
        Findings { weigh, path: Vec::new(), found: Vec::new() }
    }

    /// Goes to what stands at `token`, below the place that is being looked at.
    pub(super) fn enter(&mut self, token: Token) {
        self.path.push(shortened(token));
    }

    /// Goes back to what is around it.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Notes what is wrong at the place.
    pub(super) fn add(&mut self, rule: Rule, detail: Detail) {
        self.add_with_suggestion(rule, detail, None);
    }

    /// As [`Findings::add`], with what was probably meant.
    pub(super) fn add_with_suggestion(&mut self, rule: Rule, detail: Detail, suggestion: Option<&str>) {
        let Some(severity) = (self.weigh)(rule) else { return };
        let has_error = || self.found.iter().any(|violation| violation.severity == Severity::Error);
        // The first error decides the verdict, so it is kept wherever it comes.
        if self.found.len() >= MOST && (severity != Severity::Error || has_error()) {
            return;
        }
        let mut violation = Violation::of(rule, severity, Path::new(self.path.clone()), detail);
        violation.suggestion = suggestion.map(str::to_owned);
        self.found.push(violation);
    }

    /// Notes what a value would have to be: `expected` goes on from its path, as in `must be a string`.
    pub(super) fn expects(&mut self, rule: Rule, keyword: &'static str, expected: impl Into<String>) {
        self.add(rule, Detail::Schema { keyword, expected: cut(expected.into()) });
    }

    /// Notes what is wrong, and what would be right.
    pub(super) fn advises(&mut self, rule: Rule, message: &'static str, help: &'static str) {
        self.add(rule, Detail::Advice { message: message.into(), help: help.into() });
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.found
    }
}

/// A name as a path has it: no longer than [`Token::LONGEST`] characters.
fn shortened(token: Token) -> Token {
    let short = |name: String| match name.char_indices().nth(Token::LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    };
    match token {
        Token::Member(name) => Token::Member(short(name)),
        Token::Key(name) => Token::Key(short(name)),
        token => token,
    }
}

/// A text of a document as a message has it.
pub(super) fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Names in a message: the first of them, and how many more there are.
pub(super) fn names<'n>(all: impl Iterator<Item = &'n str>) -> String {
    const SHOWN: usize = 20;
    let mut shown = Vec::new();
    let mut more = 0;
    for name in all {
        if shown.len() < SHOWN {
            shown.push(format!("`{}`", cut(name.to_owned())));
        } else {
            more += 1;
        }
    }
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", shown.join(", "))
}

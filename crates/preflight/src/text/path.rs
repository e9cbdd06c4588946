//! Paths of values, as JSON Pointers.

use core::cmp::Ordering;
use core::fmt::{self, Write as _};

/// One step of a path.
///
/// ```
/// use mi_preflight::{Edition, Preflight, Token};
/// let report = Preflight::new(Edition::default()).check("CreateCredentialLocker", br#"{"Name": ""}"#).unwrap();
/// assert_eq!(report.violations()[0].path.tokens(), [Token::Member("Name".to_owned())]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Token {
    /// A member of a structure or union, or an unknown one.
    Member(String),
    /// A key of a map or of an object without a shape.
    Key(String),
    /// An item of a list, from 0.
    Index(usize),
    /// Any item of a list, printed as `*`. Only paths of fields contain it.
    AnyIndex,
}

/// A place in the caller's input, printed as a JSON Pointer (RFC 6901). The whole input is the empty path.
///
/// ```
/// use mi_preflight::{Path, Token};
/// let path = Path::new(vec![Token::Member("a/b".into()), Token::Index(3)]);
/// assert_eq!(path.to_string(), "/a~1b/3");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    tokens: Vec<Token>,
}

impl Path {
    /// Creates a path of these tokens.
    pub fn new(tokens: Vec<Token>) -> Path {
        Path { tokens }
    }

    /// Returns the tokens from the root.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns the path of the container. The parent of the root is the root.
    pub fn parent(&self) -> Path {
        let count = self.tokens.len().saturating_sub(1);
        Path { tokens: self.tokens[..count].to_vec() }
    }
}

impl Token {
    /// The maximum number of characters of a name. Longer names are cut and end with `…`.
    pub const MAX_LENGTH: usize = 1024;

    /// Creates a member token, cut if the name is too long.
    pub(crate) fn member(name: &str) -> Token {
        Token::Member(shorten(name))
    }

    /// Creates a key token, cut if the key is too long.
    pub(crate) fn key(key: &str) -> Token {
        Token::Key(shorten(key))
    }

    fn text(&self) -> Option<&str> {
        match self {
            Token::Member(name) | Token::Key(name) => Some(name),
            Token::Index(_) | Token::AnyIndex => None,
        }
    }
}

/// Cuts a name to [`Token::MAX_LENGTH`] characters. Otherwise every violation below a name of megabytes would hold and
/// print megabytes.
pub(crate) fn shorten(name: &str) -> String {
    match name.char_indices().nth(Token::MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Returns the unescaped tokens of a JSON Pointer (RFC 6901). The text before the first slash is not a token.
#[cfg(feature = "policy")]
pub(crate) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescape)
}

/// Unescapes a token of a JSON Pointer (RFC 6901): `~1` is a slash, `~0` a tilde.
pub(crate) fn unescape(token: &str) -> String {
    let mut out = String::new();
    let mut chars = token.chars().peekable();
    while let Some(c) = chars.next() {
        let unescaped = match (c, chars.peek()) {
            ('~', Some('1')) => '/',
            ('~', Some('0')) => '~',
            _ => {
                out.push(c);
                continue;
            }
        };
        chars.next();
        out.push(unescaped);
    }
    out
}

/// Indices are compared as numbers, names by their characters; an index comes before a name.
impl Ord for Token {
    fn cmp(&self, other: &Token) -> Ordering {
        match (self, other) {
            (Token::Index(a), Token::Index(b)) => a.cmp(b),
            _ => self.text().cmp(&other.text()),
        }
    }
}

impl PartialOrd for Token {
    fn partial_cmp(&self, other: &Token) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Paths are compared token by token. A container comes before its contents.
impl Ord for Path {
    fn cmp(&self, other: &Path) -> Ordering {
        self.tokens.cmp(&other.tokens)
    }
}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Path) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.tokens {
            match token {
                Token::Index(index) => write!(f, "/{index}")?,
                Token::AnyIndex => f.write_str("/*")?,
                Token::Member(name) | Token::Key(name) => {
                    f.write_str("/")?;
                    for c in name.chars() {
                        match c {
                            '~' => f.write_str("~0")?,
                            '/' => f.write_str("~1")?,
                            c => f.write_char(c)?,
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

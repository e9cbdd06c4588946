//! `pattern`: the string matches. The matcher itself belongs to the model.

use crate::engine::report::Detail;
use crate::smithy::{Model, Pattern};

pub(crate) fn detail(model: &Model<'_>, pattern: &Pattern, value: &str) -> Detail {
    let source = model.str(pattern.source);
    Detail::Pattern { pattern: source.to_owned(), carriage_return: value.contains('\r') && has_dot(source) }
}

/// Whether a pattern has an unescaped `.` outside of a character class.
fn has_dot(source: &str) -> bool {
    let mut in_class = false;
    let mut escaped = false;
    for c in source.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '.' if !in_class => return true,
            _ => {}
        }
    }
    false
}

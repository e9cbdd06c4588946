//! Generates strings that match a `pattern` trait.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::random::Random;

/// The maximum number of attempts until the length of a string is within its bounds.
const MAX_ATTEMPTS: u64 = 300;

/// Returns a string that matches the pattern and, if one is found, has a length within the bounds.
pub(super) fn matching(pattern: &str, min: usize, max: usize, random: &mut Random) -> String {
    let Ok(hir) = regex_syntax::Parser::new().parse(pattern) else {
        return "a".repeat(min.max(1).min(max));
    };
    let mut text = String::new();
    let longest = u64::try_from(min.min(4096)).unwrap_or(0);
    for attempt in 0..MAX_ATTEMPTS {
        // Start with few repetitions, and add more until the minimum length can be reached.
        let extra = 2 + attempt * (longest + 8) / MAX_ATTEMPTS;
        text.clear();
        write(&hir, extra, random, &mut text);
        if (min..=max).contains(&text.chars().count()) {
            break;
        }
    }
    text
}

fn write(hir: &Hir, extra: u64, random: &mut Random, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            // Mostly ASCII, because `\d` and `\s` are ASCII in Smithy. A range is chosen before a character in it: of all Unicode
            // characters, almost all would be letters of rare scripts.
            let ascii = class.ranges().iter().take_while(|range| range.start().is_ascii()).count();
            let ranges = if ascii > 0 && !random.once_in(12) { &class.ranges()[..ascii] } else { class.ranges() };
            if let Some(range) = random.pick(ranges) {
                let width = u64::from(u32::from(range.end()) - u32::from(range.start())).min(94) + 1;
                let code = u32::from(range.start()) + u32::try_from(random.below(width)).unwrap_or(0);
                out.push(char::from_u32(code).unwrap_or(range.start()));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            if let Some(range) = random.pick(class.ranges()) {
                out.push(char::from(range.start()));
            }
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.map_or(u64::MAX, |max| u64::from(max) - u64::from(repetition.min));
            let count = u64::from(repetition.min) + random.below(extra.min(most) + 1);
            for _ in 0..count {
                write(&repetition.sub, extra, random, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, extra, random, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, extra, random, out)),
        HirKind::Alternation(parts) => {
            if let Some(part) = random.pick(parts) {
                write(part, extra, random, out);
            }
        }
    }
}

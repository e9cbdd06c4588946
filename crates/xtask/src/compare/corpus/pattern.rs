//! Strings that match a `pattern` trait.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::random::Random;

/// How often a string is tried until its length fits.
const TRIES: u64 = 300;

/// Returns a string that matches the pattern and has a length within the bounds, as far as one was found.
pub(super) fn matching(pattern: &str, min: usize, max: usize, random: &mut Random) -> String {
    let Ok(hir) = regex_syntax::Parser::new().parse(pattern) else {
        return "a".repeat(min.max(1).min(max));
    };
    let mut text = String::new();
    let longest = u64::try_from(min.min(4096)).unwrap_or(0);
    for attempt in 0..TRIES {
        // Repetitions are few at first and grow until the shortest length can be reached.
        let extra = 2 + attempt * (longest + 8) / TRIES;
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
            // Mostly ASCII, which is all that `\d` and `\s` mean to Smithy. A range is chosen before a character of it:
            // within all of Unicode, letters of rare scripts would be nearly all.
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

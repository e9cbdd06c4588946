//! The matchers of `pattern` traits.

use super::Text;
use super::byte_classes::{PLAIN, byte_classes, run};
use super::letters::is_letter_or_number;

/// A `pattern` trait: its source and its matcher.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern as the model writes it.
    pub source: Text,
    /// The matcher.
    pub matcher: Matcher,
}

/// The algorithm that decides whether a string matches.
#[derive(Debug)]
#[non_exhaustive]
pub enum Matcher {
    /// Every string matches, because the pattern is not anchored and may be empty.
    Always,
    /// One character class, repeated over the whole string.
    Class(ClassPattern),
    /// A deterministic automaton over bytes.
    Dfa(&'static Dfa),
    /// A bit-parallel automaton with one bit per position, for counted repetitions.
    ShiftAnd(&'static ShiftAnd),
    /// A regular expression of a model loaded at run time.
    #[cfg(feature = "smithy")]
    Regex(crate::text::regex::Regex),
    /// A pattern of a model loaded at run time that no engine can run.
    #[cfg(feature = "smithy")]
    Unsupported,
}

/// A character class repeated over the whole string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassPattern {
    /// The class's bit in the table of byte classes; bytes that JSON must escape are in `escaped`.
    pub bit: u8,
    /// Bit `n` is set when the control byte `n` (0 to 31) is in the class; bit 32 means `"`, bit 33 `\`.
    pub escaped: u64,
    /// The non-ASCII characters in the class.
    pub non_ascii: NonAscii,
    /// Whether the empty string matches.
    pub allow_empty: bool,
}

/// The non-ASCII characters of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NonAscii {
    /// None.
    None,
    /// All of them.
    All,
    /// Unicode's letters and numbers, `\p{L}\p{N}`.
    LettersAndNumbers,
}

/// A minimal deterministic automaton. A state is the index of its first column in `next`: the first state is dead, the
/// second one is the start.
#[derive(Debug)]
pub struct Dfa {
    /// The column of every byte.
    pub classes: &'static [u8; 256],
    /// The number of columns of a state, with the last one.
    pub columns: u16,
    /// The next state by state and column. The last column holds whether the state accepts.
    pub next: &'static [u16],
    /// A leading run of one class of plain bytes, which most strings have and which always leads to the same state.
    pub lead: Option<Lead>,
}

/// A leading run of bytes that the automaton can skip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The class's bit in the table of byte classes.
    pub bit: u8,
    /// The state after one or more bytes of the class from the start.
    pub state: u16,
}

/// A position automaton that runs as a shift register, with one bit per position of the pattern. Counted repetitions
/// are unrolled into bits instead of states. The cost per byte is proportional to the number of words.
#[derive(Debug)]
pub struct ShiftAnd {
    /// The number of 64-bit words of a set of positions, 1 to 16.
    pub words: usize,
    /// The row of `masks` of every byte.
    pub classes: &'static [u8; 256],
    /// For every byte class, the positions that accept such a byte.
    pub masks: &'static [u64],
    /// Positions that may come first.
    pub first: &'static [u64],
    /// Positions that may follow the position before them.
    pub shift_into: &'static [u64],
    /// Positions that may follow themselves.
    pub repeat: &'static [u64],
    /// Positions that may follow other positions than the previous one and themselves, with the set of those positions.
    pub jumps: &'static [(u16, &'static [u64])],
    /// Positions that may come last.
    pub last: &'static [u64],
}

impl Matcher {
    /// Returns whether `text` matches, or `None` if that cannot be judged: only patterns of a model loaded at run time
    /// may be unsupported or give up. The others take time linear in the length of `text`.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        Some(match self {
            Matcher::Always => true,
            Matcher::Class(class) => class.is_match(text),
            Matcher::Dfa(dfa) => dfa.is_match(text.as_bytes()),
            Matcher::ShiftAnd(automaton) => automaton.is_match(text.as_bytes()),
            #[cfg(feature = "smithy")]
            Matcher::Regex(regex) => return regex.is_match(text),
            #[cfg(feature = "smithy")]
            Matcher::Unsupported => return None,
        })
    }

    /// Whether matching takes more than linear time, so that its number has a limit.
    #[inline]
    pub(crate) fn is_costly(&self) -> bool {
        match self {
            #[cfg(feature = "smithy")]
            Matcher::Regex(regex) => regex.is_backtracking(),
            _ => false,
        }
    }
}

impl ClassPattern {
    fn is_match(&self, text: &str) -> bool {
        if text.is_empty() {
            return self.allow_empty;
        }
        text.chars().all(|c| self.contains(c))
    }

    fn contains(&self, c: char) -> bool {
        match c {
            '\0'..='\x1f' => self.escaped >> (c as u32) & 1 == 1,
            '"' => self.escaped >> 32 & 1 == 1,
            '\\' => self.escaped >> 33 & 1 == 1,
            c if c.is_ascii() => byte_classes()[c as usize] >> self.bit & 1 == 1,
            c => match self.non_ascii {
                NonAscii::None => false,
                NonAscii::All => true,
                NonAscii::LettersAndNumbers => is_letter_or_number(c),
            },
        }
    }
}

impl Dfa {
    const DEAD: u16 = 0;

    fn start(&self) -> u16 {
        self.columns
    }

    fn step(&self, state: u16, byte: u8) -> u16 {
        self.next[state as usize + self.classes[byte as usize] as usize]
    }

    #[inline]
    fn accepts(&self, state: u16) -> bool {
        self.next[(state + self.columns) as usize - 1] == 1
    }

    /// Returns the number of leading plain bytes, and whether they match. It searches for the end of a JSON string and
    /// matches the pattern in one loop.
    #[inline]
    pub(crate) fn run_plain(&self, bytes: &[u8]) -> (usize, bool) {
        let Dfa { classes, next, lead, .. } = *self;
        let table = byte_classes();
        let mut state = self.start();
        let mut count = 0;
        if let Some(lead) = lead {
            count = run(bytes, 1 << lead.bit);
            if count > 0 {
                state = lead.state;
            }
        }
        for &byte in &bytes[count..] {
            if table[byte as usize] & PLAIN == 0 {
                break;
            }
            state = next[state as usize + classes[byte as usize] as usize];
            count += 1;
        }
        (count, self.accepts(state))
    }

    fn is_match(&self, bytes: &[u8]) -> bool {
        let mut state = self.start();
        for &byte in bytes {
            state = self.step(state, byte);
            if state == Self::DEAD {
                return false;
            }
        }
        self.accepts(state)
    }
}

impl ShiftAnd {
    /// The maximum number of words of a set of positions, for 1024 positions.
    pub const MAX_WORDS: usize = 16;

    fn is_match(&self, bytes: &[u8]) -> bool {
        let words = self.words;
        let mut active = [0_u64; Self::MAX_WORDS];
        for (index, &byte) in bytes.iter().enumerate() {
            let class = self.classes[byte as usize] as usize;
            let mask = &self.masks[class * words..(class + 1) * words];
            let mut next = [0_u64; Self::MAX_WORDS];
            if index == 0 {
                next[..words].copy_from_slice(self.first);
            } else {
                let mut carry = 0;
                for word in 0..words {
                    next[word] = (active[word] << 1 | carry) & self.shift_into[word] | active[word] & self.repeat[word];
                    carry = active[word] >> 63;
                }
                for (target, sources) in self.jumps {
                    if sources.iter().zip(&active).any(|(source, active)| source & active != 0) {
                        next[*target as usize / 64] |= 1 << (target % 64);
                    }
                }
            }
            let mut any = 0;
            for word in 0..words {
                active[word] = next[word] & mask[word];
                any |= active[word];
            }
            if any == 0 {
                return false;
            }
        }
        // INVARIANT: codegen refuses a counted pattern that matches the empty string, so an empty text does not match.
        self.last.iter().zip(&active).any(|(last, active)| last & active != 0)
    }
}

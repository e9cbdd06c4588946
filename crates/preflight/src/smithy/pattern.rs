use super::Text;
use super::byte_classes::{PLAIN, byte_classes, run};
use super::letters::is_letter_or_number;

/// A `pattern` trait: its text, and what decides it.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern as the model writes it.
    pub source: Text,
    /// What decides it.
    pub matcher: Matcher,
}

/// What decides whether a string has a match.
#[derive(Debug)]
#[non_exhaustive]
pub enum Matcher {
    /// Every string has a match: the pattern is not anchored and may be empty.
    Always,
    /// One character class, repeated over the whole string.
    Class(ClassPattern),
    /// A deterministic automaton over bytes.
    Dfa(&'static Dfa),
    /// A bit per position of the pattern, for counted repetitions.
    ShiftAnd(&'static ShiftAnd),
    /// A regular expression of a model loaded at run time.
    #[cfg(feature = "smithy")]
    Regex(regex::Regex),
}

/// A character class repeated over the whole string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassPattern {
    /// The class's bit in the table of byte classes; bytes that JSON must escape are in `escaped`.
    pub bit: u8,
    /// Bit `n` is set when the control byte `n` (0 to 31) is in the class; bit 32 stands for `"`, bit 33 for `\`.
    pub escaped: u64,
    /// Which characters beyond ASCII are in the class.
    pub beyond_ascii: Beyond,
    /// The empty string matches.
    pub allow_empty: bool,
}

/// Which characters beyond ASCII a class has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beyond {
    /// None.
    Nothing,
    /// All of them.
    Everything,
    /// Unicode's letters and numbers, `\p{L}\p{N}`.
    LettersAndNumbers,
}

/// A minimal automaton. A state is the place of its first column in `next`: the first one is dead, the second one is
/// where it starts.
#[derive(Debug)]
pub struct Dfa {
    /// The column of every byte.
    pub classes: &'static [u8; 256],
    /// How many columns a state has, the last one included.
    pub columns: u16,
    /// The next state, by state and column; in the last column, whether a string may end in the state.
    pub next: &'static [u16],
    /// What most strings begin with: a run of one class of plain bytes, which always leads to the same state.
    pub lead: Option<Lead>,
}

/// A run of bytes that an automaton need not step through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The class's bit in the table of byte classes.
    pub bit: u8,
    /// Where one or more bytes of the class lead from the start.
    pub state: u16,
}

/// A position automaton run as a shift register: one bit per position of the pattern, counted repetitions unrolled
/// into bits and not into states. Its cost per byte is the number of words.
#[derive(Debug)]
pub struct ShiftAnd {
    /// How many 64-bit words a set of positions has, 1 to 16.
    pub words: usize,
    /// The row of `masks` of every byte.
    pub classes: &'static [u8; 256],
    /// For every byte class, the positions that take such a byte.
    pub masks: &'static [u64],
    /// Positions that may come first.
    pub first: &'static [u64],
    /// Positions that may follow the position before them.
    pub shift_into: &'static [u64],
    /// Positions that may follow themselves.
    pub repeat: &'static [u64],
    /// Positions that may follow any position of a set which is neither the one before nor themselves.
    pub jumps: &'static [(u16, &'static [u64])],
    /// Positions that may come last.
    pub last: &'static [u64],
}

impl Matcher {
    /// Whether `text` has a match. Linear in the length of `text`, whatever it holds.
    pub fn is_match(&self, text: &str) -> bool {
        match self {
            Matcher::Always => true,
            Matcher::Class(class) => class.is_match(text),
            Matcher::Dfa(dfa) => dfa.is_match(text.as_bytes()),
            Matcher::ShiftAnd(automaton) => automaton.is_match(text.as_bytes()),
            #[cfg(feature = "smithy")]
            Matcher::Regex(regex) => regex.is_match(text),
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
            c => match self.beyond_ascii {
                Beyond::Nothing => false,
                Beyond::Everything => true,
                Beyond::LettersAndNumbers => is_letter_or_number(c),
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

    /// How many plain bytes are at the beginning of `bytes`, and whether they are a match: the search for the end of a
    /// JSON string and the pattern in one loop.
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
    /// The most words a set of positions may have: 1024 positions.
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
        // INVARIANT: codegen refuses a counted pattern that matches the empty string, so nothing read is no match.
        self.last.iter().zip(&active).any(|(last, active)| last & active != 0)
    }
}

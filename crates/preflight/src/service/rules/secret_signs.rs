//! A fast test for strings that may contain a secret, so that the privacy rule captures few strings.

/// Pairs of adjacent lower-case characters. Every secret with a known form contains one of them: `password`, `pwd`,
/// `secret` and `credential`, `token`, `key` and `eyJ`, `AKIA` and `ASIA`, `ghp_` and `github_pat_`, `xoxb-`, and the
/// `://` of a URL.
const SIGNS: [[u8; 2]; 9] = [*b"as", *b"wd", *b"cr", *b"ok", *b"ey", *b"ia", *b"gh", *b"xo", *b"//"];

/// Number of positions that are compared at a time.
const LANES: usize = 16;

/// Whether a text may contain a secret: whether it has one of the [`SIGNS`].
pub(super) fn may_be_secret(text: &[u8]) -> bool {
    let Some(last) = text.len().checked_sub(LANES + 1) else {
        return short_may_be_secret(text);
    };
    let mut start = 0;
    loop {
        if has_sign_in_block(text, start) {
            return true;
        }
        if start == last {
            return false;
        }
        // The last block overlaps the one before.
        start = (start + LANES).min(last);
    }
}

/// As [`may_be_secret`], for a text that is shorter than a block.
fn short_may_be_secret(text: &[u8]) -> bool {
    let mut pair = 0;
    let mut has_sign = false;
    for byte in text {
        pair = (pair << 5 | usize::from(byte & 31)) % PAIRS.len();
        has_sign |= PAIRS[pair];
    }
    has_sign
}

/// The pairs that are signs, by the low five bits of each character. Other characters share these bits with letters, so
/// a harmless text may match.
const PAIRS: [bool; 1024] = {
    let mut pairs = [false; 1024];
    let mut index = 0;
    while index < SIGNS.len() {
        let [first, second] = SIGNS[index];
        pairs[((first & 31) as usize) << 5 | (second & 31) as usize] = true;
        index += 1;
    }
    pairs
};

/// Whether a sign begins at one of the positions of a block. The comparisons have no branches, so that compilers
/// vectorise them.
#[inline]
fn has_sign_in_block(text: &[u8], start: usize) -> bool {
    let (Some(first), Some(second)) = (
        text.get(start..).and_then(<[u8]>::first_chunk::<LANES>),
        text.get(start + 1..).and_then(<[u8]>::first_chunk::<LANES>),
    ) else {
        return false;
    };
    let mut matches = [0_u8; LANES];
    for lane in 0..LANES {
        let (first, second) = (first[lane] | 0x20, second[lane] | 0x20);
        for sign in SIGNS {
            matches[lane] |= u8::from(first == sign[0]) & u8::from(second == sign[1]);
        }
    }
    u128::from_le_bytes(matches) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_sign_at_every_position() {
        for length in 2..70 {
            for at in 0..length - 1 {
                let mut text = vec![b'.'; length];
                assert!(!may_be_secret(&text));
                text[at..at + 2].copy_from_slice(b"Ey");
                assert!(may_be_secret(&text), "{at} of {length}");
            }
        }
        assert!(!may_be_secret(b"") && !may_be_secret(b"a"));
    }
}

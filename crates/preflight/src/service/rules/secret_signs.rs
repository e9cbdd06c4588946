//! What secrets look like at a glance, so that most strings need not be captures for whoever looks for secrets.

/// Two characters that stand beside each other in every secret that can be told by its form, in lower case: in
/// `password`, `pwd`, `secret` and `credential`, `token`, `key` and `eyJ`, `AKIA` and `ASIA`, `ghp_` and `github_pat_`,
/// `xoxb-`, and behind the scheme of a URL.
const SIGNS: [[u8; 2]; 9] = [*b"as", *b"wd", *b"cr", *b"ok", *b"ey", *b"ia", *b"gh", *b"xo", *b"//"];

/// So many places are looked at together.
const LANES: usize = 16;

/// Whether a text has a sign that every secret has.
pub(super) fn may_be_secret(text: &[u8]) -> bool {
    let Some(last) = text.len().checked_sub(LANES + 1) else {
        return short(text);
    };
    let mut from = 0;
    loop {
        if lanes(text, from) {
            return true;
        }
        if from == last {
            return false;
        }
        // The last look overlaps the one before.
        from = (from + LANES).min(last);
    }
}

/// As [`may_be_secret`], for a text that is shorter than what is looked at together.
fn short(text: &[u8]) -> bool {
    let mut pair = 0;
    let mut found = false;
    for byte in text {
        pair = (pair << 5 | usize::from(byte & 31)) % PAIRS.len();
        found |= PAIRS[pair];
    }
    found
}

/// Which pairs are signs, by five bits of each character. Other characters share these bits with letters, which makes
/// a text suspect without a reason, and no more.
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

/// Whether a sign begins at one of so many places: comparisons without branches, which compilers make vectors of.
#[inline]
fn lanes(text: &[u8], from: usize) -> bool {
    let (Some(first), Some(second)) = (
        text.get(from..).and_then(<[u8]>::first_chunk::<LANES>),
        text.get(from + 1..).and_then(<[u8]>::first_chunk::<LANES>),
    ) else {
        return false;
    };
    let mut found = [0_u8; LANES];
    for lane in 0..LANES {
        let (first, second) = (first[lane] | 0x20, second[lane] | 0x20);
        for sign in SIGNS {
            found[lane] |= u8::from(first == sign[0]) & u8::from(second == sign[1]);
        }
    }
    u128::from_le_bytes(found) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_wherever_they_stand() {
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

/// A fuzzer's bytes, read as decisions. When they are used up every decision is 0, which is the choice that ends
/// things, so whatever is generated is finite.
pub struct Decisions<'d> {
    bytes: &'d [u8],
}

impl<'d> Decisions<'d> {
    /// Decisions from all of these bytes.
    pub fn new(bytes: &'d [u8]) -> Decisions<'d> {
        Decisions { bytes }
    }

    /// A number from 0 to 255.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    /// A number from 0 to `count` - 1; 0 when there is nothing to choose from.
    pub fn below(&mut self, count: usize) -> usize {
        match count {
            0 | 1 => 0,
            2..=256 => usize::from(self.byte()) % count,
            _ => (usize::from(self.byte()) << 8 | usize::from(self.byte())) % count,
        }
    }

    /// One of `items`.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let index = self.below(items.len());
        items.get(index).copied()
    }

    /// Up to `most` bytes as they are.
    pub fn take(&mut self, most: usize) -> &'d [u8] {
        let count = self.below(most + 1).min(self.bytes.len());
        let (taken, rest) = self.bytes.split_at(count);
        self.bytes = rest;
        taken
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'d [u8] {
        core::mem::take(&mut self.bytes)
    }
}

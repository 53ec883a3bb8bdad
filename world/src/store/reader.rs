//! Reads bytes from the front and says when there are too few.

use super::StoreError;

/// What is left to read.
pub struct Reader<'b> {
    left: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Reads these bytes.
    pub fn new(left: &'b [u8]) -> Self {
        Self { left }
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'b [u8], StoreError> {
        let (taken, left) = self.left.split_at_checked(count).ok_or(StoreError::CutShort)?;
        self.left = left;
        Ok(taken)
    }

    /// The next bytes, as many as asked for by type.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        self.take(N)?.try_into().map_err(|_| StoreError::CutShort)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, StoreError> {
        let (first, left) = self.left.split_first().ok_or(StoreError::CutShort)?;
        self.left = left;
        Ok(*first)
    }

    /// The next number: seven bits a byte, the lowest first, the top bit set while more follow.
    pub fn number(&mut self) -> Result<u64, StoreError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(StoreError::Nonsense("a number does not end"))
    }

    /// The next number, as a size.
    pub fn size(&mut self) -> Result<usize, StoreError> {
        usize::try_from(self.number()?).map_err(|_| StoreError::Nonsense("a size is out of reach"))
    }

    /// Everything that is left.
    pub fn rest(self) -> &'b [u8] {
        self.left
    }
}

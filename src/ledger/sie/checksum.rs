//! `#KSUMMA`, the checksum of a SIE file (4B, 9): CRC-32 with the polynomial EDB88320 over the labels and fields between its
//! two records, as code page 437 spells them, without blanks, line ends, quotation marks and braces.

use super::fields::{Field, Fields};
use crate::ledger::spelling::pc8_byte;

/// The checksum of what has been read so far.
#[derive(Clone, Debug)]
pub struct Checksum(u32);

const POLYNOMIAL: u32 = 0xedb8_8320;

const TABLE: [u32; 256] = table();

#[expect(clippy::cast_possible_truncation, reason = "256 entries; conversions are not const")]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < table.len() {
        let mut value = at as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ POLYNOMIAL } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
}

impl Checksum {
    /// Of nothing.
    pub fn new() -> Self {
        Self(u32::MAX)
    }

    /// Adds the label and the fields of a line; what stands in braces without its braces and blanks.
    pub fn line(&mut self, line: &str) {
        let mut fields = Fields::of(line);
        while let Ok(Some(field)) = fields.next() {
            match field {
                Field::List(list) => self.line(list),
                Field::Text(text) if matches!(text.as_ref(), "{" | "}") => {}
                Field::Text(text) => text.chars().for_each(|c| self.byte(pc8_byte(c))),
            }
        }
    }

    /// The checksum.
    pub fn value(&self) -> u32 {
        !self.0
    }

    fn byte(&mut self, byte: u8) {
        let [low, ..] = self.0.to_le_bytes();
        self.0 = (self.0 >> 8) ^ TABLE[usize::from(low ^ byte)];
    }
}

impl Default for Checksum {
    fn default() -> Self {
        Self::new()
    }
}

/// The checksum of a file's lines between its records of it, for who writes one.
pub fn checksum_of(lines: &str) -> u32 {
    let mut sum = Checksum::new();
    lines.lines().for_each(|line| sum.line(line));
    sum.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_crc_of_the_fields_alone() {
        assert_eq!(checksum_of("12345 \"6789\""), 0xcbf4_3926, "the check value of CRC-32");
        assert_eq!(checksum_of("{12345 \"67\"} \t\"89\""), 0xcbf4_3926);
        assert_ne!(checksum_of("å"), checksum_of("a"));
    }
}

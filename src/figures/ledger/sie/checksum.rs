//! `#KSUMMA`, the checksum of a SIE file (4B, 10): CRC-32 with the polynomial EDB88320 over the labels and fields between
//! its two records, as code page 437 spells them, without blanks, line ends, quotation marks and braces.

use crc32fast::Hasher;

use super::fields::{Field, Fields};
use crate::figures::ledger::spelling::pc8_byte;

/// The checksum of what has been read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Checksum {
    sum: Hasher,
    /// What is still to be summed; a sum of many bytes at once is quick.
    bytes: Vec<u8>,
}

/// Bytes that are worth a sum.
const MANY: usize = 1 << 12;

impl Checksum {
    /// Of nothing.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds the label and the fields of a line; what stands in braces without its braces and blanks.
    pub(super) fn line(&mut self, line: &str) {
        if matches!(line, "{" | "}") {
            return;
        }
        self.fields(line);
        if self.bytes.len() >= MANY {
            self.sum.update(&self.bytes);
            self.bytes.clear();
        }
    }

    fn fields(&mut self, line: &str) {
        let mut fields = Fields::of(line);
        while let Ok(Some(field)) = fields.next() {
            match field {
                Field::List(list) => self.fields(list),
                Field::Text(text) if text.is_ascii() => self.bytes.extend_from_slice(text.as_bytes()),
                Field::Text(text) => self.bytes.extend(text.chars().map(pc8_byte)),
            }
        }
    }

    /// The checksum.
    pub(super) fn value(mut self) -> u32 {
        self.sum.update(&self.bytes);
        self.sum.finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checksum_of(lines: &str) -> u32 {
        let mut sum = Checksum::new();
        lines.lines().for_each(|line| sum.line(line));
        sum.value()
    }

    #[test]
    fn it_is_the_crc_of_the_fields_alone() {
        assert_eq!(checksum_of("12345 \"6789\""), 0xcbf4_3926, "the check value of CRC-32");
        assert_eq!(checksum_of("{12345 \"67\"} \t\"89\"\n{\n}"), 0xcbf4_3926);
        // The example of 4B, 10.15: #KONTO1915Kassa "special".
        assert_eq!(checksum_of("#KONTO 1915 \"Kassa \\\"special\\\"\""), 0x7281_ff9d);
        assert_eq!(checksum_of("#TRANS 7010 {\"1\" \"456\" 7 47} 13200.00"), 0x7978_2c37);
        assert_eq!(checksum_of("12345 \"{\""), 0x011f_ee4c, "a brace in quotation marks is text");
        assert_eq!(checksum_of("#FNAMN \"Åkerö Bär\""), 0x3b55_68dc);
    }
}

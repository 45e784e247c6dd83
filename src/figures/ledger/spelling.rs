//! How the bytes of an export spell its text.
//!
//! SIE is written in code page 437, which the standard calls PC8 (SIE 4B, 5.8); programs that write UTF-8 or Latin-1 all the
//! same are common, and their bytes tell. CSV says nothing of itself but a byte order mark.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A way of spelling text in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Code page 437, of MS-DOS.
    Pc8,
    /// UTF-8.
    Utf8,
    /// UTF-16, in either order of bytes.
    Utf16,
    /// Windows-1252, of which Latin-1 is a part.
    Windows,
}

impl Spelling {
    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pc8 => "PC8",
            Self::Utf16 => "UTF-16",
            Self::Utf8 => "UTF-8",
            Self::Windows => "Windows-1252",
        }
    }
}

/// The characters of the bytes 0x80 to 0xFF in code page 437.
const PC8: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', //
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', //
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡', '«', '»', //
    '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐', //
    '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', //
    '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', //
    'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', //
    '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
];

/// The text of a SIE file, and how it is spelt.
pub fn sie(bytes: &[u8]) -> (String, Spelling) {
    match str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => (text.to_owned(), Spelling::Pc8),
        Ok(text) => (text.to_owned(), Spelling::Utf8),
        Err(_) => {
            let (text, counts) = pc8(bytes);
            if is_windows(&counts) { (windows(bytes), Spelling::Windows) } else { (text, Spelling::Pc8) }
        }
    }
}

/// The text of a CSV file, and how it is spelt. Without a byte order mark it is UTF-8 where its bytes can be that.
pub fn csv(bytes: &[u8]) -> (String, Spelling) {
    if let Some((order, mark)) = Encoding::for_bom(bytes)
        && order != UTF_8
    {
        return (order.decode_without_bom_handling(&bytes[mark..]).0.into_owned(), Spelling::Utf16);
    }
    match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Spelling::Utf8),
        Err(_) => (windows(bytes), Spelling::Windows),
    }
}

/// The byte that spells a character in code page 437; a question mark for one that it does not have.
pub(super) fn pc8_byte(c: char) -> u8 {
    let high = || PC8.iter().position(|known| *known == c).and_then(|at| u8::try_from(at + 0x80).ok());
    u8::try_from(c).ok().filter(u8::is_ascii).or_else(high).unwrap_or(b'?')
}

/// How often each byte that is not ASCII stands in a file.
type Counts = [usize; 256];

/// Stretches of ASCII are copied as they lie; they are nearly all of a file.
fn pc8(bytes: &[u8]) -> (String, Counts) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let (mut rest, mut counts) = (bytes, [0; 256]);
    loop {
        let (ascii, after) = rest.split_at(Encoding::ascii_valid_up_to(rest));
        text.extend(str::from_utf8(ascii));
        let Some((byte, after)) = after.split_first() else { return (text, counts) };
        text.push(PC8[usize::from(byte & 0x7f)]);
        counts[usize::from(*byte)] += 1;
        rest = after;
    }
}

fn windows(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether the Swedish letters among the bytes rather are those of Windows than those of code page 437.
fn is_windows(counts: &Counts) -> bool {
    let letters =
        |letters: &[u8; 7]| letters.iter().map(|letter| counts[usize::from(*letter)]).sum::<usize>();
    letters(b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9") > letters(b"\x86\x84\x94\x8f\x8e\x99\x82")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_read_however_they_are_spelt() {
        let words = "#FNAMN \"Ärlig Åsiktsbyrå för Öar\"";
        let pc8: Vec<u8> = words.chars().map(pc8_byte).collect();
        assert_eq!(&pc8[8..10], b"\x8er");
        assert_eq!(sie(&pc8), (words.to_owned(), Spelling::Pc8));
        let latin1: Vec<u8> = words.chars().map(|c| u8::try_from(c).unwrap()).collect();
        assert_eq!(sie(&latin1), (words.to_owned(), Spelling::Windows));
        assert_eq!(csv(&latin1), (words.to_owned(), Spelling::Windows));
        assert_eq!(sie(words.as_bytes()), (words.to_owned(), Spelling::Utf8));
        let mut utf16 = b"\xff\xfe".to_vec();
        utf16.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(csv(&utf16), (words.to_owned(), Spelling::Utf16));
        assert_eq!(sie(b"#FLAGGA 0").1, Spelling::Pc8);
    }

    #[test]
    fn every_byte_of_the_code_page_comes_back() {
        for byte in 0..=u8::MAX {
            let (text, _) = pc8(&[byte]);
            assert_eq!(text.chars().map(pc8_byte).collect::<Vec<_>>(), [byte]);
        }
    }
}

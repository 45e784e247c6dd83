//! Text strings (ISO 32000-1 7.9.2.2): the same text may be written in `PDFDocEncoding`, in UTF-16 or in UTF-8.

use super::pdf::object::Object;

/// The text; nothing where the bytes are none in their encoding, or steer a terminal or a reader.
pub(super) fn meaning(bytes: &[u8]) -> Option<String> {
    let text = if let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let pairs = wide.chunks_exact(2);
        let whole = pairs.remainder().is_empty();
        let units: Vec<u16> = pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok().filter(|_| whole)?
    } else if let Some(plain) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        String::from_utf8(plain.to_vec()).ok()?
    } else {
        bytes.iter().map(|byte| letter(*byte)).collect::<Option<String>>()?
    };
    let plain = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars().all(plain).then_some(text)
}

/// Whether two values are the same text, or dictionaries of the same texts; what is no text must be the same throughout.
pub(super) fn is_same_text(old: &Object, new: &Object) -> bool {
    match (old, new) {
        (Object::String(old), Object::String(new)) => {
            old.bytes == new.bytes
                || meaning(&old.bytes).is_some_and(|text| meaning(&new.bytes) == Some(text))
        }
        (Object::Dictionary(old), Object::Dictionary(new)) => old
            .changed(new)
            .into_iter()
            .all(|key| old.get(key).zip(new.get(key)).is_some_and(|(old, new)| is_same_text(old, new))),
        _ => old == new,
    }
}

/// A letter of `PDFDocEncoding` (ISO 32000-1 D.3); nothing where it has none.
fn letter(byte: u8) -> Option<char> {
    match byte {
        0x18..=0x1F => Some(ACCENTS[usize::from(byte - 0x18)]),
        0x80..=0x9E => Some(MARKS[usize::from(byte - 0x80)]),
        0x7F | 0x9F | 0xAD => None,
        0xA0 => Some('€'),
        _ => Some(char::from(byte)),
    }
}

const ACCENTS: [char; 8] =
    ['\u{2D8}', '\u{2C7}', '\u{2C6}', '\u{2D9}', '\u{2DD}', '\u{2DB}', '\u{2DA}', '\u{2DC}'];

const MARKS: [char; 31] = [
    '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}',
    '\u{2039}', '\u{203A}', '\u{2212}', '\u{2030}', '\u{201E}', '\u{201C}', '\u{201D}', '\u{2018}',
    '\u{2019}', '\u{201A}', '\u{2122}', '\u{FB01}', '\u{FB02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}',
    '\u{17D}', '\u{131}', '\u{142}', '\u{153}', '\u{161}', '\u{17E}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_known_in_every_encoding_and_another_is_not() {
        let wide = |text: &str| {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            [0xFE, 0xFF].into_iter().chain(units).collect::<Vec<u8>>()
        };
        let eight = |text: &str| [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
        let text = "Åsa – 5 €";
        let own = b"\xC5sa \x85 5 \xA0";
        for bytes in [wide(text), eight(text), own.to_vec()] {
            assert_eq!(meaning(&bytes).as_deref(), Some(text));
        }
        for none in [&b"\xFE\xFF\x00"[..], b"\xFE\xFF\xD8\x00", b"\xEF\xBB\xBF\xFF", b"\x7F", b"a\x07"] {
            assert_eq!(meaning(none), None, "{none:?}");
        }
        assert_ne!(meaning(&wide("Asa")), meaning(b"\xC5sa"));
    }
}

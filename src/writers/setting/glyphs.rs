//! The widths of words.

use std::sync::LazyLock;

use ttf_parser::Face;

use super::Length;
use crate::project::look::{Family, Size};

/// The faces of the document, under the SIL Open Font License (`assets/fonts`): antikva and linjär; each upright, bold,
/// italic and both.
pub const FACES: [&[u8]; 8] = [
    include_bytes!("../../../assets/fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSerif-BoldItalic.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSans-BoldItalic.ttf"),
];

/// A typeface in a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    family: Family,
    bold: bool,
    size: Length,
}

impl Type {
    /// Upright type.
    pub fn new(family: Family, size: Size) -> Self {
        Self { family, bold: false, size: u64::from(size.tenths()) * 100 }
    }

    /// The bold one.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// So many thousandths of its size.
    pub fn scaled(self, thousandths: u64) -> Self {
        Self { size: self.size * thousandths / 1000, ..self }
    }

    /// Its size.
    pub fn size(self) -> Length {
        self.size
    }
}

/// The advances of a face: of the first characters in a table, since most text is made of them.
struct Advances {
    face: Face<'static>,
    units: u64,
    first: Vec<u16>,
}

/// Basic Latin, Latin-1 and Latin Extended-A.
const FIRST: u32 = 0x180;

static ADVANCES: LazyLock<[Advances; 4]> = LazyLock::new(|| {
    [0, 1, 4, 5].map(|at| {
        let face = Face::parse(FACES[at], 0).expect("the shipped faces are whole");
        let first = (0..FIRST).map(|c| char::from_u32(c).map_or(0, |c| looked_up(&face, c))).collect();
        Advances { units: face.units_per_em().into(), first, face }
    })
});

fn looked_up(face: &Face<'_>, c: char) -> u16 {
    let known = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
    known.unwrap_or_else(|| face.units_per_em())
}

/// How wide words are on one line. Kerning, which makes them narrower, is left out.
pub fn width(words: &str, set: Type) -> Length {
    let at = match (set.family, set.bold) {
        (Family::Serif, false) => 0,
        (Family::Serif, true) => 1,
        (Family::Sans, false) => 2,
        (Family::Sans, true) => 3,
    };
    let advances = &ADVANCES[at];
    let advance = |c: char| {
        let known = advances.first.get(c as usize).copied();
        u64::from(known.unwrap_or_else(|| looked_up(&advances.face, c)))
    };
    let units: u64 = words.chars().filter(|c| !matches!(c, '\n' | '\u{ad}')).map(advance).sum();
    (units * set.size).div_ceil(advances.units)
}

/// How many lines words take in a room; a word wider than it is broken.
pub fn lines(words: &str, set: Type, room: Length) -> u64 {
    let room = room.max(1);
    let space = width(" ", set);
    let mut count = 0;
    for line in words.split('\n') {
        count += 1;
        let mut used = 0;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let wide = width(word, set);
            if used > 0 && used + space + wide > room {
                count += 1;
                used = 0;
            }
            used += if used > 0 { space + wide } else { wide };
            count += used / (room + 1);
            used %= room + 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sans() -> Type {
        Type::new(Family::Sans, Size::new(100).expect("ten points"))
    }

    #[test]
    fn widths_are_those_of_the_faces() {
        // Arial has digits of 1139 units and a space of 569 in 2048.
        assert_eq!(width("1234", sans()), (4 * 1139 * 10_000_u64).div_ceil(2048));
        assert_eq!(width("1\u{a0}234", sans()), ((4 * 1139 + 569) * 10_000_u64).div_ceil(2048));
        assert_eq!(width("1234", sans().bold()), width("1234", sans()));
        assert!(width("mmm", sans().bold()) > width("mmm", sans()));
        assert!(width("iii", sans()) < width("mmm", sans()));
    }

    #[test]
    fn lines_break_between_words_and_in_those_that_are_too_long() {
        let room = width("aaa bbb", sans()) + 2; // each word is rounded up
        assert_eq!(lines("aaa bbb", sans(), room), 1);
        assert_eq!(lines("aaa bbb ccc", sans(), room), 2);
        assert_eq!(lines("aaa\nbbb", sans(), room), 2);
        assert!(lines(&"a".repeat(100), sans(), room) > 10);
        assert_eq!(lines("", sans(), room), 1);
    }
}

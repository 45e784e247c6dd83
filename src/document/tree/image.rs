//! Pictures: files of the project, with their words for who cannot see them.

use std::sync::Arc;

use super::Inline;

/// A picture under its caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// What it is called: `Figur 1. Stadens stadsdelar`.
    pub caption: Vec<Inline>,
    /// What it shows, in words.
    pub alternative: String,
    /// What kind of file it is.
    pub kind: ImageKind,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// How many dots it is wide and high; neither is nought.
    pub dots: (u32, u32),
}

/// The kinds of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (ISO 15948).
    Png,
}

impl ImageKind {
    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
        }
    }
}

/// Fewer dots to the inch show on paper.
const DOTS_TO_THE_INCH: u64 = 150;
/// Tenths of a millimetre to the inch.
const INCH: u64 = 254;
/// What a heading and the caption above it take, in tenths of a millimetre.
const ABOVE: u64 = 300;

impl Image {
    /// How wide and high it is printed within a room so wide and high, in tenths of a millimetre: as wide as its
    /// dots and the room allow.
    pub fn size(&self, room: (u64, u64)) -> (u64, u64) {
        let (wide, high) = (u64::from(self.dots.0), u64::from(self.dots.1));
        let sharp = wide * INCH / DOTS_TO_THE_INCH;
        let width = sharp.min(room.0).min(room.1.saturating_sub(ABOVE) * wide / high).max(1);
        (width, (width * high / wide).max(1))
    }
}

//! Pictures, numbered through the document.

use super::Composer;
use crate::document::tree::{BlockKind, Hand, Image, ImageKind};
use crate::project::content::{PictureBlock, PictureKind};

impl Composer<'_> {
    /// A picture with its number.
    pub(super) fn picture(&mut self, wanted: &PictureBlock, anchor: &str) {
        self.pictures += 1;
        let image = Image {
            caption: self.announced(&format!("Figur\u{a0}{}. ", self.pictures), &wanted.caption),
            alternative: wanted.alternative.clone(),
            kind: match wanted.kind {
                PictureKind::Jpeg => ImageKind::Jpeg,
                PictureKind::Png => ImageKind::Png,
            },
            bytes: wanted.bytes.clone(),
            dots: wanted.dots,
        };
        self.block(anchor, Hand::Author, wanted.caption.span, BlockKind::Image(image));
    }
}

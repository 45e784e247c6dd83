//! Pictures of the project, read whole before they are printed: what is broken, or what an archive cannot keep, is a
//! finding at the line that names the file, and no surprise of the typesetter's.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use super::fields::Fields;
use super::prose::Line;
use super::unread;
use super::yaml::Node;
use crate::diagnostic::{Findings, PictureFault, Problem, Wordless};
use crate::project::source::{MAX_FILE_BYTES, Sources};

/// A picture that is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureBlock {
    /// What it is called.
    pub caption: Line,
    /// What it shows, in words.
    pub alternative: String,
    /// What kind of file it is.
    pub kind: PictureKind,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// How many dots it is wide and high; neither is nought.
    pub dots: (u32, u32),
}

/// The kinds of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// More dots fill no page better, and take long to read.
const MOST_DOTS: u64 = 40_000_000;

/// Reads a picture with its file.
pub(super) fn picture(node: &Node, sources: &mut Sources, findings: &mut Findings) -> Option<PictureBlock> {
    let mut fields = Fields::open(node, findings)?;
    let path = fields.need_word("fil", findings);
    let alternative = fields.need_text("alternativ", findings);
    let caption = fields.need_line("rubrik", sources, findings);
    fields.close(findings);
    let (path, alternative, caption) = (path?, alternative?, caption?);
    if let Some(why) = wordless(&alternative.value, &caption.written, &path.value) {
        findings.add(alternative.span, Problem::PictureWordless { why });
    }
    let bytes = match sources.bytes(Path::new(&path.value), MAX_FILE_BYTES) {
        Ok(bytes) => Arc::from(bytes),
        Err(error) => {
            findings.add(path.span, unread(error, &path.value, MAX_FILE_BYTES));
            return None;
        }
    };
    match looked_through(&bytes) {
        Ok((kind, dots)) => Some(PictureBlock { caption, alternative: alternative.value, kind, bytes, dots }),
        Err(fault) => {
            findings.add(path.span, Problem::WrongPicture { path: path.value, fault });
            None
        }
    }
}

/// Why words say nothing to who cannot see the picture.
fn wordless(alternative: &str, caption: &str, path: &str) -> Option<Wordless> {
    let said = alternative.to_lowercase();
    let name =
        Path::new(path).file_name().map_or(String::new(), |name| name.to_string_lossy().to_lowercase());
    if said == caption.to_lowercase() {
        Some(Wordless::Caption)
    } else if said == name || said == path.to_lowercase() {
        Some(Wordless::FileName)
    } else {
        None
    }
}

/// What kind of picture it is and how many dots it has; every dot of it is read.
fn looked_through(bytes: &[u8]) -> Result<(PictureKind, (u32, u32)), PictureFault> {
    let (kind, format) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => (PictureKind::Png, ImageFormat::Png),
        [0xff, 0xd8, 0xff, ..] => (PictureKind::Jpeg, ImageFormat::Jpeg),
        _ => return Err(PictureFault::Neither),
    };
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().map_err(|_| PictureFault::Broken)?;
    let (wide, high) = decoder.dimensions();
    let dots = u64::from(wide) * u64::from(high);
    if dots == 0 {
        return Err(PictureFault::Broken);
    }
    if dots > MOST_DOTS {
        return Err(PictureFault::TooManyDots { millions: dots / 1_000_000, most: MOST_DOTS / 1_000_000 });
    }
    if kind == PictureKind::Jpeg {
        let frame = frame(bytes).ok_or(PictureFault::Broken)?;
        if frame.components == FOUR_INKS {
            return Err(PictureFault::Inks);
        }
    }
    // Word leaves such a picture lying; a PNG may be turned as well (PNG, third edition, 11.3.3.2).
    let turned = decoder.orientation().ok().filter(|as_seen| *as_seen != Orientation::NoTransforms);
    let told = png_exif(bytes).and_then(Orientation::from_exif_chunk);
    if turned.or(told).is_some_and(|as_seen| as_seen != Orientation::NoTransforms) {
        return Err(PictureFault::Turned);
    }
    DynamicImage::from_decoder(decoder).map_err(|_| PictureFault::Broken)?;
    Ok((kind, (wide, high)))
}

/// The EXIF data of a PNG: the chunk `eXIf`, wherever it stands.
fn png_exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let (kind, data) = (rest.get(4..8)?, rest.get(8..8usize.checked_add(length)?)?);
        if kind == b"eXIf" {
            return Some(data);
        }
        rest = rest.get(length.checked_add(12)?..)?;
    }
}

const FOUR_INKS: u8 = 4;

/// What the header of a JPEG's dots says.
struct Frame {
    components: u8,
}

/// Finds the frame header (ITU T.81, B.2.2), and that the file goes on to its end marker: decoders fill in what is
/// missing.
fn frame(bytes: &[u8]) -> Option<Frame> {
    let (mut at, mut found) = (2, None);
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        match marker {
            START_OF_SCAN => break,
            // Tables of Huffman and arithmetic codes, and a marker kept for extensions, have numbers among the frames'.
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => found = Some(Frame { components: *bytes.get(at + 9)? }),
            _ => {}
        }
        at += 2 + length;
    }
    found.filter(|_| memchr::memmem::rfind(&bytes[at..], &END).is_some())
}

const START_OF_SCAN: u8 = 0xda;
const END: [u8; 2] = [0xff, 0xd9];

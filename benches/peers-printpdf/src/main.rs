//! `printpdf-alone TEXT.txt OUTPUT.pdf`: plain text as pages with printpdf, which leaves the breaking of lines and
//! pages to its caller: one face, no headings, no tables, no tags.

use std::error::Error;
use std::path::PathBuf;

use printpdf::{
    FontId, Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};

const FACE: &[u8] = include_bytes!("../../../assets/fonts/LiberationSerif-Regular.ttf");
const PAGE: (f32, f32) = (210.0, 297.0);
const LEFT: f32 = 28.0;
const TOP: f32 = 265.0;
const TEXT_WIDTH: f32 = 157.0;
const TEXT_HEIGHT: f32 = 240.0;
const SIZE: f32 = 11.0;
const LINE: f32 = 14.3;
const POINTS_IN_MM: f32 = 72.0 / 25.4;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [source, output] =
        <[_; 2]>::try_from(arguments).map_err(|_| "usage: printpdf-alone TEXT.txt OUTPUT.pdf")?;
    let text = std::fs::read_to_string(PathBuf::from(source))?;
    let face = ParsedFont::from_bytes(FACE, 0, &mut Vec::new()).ok_or("the face cannot be read")?;
    let mut document = PdfDocument::new("Tertialrapport 2");
    let font = document.add_font(&face);
    let lines: Vec<String> = text.lines().flat_map(|line| broken(line, &face)).collect();
    let height = (TEXT_HEIGHT * POINTS_IN_MM / LINE) as usize;
    let pages = lines.chunks(height).map(|lines| page(lines, &font)).collect();
    let bytes = document.with_pages(pages).save(&PdfSaveOptions::default(), &mut Vec::new());
    std::fs::write(PathBuf::from(output), bytes)?;
    Ok(())
}

/// A line of text as lines that fit between the margins.
fn broken(text: &str, face: &ParsedFont) -> Vec<String> {
    let room = TEXT_WIDTH * POINTS_IN_MM / SIZE * f32::from(face.units_per_em);
    let advance = |c: char| {
        let glyph = face.lookup_glyph_index(u32::from(c)).unwrap_or(0);
        face.get_glyph_width(glyph).map_or(0.0, f32::from)
    };
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_inclusive(' ') {
        let width: f32 = word.chars().map(advance).sum();
        if used > 0.0 && used + width > room {
            lines.push(String::new());
            used = 0.0;
        }
        used += width;
        lines.last_mut().expect("there is always a line").push_str(word);
    }
    lines
}

fn page(lines: &[String], font: &FontId) -> PdfPage {
    let mut operations = vec![
        Op::StartTextSection,
        Op::SetTextCursor { pos: Point { x: Mm(LEFT).into(), y: Mm(TOP).into() } },
        Op::SetLineHeight { lh: Pt(LINE) },
        Op::SetFont { font: PdfFontHandle::External(font.clone()), size: Pt(SIZE) },
    ];
    for line in lines {
        operations.push(Op::ShowText { items: vec![TextItem::Text(line.trim_end().to_owned())] });
        operations.push(Op::AddLineBreak);
    }
    operations.push(Op::EndTextSection);
    PdfPage::new(Mm(PAGE.0), Mm(PAGE.1), operations)
}

//! A house template: the values of a look that an office has chosen. What it does not say is as ever.

use std::path::Path;

use super::fields::Fields;
use super::unread;
use super::yaml::Node;
use crate::diagnostic::{Findings, NameOf, PictureFault, Problem};
use crate::project::look::{Colour, Family, HEADING_SIZES, HeadField, HeadPiece, Logo, Look, Margins, Size};
use crate::project::source::{MAX_FILE_BYTES, Sources, Spanned};

pub(super) const FAMILIES: [(&str, Family); 2] = [("antikva", Family::Serif), ("linjär", Family::Sans)];

/// The sizes of headings, from level 1.
pub(super) const HEADING_KEYS: [&str; HEADING_SIZES] =
    ["rubrik-1", "rubrik-2", "rubrik-3", "rubrik-4", "rubrik-5"];

const HEAD_FIELDS: [(&str, HeadField); 5] = [
    ("beteckning", HeadField::Designation),
    ("datum", HeadField::Date),
    ("dnr", HeadField::Dnr),
    ("författare", HeadField::Author),
    ("titel", HeadField::Title),
];

/// Reads a template. A value that is wrong is reported and left as ever.
pub(super) fn look(node: &Node, sources: &mut Sources, findings: &mut Findings) -> Option<Look> {
    let mut fields = Fields::open(node, findings)?;
    let mut look = Look::default();
    if let Some(node) = fields.take("typsnitt", findings) {
        faces(node, &mut look, findings);
    }
    if let Some(node) = fields.take("storlekar", findings) {
        sizes(node, &mut look, findings);
    }
    if let Some(node) = fields.take("färger", findings) {
        colours(node, &mut look, findings);
    }
    if let Some(node) = fields.take("marginaler", findings) {
        margins(node, &mut look.margins, findings);
    }
    look.logo = fields.take("logotyp", findings).and_then(|node| logo(node, look.margins, sources, findings));
    if let Some(written) = fields.word("sidhuvud", findings) {
        look.head = head(&written, findings);
    }
    fields.close(findings);
    Some(look)
}

/// Puts a value in its place when there is one.
fn put<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn faces(node: &Node, look: &mut Look, findings: &mut Findings) {
    let Some(mut fields) = Fields::open(node, findings) else { return };
    put(&mut look.faces.body, fields.choice("brödtext", &FAMILIES, findings).map(|family| family.value));
    put(&mut look.faces.headings, fields.choice("rubriker", &FAMILIES, findings).map(|family| family.value));
    put(&mut look.faces.tables, fields.choice("tabeller", &FAMILIES, findings).map(|family| family.value));
    fields.close(findings);
}

fn sizes(node: &Node, look: &mut Look, findings: &mut Findings) {
    let Some(mut fields) = Fields::open(node, findings) else { return };
    let sizes = &mut look.sizes;
    put(&mut sizes.body, size(fields.word("brödtext", findings), findings));
    put(&mut sizes.table, size(fields.word("tabell", findings), findings));
    put(&mut sizes.table_head, size(fields.word("tabellhuvud", findings), findings));
    put(&mut sizes.small, size(fields.word("sidhuvud", findings), findings));
    for (place, key) in sizes.headings.iter_mut().zip(HEADING_KEYS) {
        put(place, size(fields.word(key, findings), findings));
    }
    fields.close(findings);
}

/// A size in points with at most one decimal: `10.5`.
fn size(written: Option<Spanned<String>>, findings: &mut Findings) -> Option<Size> {
    let Spanned { value: text, span } = written?;
    let found = tenths(&text).and_then(Size::new);
    if found.is_none() {
        let (least, most) = Size::LIMITS;
        findings.add(span, Problem::WrongSize { text, least, most });
    }
    found
}

fn tenths(text: &str) -> Option<u16> {
    let (whole, decimal) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimal) || decimal.len() > 1 {
        return None;
    }
    whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(decimal.parse().ok()?)
}

fn colours(node: &Node, look: &mut Look, findings: &mut Findings) {
    let Some(mut fields) = Fields::open(node, findings) else { return };
    put(&mut look.colours.headings, colour(fields.word("rubriker", findings), findings));
    put(&mut look.colours.rules, colour(fields.word("linjer", findings), findings));
    put(&mut look.colours.hairlines, colour(fields.word("hårlinjer", findings), findings));
    fields.close(findings);
}

fn colour(written: Option<Spanned<String>>, findings: &mut Findings) -> Option<Colour> {
    let Spanned { value: text, span } = written?;
    let found = text.strip_prefix('#').filter(|digits| digits.len() == 6).and_then(|digits| {
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Colour([byte(0)?, byte(2)?, byte(4)?]))
    });
    if found.is_none() {
        findings.add(span, Problem::WrongColour { text });
    }
    found
}

fn margins(node: &Node, margins: &mut Margins, findings: &mut Findings) {
    let Some(mut fields) = Fields::open(node, findings) else { return };
    let (upright, sides) = (Margins::UPRIGHT, Margins::SIDES);
    let millimetres = |found: Option<Spanned<u8>>| found.map(|number| number.value);
    put(&mut margins.top, millimetres(fields.number("upptill", upright.0, upright.1, findings)));
    put(&mut margins.bottom, millimetres(fields.number("nedtill", upright.0, upright.1, findings)));
    put(&mut margins.left, millimetres(fields.number("vänster", sides.0, sides.1, findings)));
    put(&mut margins.right, millimetres(fields.number("höger", sides.0, sides.1, findings)));
    fields.close(findings);
}

/// The office's mark: a PNG that fits above the text.
fn logo(node: &Node, margins: Margins, sources: &mut Sources, findings: &mut Findings) -> Option<Logo> {
    let mut fields = Fields::open(node, findings)?;
    let path = fields.need_word("fil", findings);
    fields.need("bredd", findings);
    let width = fields.number("bredd", Logo::WIDTHS.0, Logo::WIDTHS.1, findings);
    let description = fields.need_text("beskrivning", findings);
    fields.close(findings);
    let Spanned { value: path, span } = path?;
    let png = match sources.bytes(Path::new(&path), MAX_FILE_BYTES) {
        Ok(png) => png.to_vec(),
        Err(error) => {
            findings.add(span, unread(error, &path, MAX_FILE_BYTES));
            return None;
        }
    };
    let Some(logo) = Logo::new(png, width?.value, description?.value) else {
        findings.add(span, Problem::WrongPicture { path, fault: PictureFault::NotPng });
        return None;
    };
    let most = margins.room_for_logo();
    if logo.height_tenths() > u64::from(most) * 10 {
        let fault = PictureFault::TooHigh { height: logo.height_tenths().div_ceil(10), most };
        findings.add(span, Problem::WrongPicture { path, fault });
    }
    Some(logo)
}

/// The running head, with the names in braces that stand for what the matter says.
fn head(written: &Spanned<String>, findings: &mut Findings) -> Vec<HeadPiece> {
    let mut pieces = Vec::new();
    let mut rest = written.value.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            findings.add(written.span, Problem::UnclosedBrace);
            return pieces;
        };
        if !before.is_empty() {
            pieces.push(HeadPiece::Words(before.to_owned()));
        }
        match HEAD_FIELDS.iter().find(|(known, _)| *known == name.trim()) {
            Some((_, field)) => pieces.push(HeadPiece::Field(*field)),
            None => {
                let name = Spanned::new(name.trim().to_owned(), written.span);
                let known = HEAD_FIELDS.iter().map(|(known, _)| *known);
                super::unknown(NameOf::HeadField, &name, known, findings);
            }
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(HeadPiece::Words(rest.to_owned()));
    }
    pieces
}

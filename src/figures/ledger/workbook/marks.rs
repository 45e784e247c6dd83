//! What a sheet says of its rows beside their cells: which are hidden, and which cells are merged.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::super::grid::Cell;
use super::formats::{self, Shown};
use super::{MAX_CELLS, NoTab, TabRow};

/// Rows and cells that a sheet marks.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    hidden: BTreeSet<u32>,
    merged: Vec<Area>,
    /// Styles that show numbers otherwise than they are.
    styles: BTreeMap<u32, Shown>,
    /// Cells of such styles, by row and column.
    shown: Vec<(u32, usize, Shown)>,
    /// The values of formulas are to be computed when the workbook is opened; a nought may stand for none.
    uncomputed: bool,
    /// Formulas without a value, by row and column.
    formulas: Vec<(u32, usize, String)>,
}

/// Cells in rows and columns from 0, both ends among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    rows: (u32, u32),
    columns: (usize, usize),
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

impl From<ZipError> for NoTab {
    fn from(error: ZipError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// How many bytes a workbook has unpacked, as it says itself.
pub(super) fn unpacked(bytes: &[u8]) -> Result<u64, NoTab> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut total = 0_u64;
    for at in 0..archive.len() {
        total = total.saturating_add(archive.by_index_raw(at)?.size());
    }
    Ok(total)
}

/// Finds the marks of the sheet of a name.
pub(super) fn find(bytes: &[u8], name: &str) -> Result<Marks, NoTab> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let workbook = related(&mut archive, "", "", b"Type", |kind| kind.ends_with("/officeDocument"))?;
    let sheets = part(&mut archive, &workbook)?;
    let id = attribute_where(&sheets, b"sheet", b"name", |own| own == name, b"id")?;
    let (folder, own) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let sheet = related(&mut archive, folder, own, b"Id", |own| own == id)?;
    let styles = match related(&mut archive, folder, own, b"Type", |kind| kind.ends_with("/styles")) {
        Ok(path) => formats::styles(&part(&mut archive, &path)?),
        Err(_) => BTreeMap::new(),
    };
    let uncomputed = memmem::find(&sheets, b"fullCalcOnLoad=\"1\"").is_some();
    let mut marks = Marks { styles, uncomputed, ..Marks::default() };
    pieces(open(&mut archive, &sheet)?, |piece| marks.see(piece))
        .map_err(|error| NoTab::Broken(error.to_string()))?;
    Ok(marks)
}

/// The part that a part of the package names by a relation of which `key` is as wanted.
fn related(
    archive: &mut Archive<'_>,
    folder: &str,
    own: &str,
    key: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<String, NoTab> {
    let within = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let relations = part(archive, &within(&format!("_rels/{own}.rels")))?;
    let target = attribute_where(&relations, b"Relationship", key, wanted, b"Target")?;
    Ok(target.strip_prefix('/').map_or_else(|| within(&target), str::to_owned))
}

/// Bytes of a sheet that are unpacked at a time: what a processor has at hand.
const PIECE: usize = 1 << 16;

/// Hands out what is read in pieces that end before a tag begins, so that no tag is cut.
fn pieces(mut file: impl Read, mut see: impl FnMut(&[u8])) -> io::Result<()> {
    let (mut buffer, mut kept) = (vec![0; PIECE], 0);
    loop {
        let read = file.read(&mut buffer[kept..])?;
        let filled = kept + read;
        if read == 0 {
            see(&buffer[..filled]);
            return Ok(());
        }
        // A cell with what is in it stays in one piece, where it has room.
        let cell = memmem::rfind(&buffer[..filled], b"<c ").filter(|at| *at > 0);
        let whole =
            cell.or_else(|| memchr::memrchr(b'<', &buffer[kept..filled]).map(|at| kept + at)).unwrap_or(0);
        see(&buffer[..whole]);
        buffer.copy_within(whole..filled, 0);
        kept = filled - whole;
        if kept == buffer.len() {
            buffer.resize(2 * kept, 0);
        }
    }
}

impl Marks {
    /// Notes what a piece of the sheet marks.
    fn see(&mut self, piece: &[u8]) {
        self.hidden.extend(hidden(piece));
        self.merged.extend(merged(piece));
        for (style, shown) in &self.styles {
            self.shown.extend(styled(piece, *style).map(|(row, column)| (row, column, *shown)));
        }
        self.formulas.extend(without_value(piece, self.uncomputed));
    }

    /// Marks hidden rows, and writes what stands in the first of merged cells into all of them where it is text: a heading
    /// or a name that several rows share. An amount stays one amount.
    pub(super) fn apply(&self, rows: &mut [TabRow]) {
        for row in rows.iter_mut() {
            row.hidden = self.hidden.contains(&row.number);
        }
        self.show(rows);
        let mut filled = 0;
        for Area { rows: (first, last), columns: (left, right) } in &self.merged {
            let from = rows.partition_point(|row| row.number < *first);
            let to = rows.partition_point(|row| row.number <= *last);
            let head = rows.get(from).filter(|row| row.number == *first).and_then(|row| row.cells.get(*left));
            let Some(Cell::Text(text)) = head.cloned() else { continue };
            for row in &mut rows[from..to] {
                filled += right - left + 1;
                if filled > MAX_CELLS {
                    return;
                }
                if row.cells.len() <= *right {
                    row.cells.resize(right + 1, Cell::Empty);
                }
                let empty = row.cells[*left..=*right].iter_mut().filter(|cell| **cell == Cell::Empty);
                empty.for_each(|cell| *cell = Cell::Text(text.clone()));
            }
        }
    }
}

impl Marks {
    /// Makes of numbers with a percent sign what they show, and of formulas that were never computed what they are.
    fn show(&self, rows: &mut [TabRow]) {
        for (number, column, shown) in &self.shown {
            let Ok(at) = rows.binary_search_by_key(number, |row| row.number) else { continue };
            let Some(cell) = rows[at].cells.get_mut(*column) else { continue };
            let Cell::Number(text) = cell else { continue };
            *cell = match shown {
                Shown::Percent => Cell::Percent(hundredfold(text)),
                Shown::Thousands => Cell::Scaled(std::mem::take(text)),
            };
        }
        for (number, column, formula) in &self.formulas {
            if let Ok(at) = rows.binary_search_by_key(number, |row| row.number) {
                super::put(&mut rows[at], *column, Cell::Error(format!("={formula}")));
            }
        }
    }
}

/// A hundred times a plain number, to the digit.
fn hundredfold(plain: &str) -> String {
    let (minus, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{part:0<2}");
    let (two, rest) = padded.split_at(2);
    let whole = format!("{whole}{two}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{rest}") }
}

/// The places of cells of a style.
fn styled(sheet: &[u8], style: u32) -> impl Iterator<Item = (u32, usize)> {
    let mark = format!(" s=\"{style}\"");
    let places: Vec<_> = memmem::find_iter(sheet, mark.as_bytes())
        .filter_map(|at| {
            let tag = &sheet[memchr::memrchr(b'<', &sheet[..at])? + 1..];
            let attributes = tag.strip_prefix(prefix(tag))?.strip_prefix(b"c ")?;
            place(attributes)
        })
        .collect();
    places.into_iter()
}

/// The row and the column that the tag of a cell names, both from 0.
fn place(attributes: &[u8]) -> Option<(u32, usize)> {
    let end = memchr::memchr(b'>', attributes)?;
    let from = memmem::find(&attributes[..end], b"r=\"")? + 3;
    let name = &attributes[from..];
    let name = std::str::from_utf8(&name[..memchr::memchr(b'"', name)?]).ok()?;
    position(name).map(|(column, row)| (row, column))
}

/// The formulas of which no value is stored, or a nought where values are yet to be computed.
fn without_value(sheet: &[u8], uncomputed: bool) -> Vec<(u32, usize, String)> {
    let formula = |at: usize| {
        let after = *sheet.get(at + 2)?;
        if !matches!(after, b'>' | b' ' | b'/') {
            return None;
        }
        let begin = memmem::rfind(&sheet[..at], b"<c ")?;
        let cell = &sheet[begin + 3..];
        let cell = &cell[..memmem::find(cell, b"</c>")?];
        let value = memmem::find(cell, b"<v>").and_then(|from| {
            let rest = &cell[from + 3..];
            Some(&rest[..memmem::find(rest, b"</v>")?])
        });
        let text = memmem::find(cell, b"<is>").is_some();
        let missing = value.is_none_or(<[u8]>::is_empty) || (uncomputed && value == Some(b"0"));
        if !missing || text {
            return None;
        }
        let (row, column) = place(cell)?;
        let written = memchr::memchr(b'>', &sheet[at..]).map_or(&[][..], |open| &sheet[at + open + 1..]);
        let written = &written[..memchr::memchr(b'<', written).unwrap_or(0)];
        Some((row, column, String::from_utf8_lossy(written).into_owned()))
    };
    memmem::find_iter(sheet, b"<f").filter_map(formula).collect()
}

/// A part of the package, whatever the case of its name.
fn open<'a>(archive: &'a mut Archive<'_>, path: &str) -> Result<impl Read + 'a, NoTab> {
    let name = archive.file_names().find(|name| name.eq_ignore_ascii_case(path)).map(str::to_owned);
    Ok(archive.by_name(name.as_deref().unwrap_or(path))?.take(super::MAX_UNPACKED))
}

fn part(archive: &mut Archive<'_>, path: &str) -> Result<Vec<u8>, NoTab> {
    let mut bytes = Vec::new();
    open(archive, path)?.read_to_end(&mut bytes).map_err(|error| NoTab::Broken(error.to_string()))?;
    Ok(bytes)
}

/// The value of an attribute of the first element of a name whose `key` is as wanted.
fn attribute_where(
    xml: &[u8],
    element: &[u8],
    key: &[u8],
    wanted: impl Fn(&str) -> bool,
    attribute: &[u8],
) -> Result<String, NoTab> {
    let mut reader = Reader::from_reader(xml);
    let broken = |error: &dyn std::fmt::Display| NoTab::Broken(error.to_string());
    loop {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; only elements have attributes")]
        let found = match reader.read_event().map_err(|error| broken(&error))? {
            Event::Eof => return Err(NoTab::Broken("a part of the package is missing".to_owned())),
            Event::Start(found) | Event::Empty(found) => found,
            _ => continue,
        };
        if found.local_name().as_ref() != element {
            continue;
        }
        let value = |name: &[u8]| {
            let mut attributes = found.attributes().flatten();
            let own = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
            Some(own.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?.into_owned())
        };
        if value(key).as_deref().is_some_and(&wanted)
            && let Some(found) = value(attribute)
        {
            return Ok(found);
        }
    }
}

/// The rows, from 0, that nobody sees. The sheet is searched, not parsed once more: that would double the time.
fn hidden(sheet: &[u8]) -> impl Iterator<Item = u32> {
    let mark = b" hidden=\"";
    let row = move |at: usize| {
        let value = &sheet[at + mark.len()..];
        if !value.starts_with(b"1\"") && !value.starts_with(b"true\"") {
            return None;
        }
        let tag = &sheet[memchr::memrchr(b'<', &sheet[..at])? + 1..];
        let attributes = tag.strip_prefix(prefix(tag))?.strip_prefix(b"row ")?;
        let end = memchr::memchr(b'>', attributes)?;
        number(&attributes[..end], b"r=\"")?.checked_sub(1)
    };
    memmem::find_iter(sheet, mark).filter_map(row)
}

/// What stands before the name of a tag: `x:`, or nothing.
fn prefix(tag: &[u8]) -> &[u8] {
    let name = tag.iter().position(|byte| !byte.is_ascii_alphanumeric());
    name.filter(|at| tag[*at] == b':').map_or(&[], |at| &tag[..=at])
}

/// The number in an attribute of a tag.
fn number(tag: &[u8], attribute: &[u8]) -> Option<u32> {
    let from =
        memmem::find_iter(tag, attribute).find(|at| *at == 0 || tag[at - 1] == b' ')? + attribute.len();
    let digits = tag[from..].iter().take_while(|byte| byte.is_ascii_digit());
    std::str::from_utf8(&digits.copied().collect::<Vec<_>>()).ok()?.parse().ok()
}

fn merged(sheet: &[u8]) -> impl Iterator<Item = Area> {
    let mark = b"mergeCell ref=\"";
    let area = move |at: usize| {
        sheet[..at].last().filter(|before| matches!(before, b'<' | b':'))?;
        let rest = &sheet[at + mark.len()..];
        let text = std::str::from_utf8(&rest[..memchr::memchr(b'"', rest)?]).ok()?;
        let (first, last) = text.split_once(':')?;
        let ((left, top), (right, bottom)) = (position(first)?, position(last)?);
        (left <= right && top <= bottom).then_some(Area { rows: (top, bottom), columns: (left, right) })
    };
    memmem::find_iter(sheet, mark).filter_map(area)
}

/// `B3` as a column and a row from 0.
fn position(text: &str) -> Option<(usize, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digit = |letter: u8| usize::from(letter - b'A') + 1;
    let column = text.get(..letters)?.bytes().take(3).fold(0, |column, letter| column * 26 + digit(letter));
    Some((column.checked_sub(1)?, text[letters..].parse::<u32>().ok()?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_in_the_text_of_a_sheet() {
        let sheet = br#"<cols><col min="2" hidden="1"/></cols><sheetData><row r="3" spans="1:2" hidden="1"><c r="A3"/>
            </row><row hidden="1" r="12"/><x:row r="14" hidden="true"/><row r="15" hidden="0"/><y:rows r="16" hidden="1"/>
            </sheetData><mergeCells><mergeCell ref="A1:AB2"/><x:mergeCell ref="C3:C4"/></mergeCells>"#;
        let areas = [((0, 1), (0, 27)), ((2, 3), (2, 2))];
        let marks = Marks {
            hidden: BTreeSet::from([2, 11, 13]),
            merged: areas.map(|(rows, columns)| Area { rows, columns }).to_vec(),
            ..Marks::default()
        };
        let mut whole = Marks::default();
        whole.see(sheet);
        assert_eq!(whole, marks);
        for most in 1..sheet.len() {
            let mut parts = Marks::default();
            pieces(Sip { bytes: sheet, most }, |piece| parts.see(piece)).expect("bytes in memory");
            assert_eq!(parts, marks, "{most} bytes at a time");
        }
    }

    #[test]
    fn a_hundred_times_a_number_is_exact() {
        for (plain, expected) in
            [("0.0625", "6.25"), ("-0.1", "-10"), ("1", "100"), ("0", "0"), ("0.00051", "0.051")]
        {
            assert_eq!(hundredfold(plain), expected);
        }
    }

    #[test]
    fn formulas_that_were_never_computed_are_found() {
        let sheet = br#"<row r="2"><c r="A2"><f>SUM(B2:C2)</f></c><c r="B2" s="1"><f>1</f><v>0</v></c>
            <c r="C2" t="str"><f>D2</f><v></v></c><c r="D2"><v>3</v></c></row>"#;
        let found = |uncomputed| without_value(sheet, uncomputed).into_iter().map(|(row, at, _)| (row, at));
        assert_eq!(found(false).collect::<Vec<_>>(), [(1, 0), (1, 2)]);
        assert_eq!(found(true).collect::<Vec<_>>(), [(1, 0), (1, 1), (1, 2)]);
        assert_eq!(styled(sheet, 1).collect::<Vec<_>>(), [(1, 1)]);
    }

    #[test]
    fn a_tag_longer_than_a_piece_is_whole() {
        let sheet = format!("<row r=\"7\" spans=\"{}\" hidden=\"true\">text", " ".repeat(3 * PIECE));
        let mut marks = Marks::default();
        pieces(sheet.as_bytes(), |piece| marks.see(piece)).expect("bytes in memory");
        assert_eq!(marks.hidden, BTreeSet::from([6]));
    }

    /// Gives at most so many bytes at a time.
    struct Sip<'a> {
        bytes: &'a [u8],
        most: usize,
    }

    impl Read for Sip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.most.min(into.len());
            self.bytes.read(&mut into[..most])
        }
    }
}

//! XLSX: the cells of one sheet of a workbook.
//!
//! A workbook holds numbers as binary fractions and a spreadsheet shows at most 15 significant digits of them: `708.1` is
//! stored as `708.10000000000002`. What is taken is the decimal that the spreadsheet shows, and from there on it is exact.
//! Formulas give the value that the program stored beside them.

mod formats;
mod marks;

use std::fmt::{Display, LowerExp};
use std::io::Cursor;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use rust_decimal::Decimal;

use super::delimited::{MAX_COLUMNS, MAX_ROWS};
use super::grid::{Cell, Grid, GridRow};
use crate::project::source::{FileId, Span};

/// More cells than any table of a report is drawn from, empty ones before a filled one among them.
const MAX_CELLS: usize = 5_000_000;

/// Unpacked, a workbook may be so many times larger than packed, and no more.
const MAX_UNPACKED: u64 = 1 << 30;

/// Significant digits that a spreadsheet shows.
const SHOWN_DIGITS: usize = 15;

/// A sheet of a workbook: its text with a line for every row, and its cells.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Its rows as lines, cells parted by ` | `, so that row 12 is line 12.
    pub text: String,
    rows: Vec<TabRow>,
}

#[derive(Clone, Debug)]
struct TabRow {
    number: u32,
    range: Range<usize>,
    cells: Vec<Cell>,
    hidden: bool,
}

/// Why a workbook gives no sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTab {
    /// It cannot be read.
    Broken(String),
    /// It has no sheet of that name, or several and none was named.
    NoSuch(Vec<String>),
    /// It is of the kind before 2007, or locked with a password; both are wrapped alike.
    Old,
    /// More rows, columns or bytes than are read.
    TooLarge,
}

impl From<XlsxError> for NoTab {
    fn from(error: XlsxError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Compound File Binary, the container of XLS and of encrypted workbooks ([MS-CFB] 2.2).
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Reads the sheet of a name; without one, the only sheet.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Tab, NoTab> {
    if bytes.starts_with(&COMPOUND) {
        return Err(NoTab::Old);
    }
    if marks::unpacked(bytes)? > MAX_UNPACKED {
        return Err(NoTab::TooLarge);
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let names = workbook.sheet_names();
    let name = match (sheet, names.as_slice()) {
        (Some(sheet), _) if names.iter().any(|name| name == sheet) => sheet.to_owned(),
        (None, [only]) => only.clone(),
        _ => return Err(NoTab::NoSuch(names)),
    };
    // What takes long is unpacking the sheet, and calamine lets nobody else see what it unpacks.
    let (rows, marks) = thread::scope(|scope| {
        let marks = scope.spawn(|| marks::find(bytes, &name));
        (cells(&mut workbook, &name), marks.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let mut rows = rows?;
    marks?.apply(&mut rows);
    let text = lines(&mut rows);
    Ok(Tab { name, text, rows })
}

impl Tab {
    /// Its rows, as rows of the text that was registered as `file`.
    pub fn grid(self, file: FileId) -> Grid {
        let row =
            |row: TabRow| GridRow { at: Span::new(file, row.range), cells: row.cells, hidden: row.hidden };
        Grid { rows: self.rows.into_iter().map(row).collect() }
    }
}

/// The rows that have cells.
fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<TabRow>, NoTab> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let (mut rows, mut count): (Vec<TabRow>, usize) = (Vec::new(), 0);
    while let Some(cell) = reader.next_cell()? {
        let value = value(cell.get_value());
        if value == Cell::Empty {
            continue;
        }
        let (number, column) = cell.get_position();
        let column = column as usize;
        if rows.last().is_none_or(|row| row.number != number) {
            let cells = Vec::with_capacity(rows.last().map_or(0, |row| row.cells.len()));
            rows.push(TabRow { number, range: 0..0, cells, hidden: false });
        }
        let Some(row) = rows.last_mut() else { continue };
        count += (column + 1).saturating_sub(row.cells.len());
        if column >= MAX_COLUMNS || count > MAX_CELLS || number as usize > MAX_ROWS {
            return Err(NoTab::TooLarge);
        }
        put(row, column, value);
    }
    rows.sort_by_key(|row| row.number);
    Ok(rows)
}

/// Puts a cell into its column; those of a row nearly always come from the left without a gap.
fn put(row: &mut TabRow, column: usize, value: Cell) {
    while row.cells.len() < column {
        row.cells.push(Cell::Empty);
    }
    match row.cells.get_mut(column) {
        Some(cell) => *cell = value,
        None => row.cells.push(value),
    }
}

fn value(value: &DataRef<'_>) -> Cell {
    let text = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    match value {
        DataRef::Bool(truth) => text(if *truth { "SANT" } else { "FALSKT" }),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(written) | DataRef::DurationIso(written) | DataRef::String(written) => {
            text(written)
        }
        DataRef::Empty => Cell::Empty,
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::Float(number) => Cell::Number(decimal(number)),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::SharedString(written) => text(written),
    }
}

/// The decimal that a spreadsheet shows for a binary fraction: the shortest that means it, and where that has more than
/// 15 digits, the nearest with 15.
fn decimal(number: &(impl zmij::Float + Display + LowerExp)) -> String {
    let mut buffer = zmij::Buffer::new();
    let written = buffer.format(*number);
    let written = written.strip_suffix(".0").unwrap_or(written);
    if written.len() <= SHOWN_DIGITS && !written.contains('e') {
        return written.to_owned();
    }
    let shortest = number.to_string();
    let digits = shortest.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if digits <= SHOWN_DIGITS {
        return shortest;
    }
    let shown = Decimal::from_scientific(&format!("{number:.precision$e}", precision = SHOWN_DIGITS - 1));
    shown.map_or(shortest, |shown| shown.normalize().to_string())
}

/// Writes the rows as lines, and notes which bytes each is.
fn lines(rows: &mut [TabRow]) -> String {
    let mut text = String::new();
    let mut line = 0;
    for row in rows {
        while line < row.number {
            text.push('\n');
            line += 1;
        }
        let from = text.len();
        for (at, cell) in row.cells.iter().enumerate() {
            if at > 0 {
                text.push_str(" | ");
            }
            push_legible(&mut text, cell.text());
        }
        row.range = from..text.len();
    }
    text
}

/// Adds text, with blanks for control characters.
fn push_legible(line: &mut String, text: &str) {
    // U+0080 to U+009F begin with 0xC2.
    if text.bytes().any(|byte| byte.is_ascii_control() || byte == 0xc2) {
        line.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
    } else {
        line.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_is_written_as_the_standard_library_writes_it(
            mantissa in 0_i64..1_000_000_000_000_000,
            exponent in -30_i32..30,
        ) {
            let Ok(DataRef::Float(number)) = format!("{mantissa}e{exponent}").parse().map(DataRef::Float) else {
                panic!("{mantissa}e{exponent}")
            };
            prop_assert_eq!(decimal(&number), number.to_string());
            prop_assert_eq!(decimal(&-number), (-number).to_string());
        }
    }

    #[test]
    fn a_number_is_what_the_spreadsheet_shows() {
        for (stored, shown) in [
            ("708.10000000000002", "708.1"),
            ("0.30000000000000004", "0.3"),
            ("-239.1", "-239.1"),
            ("1e-7", "0.0000001"),
            ("123456789012345.6", "123456789012346"),
            ("432000000", "432000000"),
            ("-0.1", "-0.1"),
        ] {
            let Ok(DataRef::Float(number)) = stored.parse().map(DataRef::Float) else { panic!("{stored}") };
            assert_eq!(decimal(&number), shown, "{stored}");
        }
    }
}

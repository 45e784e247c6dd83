//! CSV: fields parted by a separator, quoted as RFC 4180 has it.

use super::grid::{Cell, Grid, GridRow};
use crate::project::source::{FileId, Span};

/// What parts the fields of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `|`.
    Bar,
    /// `,`.
    Comma,
    /// `;`, as Swedish spreadsheets write.
    Semicolon,
    /// A tab.
    Tab,
}

/// More fields than any export has on a line.
pub const MAX_COLUMNS: usize = 1_000;

/// More rows than any table of a report is drawn from.
pub const MAX_ROWS: usize = 1_000_000;

/// Why a file is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTable {
    /// A quotation mark is not closed; the field begins at this byte.
    Quote(usize),
    /// More rows or columns than are read.
    TooLarge,
}

impl Separator {
    const ALL: [Self; 4] = [Self::Semicolon, Self::Tab, Self::Comma, Self::Bar];

    fn byte(self) -> u8 {
        match self {
            Self::Bar => b'|',
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The separator that stands equally often on most of the first lines, the semicolon before the comma.
    pub fn found_in(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
        let count =
            |separator: Self, line: &str| line.bytes().filter(|byte| *byte == separator.byte()).count();
        let agreeing = |separator: Self| {
            let most = lines.iter().map(|line| count(separator, line)).max().unwrap_or(0);
            let same = lines.iter().filter(|line| most > 0 && count(separator, line) == most).count();
            (same, most)
        };
        let best = Self::ALL.into_iter().rev().max_by_key(|separator| agreeing(*separator));
        best.unwrap_or(Self::Semicolon)
    }
}

/// The table of a CSV file whose text is `text` in `file`. Empty lines are left out.
pub fn read(file: FileId, text: &str, separator: Option<Separator>) -> Result<Grid, NoTable> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - body.len();
    // What Excel writes before the first line of a file whose separator is not the machine's.
    let (named, skipped) = match body.strip_prefix("sep=").and_then(|rest| rest.chars().next()) {
        Some(sign) => {
            let known = Separator::ALL.into_iter().find(|known| char::from(known.byte()) == sign);
            (known, body.find('\n').map_or(body.len(), |end| end + 1))
        }
        None => (None, 0),
    };
    let (start, body) = (mark + skipped, &body[skipped..]);
    let separator = separator.or(named).unwrap_or_else(|| Separator::found_in(body));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let (mut grid, mut record) = (Grid::default(), csv::StringRecord::new());
    let place = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(usize::MAX);
    // Reading from memory text that is UTF-8 cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let from = record.position().map_or(0, place);
        let to = place(reader.position()).min(body.len());
        let written = &body[from..to];
        let quotes = memchr::memchr_iter(b'"', written.as_bytes()).count();
        if quotes % 2 == 1 && to == body.len() && written.trim_end().contains('\n') {
            return Err(NoTable::Quote(start + from));
        }
        if record.len() > MAX_COLUMNS || grid.rows.len() == MAX_ROWS {
            return Err(NoTable::TooLarge);
        }
        let cells: Vec<Cell> = record.iter().map(cell).collect();
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            let length = written.trim_end_matches(['\r', '\n']).len();
            let at = Span::new(file, start + from..start + from + length);
            grid.rows.push(GridRow { at, cells, hidden: false });
        }
    }
    Ok(grid)
}

fn cell(field: &str) -> Cell {
    let field = field.trim();
    if field.is_empty() { Cell::Empty } else { Cell::Text(field.to_owned()) }
}

//! Where every cell stands in the workbook, and how one refers to another.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::Subject;
use crate::document::tree::CellContent;
use crate::figures::figure::{CellRef, Figure, Origin};
use crate::figures::money::Scale;
use crate::figures::sheet::Sheet;

/// The first row under the headings of a worksheet, from 0.
pub(super) const FIRST_ROW: u32 = 4;

/// The first column with figures.
pub(super) const FIRST_COLUMN: u16 = 1;

/// Where cells stand in one worksheet.
type Places = BTreeMap<CellRef, (u32, u16)>;

/// All cells of the workbook.
pub(super) struct Cells<'a> {
    subject: &'a Subject<'a>,
    /// The names of the worksheets of tables, by the tables' names.
    tabs: BTreeMap<&'a str, String>,
    /// The names of the worksheets of sheets.
    sheet_tabs: Vec<String>,
    /// Where the cells of every sheet stand.
    sheets: Vec<Places>,
    /// Where the cells of every table stand.
    tables: BTreeMap<&'a str, Places>,
}

/// What a cell of the workbook holds.
pub(super) enum Content {
    /// A number that was entered or imported, plain.
    Number(String),
    /// A formula and its present value.
    Formula { text: String, value: String },
}

impl<'a> Cells<'a> {
    pub(super) fn new(subject: &'a Subject<'a>) -> Self {
        let mut taken = Vec::new();
        let tabs = subject.tables.iter().map(|(name, _)| (name.as_str(), free(name, &mut taken))).collect();
        let stem = |sheet: &Sheet| {
            let path = subject.sources.path(sheet.ledger().file);
            path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
        };
        let sheet_tabs = subject.book.sheets().map(|sheet| free(&format!("Tal {}", stem(sheet)), &mut taken));
        let sheet_tabs = sheet_tabs.collect();
        let sheets = subject.book.sheets().map(sheet_places).collect();
        let tables = subject.tables.iter().map(|(name, table)| {
            let figures = rows(table).flat_map(|(at, row)| {
                (FIRST_COLUMN..).zip(&row.cells).filter_map(move |(column, cell)| match &cell.content {
                    CellContent::Figure(figure) => Some((figure.cell().clone(), (at, column))),
                    CellContent::Empty | CellContent::Nothing | CellContent::Text(_) => None,
                })
            });
            (name.as_str(), figures.collect())
        });
        let tables = tables.collect();
        Self { subject, tabs, sheet_tabs, sheets, tables }
    }

    /// The name of a table's worksheet.
    pub(super) fn tab(&self, table: &str) -> &str {
        self.tabs.get(table).map_or("", String::as_str)
    }

    /// The name of a sheet's worksheet.
    pub(super) fn sheet_tab(&self, at: usize) -> &str {
        &self.sheet_tabs[at]
    }

    /// Where a sheet's cells stand in its worksheet.
    pub(super) fn places(&self, at: usize) -> &Places {
        &self.sheets[at]
    }

    /// What a cell of a sheet's own worksheet holds.
    pub(super) fn in_sheet(&self, at: usize, figure: &Figure) -> Option<Content> {
        let value = plain(figure)?;
        let places = &self.sheets[at];
        let refer = |cell: &CellRef| here(places, cell).or_else(|| self.reference(cell));
        Some(match self.formula(figure, &refer) {
            Some(text) => Content::Formula { text, value },
            None => Content::Number(value),
        })
    }

    /// What a cell of a table's worksheet holds: a formula over the table's own cells where it shows them all, else a
    /// reference to the sheet.
    pub(super) fn in_table(&self, table: &str, figure: &Figure) -> Option<Content> {
        let value = plain(figure)?;
        let places = self.tables.get(table)?;
        let text = self.formula(figure, &|cell| here(places, cell));
        Some(Content::Formula { text: text.or_else(|| self.reference(figure.cell()))?, value })
    }

    /// Where an entered or imported figure came from; nothing for a computed one.
    pub(super) fn origin(&self, figure: &Figure) -> Option<String> {
        let place = |at| self.subject.sources.place(at).to_string();
        match figure.origin() {
            Origin::Computed { .. } => None,
            Origin::Entered { at } => Some(place(*at)),
            Origin::Taken { rows, .. } if rows.count() > 1 => {
                Some(format!("{} rader, från {}", rows.count(), place(figure.at())))
            }
            Origin::Taken { .. } => Some(place(figure.at())),
        }
    }

    /// A computed cell's formula, with what `refer` gives for each cell in it. Where they are not all on one scale, each is
    /// turned into kronor, things or parts of one.
    fn formula(&self, figure: &Figure, refer: &dyn Fn(&CellRef) -> Option<String>) -> Option<String> {
        let inputs = figure.origin().inputs();
        if figure.cell().is_expression() {
            let added: Option<Vec<String>> = inputs.iter().map(refer).collect();
            return added.map(|added| added.join("+"));
        }
        let sheet = self.subject.book.sheet_of(&figure.cell().post)?;
        let own = self.scale(figure.cell())?;
        let mixed = inputs.iter().any(|input| self.scale(input) != Some(own));
        let mut turned = |cell: &CellRef| {
            let reference = refer(cell)?;
            let out = |scale| format!("({reference}{})", times(scale, Turn::Out));
            if mixed { self.scale(cell).map(out) } else { Some(reference) }
        };
        let text = sheet.spreadsheet_formula(figure.cell(), self.subject.period, &mut turned)?;
        Some(if mixed { format!("({text}){}", times(own, Turn::Back)) } else { text })
    }

    /// The scale that a cell is shown on.
    fn scale(&self, cell: &CellRef) -> Option<Scale> {
        let sheet = self.subject.book.sheet_of(&cell.post)?;
        sheet.rounding(&cell.column).map(|rounding| rounding.scale)
    }

    /// A reference to a cell in the worksheet of its sheet.
    fn reference(&self, cell: &CellRef) -> Option<String> {
        let at = self.sheets.iter().position(|places| places.contains_key(cell))?;
        let (row, column) = self.sheets[at].get(cell)?;
        Some(format!("'{}'!{}", self.sheet_tabs[at].replace('\'', "''"), row_col_to_cell(*row, *column)))
    }
}

/// A reference to a cell of the same worksheet.
fn here(places: &Places, cell: &CellRef) -> Option<String> {
    places.get(cell).map(|(row, column)| row_col_to_cell(*row, *column))
}

/// Out of a scale into the unit's own measure, or back.
enum Turn {
    Back,
    Out,
}

/// The factor between a scale and its unit's own measure.
fn times(scale: Scale, turn: Turn) -> String {
    let (factor, larger) = match scale {
        Scale::Kronor | Scale::Ones => return String::new(),
        Scale::Mdkr => ("1000000000", true),
        Scale::Mnkr => ("1000000", true),
        Scale::Percent => ("100", false),
        Scale::Tkr => ("1000", true),
    };
    let sign = if larger == matches!(turn, Turn::Out) { '*' } else { '/' };
    format!("{sign}{factor}")
}

/// The rows of a table with their places: a group's label has a row of its own.
pub(super) fn rows(
    table: &crate::document::tree::Table,
) -> impl Iterator<Item = (u32, &crate::document::tree::Row)> {
    let mut at = FIRST_ROW;
    table.groups().iter().flat_map(move |group| {
        at += u32::from(group.label.is_some());
        let first = at;
        at += u32::try_from(group.rows.len()).unwrap_or(0);
        (first..).zip(&group.rows)
    })
}

/// Every post's rows under each other, every column beside the next.
fn sheet_places(sheet: &Sheet) -> Places {
    let mut places = Places::new();
    let mut at = FIRST_ROW;
    for post in sheet.ledger().posts.keys() {
        for row in sheet.rows(post) {
            for (column, name) in (FIRST_COLUMN + 1..).zip(sheet.ledger().columns.keys()) {
                let cell = CellRef { post: post.clone(), row: row.key.clone(), column: name.clone() };
                places.insert(cell, (at, column));
            }
            at += 1;
        }
    }
    places
}

/// A figure's value in the scale of its column.
fn plain(figure: &Figure) -> Option<String> {
    let rounded = figure.rounded();
    rounded.exact().plain(rounded.rounding().scale).ok()
}

/// A name that a worksheet may have and no other has: at most 31 characters, none of `[]:*?/\`.
fn free(name: &str, taken: &mut Vec<String>) -> String {
    let allowed = name.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c });
    let base: String = allowed.take(27).collect();
    let base = if base.is_empty() { "Blad".to_owned() } else { base };
    let numbered = (1..).map(|number| if number == 1 { base.clone() } else { format!("{base} {number}") });
    let is_free = |name: &String| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let own = numbered.into_iter().find(is_free).unwrap_or_else(|| base.clone());
    taken.push(own.clone());
    own
}

//! Tables as a workbook that goes on computing.
//!
//! Every sheet of the project is a sheet of the workbook with all its cells: entered and imported figures as numbers, with
//! a note that says where each came from, and all that is computed as formulas. Every table is a sheet before them, laid out
//! as it is printed: sums and deviations are formulas over its own cells where it shows what goes into them, and what it
//! only shows is a reference. Nothing is rounded; the number formats show the printed decimals.
//!
//! The same project gives the same bytes.

mod cells;
mod layout;

pub use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use time::Date;

use crate::document::tree::Table;
use crate::figures::sheet::Book;
use crate::project::content::Period;
use crate::project::source::Sources;

use cells::Cells;
use layout::Styles;

/// What the workbook is of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// All cells.
    pub book: &'a Book,
    /// The tables by name, as they are printed.
    pub tables: &'a [(String, Table)],
    /// The months that `period` stands for.
    pub period: Option<&'a Period>,
    /// Where figures came from.
    pub sources: &'a Sources,
    /// The title of the matter.
    pub title: &'a str,
    /// The date of the document, which the workbook states as its own.
    pub date: Date,
}

/// The workbook, as the bytes of an XLSX file.
pub fn write(subject: &Subject<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(subject)?);
    let cells = Cells::new(subject);
    let styles = Styles::default();
    for (name, table) in subject.tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(cells.tab(name))?;
        layout::table(sheet, name, table, &cells, &styles)?;
    }
    for (at, sheet) in subject.book.sheets().enumerate() {
        let tab = workbook.add_worksheet();
        tab.set_name(cells.sheet_tab(at))?;
        layout::sheet(tab, at, sheet, &cells, &styles)?;
    }
    workbook.save_to_buffer()
}

fn properties(subject: &Subject<'_>) -> Result<DocProperties, XlsxError> {
    let year = u16::try_from(subject.date.year()).unwrap_or(0);
    let date = ExcelDateTime::from_ymd(year, subject.date.month().into(), subject.date.day())?;
    Ok(DocProperties::new().set_title(subject.title).set_creation_datetime(&date))
}

//! Worksheets: titles, headings, labels, cells with the formats they are printed in.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Note, Worksheet, XlsxError};

use super::cells::{Cells, Content, FIRST_COLUMN, FIRST_ROW, rows};
use crate::document::tree::{CellContent, NOTHING, Role, Table, plain};
use crate::figures::figure::Figure;
use crate::figures::sheet::Sheet;

/// The formats of everything that is no figure.
pub(super) struct Styles {
    title: Format,
    heading: Format,
    group: Format,
    words: Format,
    nothing: Format,
}

impl Default for Styles {
    fn default() -> Self {
        let heading = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: heading.set_align(FormatAlign::Right),
            group: Format::new().set_bold(),
            words: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            nothing: Format::new().set_align(FormatAlign::Right),
        }
    }
}

/// A worksheet of a printed table.
pub(super) fn table(
    tab: &mut Worksheet,
    name: &str,
    table: &Table,
    cells: &Cells<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    head(tab, name, table.description(), table.corner(), styles)?;
    for (column, heading) in (FIRST_COLUMN..).zip(table.columns()) {
        tab.write_string_with_format(FIRST_ROW - 1, column, plain(&heading.title), &styles.heading)?;
        tab.set_column_width(column, 14)?;
    }
    tab.set_column_width(0, 34)?;
    let mut at = FIRST_ROW;
    for group in table.groups() {
        if let Some(label) = &group.label {
            tab.write_string_with_format(at, 0, plain(label), &styles.group)?;
        }
        at += u32::from(group.label.is_some()) + u32::try_from(group.rows.len()).unwrap_or(0);
    }
    for (at, row) in rows(table) {
        let bold = row.role != Role::Line;
        let label = Format::new().set_indent(row.depth);
        let label = if bold { label.set_bold() } else { label };
        tab.write_string_with_format(at, 0, plain(&row.label), &label)?;
        for (column, cell) in (FIRST_COLUMN..).zip(&row.cells) {
            match &cell.content {
                CellContent::Empty => {}
                CellContent::Figure(figure) => {
                    write(tab, (at, column), figure, cells.in_table(name, figure), bold)?;
                }
                CellContent::Nothing => {
                    tab.write_string_with_format(at, column, NOTHING, &styles.nothing)?;
                }
                CellContent::Text(text) => {
                    tab.write_string(at, column, plain(text))?;
                }
            }
        }
    }
    tab.set_freeze_panes(FIRST_ROW, FIRST_COLUMN)?;
    Ok(())
}

/// A worksheet of a sheet with all its cells.
pub(super) fn sheet(
    tab: &mut Worksheet,
    at: usize,
    sheet: &Sheet,
    cells: &Cells<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let about =
        "Alla tal i bladet. Inskrivna och hämtade tal har en anteckning om sitt ursprung; resten är formler.";
    head(tab, cells.sheet_tab(at), about, sheet.ledger().scale.word().unwrap_or("antal"), styles)?;
    for (column, heading) in (FIRST_COLUMN + 1..).zip(sheet.ledger().columns.values()) {
        tab.write_string_with_format(FIRST_ROW - 1, column, &heading.title.value, &styles.heading)?;
        tab.set_column_width(column, 14)?;
    }
    tab.set_column_width(0, 34)?.set_column_width(1, 18)?;
    for (cell, &(row, column)) in cells.places(at) {
        let key = cell.row.as_deref();
        if let Some(post) = sheet.ledger().posts.get(&cell.post) {
            tab.write_string(row, 0, &post.name.value)?;
        }
        if let Some(name) = key.and_then(|_| sheet.row_name(&cell.post, key)) {
            tab.write_string(row, 1, name)?;
        }
        if let Some(figure) = sheet.cell(&cell.post, key, &cell.column) {
            write(tab, (row, column), figure, cells.in_sheet(at, figure), false)?;
            if let Some(origin) = cells.origin(figure) {
                let note = Note::new(origin).add_author_prefix(false).set_author("tertial");
                tab.insert_note(row, column, &note)?;
            }
        }
    }
    tab.set_freeze_panes(FIRST_ROW, FIRST_COLUMN + 1)?;
    Ok(())
}

/// The lines above the headings.
fn head(tab: &mut Worksheet, title: &str, about: &str, unit: &str, styles: &Styles) -> Result<(), XlsxError> {
    tab.write_string_with_format(0, 0, title, &styles.title)?;
    tab.write_string_with_format(1, 0, about, &styles.words)?;
    tab.write_string_with_format(FIRST_ROW - 1, 0, unit, &styles.group)?;
    Ok(())
}

/// One figure.
#[expect(
    clippy::disallowed_types,
    reason = "a workbook holds binary numbers; the decimal shown is the one written"
)]
fn write(
    tab: &mut Worksheet,
    (row, column): (u32, u16),
    figure: &Figure,
    content: Option<Content>,
    bold: bool,
) -> Result<(), XlsxError> {
    let decimals = usize::from(figure.rounded().rounding().decimals);
    let point = if decimals > 0 { "." } else { "" };
    let shown = Format::new().set_num_format(format!("#,##0{point}{:0<decimals$}", ""));
    let shown = if bold { shown.set_bold() } else { shown };
    match content {
        None => {}
        Some(Content::Formula { text, value }) => {
            tab.write_formula_with_format(row, column, Formula::new(text).set_result(value), &shown)?;
        }
        Some(Content::Number(number)) => {
            // A plain decimal always is a binary number.
            let number: f64 = number.parse().unwrap_or_default();
            tab.write_number_with_format(row, column, number, &shown)?;
        }
    }
    Ok(())
}

//! Tables: a head that is repeated on every page, rows that stay whole, groups that stay together.

use docx_rs::{
    BorderType, Paragraph, Run, Table as WordTable, TableCell, TableCellBorder, TableCellBorderPosition,
    TableCellBorders, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::inlines::{Links, pieces};
use super::section::TEXT_WIDTH;
use super::styles;
use crate::document::{Cell, CellContent, Inline, Role, Row, RowGroup, Table, plain};
use crate::money::SWEDISH;

/// 38 mm: the least that labels get beside six columns of figures.
const LABEL: usize = 2154;
/// The widest column of figures and the narrowest, among few and among many: 26, 23 and 15 mm.
const WIDEST: usize = 1474;
const NARROW_OF_FEW: usize = 1304;
const NARROW_OF_MANY: usize = 850;
/// So many columns are many.
const MANY: usize = 5;
/// What a character of a table takes, a little more than a digit; and what a cell keeps free beside its text.
const CHARACTER: usize = 96;
const CELL_MARGINS: usize = 2 * 57;
/// How much further in a row stands for every step of its depth.
const DEPTH: i32 = 198;
/// A group with more rows than this would leave half a page empty to be kept together.
const MOST_KEPT_ROWS: usize = 20;

/// Thickness and colour of a rule.
type Rule = (usize, &'static str);
const HAIRLINE: Rule = (3, styles::HAIRLINE);
const RULE: Rule = (4, styles::RULE);

/// A table; the one on a new page carries the break in its first paragraph.
pub(super) fn table(table: &Table, new_page: bool, links: &mut Links) -> WordTable {
    let widths = widths(table);
    let mut rows = vec![head(table, &widths, new_page, links)];
    for (at, group) in table.groups().iter().enumerate() {
        let is_last = at + 1 == table.groups().len();
        rows.extend(group_rows(group, &widths, is_last && table.note().is_some(), links));
    }
    WordTable::without_borders(rows)
        .style(styles::TABLE)
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_grid(widths)
}

fn head(table: &Table, widths: &[usize], new_page: bool, links: &mut Links) -> TableRow {
    let corner = Paragraph::new().style(styles::TABLE_HEAD).add_run(Run::new().add_text(table.corner()));
    let corner = if new_page { corner.page_break_before(true) } else { corner };
    let mut cells = vec![cell(corner, widths[0])];
    for (at, column) in table.columns().iter().enumerate() {
        let style = if table.has_words(at) { styles::TABLE_HEAD } else { styles::TABLE_HEAD_FIGURE };
        cells.push(cell(line(style, &column.title, links), widths[at + 1]));
    }
    let rule = |cell: TableCell| cell.vertical_align(VAlignType::Bottom).set_borders(rule_below());
    TableRow::new(cells.into_iter().map(rule).collect()).cant_split()
}

fn group_rows(group: &RowGroup, widths: &[usize], before_note: bool, links: &mut Links) -> Vec<TableRow> {
    let mut rows = Vec::new();
    if let Some(label) = &group.label {
        let across =
            cell(line(styles::TABLE_GROUP, label, links), widths.iter().sum()).grid_span(widths.len());
        let above = TableCellBorders::with_empty().set(rule(TableCellBorderPosition::Top, HAIRLINE));
        rows.push(TableRow::new(vec![across.set_borders(above)]).cant_split());
    }
    for (at, content) in group.rows.iter().enumerate() {
        let is_last = at + 1 == group.rows.len();
        let kept = if is_last { before_note } else { group.rows.len() <= MOST_KEPT_ROWS };
        rows.push(row(content, widths, kept, links));
    }
    rows
}

fn row(row: &Row, widths: &[usize], kept: bool, links: &mut Links) -> TableRow {
    let look = Look::of(row.role);
    let keep = |paragraph: Paragraph| if kept { paragraph.keep_next(true) } else { paragraph };
    let mut label = line(look.words, &row.label, links);
    if row.depth > 0 {
        label = label.indent(Some(DEPTH * i32::from(row.depth)), None, None, None);
    }
    let mut cells = vec![look.ruled(cell(keep(label), widths[0]))];
    for (at, content) in row.cells.iter().enumerate() {
        cells.push(look.ruled(cell(keep(filled(content, &look, links)), widths[at + 1])));
    }
    TableRow::new(cells).cant_split()
}

fn filled(cell: &Cell, look: &Look, links: &mut Links) -> Paragraph {
    match &cell.content {
        CellContent::Empty => Paragraph::new().style(look.figures),
        CellContent::Figure(figure) => {
            let digits = Run::new().add_text(figure.text(&SWEDISH));
            Paragraph::new().style(look.figures).add_run(digits)
        }
        CellContent::Text(text) => line(look.words, text, links),
    }
}

/// How a row shows what it means.
struct Look {
    words: &'static str,
    figures: &'static str,
    rule_above: Option<Rule>,
}

impl Look {
    fn of(role: Role) -> Self {
        match role {
            Role::Line => Self { words: "Tabelltext", figures: "Tabellsiffra", rule_above: None },
            Role::Subtotal => {
                Self { words: "Tabelldelsumma", figures: "TabelldelsummaSiffra", rule_above: Some(HAIRLINE) }
            }
            Role::Total => {
                Self { words: "Tabellsumma", figures: "TabellsummaSiffra", rule_above: Some(RULE) }
            }
        }
    }

    fn ruled(&self, cell: TableCell) -> TableCell {
        match self.rule_above {
            Some(size) => {
                cell.set_borders(TableCellBorders::with_empty().set(rule(TableCellBorderPosition::Top, size)))
            }
            None => cell,
        }
    }
}

fn rule_below() -> TableCellBorders {
    TableCellBorders::with_empty().set(rule(TableCellBorderPosition::Bottom, RULE))
}

fn rule(position: TableCellBorderPosition, (size, colour): Rule) -> TableCellBorder {
    TableCellBorder::new(position).border_type(BorderType::Single).size(size).color(colour)
}

fn line(style: &str, text: &[Inline], links: &mut Links) -> Paragraph {
    let mut paragraph = Paragraph::new().style(style);
    paragraph.children = pieces(text, links);
    paragraph
}

fn cell(paragraph: Paragraph, width: usize) -> TableCell {
    TableCell::new().add_paragraph(paragraph).width(width, WidthType::Dxa)
}

/// The widths of the label column and the others; their sum is the width of the text. Columns of figures are
/// equally wide, labels and columns with words share what is left by the length of their longest line.
fn widths(table: &Table) -> Vec<usize> {
    let columns = table.columns().len();
    let wordy: Vec<usize> = (0..columns).filter(|at| table.has_words(*at)).collect();
    let of_figures = columns - wordy.len();
    let needed = (0..columns).filter(|at| !wordy.contains(at)).map(|at| needed(table, at)).max();
    let room = TEXT_WIDTH - LABEL * (1 + wordy.len().min(2));
    let narrowest = if of_figures < MANY { NARROW_OF_FEW } else { NARROW_OF_MANY };
    let figures = needed.unwrap_or(0).clamp(narrowest, WIDEST).min(room / of_figures.max(1));
    let left = TEXT_WIDTH - figures * of_figures;
    let shares = table.label_share() + wordy.iter().map(|at| table.share(*at)).sum::<usize>();
    let mut widths = vec![0];
    widths.extend(
        (0..columns).map(|at| if wordy.contains(&at) { left * table.share(at) / shares } else { figures }),
    );
    widths[0] = TEXT_WIDTH - widths.iter().sum::<usize>();
    widths
}

/// The longest word of the heading, or the longest figure under it.
fn needed(table: &Table, column: usize) -> usize {
    let head = plain(&table.columns()[column].title);
    let words = head.split_whitespace().map(|word| word.chars().count());
    let figures = table.rows().map(|row| match &row.cells[column].content {
        CellContent::Empty | CellContent::Text(_) => 0,
        CellContent::Figure(figure) => figure.text(&SWEDISH).chars().count(),
    });
    figures.chain(words).max().unwrap_or(0) * CHARACTER + CELL_MARGINS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Column, Role};
    use crate::word::sample::{figure, span, words};

    fn with_columns(figures: usize, texts: usize) -> Table {
        let columns =
            (0..figures + texts).map(|_| Column { title: words("Periodiserad VP/budget") }).collect();
        let content = |at| {
            if at < figures {
                CellContent::Figure(figure("-1310.7"))
            } else {
                CellContent::Text(words("Ord i rad"))
            }
        };
        let cells = (0..figures + texts).map(|at| Cell { span: span(), content: content(at) }).collect();
        let row = Row { span: span(), role: Role::Line, depth: 0, label: words("Kostnader"), cells };
        let groups = vec![RowGroup { label: None, rows: vec![row] }];
        Table::new(String::new(), String::new(), columns, groups, false).expect("rectangular")
    }

    #[test]
    fn any_number_of_columns_fills_the_width_and_leaves_room_for_labels() {
        for figures in 0..30 {
            for texts in 0..6 {
                let widths = widths(&with_columns(figures, texts));
                assert_eq!(widths.iter().sum::<usize>(), TEXT_WIDTH, "{figures} and {texts}");
                assert!(widths.iter().all(|width| *width > 0), "{widths:?}");
                assert!(texts > 0 || widths[0] >= LABEL, "{widths:?}");
            }
        }
    }
}

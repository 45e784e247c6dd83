//! Tables: a head that is repeated on every page, rows that stay whole, groups that stay together.

use docx_rs::{
    BorderType, Paragraph, Run, Table as WordTable, TableCell, TableCellBorder, TableCellBorderPosition,
    TableCellBorders, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::inlines::{Links, pieces};
use super::section::text_width;
use super::styles;
use crate::document::tree::{Cell, CellContent, Inline, NOTHING, Orientation, Role, Row, RowGroup, Table};
use crate::figures::money::SWEDISH;
use crate::project::look::Look;

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

/// A rule: its thickness in eighths of a point, and its colour.
struct Rule {
    thickness: usize,
    colour: String,
}

/// The rules of a look.
struct Rules {
    rule: Rule,
    hairline: Rule,
}

impl Rules {
    fn of(look: &Look) -> Self {
        Self {
            rule: Rule { thickness: 4, colour: look.colours.rules.hex() },
            hairline: Rule { thickness: 3, colour: look.colours.hairlines.hex() },
        }
    }
}

/// A table; the one on a new page carries the break in its first paragraph. `mark` is the number and name of the
/// bookmark in it.
pub(super) fn table(
    table: &Table,
    orientation: Orientation,
    look: &Look,
    new_page: bool,
    mark: (usize, String),
    links: &mut Links,
) -> WordTable {
    let widths = widths(table, text_width(look, orientation));
    let rules = Rules::of(look);
    let mut rows = vec![head(table, &rules, &widths, new_page, mark, links)];
    for (at, group) in table.groups().iter().enumerate() {
        let is_last = at + 1 == table.groups().len();
        let leads_on = if is_last { table.note().is_some() } else { table.is_short() };
        rows.extend(group_rows(group, &rules, &widths, leads_on, links));
    }
    WordTable::without_borders(rows)
        .style(styles::TABLE)
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_grid(widths)
}

fn head(
    table: &Table,
    rules: &Rules,
    widths: &[usize],
    new_page: bool,
    (id, name): (usize, String),
    links: &mut Links,
) -> TableRow {
    let corner = Paragraph::new()
        .style(styles::TABLE_HEAD)
        .add_bookmark_start(id, name)
        .add_run(Run::new().add_text(table.corner()))
        .add_bookmark_end(id);
    let corner = if new_page { corner.page_break_before(true) } else { corner };
    let mut cells = vec![cell(corner, widths[0])];
    for (at, column) in table.columns().iter().enumerate() {
        let style = if table.has_words(at) { styles::TABLE_HEAD } else { styles::TABLE_HEAD_FIGURE };
        cells.push(cell(line(style, &column.title, links), widths[at + 1]));
    }
    let rule = |cell: TableCell| {
        cell.vertical_align(VAlignType::Bottom)
            .set_borders(only(TableCellBorderPosition::Bottom, &rules.rule))
    };
    TableRow::new(cells.into_iter().map(rule).collect()).cant_split()
}

fn group_rows(
    group: &RowGroup,
    rules: &Rules,
    widths: &[usize],
    leads_on: bool,
    links: &mut Links,
) -> Vec<TableRow> {
    let mut rows = Vec::new();
    if let Some(label) = &group.label {
        let across =
            cell(line(styles::TABLE_GROUP, label, links), widths.iter().sum()).grid_span(widths.len());
        let above = only(TableCellBorderPosition::Top, &rules.hairline);
        rows.push(TableRow::new(vec![across.set_borders(above)]).cant_split());
    }
    for (at, content) in group.rows.iter().enumerate() {
        let is_last = at + 1 == group.rows.len();
        let kept = if is_last { leads_on } else { group.rows.len() <= MOST_KEPT_ROWS };
        rows.push(row(content, rules, widths, kept, links));
    }
    rows
}

fn row(row: &Row, rules: &Rules, widths: &[usize], kept: bool, links: &mut Links) -> TableRow {
    let style = RowStyle::of(row.role, rules);
    let keep = |paragraph: Paragraph| if kept { paragraph.keep_next(true) } else { paragraph };
    let mut label = line(style.words, &row.label, links);
    if row.depth > 0 {
        label = label.indent(Some(DEPTH * i32::from(row.depth)), None, None, None);
    }
    let mut cells = vec![style.ruled(cell(keep(label), widths[0]))];
    for (at, content) in row.cells.iter().enumerate() {
        cells.push(style.ruled(cell(keep(filled(content, &style, links)), widths[at + 1])));
    }
    TableRow::new(cells).cant_split()
}

fn filled(cell: &Cell, style: &RowStyle<'_>, links: &mut Links) -> Paragraph {
    match &cell.content {
        CellContent::Empty => Paragraph::new().style(style.figures),
        CellContent::Figure(figure) => {
            let digits = Run::new().add_text(figure.text(&SWEDISH));
            Paragraph::new().style(style.figures).add_run(digits)
        }
        CellContent::Nothing => Paragraph::new().style(style.figures).add_run(Run::new().add_text(NOTHING)),
        CellContent::Text(text) => line(style.words, text, links),
    }
}

/// How a row shows what it means.
struct RowStyle<'a> {
    words: &'static str,
    figures: &'static str,
    rule_above: Option<&'a Rule>,
}

impl<'a> RowStyle<'a> {
    fn of(role: Role, rules: &'a Rules) -> Self {
        match role {
            Role::Line => Self { words: "Tabelltext", figures: "Tabellsiffra", rule_above: None },
            Role::Subtotal => Self {
                words: "Tabelldelsumma",
                figures: "TabelldelsummaSiffra",
                rule_above: Some(&rules.hairline),
            },
            Role::Total => {
                Self { words: "Tabellsumma", figures: "TabellsummaSiffra", rule_above: Some(&rules.rule) }
            }
        }
    }

    fn ruled(&self, cell: TableCell) -> TableCell {
        match self.rule_above {
            Some(rule) => cell.set_borders(only(TableCellBorderPosition::Top, rule)),
            None => cell,
        }
    }
}

/// A cell with one rule.
fn only(position: TableCellBorderPosition, rule: &Rule) -> TableCellBorders {
    let border = TableCellBorder::new(position).border_type(BorderType::Single).size(rule.thickness);
    TableCellBorders::with_empty().set(border.color(&rule.colour))
}

fn line(style: &str, text: &[Inline], links: &mut Links) -> Paragraph {
    let mut paragraph = Paragraph::new().style(style);
    paragraph.children = pieces(text, links);
    paragraph
}

fn cell(paragraph: Paragraph, width: usize) -> TableCell {
    TableCell::new().add_paragraph(paragraph).width(width, WidthType::Dxa)
}

/// The widths of the label column and of those after it. Columns of figures are alike where there is room, and else as wide as their
/// longest figure or word; what they leave is shared between labels and words.
fn widths(table: &Table, text_width: usize) -> Vec<usize> {
    let columns = table.columns().len();
    let wordy: Vec<bool> = (0..columns).map(|at| table.has_words(at)).collect();
    let figures = own_widths(table, &wordy, text_width - LABEL);
    let left = text_width - (0..columns).filter(|at| !wordy[*at]).map(|at| figures[at]).sum::<usize>();
    let shares =
        table.label_share() + (0..columns).filter(|at| wordy[*at]).map(|at| table.share(at)).sum::<usize>();
    let shared: Vec<usize> = (0..columns)
        .map(|at| if wordy[at] { figures[at].max(left * table.share(at) / shares) } else { figures[at] })
        .collect();
    let fits = shared.iter().sum::<usize>() + LABEL / 2 <= text_width;
    let own = if fits { shared } else { figures };
    let labels = text_width - own.iter().sum::<usize>();
    std::iter::once(labels).chain(own).collect()
}

/// What each column takes by itself, all of them no more than `room`.
fn own_widths(table: &Table, wordy: &[bool], room: usize) -> Vec<usize> {
    let needed: Vec<usize> = (0..wordy.len()).map(|at| needed(table, at)).collect();
    let of_figures = wordy.iter().filter(|wordy| !**wordy).count();
    let narrowest = if of_figures < MANY { NARROW_OF_FEW } else { NARROW_OF_MANY };
    let figures = needed.iter().zip(wordy).filter(|(_, wordy)| !**wordy).map(|(needed, _)| *needed);
    let alike = figures.max().unwrap_or(0).clamp(narrowest, WIDEST);
    let even: Vec<usize> =
        needed.iter().zip(wordy).map(|(needed, wordy)| if *wordy { *needed } else { alike }).collect();
    if even.iter().sum::<usize>() <= room {
        return even;
    }
    let all = needed.iter().sum::<usize>();
    if all <= room { needed } else { needed.iter().map(|needed| needed * room / all).collect() }
}

/// What a column takes: its longest word, or the longest figure under it.
fn needed(table: &Table, column: usize) -> usize {
    let longest =
        table.longest_figure(column).chars().count().max(table.longest_word(column).chars().count());
    longest * CHARACTER + CELL_MARGINS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tree::{Column, Role};
    use crate::writers::word::sample::{figure, span, words};

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
                let text_width = text_width(&Look::default(), Orientation::Upright);
                let widths = widths(&with_columns(figures, texts), text_width);
                assert_eq!(widths.iter().sum::<usize>(), text_width, "{figures} and {texts}");
                assert!(widths.iter().all(|width| *width > 0), "{widths:?}");
                assert!(texts > 0 || widths[0] >= LABEL, "{widths:?}");
            }
        }
    }
}

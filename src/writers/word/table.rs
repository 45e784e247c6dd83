//! Tables: a head that is repeated on every page, rows that stay whole, groups that stay together.

use std::ops::Range;

use docx_rs::{
    BorderType, Paragraph, ParagraphChild, Run, Table as WordTable, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::inlines::{Links, pieces};
use super::styles;
use crate::document::tree::{Cell, CellContent, Inline, NOTHING, Role, Row, RowGroup, Table};
use crate::figures::money::SWEDISH;
use crate::project::look::{Look, Size};
use crate::writers::setting::{Length, Setting};

/// How much further in a row stands for every step of its depth.
const DEPTH: i32 = 198;
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

/// A table set as one piece, over the whole room of its page; the one on a new page carries the break in its first paragraph. `mark` is the number and name of the bookmark in it.
pub(super) fn table(
    table: &Table,
    (setting, room): (&Setting, usize),
    look: &Look,
    new_page: bool,
    mark: (usize, String),
    links: &mut Links,
) -> WordTable {
    let [piece] = setting.pieces.as_slice() else { unreachable!("setting::uncut gives one piece") };
    let mut widths: Vec<usize> =
        std::iter::once(piece.labels).chain(piece.widths.iter().copied()).map(twips).collect();
    // What rounding leaves is the labels'.
    widths[0] += room.saturating_sub(widths.iter().sum());
    let set = Set {
        rules: Rules::of(look),
        widths,
        columns: piece.columns.clone(),
        sizes: Sizes::of(setting, look),
    };
    let mut rows = vec![head(table, &set, new_page, mark, links)];
    let mut tall = setting.tall_rows.iter().copied();
    for (at, group) in table.groups().iter().enumerate() {
        let is_last = at + 1 == table.groups().len();
        let leads_on = if is_last { table.note().is_some() } else { setting.is_short };
        let kept = Kept { together: setting.kept_groups[at], leads_on };
        let tall: Vec<bool> = tall.by_ref().take(group.rows.len()).collect();
        rows.extend(group_rows(group, &set, kept, &tall, links));
    }
    WordTable::without_borders(rows)
        .style(styles::TABLE)
        .layout(TableLayoutType::Fixed)
        .width(set.widths.iter().sum(), WidthType::Dxa)
        .set_grid(set.widths)
}

/// A length in twips, rounded down: all columns together are no wider than the text.
fn twips(length: Length) -> usize {
    usize::try_from(length / 50).expect("a page is not as wide as that")
}

/// What holds for every row of a table.
struct Set {
    rules: Rules,
    /// Of the labels and the columns after them.
    widths: Vec<usize>,
    columns: Range<usize>,
    sizes: Option<Sizes>,
}

/// The sizes of a table that is set smaller than its styles, in half points.
#[derive(Clone, Copy)]
struct Sizes {
    head: usize,
    body: usize,
}

impl Sizes {
    fn of(setting: &Setting, look: &Look) -> Option<Self> {
        let smaller = |size: Size| usize::try_from(u64::from(size.tenths()) * setting.scale / 5000).ok();
        let sizes = Self { head: smaller(look.sizes.table_head)?, body: smaller(look.sizes.table)? };
        (setting.scale < 1000).then_some(sizes)
    }
}

/// How the rows of a group hold together.
#[derive(Clone, Copy)]
struct Kept {
    together: bool,
    leads_on: bool,
}

fn head(
    table: &Table,
    set: &Set,
    new_page: bool,
    (id, name): (usize, String),
    links: &mut Links,
) -> TableRow {
    let corner = Paragraph::new()
        .style(styles::TABLE_HEAD)
        .add_bookmark_start(id, name)
        .add_run(Run::new().add_text(table.corner()))
        .add_bookmark_end(id);
    let size = set.sizes.map(|sizes| sizes.head);
    let corner = smaller(corner, size);
    let corner = if new_page { corner.page_break_before(true) } else { corner };
    let mut cells = vec![cell(corner, set.widths[0])];
    for (at, width) in set.columns.clone().zip(&set.widths[1..]) {
        let style = if table.has_words(at) { styles::TABLE_HEAD } else { styles::TABLE_HEAD_FIGURE };
        cells.push(cell(smaller(line(style, &table.columns()[at].title, links), size), *width));
    }
    let rule = |cell: TableCell| {
        cell.vertical_align(VAlignType::Bottom)
            .set_borders(only(TableCellBorderPosition::Bottom, &set.rules.rule))
    };
    TableRow::new(cells.into_iter().map(rule).collect()).cant_split()
}

fn group_rows(group: &RowGroup, set: &Set, kept: Kept, tall: &[bool], links: &mut Links) -> Vec<TableRow> {
    let mut rows = Vec::new();
    if let Some(label) = &group.label {
        let label = smaller(line(styles::TABLE_GROUP, label, links), set.sizes.map(|sizes| sizes.body));
        let across = cell(label, set.widths.iter().sum()).grid_span(set.widths.len());
        let above = only(TableCellBorderPosition::Top, &set.rules.hairline);
        rows.push(TableRow::new(vec![across.set_borders(above)]).cant_split());
    }
    for (at, (content, tall)) in group.rows.iter().zip(tall).enumerate() {
        let is_last = at + 1 == group.rows.len();
        let leads_on = if is_last { kept.leads_on } else { kept.together };
        let row = row(content, set, leads_on && !tall, links);
        rows.push(if *tall { row } else { row.cant_split() });
    }
    rows
}

fn row(row: &Row, set: &Set, kept: bool, links: &mut Links) -> TableRow {
    let style = RowStyle::of(row.role, &set.rules);
    let size = set.sizes.map(|sizes| sizes.body);
    let keep = |paragraph: Paragraph| if kept { paragraph.keep_next(true) } else { paragraph };
    let mut label = smaller(line(style.words, &row.label, links), size);
    if row.depth > 0 {
        label = label.indent(Some(DEPTH * i32::from(row.depth)), None, None, None);
    }
    let mut cells = vec![style.ruled(cell(keep(label), set.widths[0]))];
    for (content, width) in row.cells[set.columns.clone()].iter().zip(&set.widths[1..]) {
        let paragraph = smaller(filled(content, &style, links), size);
        cells.push(style.ruled(cell(keep(paragraph), *width)));
    }
    TableRow::new(cells)
}

/// A paragraph in a smaller size than that of its style.
fn smaller(mut paragraph: Paragraph, half_points: Option<usize>) -> Paragraph {
    if let Some(size) = half_points {
        for child in &mut paragraph.children {
            if let ParagraphChild::Run(run) = child {
                **run = std::mem::take(&mut **run).size(size);
            }
        }
    }
    paragraph
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

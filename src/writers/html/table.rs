//! Tables: a caption for who does not see the lines, heads with scope, and for every cell the heads that it is read with
//! (HTML 4.9.11, WCAG technique H43).

use super::page::Writer;
use crate::document::tree::{CellContent, NOTHING, Role, Row, RowGroup, Table, plain};

/// Rows lie at most so deep in a class of their own.
const DEEPEST: u8 = 6;

impl Writer<'_> {
    /// Writes a table, with its note under it.
    pub(super) fn table(&mut self, table: &Table) {
        let id = self.next_table();
        let caption = format!("{id}-b");
        let region: [(&str, &str); 4] =
            [("class", "table"), ("role", "group"), ("tabindex", "0"), ("aria-labelledby", &caption)];
        self.markup.open("div", &region);
        self.markup.open("table", &[("id", &id)]);
        self.markup.open("caption", &[("id", &caption), ("data-furniture", "")]);
        self.markup.text(&described(table));
        self.markup.close_line("caption");
        self.heads(table, &id);
        for (at, group) in table.groups().iter().enumerate() {
            self.group(table, group, &format!("{id}-g{}", at + 1));
        }
        self.markup.close_line("table");
        self.markup.close_line("div");
        if let Some(note) = table.note() {
            self.markup.element("p", &[("class", "note")], note);
            self.markup.own("\n");
        }
    }

    fn heads(&mut self, table: &Table, id: &str) {
        self.markup.open("thead", &[]);
        self.markup.open("tr", &[]);
        if table.corner().is_empty() {
            self.markup.open("td", &[]);
            self.markup.close("td");
        } else {
            self.markup.element("th", &[("scope", "col")], table.corner());
        }
        for (at, column) in table.columns().iter().enumerate() {
            let class = if table.has_words(at) { "words" } else { "figures" };
            let own = format!("{id}-k{}", at + 1);
            self.markup.open("th", &[("scope", "col"), ("id", &own), ("class", class)]);
            self.inlines(&column.title);
            self.markup.close("th");
        }
        self.markup.close("tr");
        self.markup.close_line("thead");
    }

    fn group(&mut self, table: &Table, group: &RowGroup, id: &str) {
        self.markup.open("tbody", &[]);
        if let Some(label) = &group.label {
            let span = (table.columns().len() + 1).to_string();
            self.markup.open("tr", &[("class", "group")]);
            self.markup.open("th", &[("scope", "rowgroup"), ("id", id), ("colspan", &span)]);
            self.inlines(label);
            self.markup.close("th");
            self.markup.close_line("tr");
        }
        for (at, row) in group.rows.iter().enumerate() {
            self.row(table, row, group.label.is_some().then_some(id), &format!("{id}r{}", at + 1));
        }
        self.markup.close_line("tbody");
    }

    fn row(&mut self, table: &Table, row: &Row, group: Option<&str>, id: &str) {
        let class = match row.role {
            Role::Line => "line",
            Role::Subtotal => "subtotal",
            Role::Total => "total",
        };
        self.markup.open("tr", &[("class", class)]);
        let depth = format!("d{}", row.depth.min(DEEPEST));
        let mut head = vec![("scope", "row"), ("id", id), ("class", depth.as_str())];
        head.extend(group.map(|group| ("headers", group)));
        self.markup.open("th", &head);
        self.inlines(&row.label);
        self.markup.close("th");
        let columns = id.split("-g").next().unwrap_or(id);
        for (at, cell) in row.cells.iter().enumerate() {
            let column = format!("{columns}-k{}", at + 1);
            let heads = [group, Some(id), Some(&column)].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let class = if table.has_words(at) { "words" } else { "figures" };
            self.markup.open("td", &[("headers", &heads), ("class", class)]);
            match &cell.content {
                CellContent::Empty => {}
                CellContent::Figure(figure) => self.figure(figure),
                CellContent::Nothing => self.markup.text(NOTHING),
                CellContent::Text(text) => self.inlines(text),
            }
            self.markup.close("td");
        }
        self.markup.close_line("tr");
    }
}

/// What the table is called, with its unit unless that is said.
fn described(table: &Table) -> String {
    let (description, unit) = (table.description(), table.corner());
    let columns = || {
        let titles = table.columns().iter().map(|column| plain(&column.title).replace('\n', " "));
        format!("Tabell: {}", titles.collect::<Vec<_>>().join(", "))
    };
    let description = if description.trim().is_empty() { columns() } else { description.to_owned() };
    let said = unit.is_empty() || description.to_lowercase().contains(&unit.to_lowercase());
    if said { description } else { format!("{description} ({unit})") }
}

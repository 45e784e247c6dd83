//! Tables that are drawn: numbered through the document, with why one cannot be.

use super::{Composer, table};
use crate::diagnostic::{ChartPart, Problem};
use crate::document::tree::{BlockKind, Chart, ChartForm, Crowd, Hand, Inline, InlineKind, NotDrawable};
use crate::project::content::{ChartBlock, Drawing};

impl Composer<'_> {
    /// A chart with its number; a table that cannot be drawn is reported and printed as it is.
    pub(super) fn chart(&mut self, wanted: &ChartBlock, anchor: &str) {
        let Some(table) = table(self.book, &wanted.table.value) else {
            self.no_table(&wanted.table, anchor);
            return;
        };
        self.charts += 1;
        let number = format!("Diagram\u{a0}{}. ", self.charts);
        let mut caption = self.line(&wanted.caption);
        match caption.first_mut().map(|first| &mut first.kind) {
            Some(InlineKind::Text(words)) => words.insert_str(0, &number),
            _ => caption.insert(0, Inline::text(number, wanted.caption.span.part(0, 0))),
        }
        let form = match wanted.form {
            Drawing::Bars => ChartForm::Bars,
            Drawing::Lines => ChartForm::Lines,
        };
        match Chart::new(form, caption, table.clone()) {
            Ok(chart) => self.block(anchor, Hand::House, wanted.span, BlockKind::Chart(chart)),
            Err(reason) => {
                self.findings.add(wanted.table.span, problem(&wanted.table.value, reason));
                self.block(anchor, Hand::House, wanted.span, BlockKind::Table(table));
            }
        }
    }
}

fn problem(table: &str, reason: NotDrawable) -> Problem {
    let table = table.to_owned();
    match reason {
        NotDrawable::Crowded { of, found, most } => {
            let of = match of {
                Crowd::Bars => ChartPart::Bars,
                Crowd::Places => ChartPart::Places,
                Crowd::Series => ChartPart::Series,
            };
            Problem::ChartCrowded { table, of, found, most }
        }
        NotDrawable::Empty => Problem::ChartEmpty { table },
        NotDrawable::Mixed => Problem::ChartMixed { table },
        NotDrawable::OutOfRange => Problem::OutOfRange { cell: table },
    }
}

//! How the amounts of a table are written: one sign of decimals a file, and a unit that nothing in the file contradicts.

use super::Intake;
use super::layout::{Filled, Layout, folded};
use crate::diagnostic::Problem;
use crate::figures::ledger::{Cell, DecimalSign, Grid, GridRow, plain_number};
use crate::figures::money::Scale;
use crate::project::content::RowMapping;
use crate::project::source::Span;

/// What the cells of a column tell of their sign of decimals.
enum Signs<'g> {
    /// Every cell reads alike with both.
    Either,
    /// The cells read with one alone; one that shows it.
    One(DecimalSign, &'g str, Span),
    /// A cell reads otherwise with each, and none tells which is meant.
    Unclear(&'g str, Span),
    /// One cell reads with a comma alone, another with a point alone.
    Mixed { comma: &'g str, point: &'g str, at: Span },
}

impl Intake<'_> {
    /// The sign of decimals of a file's amounts: the one that the source names, or the one that its cells show. Where they
    /// show none, or two, the cells in question are reported.
    pub(super) fn decimal_sign(
        &mut self,
        mapping: &RowMapping,
        layout: &Layout,
        rows: &[GridRow],
    ) -> Option<DecimalSign> {
        if mapping.decimals.is_some() {
            return mapping.decimals;
        }
        let mut shown: Option<(DecimalSign, &str)> = None;
        let mut unclear = Vec::new();
        for column in &layout.amounts {
            match signs(rows.iter().filter(|row| layout.says_something(row)), column) {
                Signs::Either => {}
                Signs::Unclear(text, at) => unclear.push((text, at)),
                Signs::Mixed { comma, point, at } => return self.mixed(comma, point, at),
                Signs::One(sign, text, at) => match shown {
                    Some((other, first)) if other != sign => {
                        let (comma, point) =
                            if sign == DecimalSign::Comma { (text, first) } else { (first, text) };
                        return self.mixed(comma, point, at);
                    }
                    _ => shown = Some((sign, text)),
                },
            }
        }
        let sign = shown.map(|(sign, _)| sign);
        match (sign, unclear.first()) {
            (None, Some((text, at))) => {
                let read = |sign| plain_number(text, sign).unwrap_or_default();
                let problem = Problem::TwoReadings {
                    text: (*text).to_owned(),
                    comma: read(DecimalSign::Comma).replace('.', ","),
                    point: read(DecimalSign::Point).replace('.', ","),
                };
                self.findings.add(*at, problem);
                None
            }
            _ => Some(sign.unwrap_or(DecimalSign::Comma)),
        }
    }

    fn mixed(&mut self, comma: &str, point: &str, at: Span) -> Option<DecimalSign> {
        let problem = Problem::MixedNumbers { comma: comma.to_owned(), point: point.to_owned() };
        self.findings.add(at, problem);
        None
    }

    /// Reports a unit that a heading, a title above the table or a number format says and that is not the one the amounts are
    /// read in.
    pub(super) fn check_units(&mut self, layout: &Layout, grid: &Grid) {
        let above = grid.rows.iter().take(layout.first);
        let is_amount = |at: usize| layout.amounts.iter().any(|column| column.at == at);
        let mut titled: Vec<(Scale, &str)> = Vec::new();
        for (row, line) in above.enumerate() {
            for (at, cell) in line.cells.iter().enumerate() {
                let heading = row + 1 == layout.first && is_amount(at);
                titled.extend(
                    (!heading).then(|| said(cell.text())).flatten().map(|scale| (scale, cell.text())),
                );
            }
        }
        titled.dedup_by_key(|(scale, _)| *scale);
        let title = if let [only] = titled.as_slice() { Some(*only) } else { None };
        let place = grid.rows.get(layout.first - 1).map(|row| row.at);
        for column in &layout.amounts {
            let own = said(&column.heading).map(|scale| (scale, column.heading.as_str()));
            let Some((scale, text)) = own.or(title) else { continue };
            if scale != column.scale
                && let Some(at) = place
            {
                let unit = |scale: Scale| scale.word().unwrap_or("antal");
                let problem =
                    Problem::UnitSaid { text: folded(text), said: unit(scale), unit: unit(column.scale) };
                self.findings.add(at, problem);
            }
        }
    }
}

/// What the cells of a column tell.
fn signs<'g>(rows: impl Iterator<Item = &'g GridRow>, column: &Filled) -> Signs<'g> {
    let (mut comma, mut point, mut unclear) = (None, None, None);
    for row in rows {
        let Some(Cell::Text(text)) = row.cells.get(column.at) else { continue };
        let text = text.trim_end_matches('%').trim_end();
        let read = |sign| plain_number(text, sign).ok();
        match (read(DecimalSign::Comma), read(DecimalSign::Point)) {
            (Some(_), None) => comma = comma.or(Some((text, row.at))),
            (None, Some(_)) => point = point.or(Some((text, row.at))),
            (Some(with_comma), Some(with_point)) if with_comma != with_point => {
                unclear = unclear.or(Some((text, row.at)));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    match (comma, point, unclear) {
        (Some((comma, first)), Some((point, second)), _) => {
            let at = if first > second { first } else { second };
            Signs::Mixed { comma, point, at }
        }
        (Some((text, at)), None, _) => Signs::One(DecimalSign::Comma, text, at),
        (None, Some((text, at)), _) => Signs::One(DecimalSign::Point, text, at),
        (None, None, Some((text, at))) => Signs::Unclear(text, at),
        (None, None, None) => Signs::Either,
    }
}

/// Words for units as tables have them, in small letters.
const UNITS: [(&str, Scale); 21] = [
    ("%", Scale::Percent),
    ("kkr", Scale::Tkr),
    ("kr", Scale::Kronor),
    ("kronor", Scale::Kronor),
    ("ksek", Scale::Tkr),
    ("mdkr", Scale::Mdkr),
    ("mdr", Scale::Mdkr),
    ("miljarder", Scale::Mdkr),
    ("miljoner", Scale::Mnkr),
    ("milj", Scale::Mnkr),
    ("mkr", Scale::Mnkr),
    ("mnkr", Scale::Mnkr),
    ("msek", Scale::Mnkr),
    ("procent", Scale::Percent),
    ("sek", Scale::Kronor),
    ("tkr", Scale::Tkr),
    ("tsek", Scale::Tkr),
    ("tusen", Scale::Tkr),
    ("tusental", Scale::Tkr),
    ("tusentals", Scale::Tkr),
    ("thousands", Scale::Tkr),
];

/// The unit that words say: `Utfall (mnkr)`, `Belopp i tusental kronor`. Two units say none, but for `miljoner kronor`.
fn said(text: &str) -> Option<Scale> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '%').filter(|word| !word.is_empty());
    let mut found: Vec<Scale> = words
        .filter_map(|word| UNITS.iter().find(|(unit, _)| *unit == word))
        .map(|(_, scale)| *scale)
        .collect();
    found.dedup();
    match found.as_slice() {
        [scale] | [scale, Scale::Kronor] => Some(*scale),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_said_by_words_of_their_own() {
        for (text, scale) in [
            ("Utfall (mnkr)", Some(Scale::Mnkr)),
            ("Belopp i tkr", Some(Scale::Tkr)),
            ("Budget 2024, miljoner kronor", Some(Scale::Mnkr)),
            ("Utfall MSEK", Some(Scale::Mnkr)),
            ("Avvikelse %", Some(Scale::Percent)),
            ("kr", Some(Scale::Kronor)),
            ("Utfall", None),
            ("Skrivare", None),
            ("tkr eller mnkr", None),
            ("Kr 2024", Some(Scale::Kronor)),
        ] {
            assert_eq!(said(text), scale, "{text}");
        }
    }
}

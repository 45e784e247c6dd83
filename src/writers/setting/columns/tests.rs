//! Tables of any shape fill the width of their page, and no figure is wider than its column.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::document::tree::{Cell, Column, RowGroup};
use crate::figures::figure::{CellRef, Figure, Origin, Sign};
use crate::figures::money::{Amount, Rounding, Scale};
use crate::project::source::{Sources, Span};

fn sample(figures: usize, texts: usize, amount: &str) -> Table {
    let file = Sources::in_memory(BTreeMap::new()).register(Path::new("x"), None, String::new());
    let span = Span::new(file, 0..0);
    let words = |text: &str| vec![Inline::text(text, span)];
    let amount = Amount::parse(amount, Scale::Kronor).expect("an amount");
    let rounded = amount.round(Rounding { scale: Scale::Kronor, decimals: 0 }).expect("kronor");
    let figure = Figure::new(CellRef::expression("x"), rounded, Sign::Shown, Origin::Entered { at: span });
    let content = |at| {
        if at < figures { CellContent::Figure(figure.clone()) } else { CellContent::Text(words("Ord i rad")) }
    };
    let columns = figures + texts;
    let cells = (0..columns).map(|at| Cell { span, content: content(at) }).collect();
    let row = Row { span, role: Role::Line, depth: 0, label: words("Kostnader"), cells };
    let groups = vec![RowGroup { label: None, rows: vec![row] }];
    let titles = (0..columns).map(|_| Column { title: words("Periodiserad VP/budget") }).collect();
    Table::new(String::new(), String::new(), titles, groups, false).expect("rectangular")
}

#[test]
fn columns_fill_the_page_and_have_room_for_their_figures() {
    let look = Look::default();
    for amount in ["1", "12345678", "-123456789012"] {
        for figures in 0..20 {
            for texts in 0..5 {
                let sample = sample(figures, texts, amount);
                for lying in [false, true] {
                    for setting in [table(&sample, &look, lying), uncut(&sample, &look, lying)] {
                        let area = tenths_of_millimetre(look.margins.room(lying || setting.turned).0);
                        let of = set(&look).scaled(setting.scale);
                        for piece in &setting.pieces {
                            let sum = piece.labels + piece.widths.iter().sum::<Length>();
                            assert_eq!(sum, area, "{figures} and {texts} of {amount}: {setting:?}");
                            for (at, wide) in piece.columns.clone().zip(&piece.widths) {
                                if let CellContent::Figure(figure) =
                                    &sample.rows().next().expect("a row").cells[at].content
                                {
                                    assert!(
                                        width(&figure.text(&SWEDISH), of) + 5 * POINT <= *wide,
                                        "{setting:?}"
                                    );
                                }
                            }
                        }
                        let columns: Vec<usize> =
                            setting.pieces.iter().flat_map(|piece| piece.columns.clone()).collect();
                        assert_eq!(columns, (0..figures + texts).collect::<Vec<_>>());
                    }
                }
            }
        }
    }
}

#[test]
fn a_wide_table_is_set_smaller_then_turned_then_cut() {
    let look = Look::default();
    let way = |figures| {
        let setting = table(&sample(figures, 0, "12345678"), &look, false);
        (setting.scale < 1000, setting.turned, setting.pieces.len())
    };
    assert_eq!(way(3), (false, false, 1));
    assert_eq!(way(8), (true, false, 1));
    assert_eq!(way(11), (false, true, 1));
    assert!(way(30).1);
    assert!(way(30).2 > 1);
}

//! What an HTML file says of where a figure comes from.

use crate::figures::figure::{Figure, Origin};
use crate::project::source::{Sources, Span};

/// How much of where a figure comes from may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum OriginShown {
    /// The name of its cell.
    #[default]
    Cell,
    /// Its cell, its formula with its inputs, and the places in the project's files that it was taken from.
    Full,
    /// Nothing.
    None,
}

impl OriginShown {
    /// All choices with the word that users give.
    pub const ALL: [(&'static str, Self); 3] =
        [("none", Self::None), ("cell", Self::Cell), ("full", Self::Full)];
}

/// Rows of an export that are listed before the rest are counted.
const MOST_ROWS: usize = 5;

/// What is said of a figure.
pub(super) fn origin(figure: &Figure, shown: OriginShown, sources: &Sources) -> Option<String> {
    match shown {
        OriginShown::None => None,
        OriginShown::Cell => Some(figure.cell().to_string()),
        OriginShown::Full => Some(full(figure, sources)),
    }
}

fn full(figure: &Figure, sources: &Sources) -> String {
    let cell = figure.cell();
    let line = |at: Span| {
        let place = sources.place(at);
        format!("{}, rad {}", place.path.display(), place.line)
    };
    let mut lines = vec![cell.to_string()];
    match figure.origin() {
        Origin::Computed { formula, inputs } => {
            lines.push(format!("beräknad: {}", line(*formula)));
            lines.push(format!(
                "av {}",
                inputs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            ));
        }
        Origin::Entered { at } => lines.push(format!("skriven: {}", line(*at))),
        Origin::Taken { by, rows } => {
            lines.push(format!("hämtad: {}", line(*by)));
            lines.extend(rows.listed().iter().take(MOST_ROWS).map(|at| line(*at)));
            let more = rows.count().saturating_sub(MOST_ROWS);
            if more > 0 {
                lines.push(format!("och {more} rader till"));
            }
        }
    }
    lines.join("\n")
}

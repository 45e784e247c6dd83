//! What `facts` and `trace` say.

use super::Words;
use crate::document::tree::Within;
use crate::figures::facts::{How, NotFound};
use crate::figures::money::{Amount, SWEDISH, Unit};

impl Words {
    pub(in crate::cli) fn about_facts(&self) -> &'static str {
        self.of(
            "Skriv alla siffror som JSON: värde, ursprung och varje ställe där de trycks.",
            "Write all figures as JSON: value, origin and every place that prints them.",
        )
    }

    pub(in crate::cli) fn usage_facts(&self) -> &'static str {
        self.of("tertial facts [MAPP] [val]", "tertial facts [FOLDER] [options]")
    }

    pub(in crate::cli) fn about_trace(&self) -> &'static str {
        self.of(
            "Visa var en siffra kommer från och alla ställen där den trycks.",
            "Show where a figure comes from and every place that prints it.",
        )
    }

    pub(in crate::cli) fn usage_trace(&self) -> &'static str {
        self.of("tertial trace [MAPP] VAD [val]", "tertial trace [FOLDER] WHAT [options]")
    }

    pub(in crate::cli) fn asked(&self) -> &'static str {
        self.of("VAD", "WHAT")
    }

    pub(in crate::cli) fn help_asked(&self) -> &'static str {
        self.of(
            "En cell, slk.netto.avvikelse, eller ett ställe där en siffra står, FIL:RAD[:KOLUMN]",
            "A cell, slk.netto.avvikelse, or a place where a figure stands, FILE:LINE[:COLUMN]",
        )
    }

    /// The head of what is shown of a figure.
    pub(in crate::cli) fn traced(&self, cell: &str, printed: &str, exact: Amount) -> String {
        format!("{cell}: {printed}, {}\n", self.exactly(exact))
    }

    /// An exact value: `exakt 131 300 000/3 kronor`.
    fn exactly(&self, exact: Amount) -> String {
        let unit = match exact.unit() {
            Unit::Count | Unit::Share => "",
            Unit::Kronor => " kronor",
        };
        format!("{} {}{unit}", self.of("exakt", "exactly"), exact.exact_text(&SWEDISH))
    }

    pub(in crate::cli) fn comes_from(&self) -> &'static str {
        self.of("Kommer från", "Comes from")
    }

    /// How a value came about; with the exact value where its digits do not tell it.
    pub(in crate::cli) fn how(&self, how: &How<'_>, hidden: Option<Amount>) -> String {
        let words = match how {
            How::Entered { written, .. } => format!("{} {written}", self.of("inskrivet", "entered")),
            How::Taken { rows, .. } => match rows.count() {
                0 => self.of("ingen rad i källan", "no row of the source").to_owned(),
                1 => self.of("hämtat ur källan", "taken from the source").to_owned(),
                count => self.made(
                    format!("{count} rader i källan, från"),
                    format!("{count} rows of the source, from"),
                ),
            },
            How::Formula { text, .. } => text.clone(),
            How::Sum { inputs, .. } => {
                let posts =
                    if inputs.len() == 1 { self.of("post", "post") } else { self.of("poster", "posts") };
                format!("{} {} {posts}", self.of("summan av", "the sum of"), inputs.len())
            }
        };
        hidden.map_or(words.clone(), |exact| format!("{words} ({})", self.exactly(exact)))
    }

    pub(in crate::cli) fn above(&self) -> &'static str {
        self.of("visas ovan", "shown above")
    }

    pub(in crate::cli) fn deeper(&self, cell: &str) -> String {
        self.made(
            format!("mer visas av: tertial trace {cell}"),
            format!("more is shown by: tertial trace {cell}"),
        )
    }

    pub(in crate::cli) fn months(&self, first: u8, last: u8, year: u16) -> String {
        self.made(format!("månad {first}–{last} {year}"), format!("months {first}–{last} of {year}"))
    }

    pub(in crate::cli) fn printed_at(&self, places: usize) -> String {
        match places {
            0 => self.of("Trycks ingenstans", "Printed nowhere").to_owned(),
            1 => self.of("Trycks på 1 ställe", "Printed at 1 place").to_owned(),
            _ => self.made(format!("Trycks på {places} ställen"), format!("Printed at {places} places")),
        }
    }

    pub(in crate::cli) fn within(&self, within: Within) -> &'static str {
        match within {
            Within::Table => self.of("tabell", "table"),
            Within::Text => self.of("text", "text"),
        }
    }

    /// Why nothing is shown, and what is near.
    pub(in crate::cli) fn not_found(&self, asked: &str, why: &NotFound) -> String {
        let (what, near) = match why {
            NotFound::Cell { asked, nearest } => (
                self.made(format!("cellen ”{asked}” finns inte"), format!("there is no cell `{asked}`")),
                match nearest.as_slice() {
                    [] => {
                        self.made("tertial facts visar alla".to_owned(), "tertial facts shows all".to_owned())
                    }
                    names => self.meant(names),
                },
            ),
            NotFound::Failed { asked } => (
                self.made(
                    format!("cellen ”{asked}” går inte att räkna fram"),
                    format!("the cell `{asked}` cannot be computed"),
                ),
                self.of("rätta det som står ovan", "mend what is told above").to_owned(),
            ),
            NotFound::Place { computed, nearest } => (
                self.made(
                    format!("ingen siffra står på ”{asked}”"),
                    format!("no figure stands at `{asked}`"),
                ),
                match (computed.as_slice(), nearest) {
                    ([], Some(line)) => self.made(
                        format!("den närmaste står på rad {line}"),
                        format!("the nearest is on line {line}"),
                    ),
                    ([], None) => self.made(
                        "ange en fil i mappen: FIL:RAD eller FIL:RAD:KOLUMN".to_owned(),
                        "give a file of the folder: FILE:LINE or FILE:LINE:COLUMN".to_owned(),
                    ),
                    (names, _) => self.computed_there(names),
                },
            ),
        };
        format!("tertial: {what}; {near}\n")
    }

    fn meant(&self, names: &[String]) -> String {
        self.made(
            format!(
                "menade du {}?",
                names.iter().map(|name| format!("”{name}”")).collect::<Vec<_>>().join(", ")
            ),
            format!(
                "did you mean {}?",
                names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        )
    }

    fn computed_there(&self, names: &[String]) -> String {
        let list = names.join(", ");
        self.made(
            format!("där räknas bland annat {list} fram"),
            format!("{list} and others are computed there"),
        )
    }
}

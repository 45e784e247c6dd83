//! Charts: a table drawn as bars or lines. The drawing has no figures of its own; it shows those of the table that is
//! printed beneath it, at exact places on an axis of round numbers.

use std::fmt::Write;

use super::{CellContent, Inline, Table, plain};
use crate::figures::figure::Figure;
use crate::figures::money::{Amount, ArithmeticError, Rounded, SWEDISH, Scale, along, ticks};

/// A table that is drawn as well as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    form: ChartForm,
    caption: Vec<Inline>,
    table: Table,
    scale: Scale,
    ticks: Vec<Rounded>,
}

/// The drawing of a chart as PNG, for programs that cannot set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub png: Vec<u8>,
    /// How wide and how high it is meant to be, in EMU: 914 400 to the inch.
    pub size: (u32, u32),
}

/// How a table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartForm {
    /// A row of bars for every row of the table, a bar for every column.
    Bars,
    /// A line for every row of the table, a point for every column.
    Lines,
}

/// Values that are drawn alike: the bars of one column, the points of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<'a> {
    /// What the legend calls it.
    pub name: String,
    /// Its figures, one for each of [`Chart::places`]; nothing where the table has none.
    pub figures: Vec<Option<&'a Figure>>,
}

/// Why a table cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDrawable {
    /// More than can be told apart or has room.
    Crowded {
        /// What there is too much of.
        of: Crowd,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// No figures.
    Empty,
    /// Figures on more than one scale.
    Mixed,
    /// Figures beyond what an axis holds.
    OutOfRange,
}

/// What a chart can have too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// Bars on a page.
    Bars,
    /// Places along the axis: rows of bars, points of a line.
    Places,
    /// Series, each with a look of its own.
    Series,
}

/// Looks that are told apart without colour.
const MOST_SERIES: usize = 4;
/// Rows of bars, or points of a line, that have room for their names.
const MOST_PLACES: usize = 24;
/// Bars that have room on a page.
const MOST_BARS: usize = 45;

/// The length of the axis, in the parts that places on it are told in.
pub const AXIS: i64 = 100_000;

impl Chart {
    /// Draws a table. Fails when it cannot be shown truly on one axis.
    pub fn new(form: ChartForm, caption: Vec<Inline>, table: Table) -> Result<Self, NotDrawable> {
        let figures = |table: &Table| -> Vec<Rounded> {
            let cells = table.rows().flat_map(|row| &row.cells).filter_map(|cell| figure(&cell.content));
            cells.map(Figure::rounded).collect()
        };
        let figures = figures(&table);
        let scale = figures.first().ok_or(NotDrawable::Empty)?.rounding().scale;
        if figures.iter().any(|figure| figure.rounding().scale != scale) {
            return Err(NotDrawable::Mixed);
        }
        let ticks = axis(&figures, scale).map_err(|_| NotDrawable::OutOfRange)?;
        let chart = Self { form, caption, table, scale, ticks };
        let (series, places) = (chart.series().len(), chart.places().len());
        let bars = if form == ChartForm::Bars { series * places } else { 0 };
        let counts = [
            (Crowd::Series, series, MOST_SERIES),
            (Crowd::Places, places, MOST_PLACES),
            (Crowd::Bars, bars, MOST_BARS),
        ];
        match counts.into_iter().find(|(_, found, most)| found > most) {
            Some((of, found, most)) => Err(NotDrawable::Crowded { of, found, most }),
            None => Ok(chart),
        }
    }

    /// Bars or lines.
    pub fn form(&self) -> ChartForm {
        self.form
    }

    /// What it is called: `Diagram 1. Budget och utfall`.
    pub fn caption(&self) -> &[Inline] {
        &self.caption
    }

    /// The table that it draws and that is printed with it.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// What its figures count: `mnkr`.
    pub fn unit(&self) -> &'static str {
        self.scale.word().unwrap_or("antal")
    }

    /// The round numbers of its axis, least first.
    pub fn ticks(&self) -> &[Rounded] {
        &self.ticks
    }

    /// How far along the axis an amount stands, in parts of [`AXIS`].
    pub fn along(&self, amount: Amount) -> i64 {
        let (least, most) = (self.ticks[0].exact(), self.ticks[self.ticks.len() - 1].exact());
        along(amount, least, most, AXIS).expect("the axis holds the amounts of its table")
    }

    /// The names of the places along the axis: of rows where it has bars, of columns where it has lines.
    pub fn places(&self) -> Vec<String> {
        match self.form {
            ChartForm::Bars => self.rows(),
            ChartForm::Lines => self.columns(),
        }
    }

    /// What is drawn, in the order of the legend.
    pub fn series(&self) -> Vec<Series<'_>> {
        let rows = self.figures();
        match self.form {
            ChartForm::Lines => {
                let named = self.rows().into_iter().zip(rows);
                named.map(|(name, figures)| Series { name, figures }).collect()
            }
            ChartForm::Bars => {
                let named = self.columns().into_iter().enumerate();
                let column = |at: usize| rows.iter().map(|row| row[at]).collect();
                named.map(|(at, name)| Series { name, figures: column(at) }).collect()
            }
        }
    }

    /// The drawing in words, every value of it: what is read to who cannot see it.
    pub fn alternative(&self) -> String {
        let form = match self.form {
            ChartForm::Bars => "Stapeldiagram",
            ChartForm::Lines => "Linjediagram",
        };
        let mut text = format!("{form}. {}. Värden i {}.", flat(&self.caption), self.unit());
        let columns = self.columns();
        for (row, figures) in self.rows().into_iter().zip(self.figures()) {
            let values = columns.iter().zip(figures).map(|(column, figure)| {
                let value = figure.map_or_else(|| MISSING.to_owned(), |figure| figure.text(&SWEDISH));
                format!("{column} {value}")
            });
            let _ = write!(text, " {row}: {}.", values.collect::<Vec<_>>().join("; "));
        }
        text
    }

    /// The figures of the table, row by row.
    fn figures(&self) -> Vec<Vec<Option<&Figure>>> {
        let rows = self.table.rows();
        rows.map(|row| row.cells.iter().map(|cell| figure(&cell.content)).collect()).collect()
    }

    fn columns(&self) -> Vec<String> {
        self.table.columns().iter().map(|column| flat(&column.title)).collect()
    }

    /// The rows by name, after the name of their group where it has one.
    fn rows(&self) -> Vec<String> {
        let named = |group: &super::RowGroup| {
            let of = group.label.as_deref().map(flat);
            let name = move |row: &super::Row| match &of {
                Some(of) => format!("{of}, {}", flat(&row.label)),
                None => flat(&row.label),
            };
            group.rows.iter().map(name).collect::<Vec<_>>()
        };
        self.table.groups().iter().flat_map(named).collect()
    }
}

/// What stands where a value is missing, in the drawing and in its words.
pub const MISSING: &str = "uppgift saknas";

fn axis(figures: &[Rounded], scale: Scale) -> Result<Vec<Rounded>, ArithmeticError> {
    let (mut least, mut most) = (Amount::zero(scale.unit()), Amount::zero(scale.unit()));
    for figure in figures {
        let amount = figure.exact();
        if amount.minus(least)?.is_negative() {
            least = amount;
        }
        if most.minus(amount)?.is_negative() {
            most = amount;
        }
    }
    let ticks = ticks(least, most, scale)?;
    for figure in figures {
        along(figure.exact(), ticks[0].exact(), ticks[ticks.len() - 1].exact(), AXIS)?;
    }
    Ok(ticks)
}

fn figure(content: &CellContent) -> Option<&Figure> {
    match content {
        CellContent::Figure(figure) => Some(figure),
        CellContent::Empty | CellContent::Nothing | CellContent::Text(_) => None,
    }
}

/// Words on one line.
fn flat(text: &[Inline]) -> String {
    plain(text).replace('\n', " ")
}

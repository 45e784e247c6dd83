//! What holds of the readers of exports whatever the bytes are: none panics, everything points into its file, and what is
//! read without a finding agrees with itself. For bytes changed at random, and for those that `tests/fuzz` makes.

use std::collections::BTreeMap;
use std::path::Path;

use tertial::diagnostic::{Findings, Language};
use tertial::figures::ledger::sie::What;
use tertial::figures::ledger::{DecimalSign, Grid, delimited, plain_number, sie, spelling, workbook};
use tertial::project::source::{FileId, Sources, Span};

/// A text among no other files.
fn alone(text: String) -> (Sources, FileId) {
    let mut sources = Sources::in_memory(BTreeMap::new());
    let file = sources.register(Path::new("export"), None, text);
    (sources, file)
}

/// Reads CSV.
pub(crate) fn csv(bytes: &[u8]) -> Result<(), String> {
    let (sources, file) = alone(spelling::csv(bytes).0);
    delimited::read(file, sources.text(file), None).map_or(Ok(()), |grid| table(&grid, &sources))
}

/// Reads the only sheet of a workbook.
pub(crate) fn xlsx(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut tab) = workbook::read(bytes, None) else { return Ok(()) };
    let (sources, file) = alone(std::mem::take(&mut tab.text));
    table(&tab.grid(file), &sources)
}

fn table(grid: &Grid, sources: &Sources) -> Result<(), String> {
    for row in &grid.rows {
        inside(row.at, sources)?;
        row.cells.iter().for_each(|cell| drop(plain_number(cell.text(), DecimalSign::Comma)));
    }
    Ok(())
}

/// Reads SIE. Vouchers without a finding net to zero, and so does all that they book.
pub(crate) fn sie(bytes: &[u8]) -> Result<(), String> {
    let (sources, file) = alone(spelling::sie(bytes).0);
    let mut findings = Findings::default();
    let sie = sie::read(file, sources.text(file), &mut findings);
    for found in findings.sorted() {
        inside(found.at, &sources)?;
        let words = [Language::English, Language::Swedish].map(|language| language.message(&found.problem));
        if words.iter().any(String::is_empty) {
            return Err(format!("{found:?} has no words"));
        }
    }
    let places = sie.sums.values().flat_map(|sum| sum.rows.listed());
    places.copied().try_for_each(|at| inside(at, &sources))?;
    let booked = || sie.sums.iter().filter(|(key, _)| matches!(key.what, What::Booked { .. }));
    let (ore, rows) =
        (booked().map(|(_, sum)| sum.ore).sum::<i128>(), booked().map(|(_, sum)| sum.rows.count()));
    if rows.sum::<usize>() != sie.bookings || (findings.sorted().is_empty() && ore != 0) {
        return Err(format!("{} bookings and {ore} öre: {sie:?}", sie.bookings));
    }
    Ok(())
}

fn inside(at: Span, sources: &Sources) -> Result<(), String> {
    let place = sources.text(at.file()).get(at.range());
    place.map(drop).ok_or_else(|| format!("{at:?} points outside its file"))
}

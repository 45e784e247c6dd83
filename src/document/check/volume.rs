//! An omslutningsförändring changes cost and revenue by the same amount, so that the net stands (domain of the trade: the
//! council's budget holds a nämnd's own costs and revenues only). A post that prose calls one must be even.

use super::passage::Passage;
use crate::diagnostic::{Findings, Problem};
use crate::figures::figure::CellRef;
use crate::figures::money::SWEDISH;
use crate::figures::sheet::{Book, Sheet};

/// The beginning of the words that call a change one of volume.
const VOLUME: &str = "omslutning";

pub(super) fn check(passages: &[Passage], book: &Book, findings: &mut Findings) {
    for passage in passages {
        for (range, cell, at) in &passage.figures {
            let clause = passage.text[passage.clause(range)].to_lowercase();
            let said = clause.contains(VOLUME) || passage.lead.to_lowercase().contains(VOLUME);
            let Some(sheet) = book.sheet_of(&cell.post).filter(|_| said) else { continue };
            if !sheet.is_cost(&cell.post, cell.row.as_deref()) || !sheet.is_deviation(&cell.column) {
                continue;
            }
            if let Some(by) = uneven(sheet, cell) {
                let (post, column) = (cell.post.clone(), cell.column.clone());
                findings.add(*at, Problem::UnevenVolume { post, column, by });
            }
        }
    }
}

/// What is left of a post's changes of cost and revenue together, as printed; nothing when they are even.
fn uneven(sheet: &Sheet, cell: &CellRef) -> Option<String> {
    let left = sheet.net_change(&cell.post, &cell.column).filter(|left| !left.is_zero())?;
    left.round(sheet.rounding(&cell.column)?).ok().map(|left| left.text(&SWEDISH))
}

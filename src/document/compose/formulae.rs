//! The fixed words of the trade, by kind of document and by the wording of the time.

mod ending;

use time::{Date, Month};

use crate::document::reading::MONTHS;
use crate::project::content::{Matter, MatterKind, Presenter, Wording};
use crate::project::look::{HeadField, HeadPiece};

pub(super) use ending::{ON_BEHALF, board_agrees, body_decided, body_reservation, utterance};

/// The words before the points of the decision.
pub(super) fn proposal(matter: &Matter) -> String {
    if let (MatterKind::OfficeStatement, Some(board)) = (matter.kind, &matter.board) {
        let board = &board.value;
        return match matter.wording {
            Wording::Older => format!("Förvaltningen föreslår {board} besluta följande"),
            Wording::Later => format!("Förvaltningen föreslår att {board} beslutar följande."),
        };
    }
    let words = match (matter.kind, matter.wording) {
        (MatterKind::Pm, Wording::Older) => "Borgarrådsberedningen föreslår kommunstyrelsen besluta följande",
        (MatterKind::Pm, Wording::Later) => {
            "Borgarrådsberedningen föreslår att kommunstyrelsen beslutar följande."
        }
        (MatterKind::OfficeStatement | MatterKind::Statement, Wording::Older) => {
            "Kommunstyrelsen föreslår kommunfullmäktige besluta följande"
        }
        (MatterKind::OfficeStatement | MatterKind::Statement, Wording::Later) => {
            "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande."
        }
    };
    words.to_owned()
}

/// Who presents the matter: `Föredragande borgarråden A, B och C anför följande.`
pub(super) fn presentation(presenter: &Presenter) -> String {
    let mut names = presenter.names[0].value.clone();
    for (at, name) in presenter.names.iter().enumerate().skip(1) {
        names.push_str(if at + 1 == presenter.names.len() { " och " } else { ", " });
        names.push_str(&name.value);
    }
    format!("Föredragande {} {names} anför följande.", presenter.title.value)
}

/// Whether several present the matter together, and say we.
fn are_several(matter: &Matter) -> bool {
    matter.presenter.as_ref().is_some_and(Presenter::are_several)
}

/// The heading of what the presenter thinks.
pub(super) fn views(matter: &Matter) -> &'static str {
    if are_several(matter) { "Våra synpunkter" } else { "Mina synpunkter" }
}

/// The words with which the presenter ends, before the points are repeated.
pub(super) fn closing(matter: &Matter) -> String {
    let who = if are_several(matter) { "Vi" } else { "Jag" };
    let proposed = match (matter.kind, matter.wording) {
        (MatterKind::Pm | MatterKind::OfficeStatement, Wording::Older) => "kommunstyrelsen besluta följande",
        (MatterKind::Pm | MatterKind::OfficeStatement, Wording::Later) => {
            "att kommunstyrelsen beslutar följande."
        }
        (MatterKind::Statement, Wording::Older) => {
            "kommunstyrelsen föreslå kommunfullmäktige besluta följande"
        }
        (MatterKind::Statement, Wording::Later) => {
            "att kommunstyrelsen föreslår att kommunfullmäktige beslutar följande."
        }
    };
    format!("{who} föreslår att borgarrådsberedningen föreslår {proposed}")
}

/// What stands for a list that the figures leave empty.
pub(super) const NONE_SELECTED: &str = "Inga att redovisa.";

/// What borgarrådsberedningen says of the presenter's proposal.
pub(super) fn endorsement(matter: &Matter) -> String {
    let whose = if are_several(matter) { "borgarrådens" } else { "borgarrådets" };
    format!("Borgarrådsberedningen tillstyrker föredragande {whose} förslag.")
}

/// The words before what kommunstyrelsen decides on its own behalf.
pub(super) fn own_decision(wording: Wording) -> &'static str {
    match wording {
        Wording::Older => "Kommunstyrelsen beslutar för egen del följande",
        Wording::Later => "Kommunstyrelsen beslutar för egen del följande.",
    }
}

/// The sentence that leads over to the office's own document.
pub(super) fn introduction(from: &str, date: Date, wording: Wording) -> String {
    let date = long_date(date);
    match wording {
        Wording::Older => {
            format!("{from} tjänsteutlåtande daterat den {date} är i huvudsak av följande lydelse.")
        }
        Wording::Later => {
            format!("{from} tjänsteutlåtande daterat den {date} har i huvudsak följande lydelse.")
        }
    }
}

/// The head line: `PM 2006 RI (Dnr 113-3668/2006)`.
pub(super) fn head_line(matter: &Matter) -> String {
    format!("{} (Dnr {})", designation(matter), matter.dnr.value)
}

/// The running head as the office's template words it.
pub(super) fn running_head(pieces: &[HeadPiece], matter: &Matter, title: &str) -> String {
    let said = |piece: &HeadPiece| match piece {
        HeadPiece::Field(HeadField::Author) => {
            matter.author.as_ref().map_or(String::new(), |author| author.value.clone())
        }
        HeadPiece::Field(HeadField::Date) => short_date(matter.date.value),
        HeadPiece::Field(HeadField::Designation) => designation(matter),
        HeadPiece::Field(HeadField::Dnr) => matter.dnr.value.clone(),
        HeadPiece::Field(HeadField::Title) => title.to_owned(),
        HeadPiece::Words(words) => words.clone(),
    };
    pieces.iter().map(said).collect()
}

/// The designation with its rotel: `PM 2006 RI`.
pub(super) fn designation(matter: &Matter) -> String {
    let rotel = matter.rotel.as_ref().map_or(String::new(), |rotel| format!(" {}", rotel.value));
    format!("{}{rotel}", matter.designation.value)
}

/// Place and date: `Stockholm den 6 december 2006`.
pub(super) fn dateline(place: &str, date: Date) -> String {
    format!("{place} den {}", long_date(date))
}

/// A date in prose: `6 december 2006`.
pub(super) fn long_date(date: Date) -> String {
    format!("{}\u{a0}{} {}", date.day(), month(date.month()), date.year())
}

/// A date in figures: `2006-12-06`.
pub(super) fn short_date(date: Date) -> String {
    format!("{}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// The months from one day to another of one year: `januari–augusti 2006`.
pub(super) fn months(first: Date, last: Date) -> String {
    let (from, to) = (month(first.month()), month(last.month()));
    if from == to { format!("{to} {}", last.year()) } else { format!("{from}–{to} {}", last.year()) }
}

fn month(month: Month) -> &'static str {
    MONTHS[usize::from(u8::from(month)) - 1]
}

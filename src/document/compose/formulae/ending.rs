//! The fixed words after the presenter's part.

use time::Date;

use super::long_date;
use crate::project::content::{Speaker, Speakers, Utterance, UtteranceKind, Wording};

/// The words over the names of those who sign for kommunstyrelsen.
pub(in crate::document::compose) const ON_BEHALF: &str = "På kommunstyrelsens vägnar:";

/// The words before the points that kommunstyrelsen proposes.
pub(in crate::document::compose) fn board_agrees(wording: Wording) -> &'static str {
    match wording {
        Wording::Older => {
            "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår kommunfullmäktige besluta följande"
        }
        Wording::Later => {
            "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar \
             följande."
        }
    }
}

/// The words before what a body decided.
pub(in crate::document::compose) fn body_decided(name: &str, date: Date) -> String {
    format!("{name} beslutade vid sitt sammanträde den {} att", long_date(date))
}

/// A reservation made in a body, and the bilaga that holds it.
pub(in crate::document::compose) fn body_reservation(
    by: &Speakers,
    annex: Option<u8>,
    wording: Wording,
) -> String {
    let by = speakers(by, wording);
    let annex = annex.map_or(String::new(), |number| format!(", bilaga\u{a0}{number}"));
    format!("Reservation anfördes av {by}{annex}.")
}

/// The sentence over what was said: whole, or up to what it refers to.
pub(in crate::document::compose) fn utterance(utterance: &Utterance, wording: Wording) -> String {
    let what = match utterance.kind {
        UtteranceKind::Reservation => "Reservation anfördes av",
        UtteranceKind::Statement => "Särskilt uttalande gjordes av",
        UtteranceKind::Substitute => "Ersättaryttrande gjordes av",
    };
    let by = speakers(&utterance.by, wording);
    let end = if utterance.reference.is_some() { "med hänvisning till" } else { "enligt följande." };
    format!("{what} {by} {end}")
}

/// The names in a row, with their parties: `borgarråden A och B (båda S) och C (V)`.
fn speakers(by: &Speakers, wording: Wording) -> String {
    let party = |speaker: &Speaker| speaker.party.as_ref().map(|party| mark(&party.value, wording));
    let groups: Vec<&[Speaker]> =
        by.people.chunk_by(|left, right| party(left).is_some() && party(left) == party(right)).collect();
    let last = groups.len().saturating_sub(1);
    let named = |(at, group): (usize, &&[Speaker])| {
        let others = by.and_others && at == last;
        let names: Vec<String> = group.iter().map(|speaker| speaker.name.value.clone()).collect();
        let names = if others { format!("{}\u{a0}m.fl.", names.join(", ")) } else { row(&names) };
        match (group.first().and_then(party), group.len()) {
            (None, _) => names,
            (Some(party), _) if others => format!("{names} (alla\u{a0}{party})"),
            (Some(party), 1) => format!("{names} ({party})"),
            (Some(party), 2) => format!("{names} (båda\u{a0}{party})"),
            (Some(party), _) => format!("{names} (alla\u{a0}{party})"),
        }
    };
    let title = by.title.as_ref().map_or(String::new(), |title| format!("{} ", title.value));
    format!("{title}{}", row(&groups.iter().enumerate().map(named).collect::<Vec<_>>()))
}

/// The letters of a party: small until about 2010, capital since.
fn mark(party: &str, wording: Wording) -> String {
    match wording {
        Wording::Older => party.to_lowercase(),
        Wording::Later => party.to_uppercase(),
    }
}

/// Names in a row: `A, B och C`.
fn row(names: &[String]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} och {last}", all.join(", ")),
        _ => names.concat(),
    }
}

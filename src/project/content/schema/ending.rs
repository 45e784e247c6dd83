//! What follows the presenter's part: what was said for the record, kommunstyrelsen's part, and the bodies.

use serde_json::{Value, json};

use super::{choice, date, list, mapping, prose, text, whole};
use crate::project::content::ending::{AMONG_COMMISSIONERS, ANNEXES, ANSWERS, IN_BOARD, UtteranceKind};

/// What was said in borgarrådsberedningen.
pub(super) fn utterances() -> Value {
    said("Det som sägs till protokollet i borgarrådsberedningen, i ordning.", &AMONG_COMMISSIONERS)
}

/// Kommunstyrelsen's part of an utlåtande.
pub(super) fn executive() -> Value {
    mapping(
        "Kommunstyrelsens del av ett utlåtande. Förslaget, med beslutspunkterna en gång till, trycks av sig självt.",
        &["datum", "ordförande", "sekreterare"],
        &json!({
            "datum": date("När kommunstyrelsen sammanträdde."),
            "ordförande": text("Ordförandens namn.", "N.N."),
            "sekreterare": text("Sekreterarens namn.", "N.N."),
            "yttranden": said("Det som sägs till protokollet i kommunstyrelsen, i ordning.", &IN_BOARD),
        }),
    )
}

/// The bodies that the matter was referred to.
pub(super) fn bodies() -> Value {
    let decision = mapping(
        "Vad instansen beslutade.",
        &["datum", "att"],
        &json!({
            "datum": date("När instansen sammanträdde."),
            "att": text("Orden efter att.", "godkänna förvaltningens tjänsteutlåtande som svar på remissen"),
        }),
    );
    let mut reservation = speakers();
    reservation["bilaga"] =
        whole("Numret på bilagan som reservationen står i.", ANNEXES.0.into(), ANNEXES.1.into(), 1);
    let statement = mapping(
        "Tjänsteutlåtandet, som det återges.",
        &["från", "datum", "text"],
        &json!({
            "från": text("Vems det är, i genitiv.", "Socialförvaltningens"),
            "datum": date("Tjänsteutlåtandets datum."),
            "text": prose("Vad det säger.", "Förvaltningen tillstyrker förslaget."),
        }),
    );
    let body = mapping(
        "En remissinstans, med ett eget avsnitt under BEREDNING.",
        &["namn"],
        &json!({
            "namn": text("Namnet som det står i en mening.", "socialnämnden"),
            "beslut": decision,
            "reservationer": list(
                "Reservationer i instansen.",
                1,
                &mapping("En reservation.", &["av"], &reservation)
            ),
            "tjänsteutlåtande": statement,
        }),
    );
    list("Remissinstanserna som återges i sin helhet, i ordning.", 1, &body)
}

fn said(description: &str, kinds: &[(&str, UtteranceKind)]) -> Value {
    let mut properties = speakers();
    properties["hänvisning"] = text(
        "Vad yttrandet hänvisar till, i stället för enligt följande.",
        "reservationen i borgarrådsberedningen",
    );
    properties["beslut"] = list("Egna beslutspunkter.", 1, &prose("En beslutspunkt.", "Förslaget avslås."));
    properties["text"] = prose("Vad som sägs.", "Vi hade velat se ett längre svar.");
    let one = |(key, kind): &(&str, UtteranceKind)| {
        let description = match kind {
            UtteranceKind::Reservation => "En reservation.",
            UtteranceKind::Statement => "Ett särskilt uttalande.",
            UtteranceKind::Substitute => "Ett ersättaryttrande, av den som sitter utan rösträtt.",
        };
        ((*key).to_owned(), mapping(description, &["av"], &properties))
    };
    let kinds: Value = kinds.iter().map(one).collect();
    let mut one = mapping("Ett yttrande, under det som det är.", &[], &kinds);
    one["minProperties"] = 1.into();
    one["maxProperties"] = 1.into();
    list(description, 1, &one)
}

fn speakers() -> Value {
    let speaker = mapping(
        "En som nämns.",
        &["namn"],
        &json!({
            "namn": text("Namnet.", "N.N."),
            "parti": text("Partiets bokstäver. De trycks små eller stora efter beslutsformeln.", "S"),
        }),
    );
    json!({
        "titel": text("Vad de är, i den form som meningen har.", "borgarråden"),
        "av": list("De som nämns, i ordning.", 1, &speaker),
        "med-flera": choice(&ANSWERS, "Det finns fler, som inte nämns."),
    })
}

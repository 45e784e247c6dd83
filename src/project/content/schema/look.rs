//! What a house template may hold.

use serde_json::{Value, json};

use super::{choice, mapping, text, whole};
use crate::project::content::look::{FAMILIES, HEADING_KEYS};
use crate::project::look::{Logo, Margins, Size};

pub(super) fn look() -> Value {
    let family = |of: &str| choice(&FAMILIES, &format!("Typsnittet i {of}."));
    let faces = mapping(
        "Typsnitten: antikva är Times New Roman och dess like, linjär Arial och dess like.",
        &[],
        &json!({
            "brödtext": family("löpande text och i rubriker från nivå 4"),
            "rubriker": family("rubriker på nivå 1 till 3"),
            "tabeller": family("tabeller och sidhuvud"),
        }),
    );
    let mut sizes = mapping(
        "Storlekarna i punkter.",
        &[],
        &json!({
            "brödtext": size("Den löpande texten.", 11.into()),
            "tabell": size("Tabellernas celler.", 9.into()),
            "tabellhuvud": size("Kolumnernas rubriker.", 8.into()),
            "sidhuvud": size("Sidhuvudet och noter under tabeller.", 9.into()),
        }),
    );
    for (level, key) in (1..).zip(HEADING_KEYS) {
        sizes["properties"][key] = size(&format!("Rubriker på nivå {level}."), 12.into());
    }
    let colours = mapping(
        "Färgerna.",
        &[],
        &json!({
            "rubriker": colour("Rubrikerna."),
            "linjer": colour("Linjer kring tabeller och under sidhuvudet."),
            "hårlinjer": colour("Linjer mellan tabellernas rader."),
        }),
    );
    let (upright, sides) = (Margins::UPRIGHT, Margins::SIDES);
    let margin = |of: &str, (least, most): (u8, u8)| whole(of, least.into(), most.into(), 25);
    let margins = mapping(
        "Marginalerna i millimeter.",
        &[],
        &json!({
            "upptill": margin("Ovanför texten, där sidhuvudet står.", upright),
            "nedtill": margin("Nedanför texten.", upright),
            "vänster": margin("Till vänster.", sides),
            "höger": margin("Till höger.", sides),
        }),
    );
    let logo = mapping(
        "Kontorets märke, som på första sidan står i stället för orden i sidhuvudet.",
        &["fil", "bredd", "beskrivning"],
        &json!({
            "fil": text("Filen, en PNG-bild, från projektets mapp.", "logotyp.png"),
            "bredd": whole("Bredden i millimeter.", Logo::WIDTHS.0.into(), Logo::WIDTHS.1.into(), 40),
            "beskrivning": text("Vad bilden föreställer, för den som inte ser den.", "Stadens märke"),
        }),
    );
    mapping(
        "Husmallen: utseendet som PDF och Word har gemensamt. Det som inte står här är som i den medföljande.",
        &[],
        &json!({
            "typsnitt": faces,
            "storlekar": sizes,
            "färger": colours,
            "marginaler": margins,
            "logotyp": logo,
            "sidhuvud": text(
                "Vad som står till vänster i sidhuvudet: ord, och {beteckning}, {datum}, {dnr}, {författare}, {titel}.",
                "{beteckning} (Dnr {dnr})"
            ),
        }),
    )
}

fn size(description: &str, example: Value) -> Value {
    json!({
        "description": description,
        "type": "number",
        "minimum": Size::LIMITS.0,
        "maximum": Size::LIMITS.1,
        "examples": [example],
    })
}

fn colour(description: &str) -> Value {
    json!({
        "description": format!("{description} Skrivs som sex hexadecimala siffror."),
        "type": "string",
        "pattern": "^#[0-9A-Fa-f]{6}$",
        "examples": ["#1a1a1a"],
    })
}

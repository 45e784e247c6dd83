//! What each kind of content file may hold, as JSON Schema (draft 2020-12): editors complete, check and explain keys by it.
//!
//! The readers beside it decide; `tests/suite/schema.rs` asks them for every key, choice and range, and compares. A value
//! that the schema takes may still be refused when the project is read: names of posts and columns are looked up there.

mod look;

use serde_json::{Value, json};

use super::ledger::{CONVENTIONS, ROW_KINDS, SCALES};
use super::matter::{CONTENTS_LEVELS, KINDS, WORDINGS, YEARS};
use crate::money::MAX_DECIMALS;

/// The kinds of file in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A sheet of the ledger.
    Ledger,
    /// A house template.
    Look,
    /// The matter.
    Matter,
    /// A section of the tjänsteutlåtande, or a bilaga.
    Section,
}

impl FileKind {
    /// All kinds with the word that users give.
    pub const ALL: [(&'static str, Self); 4] =
        [("ärende", Self::Matter), ("avsnitt", Self::Section), ("blad", Self::Ledger), ("mall", Self::Look)];
}

/// The schemas of all kinds of file, by the word for the kind.
pub fn schemas() -> Value {
    FileKind::ALL.iter().map(|(name, kind)| ((*name).to_owned(), schema(*kind))).collect()
}

/// The schema of one kind of file.
pub fn schema(kind: FileKind) -> Value {
    let (title, mut schema) = match kind {
        FileKind::Ledger => ("blad", ledger()),
        FileKind::Look => ("mall", look::look()),
        FileKind::Matter => ("ärende", matter()),
        FileKind::Section => ("avsnitt", section()),
    };
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    schema
}

fn matter() -> Value {
    let presenter = mapping(
        "Den som föredrar ärendet.",
        &["titel", "namn"],
        &json!({
            "titel": text("Titeln i bestämd form.", "borgarrådet"),
            "namn": text("Namnet.", "Kristina Axén Olin"),
        }),
    );
    let period = mapping(
        "Månaderna som rapporten gäller. I bladens formler är period den del av året som de utgör.",
        &["år", "månader"],
        &json!({
            "år": whole("Året.", YEARS.0, YEARS.1, 2006),
            "månader": months(),
        }),
    );
    let statement = mapping(
        "Förvaltningens tjänsteutlåtande, som det återges.",
        &["från", "datum"],
        &json!({
            "från": text("Vems det är, i genitiv.", "Stadsledningskontorets"),
            "datum": date("Tjänsteutlåtandets datum."),
        }),
    );
    let annex = mapping(
        "En bilaga.",
        &["rubrik"],
        &json!({
            "rubrik": text("Vad bilagan heter.", "Uppföljning av budget"),
            "fil": text(
                "Filen som bilagan trycks ur, från projektets mapp. Utan fil nämns bilagan bara i förteckningen.",
                "bilagor/uppföljning-av-budget.yaml"
            ),
        }),
    );
    mapping(
        "Ärendet: det som är eget för just denna rapport. Fasta formuleringar, upprepningen av besluten och \
         bilageförteckningarna trycks av sig själva.",
        &["slag", "beteckning", "dnr", "titel", "ort", "datum", "beslut"],
        &json!({
            "slag": choice(&KINDS, "Vilket slags dokument det blir."),
            "beteckning": text("Serie och år.", "PM 2006"),
            "rotel": text("Roteln som föredrar ärendet.", "RI"),
            "dnr": text("Diarienumret.", "113-3668/2006"),
            "titel": text("Ärendemeningen.", "Tertialrapport 2 per 2006-08-31"),
            "författare": text("Förvaltningen som svarar för dokumentet.", "Stadsledningskontoret"),
            "ort": text("Orten i dateringen.", "Stockholm"),
            "datum": date("Dokumentets datum."),
            "föredragande": presenter,
            "period": period,
            "beslutsformel": choice(
                &WORDINGS,
                "Vilken form de fasta beslutsorden har. Utan den följer formen datumet."
            ),
            "beslut": list(
                "Beslutspunkterna. En ensam punkt trycks utan nummer.",
                1,
                &prose("En beslutspunkt.", "Tertialrapport 2 godkänns.")
            ),
            "ärendet": prose("Kort om vad ärendet gäller.", "I rapporten redovisas utfallet till och med augusti."),
            "mina-synpunkter": prose("Vad föredraganden anser.", "Rapporten visar en god följsamhet mot budget."),
            "tjänsteutlåtande": statement,
            "bilagor": list("Bilagorna, i ordning.", 0, &annex),
            "innehållsförteckning": whole(
                "Hur många rubriknivåer innehållsförteckningen visar. Utan raden blir det ingen.",
                CONTENTS_LEVELS.0.into(),
                CONTENTS_LEVELS.1.into(),
                1
            ),
            "mall": text("Filen med husmallen, från projektets mapp. Utan den gäller den medföljande.", "mall.yaml"),
        }),
    )
}

fn section() -> Value {
    let mut block = mapping(
        "Ett block: text, tabell, avsnitt eller underskrift, ett av dem.",
        &[],
        &json!({
            "text": prose("Stycken, listor, betoning och länkar.", "Utfallet är {slk.netto.utfall}."),
            "tabell": text("Namnet på en tabell i något av bladen.", "uppföljning"),
            "avsnitt": { "$ref": "#", "description": "Ett avsnitt en rubriknivå längre in." },
            "underskrift": text("Namnet på den som svarar för avsnittet.", "Anna Andersson"),
        }),
    );
    block["minProperties"] = 1.into();
    block["maxProperties"] = 1.into();
    mapping(
        "Ett avsnitt: en rubrik och det som står under den.",
        &["rubrik", "innehåll"],
        &json!({
            "rubrik": text("Rubriken.", "Analys av utfall"),
            "innehåll": list("Det som står under rubriken, i ordning.", 0, &block),
        }),
    )
}

fn ledger() -> Value {
    let column = mapping(
        "En kolumn. Utan formel skrivs dess tal in i posterna.",
        &["rubrik"],
        &json!({
            "rubrik": text("Kolumnens rubrik.", "Periodiserat utfall"),
            "formel": formula("Räknar kolumnen ur andra kolumner på samma rad, och period.", "vp * period"),
            "enhet": choice(&SCALES, "Kolumnens enhet, om den inte är bladets."),
            "decimaler": whole("Kolumnens decimaler, om de inte är bladets.", 0, MAX_DECIMALS.into(), 1),
        }),
    );
    let row = mapping(
        "En rad i mallen. Utan formel skrivs dess tal in i posterna.",
        &["namn"],
        &json!({
            "namn": text("Radens namn.", "Kostnader"),
            "formel": formula("Räknar raden ur andra rader i samma post.", "kostnader + intäkter"),
            "art": choice(&ROW_KINDS, "Vad raden är, så att bladets tecken kan granskas."),
        }),
    );
    let table = mapping(
        "En tabell över poster.",
        &["beskrivning", "poster"],
        &json!({
            "beskrivning": text("Vad tabellen visar, för den som inte ser den.", "Budget och utfall i mnkr."),
            "rad": text("Visa bara denna rad, en rad för varje post.", "netto"),
            "poster": list("Posterna, i ordning.", 1, &text("En post.", "slk")),
            "kolumner": list("Kolumnerna, i ordning. Utan den visas bladets alla.", 1, &text("En kolumn.", "utfall")),
        }),
    );
    let figures = named("Radens tal, under sina kolumner.", &amount());
    let mut ledger = mapping(
        "Ett blad: kolumner, poster och tabeller. Bara det som inte kan räknas fram skrivs in.",
        &["enhet", "decimaler", "kolumner", "poster"],
        &json!({
            "enhet": choice(&SCALES, "Enheten som bladets tal skrivs och trycks i."),
            "decimaler": whole("Hur många decimaler som trycks.", 0, MAX_DECIMALS.into(), 1),
            "tecken": choice(&CONVENTIONS, "Vilket tecken kostnader har, så att talen kan granskas."),
            "kolumner": named("Kolumnerna, var och en under sin nyckel.", &column),
            "mallar": named(
                "Radmallar. En post följer den första om den inte anger en annan.",
                &named("En mall: raderna, var och en under sin nyckel.", &row)
            ),
            "poster": {
                "description": "Posterna, var och en under sin nyckel.",
                "type": "object",
                "minProperties": 1,
            },
            "tabeller": named("Tabellerna, var och en under sitt namn.", &table),
        }),
    );
    let posts =
        |name: &str| json!({ "properties": { "poster": { "additionalProperties": { "$ref": name } } } });
    ledger["if"] = json!({ "required": ["mallar"] });
    ledger["then"] = posts("#/$defs/post-med-rader");
    ledger["else"] = posts("#/$defs/post-utan-rader");
    ledger["$defs"] = json!({ "post-med-rader": post(&figures), "post-utan-rader": post(&amount()) });
    ledger
}

/// A post, whose further keys are the rows of its template, or columns where the sheet has no templates.
fn post(others: &Value) -> Value {
    let mut post = mapping(
        "En post: en verksamhet, eller en summa av poster.",
        &["namn"],
        &json!({
            "namn": text("Postens namn.", "Politisk organisation"),
            "kort": text("Namnet där det är ont om plats.", "Politisk org."),
            "tillägg": text("En andra rad under namnet.", "(aktuella på förvaltning)"),
            "mall": text("Radmallen, om den inte är bladets första.", "investering"),
            "summa": list("Posterna som läggs ihop. Då skrivs inga tal in.", 1, &text("En post.", "slk")),
            "radnamn": named("Egna namn på mallens rader.", &text("Radens namn här.", "Summa kostnader")),
        }),
    );
    post["additionalProperties"] = others.clone();
    post
}

/// Keys that are known, some of them needed.
fn mapping(description: &str, required: &[&str], properties: &Value) -> Value {
    json!({
        "description": description,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// Keys that the clerk chooses, at least one.
fn named(description: &str, value: &Value) -> Value {
    json!({ "description": description, "type": "object", "minProperties": 1, "additionalProperties": value })
}

fn list(description: &str, least: u8, item: &Value) -> Value {
    json!({ "description": description, "type": "array", "minItems": least, "items": item })
}

/// What YAML takes for a number or a truth value is text too where text is asked for.
fn text(description: &str, example: &str) -> Value {
    json!({
        "description": description,
        "type": ["string", "number", "boolean"],
        "pattern": r"\S",
        "examples": [example],
    })
}

fn prose(description: &str, example: &str) -> Value {
    let more = "Siffror skrivs som hänvisningar: {post.rad.kolumn}.";
    text(&format!("{description} {more}"), example)
}

fn formula(description: &str, example: &str) -> Value {
    let more = "Tecken: + - * / och parenteser, med mellanslag runt minustecknet.";
    text(&format!("{description} {more}"), example)
}

fn choice<T>(choices: &[(&str, T)], description: &str) -> Value {
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    json!({ "description": description, "type": "string", "enum": words })
}

fn whole(description: &str, least: u16, most: u16, example: u16) -> Value {
    json!({
        "description": description,
        "type": "integer",
        "minimum": least,
        "maximum": most,
        "examples": [example],
    })
}

fn date(description: &str) -> Value {
    json!({
        "description": format!("{description} Skrivs år-månad-dag."),
        "type": "string",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "examples": ["2006-12-06"],
    })
}

fn months() -> Value {
    json!({
        "description": "Månaderna inom året, första och sista.",
        "type": ["string", "integer"],
        "minimum": 1,
        "maximum": 12,
        "pattern": "^ *(0?[1-9]|1[0-2]) *([–-] *(0?[1-9]|1[0-2]) *)?$",
        "examples": ["1–8"],
    })
}

fn amount() -> Value {
    json!({
        "description": "Ett tal i bladets enhet, med decimalpunkt och utan mellanslag.",
        "type": ["number", "string"],
        "pattern": "^[-−]?[0-9]+(\\.[0-9]+)?$",
        "examples": [708.0],
    })
}

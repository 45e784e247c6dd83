//! What each kind of content file may hold, as JSON Schema (draft 2020-12): editors complete, check and explain keys by it.
//!
//! The readers beside it decide; `tests/suite/schema.rs` asks them for every key, choice and range, and compares. A value
//! that the schema takes may still be refused when the project is read: names of posts and columns are looked up there.

mod ending;
mod look;

use serde_json::{Value, json};

use super::contract::HOLDS;
use super::export::{DECIMAL_SIGNS, MEASURES, SEPARATORS};
use super::form::FORMS;
use super::ledger::{CONVENTIONS, ROW_KINDS, SCALES, SELECTIONS};
use super::matter::{CONTENTS_LEVELS, KINDS, WORDINGS, YEARS};
use super::section::DRAWINGS;
use crate::figures::money::MAX_DECIMALS;

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
        "Den som föredrar ärendet, eller de som gör det tillsammans.",
        &["titel", "namn"],
        &json!({
            "titel": text("Titeln i bestämd form; är de flera, borgarråden.", "borgarrådet"),
            "namn": names("Namnet, eller en lista med namnen.", "Kristina Axén Olin"),
        }),
    );
    let signer = mapping(
        "En som skriver under. Underskriften får sin plats vid namnet, där det trycks, annars efter de andra.",
        &["roll"],
        &json!({
            "roll": text("I vilken egenskap.", "förvaltningschef"),
            "namn": text("Namnet, om det är känt vem som ska skriva under.", "Kristina Axén Olin"),
            "ort": text("Orten där det skrivs under.", "Stockholm"),
            "organisation": text("Myndigheten eller bolaget som det skrivs under för.", "Stadsledningskontoret"),
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
        &["slag", "dnr", "titel", "ort", "datum", "beslut"],
        &json!({
            "slag": choice(&KINDS, "Vilket slags dokument det blir."),
            "beteckning": text(
                "Serie, år och nummer. Utan den Tjänsteutlåtande, eller PM eller Utlåtande med årtalet.",
                "PM 2007:67"
            ),
            "rotel": text("Roteln som föredrar ärendet.", "RI"),
            "dnr": text("Diarienumret.", "113-3668/2006"),
            "titel": text("Ärendemeningen.", "Tertialrapport 2 per 2006-08-31"),
            "undertitel": names(
                "En rad under titeln, eller en lista med rader: motionen som besvaras, andra ärenden som avgörs.",
                "Motion (2016:5) av N.N. (M)"
            ),
            "författare": text("Förvaltningen som svarar för dokumentet.", "Stadsledningskontoret"),
            "nämnd": text(
                "Nämnden som ett tjänsteutlåtande går till, i bestämd form. Utan den är det kommunstyrelsen.",
                "stadsdelsnämnden"
            ),
            "ort": text("Orten i dateringen.", "Stockholm"),
            "datum": date("Dokumentets datum."),
            "föredragande": presenter,
            "underskrifter": list(
                "De som skriver under PDF:en. Fälten heter i samma ordning Underskrift1, Underskrift2 och så vidare.",
                0,
                &signer
            ),
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
            "beredning": prose("Vilka som har yttrat sig, och vad de anser.", "Ärendet har remitterats till socialnämnden."),
            "mina-synpunkter": prose("Vad föredraganden anser.", "Rapporten visar en god följsamhet mot budget."),
            "tjänsteutlåtande": statement,
            "beslut-för-egen-del": list(
                "Vad kommunstyrelsen beslutar för egen del i ett utlåtande. Numreras för sig.",
                1,
                &prose("En beslutspunkt.", "Stadsledningskontoret får i uppdrag att följa upp riktlinjerna.")
            ),
            "yttranden": ending::utterances(),
            "kommunstyrelsen": ending::executive(),
            "remissinstanser": ending::bodies(),
            "bilagor": list("Bilagorna, i ordning.", 0, &annex),
            "innehållsförteckning": whole(
                "Hur många rubriknivåer innehållsförteckningen visar. Utan raden blir det ingen.",
                CONTENTS_LEVELS.0.into(),
                CONTENTS_LEVELS.1.into(),
                1
            ),
            "mall": text("Filen med husmallen, från projektets mapp. Utan den gäller den medföljande.", "mall.yaml"),
            "utanför": names(
                "Filer och mappar i projektets mapp som inte hör till dokumentet. Allt annat som inte läses påpekas.",
                "anteckningar/möten.md"
            ),
        }),
    )
}

fn section() -> Value {
    let chart = mapping(
        "En tabell ritad som diagram, med tabellen under.",
        &["rubrik", "slag", "tabell"],
        &json!({
            "rubrik": text("Vad diagrammet visar. Numret trycks av sig självt.", "Budget och prognos per verksamhet"),
            "slag": choice(&DRAWINGS, "Staplar för varje rad, eller en linje för varje rad med kolumnerna längs axeln."),
            "tabell": text("Namnet på tabellen som ritas.", "uppföljning"),
        }),
    );
    let picture = mapping(
        "En bild i PNG eller JPEG.",
        &["fil", "alternativ", "rubrik"],
        &json!({
            "fil": text("Filen, från projektets mapp.", "bilder/karta.png"),
            "alternativ": text(
                "Vad bilden visar, för den som inte ser den.",
                "Karta över staden; de fem stadsdelar där skolor byggs är markerade."
            ),
            "rubrik": text("Vad bilden heter. Numret trycks av sig självt.", "Nya skolor till 2010"),
        }),
    );
    let mut block = mapping(
        "Ett block: text, tabell, diagram, bild, avsnitt eller underskrift, ett av dem.",
        &[],
        &json!({
            "bild": picture,
            "diagram": chart,
            "text": prose("Stycken, listor, betoning, länkar och noter.", "Utfallet är {slk.netto.utfall}."),
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
            "formel": formula(
                "Räknar kolumnen ur andra kolumner på samma rad, och delar av året: period, tertial-1, månad-12.",
                "vp * period"
            ),
            "del-av": text(
                "Kolumnen som denna är en del av. Delarna trycks så att de summerar till det hela.",
                "vp"
            ),
            "slag": choice(&HOLDS, "Vad kolumnen innehåller. Utan det är det tal."),
            "förfaller": years(),
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
            "rubrik": text("En rubrik som raden och de efter den står under.", "Tillgångar"),
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
            "kolumner": list(
                "Kolumnerna, i ordning. Utan den visas bladets alla. Med kolumn är de ordkolumner efter raderna.",
                1,
                &text("En kolumn.", "utfall")
            ),
            "kolumn": text(
                "Visa bara denna kolumn, en rad för varje post med postens rader bredvid varandra.",
                "prognosändring"
            ),
            "urval": choice(
                &SELECTIONS,
                "Visa bara de poster där kolumnen är en sådan förändring. Budgetjusteringar har finansieringen i en \
                 ordkolumn."
            ),
        }),
    );
    let contracts = mapping(
        "Kolumnerna som gör varje post till ett avtal, så att avgifternas förfall kan räknas och avtalen granskas.",
        &["nummer", "start", "slut", "årsavgift"],
        &json!({
            "nummer": text("Kolumnen med avtalets nummer.", "avtal"),
            "start": text("Kolumnen med avtalets första dag.", "start"),
            "slut": text("Kolumnen med avtalets sista dag.", "slut"),
            "årsavgift": text("Kolumnen med avgiften per år.", "årsavgift"),
        }),
    );
    let figures = json!({ "description": "Radens tal, under sina kolumner, eller – om raden inte finns.", "anyOf": [
        named("Radens tal, under sina kolumner.", &amount()),
        { "description": "Raden finns inte.", "type": "string", "enum": ["–", "-", "—", "−"] },
    ]});
    let mut ledger = mapping(
        "Ett blad: kolumner, poster och tabeller. Bara det som inte kan räknas fram skrivs in.",
        &["enhet", "decimaler", "kolumner", "poster"],
        &json!({
            "enhet": choice(&SCALES, "Enheten som bladets tal skrivs och trycks i."),
            "decimaler": whole("Hur många decimaler som trycks.", 0, MAX_DECIMALS.into(), 1),
            "tecken": choice(&CONVENTIONS, "Vilket tecken kostnader har, så att talen kan granskas."),
            "uppställning": choice(
                FORMS,
                "Räkningens rader enligt lag. De blir bladets första mall, med namnet uppställning."
            ),
            "periodnycklar": named(
                "Periodnycklar, var och en under sitt namn. En post utan nyckel fördelas jämnt över året.",
                &text("Tolv vikter, januari först.", "8 8 8 8 8 10 6 8 8 8 10 10")
            ),
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
            "kontroller": named(
                "Uttryck över celler i alla blad som ska bli noll, vart och ett under det som det säger.",
                &formula("Ett uttryck som ska bli noll.", "balans.tillgångar.utgående - balans.skulder.utgående")
            ),
            "avtal": contracts,
            "tabeller": named("Tabellerna, var och en under sitt namn.", &table),
            "källor": named("Filer ur redovisningen som tal hämtas ur, var och en under sitt namn.", &export()),
        }),
    );
    let posts =
        |name: &str| json!({ "properties": { "poster": { "additionalProperties": { "$ref": name } } } });
    ledger["if"] = json!({ "anyOf": [{ "required": ["mallar"] }, { "required": ["uppställning"] }] });
    ledger["then"] = posts("#/$defs/post-med-rader");
    ledger["else"] = posts("#/$defs/post-utan-rader");
    ledger["$defs"] = json!({ "post-med-rader": post(&figures), "post-utan-rader": post(&amount()) });
    ledger
}

/// An export, by its kind.
fn export() -> Value {
    let measures = MEASURES.map(|(word, _)| word).join(", ");
    let own = |word: &str, more: Value| {
        let mut properties = json!({
            "fil": text("Filen, från projektets mapp.", "underlag/utfall.se"),
            "slag": { "description": "Vad filen är.", "const": word },
            "vänd": list("Rader eller poster som byter tecken.", 1, &text("En rad eller post.", "intäkter")),
        });
        let all = properties.as_object_mut().into_iter();
        all.for_each(|all| all.extend(more.as_object().cloned().unwrap_or_default()));
        properties
    };
    let sie = json!({
        "belopp": named("Bladets kolumner, var och en med vad som tas av kontona.", &choice_text(&measures, "utfall")),
        "dimension": text("Numret på dimensionen vars objekt är poster. Utan den kostnadsställe, 1.", "1"),
        "objekt": named("Postens objekt i dimensionen.", &names("Objekt.", "100")),
        "post": text("Posten för allt, eller för det som ingen annan post har.", "slk"),
        "konton": named("Radens konton; postens, där bladet inte har rader.", &names("Konton och spann.", "3000–3999")),
        "kontoplan": text("En gemensam kontoplan, vars rader konton kan ersätta.", "resultaträkning"),
        "utanför": names("Konton som bladet inte visar.", "1000–2999"),
    });
    let rows = json!({
        "belopp": named("Bladets kolumner, var och en med rubriken i filen.", &text("Rubriken.", "Prognos")),
        "post": text("Rubriken över kolumnen som säger posten.", "Verksamhet"),
        "nyckel": text("Rubriken över kolumnen som skiljer poster åt, där namnen inte gör det.", "Avtalsnr"),
        "grupp": text("Rubriken över kolumnen som säger vilken summa en post ur filen hör till.", "Klass"),
        "rad": text("Rubriken över kolumnen som säger raden.", "Slag"),
        "ord": named("Bladets kolumner med ord och datum, var och en med rubriken i filen.", &text("Rubriken.", "Motpart")),
        "kallas": named("Vad filen kallar poster och rader, där det inte är bladets namn.", &names("Namn.", "100")),
        "utanför": names("Poster i filen som bladet inte visar.", "Finansförvaltningen"),
        "enhet": choice(&SCALES, "Enheten i filen, om den inte är bladets."),
        "tal": choice(&DECIMAL_SIGNS, "Tecknet som skiljer decimalerna åt i filen, om det inte syns."),
    });
    let (mut csv, mut xlsx) = (rows.clone(), rows);
    xlsx["blad"] = text("Arbetsbokens blad, om den har flera.", "VP 2006");
    csv["skiljetecken"] = choice(&SEPARATORS, "Vad som skiljer cellerna åt, om det inte syns.");
    let kind = |word: &str, required: &[&str], more| {
        mapping(
            "En fil, och hur det som står i den blir poster, rader och kolumner.",
            required,
            &own(word, more),
        )
    };
    json!({ "oneOf": [
        kind("csv", &["fil", "slag", "belopp", "post"], csv),
        kind("sie", &["fil", "slag", "belopp"], sie),
        kind("xlsx", &["fil", "slag", "belopp", "post"], xlsx),
    ]})
}

/// One name, or several.
fn names(description: &str, example: &str) -> Value {
    json!({
        "description": description,
        "type": ["string", "number", "boolean", "array"],
        "items": text(description, example),
        "minItems": 1,
        "examples": [example],
    })
}

fn choice_text(words: &str, example: &str) -> Value {
    text(&format!("Ett av {words}."), example)
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
            "periodnyckel": text("Periodnyckeln som årets belopp fördelas efter.", "semester"),
            "mall": text("Radmallen, om den inte är bladets första.", "investering"),
            "summa": { "description": "Posterna som läggs ihop, eller källan som de kommer ur.", "anyOf": [
                list("Posterna som läggs ihop. Då skrivs inga tal in.", 1, &text("En post.", "slk")),
                {
                    "description": "Källan vars rader är posterna.",
                    "type": "string",
                    "pattern": "^ur +\\S",
                    "examples": ["ur avtal"],
                },
            ]},
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

fn years() -> Value {
    json!({
        "description": "Åren efter balansdagen som kolumnens del av avtalens avgifter förfaller i.",
        "type": "string",
        "pattern": "^ *[0-9]{1,2} *[–-] *([0-9]{1,2} *)?$",
        "examples": ["1–5"],
    })
}

/// A cell: a number, unless the column holds words or dates.
fn amount() -> Value {
    let stated = mapping(
        "En cell som räknas fram, med det som den enligt någon annan ska bli.",
        &["angivet"],
        &json!({
            "angivet": json!({
                "description": "Talet som det är angivet. Det granskas mot det framräknade, med hänsyn till avrundning, \
                                och trycks inte.",
                "type": ["number", "string"],
                "examples": [12.5],
            }),
            "formel": formula("En formel över celler i alla blad, om cellen inte räknas ur kolumnen eller raden.", "slk.vp"),
        }),
    );
    let plain = json!({
        "description": "Ett tal i bladets enhet, med decimalpunkt och utan mellanslag; – om det inte finns något tal; en \
                        formel över celler i alla blad efter ett likhetstecken. I kolumner av andra slag ord eller ett datum.",
        "type": ["number", "string"],
        "pattern": r"^[-−]?[0-9]+(\.[0-9]+)?$|^[-–—−]$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$|[A-Za-zÅÄÖåäö]",
        "examples": [708.0],
    });
    json!({ "description": plain["description"], "anyOf": [plain, stated] })
}

//! The messages in Swedish, for clerks. Lower case, no full stop, the thing itself in quotation marks.

use super::problem::{Construct, Kind, NameOf, Problem, Syntax};
use crate::money::Unit;

/// What is wrong.
pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::AnchorInYaml => "ankare och alias (& och *) kan inte användas".to_owned(),
        Problem::ComputedCell { column } => format!("kolumnen ”{column}” räknas fram och skrivs inte in"),
        Problem::ControlCharacter { code } => format!("tecknet U+{code:04X} syns inte och kan inte tryckas"),
        Problem::DecimalComma { .. } => "decimalkomma i ett tal".to_owned(),
        Problem::DirectionOfZero { reference } => format!("”{reference}” är noll och har ingen riktning"),
        Problem::DivideByZero { cell } => format!("division med noll i ”{cell}”"),
        Problem::DuplicateKey { key } => format!("nyckeln ”{key}” står två gånger"),
        Problem::DuplicateName { of, name } => format!("{} ”{name}” finns två gånger", name_of(*of)),
        Problem::EmptySection { heading } => format!("ingenting står under rubriken ”{heading}”"),
        Problem::EmptyValue { key } => format!("”{key}” är tomt"),
        Problem::FileTooLarge { bytes, limit } => {
            format!("filen är för stor: {} MB, högst {} MB läses", bytes >> 20, limit >> 20)
        }
        Problem::FormulaCycle { cell } => format!("formeln för ”{cell}” beror på sig själv"),
        Problem::FormulaSyntax { near } => format!("formeln går inte att läsa vid ”{near}”"),
        Problem::FormulaUnits { left, right } => {
            format!("formeln blandar {} med {}", unit(*left), unit(*right))
        }
        Problem::GlyphMissing { text } => format!("tecken i ”{text}” finns inte i dokumentets typsnitt"),
        Problem::MissingCells { post, row: Some(row), columns } => {
            format!("raden ”{post}.{row}” saknar {}", quoted(columns))
        }
        Problem::MissingCells { post, row: None, columns } => {
            format!("posten ”{post}” saknar {}", quoted(columns))
        }
        Problem::MissingFile { path } => format!("filen ”{path}” finns inte"),
        Problem::MissingKey { key } => format!("nyckeln ”{key}” saknas"),
        Problem::MissingReason { text } => format!("”{text}” saknar anledning"),
        Problem::MissingRow { post, row } => format!("posten ”{post}” saknar raden ”{row}”"),
        Problem::NotAnAmount { text } => format!("”{text}” är inte ett tal"),
        Problem::NotArchival { said } => format!("dokumentet kan inte arkiveras så: {said}"),
        Problem::NotInText { construct } => {
            format!("{} kan inte stå i löpande text", self::construct(*construct))
        }
        Problem::NotUtf8 => "filen är inte sparad som UTF-8".to_owned(),
        Problem::NotYaml { syntax } => match syntax {
            Syntax::Depth => "för många nivåer i varandra".to_owned(),
            Syntax::Documents => "filen innehåller mer än ett dokument".to_owned(),
            Syntax::Ended => "filen slutar innan något är avslutat".to_owned(),
            Syntax::Other => "filen går inte att läsa som YAML här".to_owned(),
            Syntax::Size => "filen innehåller fler delar än någon rapport har".to_owned(),
            Syntax::Tab => "tabbtecken där det ska vara blanksteg".to_owned(),
        },
        Problem::OutOfRange { cell } => format!("”{cell}” blir för stort för att räknas exakt"),
        Problem::OutsideProject { path } => format!("”{path}” ligger utanför projektets mapp"),
        Problem::SignConvention { row, cost: true } => {
            format!("”{row}” är en kostnad men har inte bladets tecken för kostnader")
        }
        Problem::SignConvention { row, cost: false } => {
            format!("”{row}” är en intäkt men har inte bladets tecken för intäkter")
        }
        Problem::StatedLiteral { text, .. } => format!("”{text}” är skrivet för hand"),
        Problem::Typesetting { said } => format!("sättningen stannade: {said}"),
        Problem::UnclosedBrace => "klammern ”{” avslutas inte".to_owned(),
        Problem::UnknownCell { reference, .. } => format!("cellen ”{reference}” finns inte"),
        Problem::UnknownKey { key, .. } => format!("okänd nyckel ”{key}”"),
        Problem::UnknownName { of, name, .. } => format!("{} ”{name}” finns inte", name_of(*of)),
        Problem::Unreadable { path, why } => format!("”{path}” går inte att läsa: {why}"),
        Problem::WrongChoice { text, .. } => format!("”{text}” går inte att välja här"),
        Problem::WrongDate { text } => format!("”{text}” är inte ett datum"),
        Problem::WrongKind { expected, found } => {
            format!("här ska stå {}, inte {}", kind(*expected), kind(*found))
        }
        Problem::WrongNumber { text, .. } => format!("”{text}” går inte att använda här"),
        Problem::WrongPeriod { text } => format!("”{text}” är inte en period av månader"),
    }
}

/// What to do about it.
pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::AnchorInYaml => {
            "skriv ut texten; börjar den med & eller *, sätt den inom citattecken".to_owned()
        }
        Problem::ComputedCell { .. } => "ta bort talet, eller ta bort kolumnens formel".to_owned(),
        Problem::ControlCharacter { .. } => "ta bort tecknet".to_owned(),
        Problem::DecimalComma { with_point } => format!("skriv med punkt: {with_point}"),
        Problem::DirectionOfZero { .. } => {
            "skriv meningen utan riktning, till exempel ”ingen avvikelse”".to_owned()
        }
        Problem::DivideByZero { .. } => "ändra formeln eller talet som den delar med".to_owned(),
        Problem::DuplicateKey { .. } => "behåll den ena".to_owned(),
        Problem::DuplicateName { .. } => "ge den ena ett annat namn".to_owned(),
        Problem::EmptySection { .. } => "skriv något under rubriken, eller ta bort den".to_owned(),
        Problem::EmptyValue { .. } => "fyll i det".to_owned(),
        Problem::FileTooLarge { .. } => "dela upp filen, eller kontrollera att det är rätt fil".to_owned(),
        Problem::FormulaCycle { .. } => "ändra formeln så att den bara använder andra celler".to_owned(),
        Problem::FormulaSyntax { .. } => {
            "skriv till exempel ”vp * period” eller ”vp - utfall”, med mellanslag runt tecknen".to_owned()
        }
        Problem::FormulaUnits { .. } => "lägg bara ihop det som räknas i samma enhet".to_owned(),
        Problem::GlyphMissing { .. } => "skriv det med andra tecken".to_owned(),
        Problem::MissingCells { .. } => "skriv in talen; är de noll, skriv 0".to_owned(),
        Problem::MissingFile { .. } => "rätta sökvägen, eller lägg till filen".to_owned(),
        Problem::MissingKey { key } => format!("lägg till raden ”{key}: …”"),
        Problem::MissingReason { .. } => "skriv {= beloppet | varför det står så}".to_owned(),
        Problem::MissingRow { row, .. } => format!("lägg till ”{row}: {{ … }}”, eller välj en annan mall"),
        Problem::NotAnAmount { .. } => {
            "skriv siffror med decimalpunkt och utan mellanslag: -1234.5".to_owned()
        }
        Problem::NotInText { construct } => match construct {
            Construct::Heading => "gör ett avsnitt: ”- avsnitt: { rubrik: …, innehåll: … }”".to_owned(),
            Construct::Code => "ta bort indraget eller grav accent (`)".to_owned(),
            Construct::Html | Construct::Picture | Construct::Quote | Construct::Rule => {
                "text kan ha stycken, listor, betoning och länkar; sätt \\ före tecknet om det ska synas"
                    .to_owned()
            }
        },
        Problem::NotUtf8 => "spara om filen med teckenkodningen UTF-8".to_owned(),
        Problem::NotYaml { syntax } => match syntax {
            Syntax::Depth | Syntax::Size => "kontrollera att det är rätt fil".to_owned(),
            Syntax::Documents => "ta bort raden ”---” och det som följer".to_owned(),
            Syntax::Ended => "leta efter ett citattecken eller en klammer som inte avslutats".to_owned(),
            Syntax::Other => {
                "kontrollera indraget, kolon och citattecken; text med kolon sätts inom citattecken"
                    .to_owned()
            }
            Syntax::Tab => "byt tabbtecken mot blanksteg".to_owned(),
        },
        Problem::OutOfRange { .. } => "kontrollera talen som går in i det".to_owned(),
        Problem::OutsideProject { .. } => "flytta in filen i mappen och ange sökvägen därifrån".to_owned(),
        Problem::SignConvention { .. } => "byt tecken, eller ändra bladets ”tecken”".to_owned(),
        Problem::StatedLiteral { reason, .. } => format!("anledning: {reason}"),
        Problem::NotArchival { .. } | Problem::Typesetting { .. } => return None,
        Problem::UnclosedBrace => "avsluta med ”}”".to_owned(),
        Problem::UnknownCell { nearest, .. } | Problem::UnknownName { nearest, .. } => {
            meant(nearest.as_ref()?)
        }
        Problem::UnknownKey { nearest: Some(name), .. }
        | Problem::WrongChoice { nearest: Some(name), .. } => meant(name),
        Problem::UnknownKey { known, .. } => format!("här finns {}", quoted(known)),
        Problem::WrongChoice { known, .. } => format!("välj {}", quoted(known)),
        Problem::Unreadable { .. } => "kontrollera att filen får läsas".to_owned(),
        Problem::WrongDate { .. } => "skriv datumet som 2006-12-06".to_owned(),
        Problem::WrongKind { .. } => "jämför med handledningens exempel".to_owned(),
        Problem::WrongNumber { least, most, .. } => format!("skriv ett heltal från {least} till {most}"),
        Problem::WrongPeriod { .. } => "skriv månaderna som 1–8".to_owned(),
    })
}

fn meant(name: &str) -> String {
    format!("menade du ”{name}”?")
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("”{name}”")).collect::<Vec<_>>().join(", ")
}

fn name_of(of: NameOf) -> &'static str {
    match of {
        NameOf::Column => "kolumnen",
        NameOf::FormulaTerm => "formelns led",
        NameOf::Post => "posten",
        NameOf::Row => "raden",
        NameOf::Table => "tabellen",
        NameOf::Template => "mallen",
        NameOf::Way => "sättet",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::List => "en lista",
        Kind::Mapping => "nycklar med värden",
        Kind::Nothing => "ingenting",
        Kind::Scalar => "en text eller ett tal",
    }
}

fn construct(construct: Construct) -> &'static str {
    match construct {
        Construct::Code => "kod",
        Construct::Heading => "en rubrik",
        Construct::Html => "HTML",
        Construct::Picture => "en bild",
        Construct::Quote => "ett citatblock",
        Construct::Rule => "en linje",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "antal",
        Unit::Kronor => "kronor",
        Unit::Share => "andelar",
    }
}

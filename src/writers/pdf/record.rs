//! The record of a verification: what was judged, how and when, on pages that can be filed (PDF/A-2a, PDF/UA-1).

use typst::foundations::{Datetime, IntoValue, Smart, Value};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::dict::dict;
use super::typeset::{Template, typeset};
use super::world::ReportWorld;
use crate::project::look::Look;

/// What stands in the record. Every text is set as it is; none is markup.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The language of the words: `sv` or `en`.
    pub language: &'static str,
    /// What it is called.
    pub title: String,
    /// When it was made: year, month, day, hour, minute and second of universal time.
    pub made: (i32, u8, u8, u8, u8, u8),
    /// What holds for the whole file: heads and texts.
    pub facts: Vec<[String; 2]>,
    /// What follows of all, a paragraph each.
    pub conclusion: Vec<String>,
    /// One for each signature.
    pub parts: Vec<RecordPart>,
    /// What the reader is to know of the record itself, a paragraph each.
    pub about: Vec<String>,
}

/// One signature in the record.
#[derive(Clone, Debug, Default)]
pub struct RecordPart {
    /// Its heading.
    pub heading: String,
    /// Heads and texts.
    pub facts: Vec<[String; 2]>,
    /// The heads of the columns of the checks.
    pub columns: [String; 3],
    /// The checks, a row each.
    pub checks: Vec<[String; 3]>,
}

/// The record as PDF; nothing where it cannot be set. Letters that no font has are written by their numbers.
pub fn record(record: &Record) -> Option<Vec<u8>> {
    set(record, &|text| text.to_owned()).or_else(|| set(record, &numbered))
}

/// Letters of the Latin script and common punctuation as they are, others as `[U+4F60]`.
fn numbered(text: &str) -> String {
    let common = |c: char| matches!(c, ' '..='~' | '\u{A0}'..='\u{17F}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '€');
    let written = |c: char| if common(c) { c.to_string() } else { format!("[U+{:04X}]", u32::from(c)) };
    text.chars().map(written).collect()
}

fn set(record: &Record, text: &dyn Fn(&str) -> String) -> Option<Vec<u8>> {
    let one = |words: &String| text(words).into_value();
    let all = |words: &[String]| words.iter().map(one).collect::<Vec<Value>>();
    let facts = |facts: &[[String; 2]]| {
        facts.iter().map(|fact| all(fact.as_slice()).into_value()).collect::<Vec<Value>>()
    };
    let part = |part: &RecordPart| {
        let checks =
            part.checks.iter().map(|check| all(check.as_slice()).into_value()).collect::<Vec<Value>>();
        dict! {
            "heading" => one(&part.heading),
            "facts" => facts(&part.facts),
            "columns" => all(part.columns.as_slice()),
            "checks" => checks,
        }
        .into_value()
    };
    let value = dict! {
        "lang" => record.language,
        "title" => one(&record.title),
        "facts" => facts(&record.facts),
        "conclusion" => all(&record.conclusion),
        "parts" => record.parts.iter().map(part).collect::<Vec<Value>>(),
        "about" => all(&record.about),
    };
    let pages = typeset(&ReportWorld::new(&Look::default()), Template::Record, value.into_value()).ok()?;
    let (year, month, day, hour, minute, second) = record.made;
    let made = Datetime::from_ymd_hms(year, month, day, hour, minute, second);
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {:?}", record.title, record.made)),
        creator: Smart::Custom(Some(concat!("tertial ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: made.map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("both share PDF 1.7"),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names come out of files of others: no letter in one may keep the record from being made.
    #[test]
    fn a_record_is_made_whatever_stands_in_it() {
        for name in ["Åsa Prov", "\u{4f60}\u{597d}", "#emoji() *x* $y$ \\", "\u{0}\u{7}\u{FFFF}"] {
            let part = RecordPart {
                heading: name.to_owned(),
                facts: vec![["Undertecknat av".to_owned(), name.to_owned()]],
                columns: ["Kontroll", "Utfall", "Krav"].map(str::to_owned),
                checks: vec![["Plats", "håller", name].map(str::to_owned); 70],
            };
            let record = Record {
                language: "sv",
                title: "Kontroll".to_owned(),
                made: (2026, 1, 1, 0, 0, 0),
                facts: vec![["Fil".to_owned(), name.to_owned()]],
                conclusion: vec![name.to_owned()],
                parts: vec![part],
                about: vec![name.to_owned()],
            };
            assert!(super::record(&record).is_some(), "{name:?}");
        }
    }
}

//! The exported workbook: its formulas, computed by LibreOffice, give the printed cells; and its entered figures lead back.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use tertial::document::compose;
use tertial::document::tree::{CellContent, NOTHING, Stage, Table, plain};
use tertial::figures::money::SWEDISH;
use tertial::pipeline::{self, Project};
use zip::write::SimpleFileOptions;

use crate::product::{program, scratch, tertial};
use crate::validators::recalculated;

/// A small report whose columns have several scales, and whose posts have no rows.
const MIXED: &str = "enhet: mnkr
decimaler: 1
kolumner:
  vp:        { rubrik: Budget }
  utfall:    { rubrik: Utfall, enhet: tkr, decimaler: 0 }
  avvikelse: { rubrik: Avvikelse, formel: (vp * period - utfall) / 2 }
  andel:     { rubrik: Andel, formel: utfall / vp, enhet: procent, decimaler: 2 }
poster:
  skola:  { namn: Skola, vp: 1.5, utfall: 1234 }
  kultur: { namn: Kultur, vp: -0.25, utfall: 1 }
  totalt: { namn: Totalt, summa: [skola, kultur] }
tabeller:
  drift: { beskrivning: \"Budget och utfall.\", poster: [skola, kultur, totalt] }
  kort: { beskrivning: \"Bara avvikelser.\", poster: [totalt], kolumner: [avvikelse, andel] }
";

/// Periods by keys, parts of the year, contracts, and cells that follow from another sheet on another scale.
const PERIODS: &str = "enhet: tkr
decimaler: 1
periodnycklar: { semester: 8.2 8.2 8.2 8.3 8.3 9.8 6.6 8.2 8.3 8.4 8.5 9.0 }
kolumner:
  avtal:   { rubrik: Avtal, slag: ord }
  start:   { rubrik: Start, slag: datum }
  slut:    { rubrik: Slut, slag: datum }
  år:      { rubrik: Året }
  delen:   { rubrik: Perioden, formel: år * period }
  andra:   { rubrik: Tertial 2, formel: år * tertial-2 }
  ett:     { rubrik: Inom 1 år, förfaller: 0–1 }
  mer:     { rubrik: Senare, förfaller: 1– }
avtal: { nummer: avtal, start: start, slut: slut, årsavgift: år }
poster:
  skola:  { namn: Skola, periodnyckel: semester, år: 1200.5, avtal: A, start: 2023-01-16, slut: 2027-03-31 }
  kultur: { namn: Kultur, år: 300, avtal: B, start: 2024-02-01, slut: 2025-02-14 }
  totalt: { namn: Totalt, summa: [skola, kultur] }
tabeller:
  drift: { beskrivning: \"Året och dess delar.\", poster: [skola, kultur, totalt], kolumner: [år, delen, andra] }
  avtal: { beskrivning: \"Avtal.\", poster: [skola, totalt], kolumner: [ett, mer] }
";
const FOLLOWS: &str = "enhet: mnkr
decimaler: 2
kolumner: { utfall: { rubrik: Utfall } }
poster:
  båda: { namn: Båda, utfall: = skola.delen + kultur.delen }
  mot:  { namn: Motsatt, utfall: = -(skola.andra + båda.utfall) / 2 }
tabeller:
  flöde: { beskrivning: \"Ur ett annat blad.\", poster: [båda, mot] }
";

#[test]
fn the_report_recalculated_gives_the_printed_cells() {
    // The chart, the three lists, the statements with a column of notes and their notes, the two tables of contracts.
    let annexes = 20 + (12 + 4 + 3) + (12 * 3 + 11 * 2) + (18 * 3 + 13 * 2) + 14 + (50 + 40);
    assert_eq!(compared(Path::new("content")), 234 + 12 * 6 + 6 * 3 + annexes, "cells of all tables");
}

#[test]
fn scales_and_shares_are_computed_as_they_are_printed() {
    let folder = small("workbook-mixed", &[("ekonomi/blad.yaml", MIXED)]);
    assert_eq!(compared(&folder), 3 * 4 + 2);
}

#[test]
fn parts_of_the_year_contracts_and_cells_of_other_sheets_are_formulas() {
    let folder =
        small("workbook-periods", &[("ekonomi/blad.yaml", PERIODS), ("ekonomi/flöde.yaml", FOLLOWS)]);
    assert_eq!(compared(&folder), 3 * 3 + 2 * 2 + 2);
}

/// A project with some sheets and nothing else.
fn small(name: &str, sheets: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(name);
    let matter = "slag: pm\nbeteckning: PM 1\ndnr: 1\ntitel: Prov\nort: Stockholm\ndatum: 2024-09-17\n\
                  period: { år: 2024, månader: 1–8 }\nbeslut: [Ja]\n";
    for (path, text) in [("ärende.yaml", matter)].iter().chain(sheets) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Compares every printed cell of a project with what LibreOffice computes, and counts them. The values that the workbook
/// stores beside its formulas are wiped before, so that only formulas can give them.
fn compared(folder: &Path) -> usize {
    let project = pipeline::read(folder, Stage::Final).unwrap();
    let name = format!("recalculated-{}", folder.file_name().unwrap().to_string_lossy());
    let file = scratch(&name).join("tabeller.xlsx");
    std::fs::write(&file, without_values(&pipeline::workbook(&project).unwrap())).unwrap();
    let tables = tables(&project);
    let Some(sheets) = recalculated(&file) else {
        return tables.values().map(|table| cells(table).len()).sum();
    };
    let mut count = 0;
    for (name, table) in tables {
        let shown: Vec<Vec<String>> =
            sheets[&name].iter().skip(4).map(|row| row.iter().map(|cell| flat(cell)).collect()).collect();
        for (label, printed) in cells(&table) {
            let found = shown.iter().any(|row| row[0] == label && row[1..].starts_with(&printed));
            assert!(found, "{name}: {label}: {printed:?} in {shown:#?}");
            count += printed.len();
        }
    }
    count
}

fn tables(project: &Project) -> BTreeMap<String, Table> {
    let names = project.book.table_names();
    names.map(|name| (name.to_owned(), compose::table(&project.book, name).unwrap())).collect()
}

/// The figures of the statements that are taken: result and balance with their notes for two columns each, and the one of
/// the cash flow that does not follow from these.
const STATEMENTS: usize = 2 * (9 + 4 + 5) + 2 * (13 + 3 + 3 + 4) + 1;

/// The rows of a table: label and printed digits, as English programs write them.
fn cells(table: &Table) -> Vec<(String, Vec<String>)> {
    let digits = |content: &CellContent| match content {
        CellContent::Figure(figure) => flat(&figure.text(&SWEDISH).replace(SWEDISH.decimal, ".")),
        CellContent::Empty => String::new(),
        CellContent::Nothing => NOTHING.to_owned(),
        CellContent::Text(words) => flat(&plain(words)),
    };
    let row = |row: &tertial::document::tree::Row| {
        (flat(&plain(&row.label)), row.cells.iter().map(|cell| digits(&cell.content)).collect())
    };
    table.rows().map(row).collect()
}

/// A text without what parts digits. A spreadsheet shows the minus of what rounds to nothing; a page does not.
fn flat(text: &str) -> String {
    let text = text.replace([SWEDISH.group, ',', '\n'], "").replace(SWEDISH.minus, "-");
    let zero = text.strip_prefix("-0").is_some_and(|rest| rest.chars().all(|c| matches!(c, '.' | '0')));
    if zero { text[1..].to_owned() } else { text }
}

/// The workbook with a zero for the value of every formula.
fn without_values(workbook: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut wiped = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().to_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            let mut parts = text.split("</f><v>");
            let first = parts.next().unwrap().to_owned();
            let rest = parts.map(|part| format!("</f><v>0{}", &part[part.find('<').unwrap()..]));
            let rest: Vec<String> = rest.collect();
            wiped += rest.len();
            bytes = (first + &rest.concat()).into_bytes();
        }
        written.start_file(name, SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    assert!(wiped > 0, "no formula was found");
    written.finish().unwrap().into_inner()
}

#[test]
fn the_same_project_gives_the_same_bytes_and_a_note_for_every_figure() {
    let (folder, mut files) = (scratch("workbook-twice"), Vec::new());
    for name in ["a.xlsx", "b.xlsx"] {
        let path: PathBuf = folder.join(name);
        let output = tertial(["export", "content", "--xlsx", "-o"], &path);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), path.display().to_string());
        files.push(std::fs::read(path).unwrap());
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    assert!(files[0] == files[1], "two exports differ");
    let notes = parts(&files[0], "xl/comments");
    let cells = parts(&files[0], "xl/worksheets/sheet");
    let bare = cells.matches("\"><v>").count() - cells.matches("t=\"s\"><v>").count();
    assert_eq!(
        notes.matches("<comment ref=").count(),
        bare,
        "a number without a formula has a note of its origin"
    );
    assert_eq!(
        notes.matches("<comment ref=").count(),
        11 * 2 * 3 + 5 * 3 + STATEMENTS + 7,
        "entered and imported figures"
    );
    assert!(notes.contains("56 rader, från content/underlag/utfall.se:"), "{notes}");
    assert!(notes.contains("content/underlag/vp.xlsx[Justerad VP]:5:1"), "{notes}");
    assert!(notes.contains("content/ekonomi/omställning.yaml:13:"), "{notes}");
}

/// The text of all parts of a workbook whose names begin so.
fn parts(workbook: &[u8], prefix: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    for name in archive.file_names().map(str::to_owned).collect::<Vec<_>>() {
        if name.starts_with(prefix) && name.ends_with(".xml") {
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        }
    }
    text
}

#[test]
fn export_needs_to_be_told_what_and_refuses_mistakes() {
    let wrong = program().args(["export", "content"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    let folder = scratch("workbook-mistake");
    std::fs::write(folder.join("ärende.yaml"), "slag: pm\n").unwrap();
    let file = folder.join("ut.xlsx");
    let output = program().arg("export").arg(&folder).args(["--xlsx", "-o"]).arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!file.exists() && output.stdout.is_empty() && !output.stderr.is_empty());
}

//! Projects drawn at random that stretch every construct: long words, many columns, many rows, tall cells, notes, charts
//! of every size, long names, nested lists. Each is built to PDF and Word in final form without a finding but of pages that
//! are mostly empty, and another program's eyes agree.
//!
//! A sample runs in the suite; `TERTIAL_STRETCH=300 cargo test --test suite stretch -- --nocapture` runs so many, and
//! prints what they gave.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tertial::diagnostic::{Findings, Language, Style, render};
use tertial::document::tree::Stage;
use tertial::pipeline::{self, Format, Profile};
use tertial::writers::pdf;

use crate::product::scratch;
use crate::validators::{Outcome, expect_clean, judge, libreoffice, program, python, script, skipped};

/// What may be told of a project that asks for too much: pages that a whole chart leaves empty, several long notes on one
/// line, rows that are more than a chart has looks for.
const TOLD: [&str; 3] = ["chart-crowded", "note-elsewhere", "page-empty"];

/// So many projects in the suite.
const SAMPLE: u64 = 5;

/// So many of them are opened in LibreOffice, which takes two seconds each.
const OPENED: usize = 2;

/// Numbers that look random and are the same in every run (Knuth's multiplier, TAOCP 3.3.4).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn within(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

const SYLLABLES: &[&str] =
    &["verk", "sam", "het", "plan", "kost", "nad", "för", "valt", "ning", "led", "drift", "skol", "års"];
const WORDS: &[&str] = &[
    "nämnden",
    "räknar",
    "med",
    "att",
    "kostnaderna",
    "för",
    "lokaler",
    "blir",
    "högre",
    "och",
    "ser",
    "över",
    "avtalen",
];

/// A word of so many letters: a compound, or a name of letters and signs.
fn word(dice: &mut Dice, letters: u64) -> String {
    let sign = dice.of(&["", "", "", "_", "/", "-"]);
    let mut word = String::new();
    while (word.chars().count() as u64) < letters {
        if !word.is_empty() {
            word.push_str(sign);
        }
        word.push_str(dice.of(SYLLABLES));
    }
    word.chars().take(usize::try_from(letters).unwrap()).collect()
}

fn sentence(dice: &mut Dice, words: u64) -> String {
    let mut text: Vec<String> = (0..words).map(|_| dice.of(WORDS).to_owned()).collect();
    if dice.one_in(6) {
        let letters = dice.within(20, 120);
        text.push(word(dice, letters));
    }
    format!("{}.", text.join(" "))
}

/// A name of 1 to 90 letters.
fn name(dice: &mut Dice) -> String {
    let letters = if dice.one_in(4) { dice.within(1, 90) } else { dice.within(3, 24) };
    if dice.one_in(2) {
        return word(dice, letters);
    }
    let mut name = String::new();
    while (name.chars().count() as u64) < letters {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(dice.of(WORDS));
    }
    name
}

/// A sheet with one table; `drawn` where it is to be small enough for a chart.
fn sheet(dice: &mut Dice, drawn: bool) -> String {
    let figures = if drawn { dice.within(1, 4) } else { dice.within(1, 16) };
    let texts = if drawn || dice.one_in(2) { 0 } else { dice.within(1, 3) };
    let digits = u32::try_from(dice.within(3, 12)).unwrap();
    let rows = if drawn {
        dice.within(1, (45 / figures).min(24))
    } else if dice.one_in(10) {
        dice.within(50, 400)
    } else {
        dice.within(1, 40)
    };
    let mut text = "# Talen är påhittade.\nenhet: kr\ndecimaler: 0\nkolumner:\n".to_owned();
    for at in 0..figures {
        let title = if dice.one_in(3) { name(dice) } else { format!("Utfall {}", 2000 + at) };
        writeln!(text, "  t{at}: {{ rubrik: \"{title}\" }}").unwrap();
    }
    for at in 0..texts {
        writeln!(text, "  o{at}: {{ rubrik: \"Orsak {at}\", slag: ord }}").unwrap();
    }
    text.push_str("poster:\n");
    for row in 0..rows {
        write!(text, "  NAMN-r{row}: {{ namn: \"{} {row}\"", name(dice)).unwrap();
        for at in 0..figures {
            let most = 10_u64.pow(digits);
            let sign = if dice.one_in(5) { "-" } else { "" };
            write!(text, ", t{at}: {sign}{}", dice.within(most / 10, most - 1)).unwrap();
        }
        for at in 0..texts {
            let lines = if dice.one_in(12) && rows < 60 { dice.within(10, 60) } else { dice.within(0, 3) };
            let words = (lines * 5).max(1);
            write!(text, ", o{at}: \"{}\"", sentence(dice, words)).unwrap();
        }
        text.push_str(" }\n");
    }
    let all: Vec<String> = (0..rows).map(|row| format!("NAMN-r{row}")).collect();
    if !drawn {
        writeln!(text, "  NAMN-summan: {{ namn: Summa, summa: [{}] }}", all.join(", ")).unwrap();
    }
    let total = if drawn { "" } else { ", NAMN-summan" };
    writeln!(
        text,
        "tabeller:\n  NAMN: {{ beskrivning: \"Belopp i kronor.\", poster: [{}{total}] }}",
        all.join(", ")
    )
    .unwrap();
    text
}

fn paragraphs(dice: &mut Dice, notes: &mut u64) -> String {
    let mut text = String::new();
    let mut told = String::new();
    for _ in 0..dice.within(1, 6) {
        let words = dice.within(3, 90);
        let mut said = sentence(dice, words);
        for _ in 0..if dice.one_in(5) { dice.within(1, 6) } else { 0 } {
            if *notes < 30 {
                *notes += 1;
                write!(said, "[^n{notes}]").unwrap();
                let words = dice.within(1, 60);
                write!(told, "      [^n{notes}]: {}\n\n", sentence(dice, words)).unwrap();
            }
        }
        write!(text, "      {said}\n\n").unwrap();
    }
    if dice.one_in(3) {
        for item in 0..dice.within(1, 5) {
            writeln!(text, "      - {}", sentence(dice, 8)).unwrap();
            for depth in 1..=if item == 1 { dice.within(0, 4) } else { 0 } {
                let indent = "  ".repeat(usize::try_from(depth).unwrap());
                writeln!(text, "      {indent}- {}", sentence(dice, 6)).unwrap();
            }
        }
        text.push('\n');
    }
    text + &told
}

/// Writes the project of a seed.
fn project(seed: u64) -> PathBuf {
    let mut dice = Dice(seed);
    let dice = &mut dice;
    let folder = scratch(&format!("stretch/{seed}"));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let annex = dice.one_in(3);
    let mut matter = format!(
        "slag: pm\nbeteckning: PM 2024\nrotel: RI\ndnr: KS 2024/{seed}\ntitel: \"{}\"\nort: Stockholm\ndatum: 2024-09-17\n\
         period: {{ år: 2024, månader: 1–8 }}\nbeslut:\n  - Rapporten godkänns.\närendet: |\n  Ärendet är påhittat.\n",
        name(dice)
    );
    if dice.one_in(2) {
        matter.push_str("innehållsförteckning: 3\n");
    }
    if annex {
        matter.push_str("bilagor:\n  - { rubrik: Tabellen, fil: bilagor/tabellen.yaml }\n");
        write("bilagor/tabellen.yaml", "rubrik: Tabellen\ninnehåll:\n  - tabell: bilagans\n");
        write("ekonomi/bilagan.yaml", &sheet(dice, false).replace("NAMN", "bilagans"));
    }
    write("ärende.yaml", &matter);
    let (mut tables, mut notes) = (0, 0);
    for section in 0..dice.within(1, 3) {
        let mut text = format!("rubrik: \"{} {section}\"\ninnehåll:\n", name(dice));
        for _ in 0..dice.within(1, 4) {
            match dice.below(5) {
                0 | 1 => write!(text, "  - text: |\n{}", paragraphs(dice, &mut notes)).unwrap(),
                2 | 3 => {
                    tables += 1;
                    write(
                        &format!("ekonomi/t{tables}.yaml"),
                        &sheet(dice, false).replace("NAMN", &format!("tabell{tables}")),
                    );
                    writeln!(text, "  - tabell: tabell{tables}").unwrap();
                }
                _ => {
                    tables += 1;
                    write(
                        &format!("ekonomi/t{tables}.yaml"),
                        &sheet(dice, true).replace("NAMN", &format!("tabell{tables}")),
                    );
                    writeln!(
                        text,
                        "  - diagram: {{ rubrik: \"{}\", slag: {}, tabell: tabell{tables} }}",
                        name(dice),
                        if dice.one_in(2) { "staplar" } else { "linjer" }
                    )
                    .unwrap();
                }
            }
        }
        write(&format!("tjänsteutlåtande/{}0-avsnitt.yaml", section + 1), &text);
    }
    folder
}

/// What a run has given.
#[derive(Default)]
struct Tally {
    pages: usize,
    findings: BTreeMap<&'static str, usize>,
    worst_gap: usize,
    laying: Duration,
    measuring: Duration,
    built: Vec<(PathBuf, PathBuf)>,
    wrong: String,
}

impl Tally {
    fn add(&mut self, seed: u64) {
        let folder = project(seed);
        let mut project = pipeline::read(&folder, Stage::Final).unwrap();
        // A row of a line chart is a series, of which four are told apart.
        let crowded = project.findings.sorted().iter().any(|found| found.problem.code() == "chart-crowded");
        if crowded {
            *self.findings.entry("chart-crowded").or_default() += 1;
            return;
        }
        let built = pipeline::build(&mut project, &[Format::Pdf, Format::Docx], Profile::A2a, &mut |_| ());
        for found in project.findings.sorted() {
            *self.findings.entry(found.problem.code()).or_default() += 1;
        }
        match built {
            Ok(built) => {
                for (format, bytes) in &built.files {
                    std::fs::write(folder.join("ut").with_extension(format.extension()), bytes).unwrap();
                }
                self.built.push((folder.join("ut.pdf"), folder.join("ut.docx")));
            }
            Err(_) => self.wrong.push_str(&format!(
                "{seed}:\n{}",
                render(&project.findings, &project.sources, Style::Concise, Language::English)
            )),
        }
        if let Some(document) = &project.document {
            let start = Instant::now();
            let Ok(layout) = pdf::layout(document, &project.look, &[], &mut Findings::default()) else {
                return;
            };
            self.laying += start.elapsed();
            let start = Instant::now();
            let measured = layout.measure(document, &mut Findings::default());
            self.measuring += start.elapsed();
            self.pages += measured.pages;
            self.worst_gap = self.worst_gap.max(measured.gaps.into_iter().max().unwrap_or(0));
        }
    }
}

#[test]
fn stretched_projects_are_whole_on_their_pages() {
    let count = std::env::var_os("TERTIAL_STRETCH").and_then(|count| count.to_str()?.parse().ok());
    let mut tally = Tally::default();
    for seed in 1..=count.unwrap_or(SAMPLE) {
        tally.add(seed);
    }
    println!(
        "{} projects built of {}, {} pages; findings: {:?}; fullest gap {} %; layout {:?}, measuring {:?}",
        tally.built.len(),
        count.unwrap_or(SAMPLE),
        tally.pages,
        tally.findings,
        tally.worst_gap,
        tally.laying,
        tally.measuring,
    );
    assert!(tally.wrong.is_empty(), "{}", tally.wrong);
    let told: Vec<_> = tally.findings.keys().filter(|code| !TOLD.contains(code)).collect();
    assert!(told.is_empty(), "{told:?}");
    let files: Vec<&Path> = tally.built.iter().map(|(pdf, _)| pdf.as_path()).collect();
    expect_clean(seen(|command| command.args(&files)));
    let opened = count.map_or(OPENED, |_| tally.built.len());
    for (_, docx) in tally.built.iter().take(opened) {
        if let Some(pages) = libreoffice(docx, "pdf", &opened_in(docx)) {
            expect_clean(seen(|command| command.arg("--figures").arg(docx).arg(&pages)));
        }
    }
}

/// What the script over pdftotext says.
fn seen(with: impl FnOnce(&mut Command) -> &mut Command) -> Outcome {
    let (Some(python), Some(_)) = (python(), program("pdftotext")) else { return skipped("pdftotext") };
    let mut command = Command::new(python);
    with(command.arg(script("pages_whole.py")));
    judge(&mut command)
}

/// The folder for what LibreOffice makes of a file.
fn opened_in(docx: &Path) -> PathBuf {
    let folder = docx.with_file_name("sidor");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

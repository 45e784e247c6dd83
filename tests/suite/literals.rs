//! The report with every figure typed by hand: all contradictions that are in it are found, and no others; and when a
//! typed figure is changed, that is found too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tertial::diagnostic::{Language, Severity, Style, render};
use tertial::document::tree::Stage;
use tertial::figures::money::SWEDISH;
use tertial::figures::sheet::Book;
use tertial::pipeline::{self, Project};

use crate::product::{read, scratch};

/// The files of a project by their path in it.
type Files = BTreeMap<PathBuf, String>;

const FIXTURE: &str = "tests/literals/content";
const EXPECTED: &str = "tests/literals/expected.txt";

/// A municipality's report whose every sentence is right, and what is told of it.
const RIGHT: &str = "tests/literals/kommun";
const TOLD: &str = "tests/literals/kommun.txt";

#[test]
fn the_fixture_is_the_report_with_every_reference_written_out() {
    let (book, fixture) = (open(Path::new("content")).book, open(Path::new(FIXTURE)).book);
    let printed = |book: &Book| -> Vec<(String, String)> {
        book.cells().map(|(cell, figure)| (cell.to_string(), figure.text(&SWEDISH))).collect()
    };
    assert_eq!(
        printed(&fixture),
        printed(&book),
        "the fixture has the figures in its sheets, the report from exports"
    );
    let written: Files = files(Path::new("content"))
        .into_iter()
        .filter(|(path, _)| !path.starts_with("ekonomi"))
        .map(|(path, text)| (path, written_out(&text, &book)))
        .collect();
    let mut expected = files(Path::new(FIXTURE));
    expected.retain(|path, _| !path.starts_with("ekonomi"));
    if std::env::var_os("BLESS").is_some() {
        write(&written, Path::new(FIXTURE));
    }
    assert!(written == expected, "run with BLESS=1, and read what changed");
}

#[test]
fn every_contradiction_of_the_original_is_found_and_no_other() {
    let project = open(Path::new(FIXTURE));
    let found = render(&project.findings, &project.sources, Style::Concise, Language::Swedish);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(EXPECTED, &found).unwrap();
    }
    assert!(found == read(Path::new(EXPECTED)), "run with BLESS=1, and read what changed:\n{found}");
    assert_eq!(project.findings.count(Severity::Error), 0);
}

/// Parts of a deficit, its reasons and remedies, units that no table has, prices for each, other years and rounded amounts.
#[test]
fn right_sentences_of_another_report_are_no_contradictions() {
    let project = open(Path::new(RIGHT));
    let told = render(&project.findings, &project.sources, Style::Concise, Language::Swedish);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(TOLD, &told).unwrap();
    }
    assert!(told == read(Path::new(TOLD)), "run with BLESS=1, and read what changed:\n{told}");
    assert_eq!(serious(&project), [""; 0]);
    let original = files(Path::new(RIGHT));
    let folder = scratch("wrong-sentences");
    for (right, wrong) in [
        ("Nämnden prognostiserar ett underskott på 29,0", "Nämnden prognostiserar ett underskott på 27,0"),
        ("Nämnden prognostiserar ett underskott på 29,0", "Nämnden prognostiserar ett överskott på 29,0"),
        ("Västra stadsdelens överskott är 12", "Västra stadsdelens överskott är 17"),
        ("2 Mkr sämre än budget", "4 Mkr sämre än budget"),
        ("redovisar ett resultat på +5 Mkr", "redovisar ett resultat på -5 Mkr"),
    ] {
        let with = |text: &String| text.replace(right, wrong);
        let changed: Files = original.iter().map(|(path, text)| (path.clone(), with(text))).collect();
        assert_ne!(changed, original, "{right}");
        write(&changed, &folder);
        assert_eq!(serious(&open(&folder)).len(), 1, "{wrong}");
    }
}

#[test]
fn changed_figures_are_found() {
    let original = files(Path::new(FIXTURE));
    let unchanged = serious(&open(Path::new(FIXTURE)));
    let folder = scratch("mutations");
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for change in changes(&original) {
        let mut files = original.clone();
        files.insert(change.path.clone(), change.text.clone());
        write(&files, &folder);
        let found = serious(&open(&folder)).len() > unchanged.len();
        let count = tally.entry(change.kind).or_insert((0, 0));
        count.0 += usize::from(found);
        count.1 += 1;
        if !found {
            missed.push(format!("{}: {}", change.kind, change.shown));
        }
    }
    let (found, all) = tally.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    println!(
        "changed figures found: {found} of {all} {tally:?}; told on the unchanged text: {}",
        unchanged.len()
    );
    println!("not found:\n{}", missed.join("\n"));
    assert_eq!(unchanged.len(), 3, "{unchanged:#?}");
    assert!(all >= 200, "only {all} changes were made");
    assert!(10 * found >= 9 * all, "recall is below 0.9: {found} of {all}");
}

/// Findings that would stop a final document, as lines without their place.
fn serious(project: &Project) -> Vec<String> {
    let serious = project.findings.at_least(Severity::Final);
    render(&serious, &project.sources, Style::Concise, Language::English).lines().map(str::to_owned).collect()
}

/// One change to one file.
struct Change {
    kind: &'static str,
    path: PathBuf,
    text: String,
    shown: String,
}

/// Words whose exchange turns a direction round.
const DIRECTIONS: [(&str, &str); 5] = [
    ("överskott", "underskott"),
    ("minskade", "ökade"),
    ("omslutningsminskning", "omslutningsökning"),
    ("mnkr minskning", "mnkr ökning"),
    ("omslutningsökning", "omslutningsminskning"),
];

/// Changes of every amount that stands in a table: digits drawn at random, the decimal sign, the unit, the direction.
fn changes(files: &Files) -> Vec<Change> {
    let project = open(Path::new(FIXTURE));
    let mut random = Random(20_061_206);
    let mut list = Vec::new();
    for found in project.findings.sorted() {
        if found.problem.code() != "unbound-amount" {
            continue;
        }
        let path = project.sources.path(found.at.file()).strip_prefix(FIXTURE).unwrap().to_path_buf();
        let (text, range) = (&files[&path], found.at.range());
        let amount = &text[range.clone()];
        let digits = amount.split(char::is_whitespace).next().unwrap();
        let mut put = |kind, changed: String| {
            let text = format!("{}{changed}{}", &text[..range.start], &text[range.start + digits.len()..]);
            list.push(Change { kind, path: path.clone(), text, shown: format!("{amount} to {changed}") });
        };
        for _ in 0..14 {
            put("digit", random.other_digit(digits));
        }
        put("decimal", digits.replace(',', ""));
        put(
            "decimal",
            if digits.len() > 3 {
                digits.replacen(',', "", 1).replacen(
                    digits.chars().next().unwrap(),
                    &format!("{},", &digits[..1]),
                    1,
                )
            } else {
                format!("0,{}", digits.replace(',', ""))
            },
        );
        let unit = format!("{}tkr{}", &text[..range.end - "mnkr".len()], &text[range.end..]);
        list.push(Change { kind: "unit", path: path.clone(), text: unit, shown: format!("{amount} to tkr") });
        let from = text[..range.start].rfind("\n\n").unwrap_or(0);
        for (word, other) in DIRECTIONS {
            let near = text[from..].find(word).map(|at| from + at).filter(|at| at.abs_diff(range.start) < 90);
            if let Some(at) = near {
                let text = format!("{}{other}{}", &text[..at], &text[at + word.len()..]);
                list.push(Change {
                    kind: "direction",
                    path: path.clone(),
                    text,
                    shown: format!("{word} to {other} near {amount}"),
                });
            }
        }
    }
    list
}

/// A linear congruential generator: the same changes on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// The number with one digit changed, never to a leading zero.
    fn other_digit(&mut self, number: &str) -> String {
        let places: Vec<usize> =
            number.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
        loop {
            let at = places[self.below(places.len())];
            let digit = char::from(b'0' + u8::try_from(self.below(10)).unwrap());
            let leading_zero = at == 0 && digit == '0' && !number.starts_with("0,");
            if !number[at..].starts_with(digit) && !leading_zero {
                return format!("{}{digit}{}", &number[..at], &number[at + 1..]);
            }
        }
    }
}

/// The text of a file with references and literals in prose as they print.
fn written_out(text: &str, book: &Book) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let comment = rest[..at].rsplit('\n').next().unwrap().contains('#')
            || out.is_empty() && rest[..at].starts_with('#');
        let flow = rest[at + 1..].starts_with(' ');
        let end = at + rest[at..].find('}').unwrap();
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..end];
        match inside.strip_prefix('=') {
            _ if flow || comment || inside.starts_with("period") => out.push_str(&rest[at..=end]),
            Some(literal) => out.push_str(literal.split('|').next().unwrap().trim()),
            None => out.push_str(&said(inside, book)),
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

fn said(reference: &str, book: &Book) -> String {
    let (cell, way) = reference.split_once(':').unwrap_or((reference, ""));
    let figure = book.figure(cell).unwrap();
    let text = figure.text(&SWEDISH);
    let unit = figure.rounded().rounding().scale.word().unwrap_or_default();
    let unsigned = text.trim_start_matches(SWEDISH.minus);
    match way {
        "" => format!("{text} {unit}"),
        "belopp" => format!("{unsigned} {unit}"),
        "resultat" if text == unsigned => format!("överskott på {text} {unit}"),
        "resultat" => format!("underskott på {unsigned} {unit}"),
        "tal" => text,
        other => panic!("the fixture does not know `{other}`"),
    }
}

fn open(folder: &Path) -> Project {
    pipeline::read(folder, Stage::Final).unwrap()
}

/// The YAML of a project.
fn files(folder: &Path) -> Files {
    let mut list = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        let Ok(entries) = std::fs::read_dir(at) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with('.') {
                // What builds keep for Word files that come back.
            } else if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                list.insert(path.strip_prefix(folder).unwrap().to_path_buf(), read(&path));
            }
        }
    }
    list
}

fn write(files: &Files, folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        if !path.exists() || read(&path) != *text {
            std::fs::write(path, text).unwrap();
        }
    }
}

#[test]
#[cfg(unix)]
fn fix_binds_typed_amounts_and_changes_nothing_that_is_printed() {
    let folder = scratch("bind");
    let original = files(Path::new(FIXTURE));
    write(&original, &folder);
    let printed = |folder: &Path| tertial::writers::text::text(&open(folder).document.unwrap());
    let before = printed(&folder);
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(folder.join("ärende.yaml"), private).unwrap();
    let output = crate::product::tertial(["check", "--fix"], &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mode = std::fs::metadata(folder.join("ärende.yaml")).unwrap().permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    let after = files(&folder);
    let lines =
        |files: &Files| files.values().flat_map(|text| text.lines().map(str::to_owned)).collect::<Vec<_>>();
    let changed: Vec<_> =
        lines(&after).into_iter().zip(lines(&original)).filter(|(new, old)| new != old).collect();
    assert_eq!(changed.len(), 13, "{changed:#?}");
    assert!(changed.iter().all(|(new, _)| new.contains('{')), "{changed:#?}");
    assert_eq!(printed(&folder), before);
    let left = open(&folder)
        .findings
        .sorted()
        .into_iter()
        .filter(|found| found.problem.code() == "unbound-amount")
        .count();
    assert_eq!(left, 0);
}

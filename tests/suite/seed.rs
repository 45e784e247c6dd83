//! The report against the document it was authored from: every word in order, every cell of the money tables.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use tertial::document::tree::{BlockKind, CellContent, Stage, Table};
use tertial::figures::money::SWEDISH;
use tertial::pipeline;

use crate::agreement::without_furniture;
use crate::product::{REPORT, read};
use crate::validators::pdftotext;

/// Words of the seed that the PDF has not, as `docs/seed.md` lists them with their reasons.
const DIFFERENCES: [&str; 1] = ["9,1"];

const SEED: &str = "tests/seed/tertialrapport-2-2006.txt";

fn seed() -> String {
    read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED))
}

#[test]
fn every_word_of_the_seed_stands_in_the_pdf_in_order() {
    let Some(pdf) = pdftotext(&REPORT.pdf, "-layout") else { return };
    let seed = seed();
    // The original ends where the bilagor begin.
    let report = pdf.split('\u{c}').filter(|page| !page.contains("· Bilaga"));
    let found = letters(&without_furniture(&report.collect::<Vec<_>>().join("\u{c}")));
    let words = words(&seed);
    let wanted: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    let mut missing = vec![false; wanted.len()];
    for change in capture_diff_slices(Algorithm::Patience, &wanted, &found) {
        if change.tag() != DiffTag::Equal {
            missing[change.old_range()].fill(true);
        }
    }
    let mut from = 0;
    let mut lost = Vec::new();
    for word in &words {
        let to = from + word.chars().count();
        if missing[from..to].contains(&true) {
            lost.push(word.as_str());
        }
        from = to;
    }
    println!(
        "{} of {} words of the seed found in order; not found: {lost:?}",
        words.len() - lost.len(),
        words.len()
    );
    assert!(1000 * lost.len() <= words.len(), "more than one word in a thousand is lost: {lost:?}");
    assert_eq!(lost, DIFFERENCES);
}

/// The words of the seed without line-end hyphens, bullets and dashes. Of three like consonants Swedish writes two,
/// but for at a line end: `till-` and `lämpas` are one `tillämpas`.
fn words(seed: &str) -> Vec<String> {
    let joined = seed.replace("-\n\n", "-\n").replace("till-\nlämpas", "tillämpas").replace("-\n", "");
    joined
        .split_whitespace()
        .map(|word| letters(word).into_iter().collect())
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// The characters that make words: no white space, hyphens, minus signs or bullets.
fn letters(text: &str) -> Vec<char> {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{2212}' | '\u{ad}' | '\u{2010}' | '•');
    text.chars().filter(kept).collect()
}

#[test]
fn all_cells_of_both_money_tables_are_the_seeds_but_those_listed() {
    let seed = seed();
    let full = rows_between(&seed, "Analys av utfall \n", "\nSLK \n");
    let summary =
        rows_between(&seed, "I tabellen nedan redovisas budget, utfall och prognos. \n", "Summa netto");
    let project = pipeline::read(std::path::Path::new("content"), Stage::Final).unwrap();
    let document = project.document.unwrap();
    let tables: Vec<&Table> =
        document.parts[0].blocks.iter().filter_map(|block| table(&block.kind)).collect();
    let [ours_summary, _, ours_full] = tables.as_slice() else { panic!("three tables in the main part") };
    let cells = |rows: &[Vec<String>]| rows.iter().map(Vec::len).sum::<usize>();
    assert_eq!((cells(&full), cells(&summary)), (234, 72), "the seed was read wrongly");
    assert_eq!(differences(&full, ours_full), ["Inkomster, Periodiserat utfall: printed 0, computed 0,0"]);
    assert_eq!(
        differences(&summary, ours_summary),
        ["Summa netto, Avvikelse VP/Prognos: printed 9,1, computed -0,9"]
    );
}

fn table(kind: &BlockKind) -> Option<&Table> {
    if let BlockKind::Table(table) = kind { Some(table) } else { None }
}

/// The rows of figures in a stretch of the seed. A number's groups of three stand apart there, as on the page.
fn rows_between(seed: &str, from: &str, to: &str) -> Vec<Vec<String>> {
    let start = seed.find(from).unwrap();
    let end = start + seed[start..].find(to).unwrap();
    let after = seed[end..].find('\n').map_or(end, |line| end + line);
    let rows = seed[start..after].lines().map(|line| {
        let mut figures: Vec<String> = Vec::new();
        for word in line.split_whitespace().skip_while(|word| !is_figure(word)) {
            let grouped = word.split(',').next().is_some_and(|whole| whole.len() == 3) && word.contains(',');
            match figures.last_mut() {
                Some(open) if grouped && !open.contains(',') && open.trim_start_matches('-').len() <= 3 => {
                    open.push_str(word);
                }
                _ => figures.push(word.to_owned()),
            }
        }
        figures
    });
    rows.filter(|row| row.len() == 6).collect()
}

fn is_figure(word: &str) -> bool {
    word.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == ',')
        && word.chars().any(|c| c.is_ascii_digit())
}

fn differences(seed: &[Vec<String>], table: &Table) -> Vec<String> {
    let mut list = Vec::new();
    assert_eq!(seed.len(), table.rows().count());
    for (row, ours) in seed.iter().zip(table.rows()) {
        for ((printed, cell), column) in row.iter().zip(&ours.cells).zip(table.columns()) {
            let CellContent::Figure(figure) = &cell.content else {
                panic!("every cell of a money table has a figure")
            };
            let computed = figure.text(&SWEDISH).replace('\u{2212}', "-").replace('\u{a0}', "");
            if *printed != computed {
                let (row, column) = (
                    tertial::document::tree::plain(&ours.label),
                    tertial::document::tree::plain(&column.title),
                );
                list.push(format!(
                    "{row}, {}: printed {printed}, computed {computed}",
                    column.replace('\u{a0}', " ")
                ));
            }
        }
    }
    list
}

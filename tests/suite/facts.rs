//! Facts and traces of the report of 2006: every cell, every place that prints it, and the way back to what was entered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;
use tertial::document::tree::{Block, BlockKind, CellContent, Stage, Table};
use tertial::figures::money::SWEDISH;
use tertial::pipeline;

use crate::product::{program, read, scratch};

/// The cells of the sheets: 13 posts with 3 rows and 6 columns of figures in one, 6 posts with 3 columns in the other; the
/// two columns of the statements of result and balance with their notes, the one of cash flow; 10 contracts and sums with 5
/// columns. The 72 of the summary are the net rows of the first.
const CELLS: usize = 13 * 3 * 6 + 6 * 3 + STATEMENTS + 10 * 5;

const STATEMENTS: usize = 2 * (12 + 5 + 6) + 2 * (18 + 4 + 4 + 5) + 14;

/// The big table stands in the report and in bilaga 1, the summary and the other table once each. Bilaga 1 has a chart of
/// 10 posts and lists of 2 changes with their sum, 1 and 1, each with 3 figures; bilaga 3 shows all 5 columns.
const IN_TABLES: usize = 234 + 234 + 72 + 18 + 20 + 5 * 3 + STATEMENTS + 10 * 5;

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn facts() -> Vec<Value> {
    let output = run(&["facts", "content"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stderr.is_empty());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What is traced, which must be found.
fn traced(asked: &str) -> String {
    let output = run(&["trace", "content", asked]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn every_cell_of_the_sheets_is_a_fact_and_no_cell_is_twice() {
    let mut facts = facts();
    facts.retain(|fact| !fact["cell"].as_str().unwrap().contains(' '));
    let names: BTreeSet<&str> = facts.iter().map(|fact| fact["cell"].as_str().unwrap()).collect();
    assert_eq!((facts.len(), names.len()), (CELLS, CELLS));
    let order =
        |fact: &Value| fact["cell"].as_str().unwrap().split('.').map(str::to_owned).collect::<Vec<_>>();
    assert!(facts.is_sorted_by_key(order));
}

#[test]
fn what_is_printed_is_what_the_tables_show_at_every_place_that_is_told() {
    let project = pipeline::read(std::path::Path::new("content"), Stage::Final).unwrap();
    let document = project.document.unwrap();
    let mut shown: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for part in &document.parts {
        for (block, table) in part.blocks.iter().filter_map(table) {
            for cell in table.rows().flat_map(|row| &row.cells) {
                let CellContent::Figure(figure) = &cell.content else { continue };
                let place = (part.anchor.as_str().to_owned(), block.anchor.as_str().to_owned());
                shown.entry(place).or_default().push(format!("{}={}", figure.cell(), figure.text(&SWEDISH)));
            }
        }
    }
    assert_eq!(shown.values().map(Vec::len).sum::<usize>(), IN_TABLES);
    let mut told: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for fact in facts() {
        let in_tables =
            fact["printed_at"].as_array().unwrap().iter().filter(|place| place["within"] == "table");
        for place in in_tables {
            assert_eq!(place["printed"], fact["printed"]);
            let at = |key: &str| place[key].as_str().unwrap().to_owned();
            let cell = fact["cell"].as_str().unwrap();
            told.entry((at("part"), at("anchor"))).or_default().push(format!("{cell}={}", at("printed")));
        }
    }
    let sorted = |mut map: BTreeMap<_, Vec<String>>| {
        map.values_mut().for_each(|list| list.sort());
        map
    };
    assert_eq!(sorted(told), sorted(shown));
}

fn table(block: &Block) -> Option<(&Block, &Table)> {
    match &block.kind {
        BlockKind::Chart(chart) => Some((block, chart.table())),
        BlockKind::Table(table) => Some((block, table)),
        _ => None,
    }
}

#[test]
fn every_reference_of_the_texts_is_a_place_that_is_told() {
    let facts = facts();
    let mut places = BTreeSet::new();
    for (fact, place) in facts
        .iter()
        .flat_map(|fact| fact["printed_at"].as_array().unwrap().iter().map(move |place| (fact, place)))
    {
        if place["within"] != "text" {
            continue;
        }
        let path = place["path"].as_str().unwrap();
        let (line, column) = (place["line"].as_u64().unwrap(), place["column"].as_u64().unwrap());
        let file = read(std::path::Path::new(path));
        let line_text = file.lines().nth(usize::try_from(line).unwrap() - 1).unwrap();
        let from: String = line_text.chars().skip(usize::try_from(column).unwrap() - 1).collect();
        let reference = format!("{{{}", fact["cell"].as_str().unwrap());
        assert!(from.starts_with(&reference), "{path}:{line}:{column} is not {reference}");
        places.insert((path.to_owned(), line, column));
    }
    let written = references();
    assert!(written > 5, "{written} references");
    assert_eq!(places.len(), written);
}

/// How many references the content files hold.
fn references() -> usize {
    let mut files = vec![PathBuf::from("content/ärende.yaml")];
    for folder in ["content/tjänsteutlåtande", "content/bilagor"] {
        files.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    let is_reference = |inside: &&str| {
        let cell = inside.split(['}', ':']).next().unwrap();
        cell.contains('.') && !cell.starts_with(['=', ' ']) && !cell.starts_with("period")
    };
    let in_file = |path: &PathBuf| {
        let text = read(path);
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        lines.map(|line| line.split('{').skip(1).filter(is_reference).count()).sum::<usize>()
    };
    files.iter().map(in_file).sum()
}

#[test]
fn a_fact_tells_its_formula_its_inputs_and_the_period() {
    let facts = facts();
    let fact = |cell: &str| facts.iter().find(|fact| fact["cell"] == cell).unwrap();
    let computed = fact("slk.netto.periodiserad");
    assert_eq!(computed["value"]["exact"], "710000000/3");
    assert_eq!(computed["value"]["unit"], "kronor");
    assert_eq!((&computed["scale"], &computed["decimals"]), (&"mnkr".into(), &1.into()));
    assert_eq!(computed["origin"]["formula"], "vp * period");
    assert_eq!(computed["origin"]["inputs"], serde_json::json!(["slk.netto.vp"]));
    assert_eq!(computed["origin"]["period"]["exact"], "2/3");
    assert!(computed["origin"]["period"]["path"].as_str().unwrap().ends_with("ärende.yaml"));
    let sum = fact("totalt.kostnader.vp");
    assert_eq!(sum["origin"]["formula"], "slk-totalt + kansli");
    let entered = fact("övriga.2006-06-01");
    assert_eq!(entered["origin"]["kind"], "entered");
    assert_eq!(entered["origin"]["written"], "4");
    let taken = &fact("slk.kostnader.vp")["origin"];
    assert_eq!((&taken["kind"], &taken["count"]), (&"taken".into(), &1.into()));
    assert!(taken["rows"][0]["path"].as_str().unwrap().ends_with("underlag/vp.xlsx[Justerad VP]"));
    assert_eq!(taken["rows"][0]["line"], 5);
    let booked = &fact("slk.kostnader.utfall")["origin"];
    assert_eq!(booked["count"], 7 * 8, "seven accounts in eight months");
    assert_eq!(booked["rows"].as_array().unwrap().len(), 50, "the first of them");
}

#[test]
fn a_trace_names_every_figure_that_was_taken() {
    let tree = traced("totalt.netto.prognosavvikelse");
    let facts = facts();
    let taken = facts.iter().filter(|fact| fact["origin"]["kind"] == "taken");
    let names: Vec<&str> = taken.map(|fact| fact["cell"].as_str().unwrap()).collect();
    let inputs = names.iter().filter(|name| {
        let parts: Vec<&str> = name.split('.').collect();
        let [post, _, column] = parts.as_slice() else { return false };
        *post != "investeringar" && (*column == "vp" || *column == "prognos")
    });
    let mut count = 0;
    for name in inputs {
        let lines = tree.lines().filter(|line| line.split_whitespace().next() == Some(name));
        let lines: Vec<&str> = lines.collect();
        assert!(
            matches!(lines.as_slice(), [line] if line.contains(" taken from the source ")),
            "{name}: {lines:?}"
        );
        count += 1;
    }
    assert_eq!(count, 10 * 2 * 2, "ten posts, two rows, two columns");
    assert_eq!(tree.matches(" taken from the source ").count(), count);
}

#[test]
fn a_trace_shows_the_exact_value_the_formulas_and_every_place() {
    let tree = traced("slk.netto.avvikelse").replace('\u{a0}', " ");
    let lines: Vec<&str> = tree.lines().map(str::trim).collect();
    assert_eq!(lines[0], "slk.netto.avvikelse: 43,8 mnkr, exactly 131 300 000/3 kronor");
    assert!(
        lines[3].contains("periodiserad - utfall") && lines[3].contains("uppföljning.yaml:14:"),
        "{tree}"
    );
    assert!(lines.contains(&"Printed at 4 places"), "{tree}");
    assert!(tree.contains("8/12  months 1–8 of 2006"), "{tree}");
    assert!(tree.contains("Bilaga 1. Uppföljning av budget"), "{tree}");
    let swedish = text(&run(&["trace", "content", "slk.netto.avvikelse", "--lang", "sv"]).stdout);
    assert!(swedish.contains("Trycks på 4 ställen") && swedish.contains("hämtat ur källan"), "{swedish}");
}

/// A project of one sheet and one section.
fn project(name: &str, sheet: &str, words: &str) -> PathBuf {
    let folder = scratch(name);
    let matter =
        "slag: pm\nbeteckning: PM 1\ndnr: 1\ntitel: Prov\nort: Stockholm\ndatum: 2024-01-31\nbeslut: [Ja]\n";
    let section = format!("rubrik: Utfall\ninnehåll:\n  - text: {words}\n");
    for (part, file, text) in [
        ("", "ärende.yaml", matter),
        ("ekonomi", "blad.yaml", sheet),
        ("tjänsteutlåtande", "10-utfall.yaml", section.as_str()),
    ] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
        std::fs::write(folder.join(part).join(file), text).unwrap();
    }
    folder
}

/// The trace of a cell in such a project.
fn traced_in(name: &str, sheet: &str, words: &str, asked: &str) -> String {
    let folder = project(name, sheet, words);
    let output = program().arg("trace").arg(&folder).arg(asked).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

const COLUMN: &str = "enhet: antal\ndecimaler: 0\nkolumner:\n  a: { rubrik: A }\n";

/// The names on the lines of the tree.
fn names(tree: &str) -> Vec<&str> {
    tree.lines().skip(3).map_while(|line| line.split_whitespace().next()).collect()
}

#[test]
fn what_is_used_twice_is_shown_once() {
    let formulas = "  b: { rubrik: B, formel: a + a }\n  c: { rubrik: C, formel: b + b * 2 }\n";
    let sheet = format!("{COLUMN}{formulas}poster:\n  p: {{ namn: P, a: 3 }}\n");
    let tree = traced_in("trace-twice", &sheet, "Inget.", "p.c");
    assert_eq!(names(&tree), ["p.c", "p.b", "p.a", "p.a", "p.b"], "{tree}");
    assert_eq!(tree.matches("shown above").count(), 2, "{tree}");
    assert!(tree.contains("Printed nowhere"), "{tree}");
}

#[test]
fn what_prose_computes_is_traced_by_its_words() {
    let sheet = format!("{COLUMN}poster:\n  p: {{ namn: P, a: 3 }}\n  q: {{ namn: Q, a: 1 }}\n");
    let tree = traced_in("trace-prose", &sheet, "Kvar är {p.a - q.a:tal} ärenden.", "p.a - q.a");
    assert!(tree.starts_with("p.a - q.a: 2, exactly 2\n"), "{tree}");
    assert!(tree.lines().nth(4).unwrap().contains("p.a ") && tree.contains("entered 1"), "{tree}");
    assert!(tree.contains("Printed at 1 place\n  text  2  Utfall"), "{tree}");
}

#[test]
fn the_depth_of_a_tree_is_bounded() {
    let sums: String = (1..60).map(|at| format!("  p{at}: {{ namn: P, summa: [p{}] }}\n", at - 1)).collect();
    let sheet = format!("{COLUMN}poster:\n  p0: {{ namn: P, a: 3 }}\n{sums}");
    let tree = traced_in("trace-deep", &sheet, "Inget.", "p59.a");
    assert_eq!(names(&tree).len(), 41, "{tree}");
    assert!(tree.contains("more is shown by: tertial trace p19.a"), "{tree}");
}

#[test]
fn a_place_in_text_or_in_a_sheet_is_traced() {
    let facts = facts();
    let fact = facts.iter().find(|fact| fact["cell"] == "slk.netto.avvikelse").unwrap();
    let place =
        fact["printed_at"].as_array().unwrap().iter().find(|place| place["within"] == "text").unwrap();
    let (path, line, column) = (place["path"].as_str().unwrap(), &place["line"], &place["column"]);
    assert_eq!(traced(&format!("{path}:{line}:{column}")), traced("slk.netto.avvikelse"));
    assert_eq!(traced(&format!("{path}:{line}")), traced("slk.netto.avvikelse"));
    let fact = facts.iter().find(|fact| fact["cell"] == "slk.kostnader.prognos").unwrap();
    let (line, column) = (&fact["origin"]["line"], &fact["origin"]["column"]);
    let shortest = format!("prognos.csv:{line}:{column}");
    assert_eq!(traced(&shortest), traced("{slk.kostnader.prognos:tkr}"));
    let row = traced("ekonomi/omställning.yaml:13");
    let heads: Vec<&str> =
        row.lines().filter_map(|line| line.split_once(": ").map(|(name, _)| name)).collect();
    assert_eq!(
        heads,
        ["ny-anställning.2006-06-01", "ny-anställning.2006-07-01", "ny-anställning.2006-08-15"]
    );
}

#[test]
fn what_is_not_there_is_told_with_what_is_near() {
    for (asked, near) in [
        ("slk.neto.avvikelse", "slk.netto.avvikelse"),
        ("omställning.yaml:1", "the nearest is on line"),
        ("uppföljning.yaml:14", "avvikelse"),
        ("finns-inte.yaml:14", "give a file of the folder"),
        ("helt-annat", "tertial facts shows all"),
    ] {
        let output = run(&["trace", "content", asked]);
        assert_eq!(output.status.code(), Some(1), "{asked}");
        let told = text(&output.stderr);
        assert!(output.stdout.is_empty() && told.contains(near) && told.contains(asked), "{told}");
    }
}

#[test]
fn mistakes_leave_out_the_figures_that_depend_on_them_and_are_told() {
    let sheet = format!("{COLUMN}poster:\n  p: {{ namn: P, a: tre }}\n  q: {{ namn: Q, a: 1 }}\n");
    let folder = project("facts-mistake", &sheet, "Inget.");
    let output = program().arg("facts").arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("not-an-amount"), "{}", text(&output.stderr));
    let facts: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(matches!(facts.as_slice(), [only] if only["cell"] == "q.a"), "{facts:?}");
    let output = program().arg("trace").arg(&folder).arg("p.a").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty() && text(&output.stderr).contains("not-an-amount"));
    assert!(text(&output.stderr).ends_with("the cell `p.a` cannot be computed; mend what is told above\n"));
}

#[test]
fn every_key_of_a_fact_is_documented() {
    let docs = read(&PathBuf::from("docs/facts.md"));
    let (mut open, mut keys) = (facts(), BTreeSet::new());
    while let Some(value) = open.pop() {
        open.extend(value.as_array().into_iter().flatten().cloned());
        open.extend(value.as_object().into_iter().flatten().map(|(key, value)| {
            keys.insert(key.clone());
            value.clone()
        }));
    }
    assert!(keys.len() >= 20, "{keys:?}");
    let told = |key: &String| {
        [format!("`{key}`"), format!(".{key}`"), format!("`{key}.")].iter().any(|name| docs.contains(name))
    };
    let untold: Vec<_> = keys.iter().filter(|key| !told(key)).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn wrong_use_of_facts_and_trace_exits_with_2() {
    for arguments in [
        &["trace"][..],
        &["trace", "no-such-folder", "a.b"],
        &["facts", "no-such-folder"],
        &["facts", "--to", "x"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
}

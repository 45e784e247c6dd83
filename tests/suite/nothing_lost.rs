//! Nothing falls away: projects with a fault put in at random, whose truth the test knows. What is printed must be right, or
//! a finding must stop the final document. Every kind makes [`ROUNDS`] projects from a fixed seed,
//! more by `TERTIAL_ROUNDS=5000 cargo test --test suite nothing_lost`.

use std::path::Path;

use tertial::diagnostic::Diagnostic;
use tertial::document::tree::Stage;
use tertial::pipeline::{self, Project};
use tertial::writers::text::text;

/// Projects of a kind.
const ROUNDS: u32 = 200;

/// As many rounds as `TERTIAL_ROUNDS` says, [`ROUNDS`] where it says nothing.
fn rounds() -> u32 {
    std::env::var_os("TERTIAL_ROUNDS").and_then(|rounds| rounds.to_str()?.parse().ok()).unwrap_or(ROUNDS)
}

/// Xorshift (Marsaglia 2003), 64 bits.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap())).unwrap()
    }
}

/// A small good project.
const MATTER: &str = "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: Uppföljning\nort: Staden\ndatum: 2024-09-17\n\
                      period: { år: 2024, månader: 1–8 }\nbeslut:\n  - Rapporten godkänns.\n";
const SECTION: &str = "rubrik: Utfall\ninnehåll:\n  - text: Utfallet redovisas.\n  - tabell: t\n";
const SHEET: &str = "enhet: mnkr\ndecimaler: 1\nkolumner:\n  vp: { rubrik: Budget }\nposter:\n  a: { namn: Skola, vp: 121.5 }\n\
                     tabeller:\n  t: { beskrivning: Budget., poster: [a] }\n";

fn read(files: &[(&str, &str)]) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let base =
        [("ärende.yaml", MATTER), ("tjänsteutlåtande/10-utfall.yaml", SECTION), ("ekonomi/blad.yaml", SHEET)];
    for (path, content) in base.iter().chain(files) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let project = pipeline::read(folder.path(), Stage::Final).unwrap();
    (folder, project)
}

/// What a final document prints, with plain spaces; nothing where a finding stops it.
fn printed(project: &Project) -> Option<String> {
    let document = project.document.as_ref().filter(|_| project.findings.allow_final())?;
    let spaced = text(document).replace('\u{a0}', " ");
    Some(spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn codes(project: &Project) -> Vec<&'static str> {
    project.findings.sorted().into_iter().map(|found: &Diagnostic| found.problem.code()).collect()
}

#[test]
fn every_file_is_printed_or_known_or_told() {
    let folders = [
        "",
        "tjänsteutlåtande",
        "Tjänsteutlåtande",
        "TJÄNSTEUTLÅTANDE",
        "tjansteutlatande",
        "tjanstutlåtande",
        "tjänsteutlåtande/del",
        "tjänsteutlåtande/a/b/c",
        "ekonomi",
        "Ekonomi",
        "ekonomi/gammalt",
        "bilagor",
        "Bilagor",
        "underlag",
        "underlag/2024",
        "bilder",
        "arkiv",
        "ekonomi ",
        "tjänsteutlåtande ",
    ];
    let stems = [
        "20-mål",
        "020-mål",
        "10-utfall",
        "blad",
        "2",
        "a b",
        "ÅÄÖ",
        "mål (Kopia)",
        "20-mål - kopia",
        "20-mål (2)",
        "30 copy",
    ];
    let endings = [
        "yaml", "yml", "YAML", "Yaml", "yaml.txt", "yaml~", "yaml.bak", "csv", "xlsx", "png", "docx", "pdf",
        "md", "txt", "json", "",
    ];
    let mut random = Random(0xf11e_0001);
    let mut told = 0;
    for round in 0..rounds() {
        let (folder, stem, ending) = (random.of(&folders), random.of(&stems), random.of(&endings));
        let name = if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") };
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if ["tjänsteutlåtande/10-utfall.yaml", "ekonomi/blad.yaml"].contains(&path.as_str()) {
            continue;
        }
        let content = "rubrik: Det tillagda\ninnehåll:\n  - text: Ord som inte får falla bort.\n";
        let (_folder, project) = read(&[(&path, content)]);
        // What is no text of a report is told and stops nothing.
        let warned = !ending.to_lowercase().contains('y') && codes(&project).contains(&"ignored-file");
        let right = warned
            || printed(&project).is_none_or(|printed| printed.contains("Ord som inte får falla bort."));
        assert!(right, "round {round}: {path}: {:?}", codes(&project));
        told += usize::from(warned || printed(&project).is_none());
    }
    assert!(told > 150, "{told} were told");
}

#[test]
fn what_belongs_to_others_is_left_alone() {
    let names = [
        ".git/HEAD",
        ".vscode/settings.json",
        ".tertial/x.json",
        ".DS_Store",
        "ut/PM.pdf",
        "ut/a/b.docx",
        "README",
        "README.md",
        "Readme.txt",
        "LÄSMIG.txt",
        "ekonomi/~$blad.xlsx",
        "ekonomi/.~lock.blad.xlsx#",
        "Thumbs.db",
        "bilder/desktop.ini",
        "underlag/gör.py",
        "Tjänsteutlåtande-KS-2024-1.pdf",
        "tjänsteutlåtande/.10-utfall.yaml.swp",
        "Tjänsteutlåtande-KS-2024-1-underskriven.pdf",
    ];
    for name in names {
        let (_folder, project) = read(&[(name, "annat")]);
        assert!(codes(&project).is_empty(), "{name}: {:?}", codes(&project));
    }
}

#[test]
fn sections_are_printed_as_people_number_them() {
    let mut random = Random(0xf11e_0002);
    for round in 0..20 {
        let mut numbers: Vec<usize> = (0..6).map(|_| 11 + random.below(2000)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let files: Vec<(String, String)> = numbers
            .iter()
            .map(|number| {
                let path = format!("tjänsteutlåtande/{number}-del.yaml");
                (path, format!("rubrik: Del nummer {number}\ninnehåll:\n  - text: Text.\n"))
            })
            .collect();
        let laid: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let printed = printed(&read(&laid).1).unwrap();
        let places: Vec<usize> =
            numbers.iter().map(|number| printed.find(&format!("Del nummer {number} ")).unwrap()).collect();
        assert!(places.is_sorted(), "round {round}: {numbers:?}");
    }
}

/// Where a clerk writes a line, the file it stands in, and how much of the file comes before and after it.
const FIELDS: [(&str, &str, &str, &str); 9] = [
    (
        "titel",
        "ärende.yaml",
        "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: ",
        "\nort: Staden\ndatum: 2024-09-17\nbeslut:\n  - Godkänns.\n",
    ),
    (
        "undertitel",
        "ärende.yaml",
        "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: T\nundertitel: ",
        "\nort: Staden\ndatum: 2024-09-17\nbeslut:\n  - Godkänns.\n",
    ),
    (
        "beslut",
        "ärende.yaml",
        "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: T\nort: Staden\ndatum: 2024-09-17\nbeslut:\n  - ",
        "\n",
    ),
    (
        "bilaga",
        "ärende.yaml",
        "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: T\nort: Staden\ndatum: 2024-09-17\nbeslut:\n  - Godkänns.\nbilagor:\n  - rubrik: ",
        "\n",
    ),
    ("rubrik", "tjänsteutlåtande/10-utfall.yaml", "rubrik: ", "\ninnehåll:\n  - text: Text.\n"),
    (
        "avsnitt",
        "tjänsteutlåtande/10-utfall.yaml",
        "rubrik: R\ninnehåll:\n  - avsnitt:\n      rubrik: ",
        "\n      innehåll:\n        - text: Text.\n",
    ),
    ("text", "tjänsteutlåtande/10-utfall.yaml", "rubrik: R\ninnehåll:\n  - text: ", "\n"),
    ("block", "tjänsteutlåtande/10-utfall.yaml", "rubrik: R\ninnehåll:\n  - text: |\n      ", "\n"),
    (
        "namn",
        "tjänsteutlåtande/10-utfall.yaml",
        "rubrik: R\ninnehåll:\n  - text: Text.\n  - underskrift: ",
        "\n",
    ),
];

#[test]
fn every_character_of_author_text_is_printed_or_told() {
    let pieces = [
        "Rapport",
        "ett",
        "två",
        "#2",
        "# tre",
        "#",
        ":",
        ": svar",
        "{",
        "}",
        "{a",
        "[Utkast]",
        "{Utkast}",
        "\"citat\"",
        "'ord'",
        "!",
        "!viktigt",
        "&",
        "&a",
        "%",
        "@stad",
        "-",
        "–",
        "•",
        "|",
        "||",
        ">",
        "?",
        ",",
        "a:b",
        "\\",
        "\\{",
        "å\u{300}",
        "\u{ad}",
        "\u{200b}",
        "\u{a0}",
        "\u{feff}",
        "~",
        "null",
        "12",
        "1,5",
        "100 %",
        "\t",
        "  ",
        "§ 3",
        "kl. 10",
        "(se",
        "bilagan)",
        "…",
        "yes",
        "2024-01-01",
    ];
    let mut random = Random(0xf11e_0003);
    let (mut right, mut told) = (0, 0);
    for round in 0..3 * rounds() {
        let words: Vec<&str> = (0..=1 + random.below(5)).map(|_| random.of(&pieces)).collect();
        let typed = format!("x{} y", words.join(" ").trim_end());
        let typed = if random.below(3) == 0 { typed[1..].trim_start().to_owned() } else { typed };
        let (field, path, before, after) = random.of(&FIELDS);
        let file = format!("{before}{typed}{after}");
        let (_folder, project) = read(&[(path, &file)]);
        let plain = |text: &str| text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        // A backslash that stands before a brace is how a brace is written, and å may be written as two characters.
        let typed = plain(&typed.replace("\\{", "{"));
        // A hyphen begins an item of a list where there are lists.
        let prose = ["text", "block", "beslut"].contains(&field);
        let typed = if prose { typed.trim_start_matches("- ").to_owned() } else { typed };
        match printed(&project) {
            Some(printed) => {
                let is_escape = typed.contains('\\') && prose;
                let said_aside = codes(&project).contains(&"cut-text");
                assert!(
                    printed.contains(&typed) || said_aside || is_escape,
                    "round {round}: {field}: {typed:?} is printed otherwise and nothing is told:\n{file}\n{printed}"
                );
                right += 1;
            }
            None => told += 1,
        }
    }
    assert!(right > 100 && told > 100, "{right} were printed, {told} told");
}

#[test]
fn a_reference_is_looked_up_or_told_wherever_text_is_printed() {
    let others = [
        (
            "kolumn",
            "ekonomi/blad.yaml",
            "enhet: mnkr\ndecimaler: 1\nkolumner:\n  vp: { rubrik: ",
            " }\nposter:\n  a: { namn: Skola, vp: 121.5 }\ntabeller:\n  t: { beskrivning: Budget., poster: [a] }\n",
        ),
        (
            "post",
            "ekonomi/blad.yaml",
            "enhet: mnkr\ndecimaler: 1\nkolumner:\n  vp: { rubrik: Budget }\nposter:\n  a: { vp: 121.5, namn: ",
            " }\ntabeller:\n  t: { beskrivning: Budget., poster: [a] }\n",
        ),
        (
            "beskrivning",
            "ekonomi/blad.yaml",
            "enhet: mnkr\ndecimaler: 1\nkolumner:\n  vp: { rubrik: Budget }\nposter:\n  a: { vp: 121.5, namn: A }\ntabeller:\n  t: { poster: [a], beskrivning: ",
            " }\n",
        ),
        (
            "diagram",
            "tjänsteutlåtande/10-utfall.yaml",
            "rubrik: R\ninnehåll:\n  - diagram: { tabell: t, slag: staplar, rubrik: ",
            " }\n",
        ),
        (
            "ort",
            "ärende.yaml",
            "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: T\ndatum: 2024-09-17\nbeslut:\n  - Godkänns.\nort: ",
            "\n",
        ),
        (
            "beteckning",
            "ärende.yaml",
            "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: T\ndatum: 2024-09-17\nort: O\nbeslut:\n  - Godkänns.\nbeteckning: ",
            "\n",
        ),
        (
            "roll",
            "ärende.yaml",
            "slag: tjänsteutlåtande\ndnr: KS 2024/1\ntitel: T\ndatum: 2024-09-17\nort: O\nbeslut:\n  - Godkänns.\nunderskrifter:\n  - roll: ",
            "\n",
        ),
    ];
    let fields: Vec<_> = FIELDS.iter().chain(&others).copied().collect();
    let references = [
        ("{a.vp}", "121,5 mnkr"),
        ("{a.vp:tal}", "121,5"),
        ("{ a.vp : tkr }", "121 500 tkr"),
        ("{a.vp:2 decimaler}", "121,50 mnkr"),
        ("{a.nej}", "\0"),
        ("{period}", "januari–augusti 2024"),
        ("{", "\0"),
        ("{a.vp", "\0"),
        ("\\{a.vp\\}", "{a.vp}"),
    ];
    let mut random = Random(0xf11e_0004);
    let (mut right, mut told) = (0, 0);
    for round in 0..rounds() {
        let (field, path, before, after) = random.of(&fields);
        let (reference, looked_up) = random.of(&references);
        let period = if path == "ärende.yaml" { "period: { år: 2024, månader: 1–8 }\n" } else { "" };
        let mut file = format!("{period}{before}'Ord {reference} slut'{after}");
        if field == "block" {
            file = file.replace('\'', "");
        }
        let (_folder, project) = read(&[(path, &file)]);
        match printed(&project) {
            Some(printed) => {
                let shown = format!("Ord {looked_up} slut");
                let unseen = ["beskrivning", "roll"].contains(&field);
                assert!(
                    printed.contains(&shown) || unseen,
                    "round {round}: {field}: {reference}\n{file}\n{printed}"
                );
                let raw = printed.contains("{a") && !reference.starts_with('\\');
                assert!(!raw, "round {round}: {field}: {printed}");
                right += 1;
            }
            None => told += 1,
        }
    }
    assert!(right > 50 && told > 40, "{right} were printed, {told} told");
}

/// An amount of so many of the last digit, as it is typed.
fn typed(steps: i64, decimals: u32) -> String {
    let tens = 10_i64.pow(decimals);
    let sign = if steps < 0 { "-" } else { "" };
    let (whole, part) = (steps.abs() / tens, steps.abs() % tens);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = decimals as usize)
    }
}

/// Halves away from zero.
fn rounded(steps: i64, by: i64) -> i64 {
    (steps.abs() + by / 2) / by * steps.signum()
}

#[test]
fn a_total_that_rounding_explains_is_taken_and_no_other() {
    let mut random = Random(0xf11e_0005);
    for round in 0..rounds() {
        // The parts are true to two decimals and printed with one, or printed as they are.
        let count = random.between(2, 24);
        let exact: Vec<i64> = (0..count).map(|_| random.between(-9_999, 9_999)).collect();
        let sum: i64 = exact.iter().sum();
        let whole = random.below(2) == 0;
        let parts: Vec<i64> =
            exact.iter().map(|part| if whole { *part } else { rounded(*part, 10) }).collect();
        let decimals = if whole { 2 } else { 1 };
        let added: i64 = if whole { sum } else { parts.iter().sum::<i64>() * 10 };
        // Half a step of every part and of the total: nothing in between is an error, nothing beyond is rounding.
        let bound = 5 + if whole { count / 2 } else { 5 * count };
        let beyond = (bound / 10 + 2) * 10;
        let true_total = rounded(sum, 10);
        let wrong_total = rounded(added + beyond * random.of(&[1, -1]), 10);
        let (stated, right) = random.of(&[(true_total, true), (wrong_total, false)]);
        let rows: Vec<String> = (0..)
            .zip(&parts)
            .map(|(at, part)| format!("  p{at}: {{ namn: P{at}, u: {} }}\n", typed(*part, decimals)))
            .collect();
        let names: Vec<String> = (0..count).map(|at| format!("p{at}")).collect();
        let total = typed(stated, 1);
        let (own, check) = match random.below(3) {
            0 => (format!("s: {{ namn: Summa, summa: [{}], u: {total} }}", names.join(", ")), String::new()),
            1 => (
                format!("s: {{ namn: Summa, summa: [{}], u: {{ angivet: {total} }} }}", names.join(", ")),
                String::new(),
            ),
            _ => {
                let terms: Vec<String> = names.iter().map(|name| format!("{name}.u")).collect();
                let check = format!("kontroller:\n  summan: {} - s.u\n", terms.join(" + "));
                (format!("s: {{ namn: Summa, u: {total} }}"), check)
            }
        };
        let sheet = format!(
            "enhet: mnkr\ndecimaler: 1\nkolumner:\n  u: {{ rubrik: Utfall }}\nposter:\n{}  {own}\ntabeller:\n  t: {{ beskrivning: Utfall., poster: [s] }}\n{check}",
            rows.concat()
        );
        let (_folder, project) = read(&[("ekonomi/blad.yaml", &sheet)]);
        assert_eq!(project.findings.allow_final(), right, "round {round}: {:?}\n{sheet}", codes(&project));
        let told = codes(&project).contains(&"rounded-total");
        assert!(
            !right || rounded(added, 10) == stated || told,
            "round {round}: it prints otherwise\n{sheet}"
        );
    }
}

#[test]
fn a_table_whose_printed_figures_do_not_add_up_says_so() {
    let mut random = Random(0xf11e_0006);
    let (mut with, mut without) = (0, 0);
    for round in 0..rounds() {
        let amounts: Vec<(i64, i64)> =
            (0..2).map(|_| (random.between(0, 4_000), random.between(0, 4_000))).collect();
        let line = |(at, (one, other)): (usize, &(i64, i64))| {
            format!("  p{at}: {{ namn: P{at}, a: {}, b: {} }}\n", typed(*one, 2), typed(*other, 2))
        };
        let posts: String = amounts.iter().enumerate().map(line).collect();
        let sheet = format!(
            "enhet: mnkr\ndecimaler: 1\nkolumner:\n  a: {{ rubrik: A }}\n  b: {{ rubrik: B }}\n  d: {{ rubrik: D, formel: a - b }}\nposter:\n{posts}  s: {{ namn: S, summa: [p0, p1] }}\ntabeller:\n  t: {{ beskrivning: T., poster: [p0, p1, s] }}\n"
        );
        let (_folder, project) = read(&[
            ("ekonomi/blad.yaml", &sheet),
            ("tjänsteutlåtande/10-utfall.yaml", "rubrik: R\ninnehåll:\n  - tabell: t\n"),
        ]);
        let total = (amounts.iter().map(|it| it.0).sum::<i64>(), amounts.iter().map(|it| it.1).sum::<i64>());
        let columns = |it: &(i64, i64)| [rounded(it.0, 10), rounded(it.1, 10), rounded(it.0 - it.1, 10)];
        let rows: Vec<[i64; 3]> = amounts.iter().chain([&total]).map(columns).collect();
        let across = rows.iter().all(|[one, other, difference]| one - other == *difference);
        let down = (0..3).all(|at| rows[0][at] + rows[1][at] == rows[2][at]);
        let printed = printed(&project).unwrap_or_else(|| panic!("round {round}: {:?}", codes(&project)));
        assert_eq!(printed.contains("avrundade"), !(across && down), "round {round}\n{sheet}\n{printed}");
        *(if across && down { &mut without } else { &mut with }) += 1;
    }
    assert!(with > 20 && without > 20, "{with} with the note, {without} without");
}

#[test]
fn what_has_grown_is_said_to_have_grown() {
    let mut random = Random(0xf11e_0007);
    for round in 0..rounds() {
        let (now, before) = (random.between(10, 9_999), random.between(10, 9_999));
        if now == before {
            continue;
        }
        // How people say it goes by the size of what it is, whatever its sign in the sheet.
        let (convention, art, sign) = random.of(&[
            ("tecken: kostnader-minus\n", "kostnad", -1),
            ("tecken: kostnader-plus\n", "kostnad", 1),
            ("tecken: kostnader-minus\n", "intäkt", 1),
            ("tecken: kostnader-plus\n", "intäkt", -1),
            ("tecken: kostnader-minus\n", "", -1),
            ("tecken: kostnader-minus\n", "", 1),
            ("tecken: kostnader-plus\n", "", 1),
            ("", "", 1),
        ]);
        let (unit, word) = random.of(&[("mnkr", "mnkr"), ("procent", "procentenheter"), ("antal", "")]);
        let kind = if art.is_empty() { String::new() } else { format!(", art: {art}") };
        let (first, second) = random.of(&[("utfall", "budget"), ("prognos", "vp"), ("nu", "föregående")]);
        let cells = format!("{first}: {}, {second}: {}", typed(sign * now, 1), typed(sign * before, 1));
        let row = if art.is_empty() && random.below(2) == 0 { "" } else { "r" };
        let (template, entered) = if row.is_empty() {
            (String::new(), cells)
        } else {
            (format!("mallar:\n  m:\n    r: {{ namn: Raden{kind} }}\n"), format!("r: {{ {cells} }}"))
        };
        // A deviation is the later less the earlier, or the budget less the outcome: it says the same.
        let formula = random
            .of(&[format!("{first} - {second}").as_str(), format!("{second} - {first}").as_str()])
            .to_owned();
        let sheet = format!(
            "enhet: {unit}\ndecimaler: 1\n{convention}kolumner:\n  {first}: {{ rubrik: Första }}\n  {second}: {{ rubrik: Andra }}\n  d: {{ rubrik: Avvikelse, formel: {formula} }}\n{template}poster:\n  a: {{ namn: Posten, {entered} }}\ntabeller:\n  t: {{ beskrivning: T., poster: [a] }}\n"
        );
        let cell =
            |column: &str| if row.is_empty() { format!("a.{column}") } else { format!("a.r.{column}") };
        let reference = random
            .of(&[cell("d").as_str(), format!("{} - {}", cell(first), cell(second)).as_str()])
            .to_owned();
        let section = format!(
            "rubrik: R\ninnehåll:\n  - text: \"Den {{{reference}:förändring}} och är {{{reference}:jämförelse}}.\"\n"
        );
        let (_folder, project) =
            read(&[("ekonomi/blad.yaml", &sheet), ("tjänsteutlåtande/10-utfall.yaml", &section)]);
        let printed = printed(&project)
            .unwrap_or_else(|| panic!("round {round}: {:?}\n{sheet}\n{section}", codes(&project)));
        let apart = typed((now - before).abs(), 1).replace('.', ",");
        let apart = if apart == "1,0" || word.is_empty() { apart } else { format!("{apart} {word}") };
        let _ = &apart;
        let (grown, held) = if now > before { ("ökade", "högre") } else { ("minskade", "lägre") };
        assert!(
            printed.contains(&format!("Den {grown} med ")) && printed.contains(&format!(" {held}.")),
            "round {round}\n{sheet}\n{section}\n{printed}"
        );
        assert!(
            word.is_empty() || printed.contains(&format!(" {word} ")),
            "round {round}: {word}\n{printed}"
        );
    }
}

#[test]
fn ways_that_exclude_each_other_are_told() {
    let sayings = ["belopp", "förändring", "jämförelse", "resultat", "tal"];
    let scales = ["kr", "tkr", "mnkr", "mdkr", "procent", "procentenheter"];
    let decimals = ["0 decimaler", "1 decimal", "2 decimaler", "3 decimaler"];
    let mut random = Random(0xf11e_0008);
    for round in 0..rounds() {
        let list: &[&str] = random.of(&[&sayings[..], &scales[..], &decimals[..]]);
        let (first, second) = (random.of(list), random.of(list));
        if first == second {
            continue;
        }
        let section = format!("rubrik: R\ninnehåll:\n  - text: \"Det är {{a.vp:{first}, {second}}}.\"\n");
        let (_folder, project) = read(&[("tjänsteutlåtande/10-utfall.yaml", &section)]);
        assert!(
            codes(&project).contains(&"ways-exclude"),
            "round {round}: {first}, {second}: {:?}",
            codes(&project)
        );
    }
}

#[test]
fn a_symbolic_link_is_followed_within_the_project_and_told_where_it_leads_out() {
    let (folder, _) = read(&[]);
    let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
    link(Path::new("tjänsteutlåtande"), "genväg");
    link(Path::new("/"), "ut i världen");
    let project = pipeline::read(folder.path(), Stage::Final).unwrap();
    assert!(!project.findings.allow_final(), "{:?}", codes(&project));
}

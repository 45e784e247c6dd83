//! Exports by a generator that knows the true figures: whatever the convention, the unit or the fault, a sheet takes the true
//! figure or says why not. Nothing is silently wrong.

use std::collections::BTreeMap;
use std::path::Path;

use tertial::diagnostic::{Language, Severity, Style, render};
use tertial::document::tree::Stage;
use tertial::pipeline::{self, Project};

use crate::product::{copy, scratch};

/// Variants of each kind.
const VARIANTS: u64 = 200;

/// Numbers that look random and are the same in every run (Knuth's multiplier, TAOCP 3.3.4).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

/// A project whose sheet takes two posts from an export.
fn project(name: &str, sheet: &str, file: &str, export: &[u8]) -> Project {
    let folder = scratch(name).join("project");
    copy(Path::new("tests/cases/base"), &folder);
    std::fs::remove_file(folder.join("tjänsteutlåtande/10-utfall.yaml")).unwrap();
    std::fs::write(folder.join("ekonomi/drift.yaml"), sheet).unwrap();
    std::fs::create_dir_all(folder.join("underlag")).unwrap();
    std::fs::write(folder.join("underlag").join(file), export).unwrap();
    pipeline::read(&folder, Stage::Final).unwrap()
}

/// The exact values of the cells in öre or hundredths, where the project can be built as a final document.
fn taken(project: &Project) -> Option<BTreeMap<String, String>> {
    let told = project.findings.count(Severity::Error) > 0
        || project.findings.sorted().iter().any(|found| {
            let code = found.problem.code();
            found.problem.severity() == Severity::Final && code != "empty-narrative"
        });
    let cells =
        project.book.cells().map(|(cell, figure)| (cell.to_string(), figure.rounded().exact().to_string()));
    (!told).then(|| cells.collect())
}

fn sheet(unit: &str, source: &str) -> String {
    format!(
        "enhet: {unit}\ndecimaler: 2\nkolumner:\n  utfall: {{ rubrik: Utfall }}\nposter:\n  skola: {{ namn: Skola }}\n  \
         kultur: {{ namn: Kultur }}\ntabeller:\n  t: {{ beskrivning: \"Utfall.\", poster: [skola, kultur] }}\nkällor:\n  \
         utfall:\n{source}"
    )
}

/// An amount in öre as a program may write it.
fn written(ore: i64, decimal: char, group: &str, minus: u64) -> String {
    let (kronor, part) = (ore.abs() / 100, ore.abs() % 100);
    let digits = kronor.to_string();
    let mut whole = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            whole.push_str(group);
        }
        whole.push(digit);
    }
    let text = format!("{whole}{decimal}{part:02}");
    match (ore < 0, minus) {
        (false, _) => text,
        (true, 0) => format!("-{text}"),
        (true, 1) => format!("{text}-"),
        (true, 2) => format!("({text})"),
        (true, 3) => format!("\u{2212}{text}"),
        (true, _) => format!("\u{2013}{text}"),
    }
}

/// The value of so many öre as a cell prints it exactly, in kronor.
fn exact(ore: i64) -> String {
    let (mut left, mut right) = (ore.abs(), 100);
    while left != 0 {
        (left, right) = (right % left, left);
    }
    if ore == 0 {
        return "0".to_owned();
    }
    let (top, bottom) = (ore / right, 100 / right);
    if bottom == 1 { top.to_string() } else { format!("{top}/{bottom}") }
}

#[test]
fn tables_in_every_convention_give_the_true_figures_or_say_why_not() {
    let mut dice = Dice(12);
    let (mut right, mut told) = (0, 0);
    for variant in 0..VARIANTS {
        let (decimal, groups): (char, &[&str]) =
            *dice.of(&[(',', &["", " ", "\u{a0}", "."][..]), ('.', &["", " ", ",", "'"][..])]);
        let group = *dice.of(groups);
        let minus = dice.below(5);
        let truth: Vec<i64> =
            (0..2).map(|_| i64::try_from(dice.below(90_000_000)).unwrap() - 45_000_000).collect();
        let cells: Vec<String> = truth.iter().map(|ore| written(*ore, decimal, group, minus)).collect();
        let separator = *dice.of(&[';', '\t', ',', '|']);
        let quoted = dice.below(3) > 0;
        let fault = dice.below(8);
        let heading = match fault {
            0 => "Utfall (mnkr)",
            1 => "Utfall tkr",
            _ => "Utfall",
        };
        let field =
            |text: &str| if quoted && separator != '\t' { format!("\"{text}\"") } else { text.to_owned() };
        let mut lines = vec![format!("Verksamhet{separator}{heading}")];
        if fault == 2 {
            lines[0] = format!("{}{separator}{heading}", lines[0]);
        }
        if fault == 3 {
            lines.insert(0, format!("Belopp i mnkr{separator}"));
        }
        for (name, cell) in ["Skola", "Kultur"].iter().zip(&cells) {
            let more = if fault == 2 { format!("{separator}{}", field("7")) } else { String::new() };
            lines.push(format!("{name}{separator}{}{more}", field(cell)));
        }
        if fault == 4 {
            lines.push(format!(
                "Summa{separator}{}",
                field(&written(truth[0] + truth[1] + 500_000, decimal, group, minus))
            ));
        }
        let source = format!(
            "    fil: underlag/u.csv\n    slag: csv\n    post: Verksamhet\n    belopp: {{ utfall: \"{heading}\" }}\n"
        );
        let read = project("exports-tables", &sheet("kr", &source), "u.csv", lines.join("\n").as_bytes());
        match taken(&read) {
            None => told += 1,
            Some(cells) => {
                let shown = render(&read.findings, &read.sources, Style::Plain, Language::Swedish);
                assert!(fault > 4, "variant {variant}: fault {fault} passed\n{}\n{shown}", lines.join("\n"));
                let expected = [("kultur.utfall", truth[1]), ("skola.utfall", truth[0])];
                for (cell, ore) in expected {
                    assert_eq!(
                        cells.get(cell),
                        Some(&exact(ore)),
                        "variant {variant}:\n{}",
                        lines.join("\n")
                    );
                }
                right += 1;
            }
        }
    }
    assert!(right >= 40 && told >= 40, "{right} right, {told} told");
}

#[test]
fn sie_files_give_the_true_figures_or_say_why_not() {
    let mut dice = Dice(4);
    let (mut right, mut told) = (0, 0);
    for variant in 0..VARIANTS {
        let kind = *dice.of(&[1, 2, 3, 4, 4, 4]);
        let fault = dice.below(10);
        let (mut booked, mut lines) = (BTreeMap::<(u32, u32), i64>::new(), Vec::new());
        for number in 1..=12 + dice.below(30) {
            let month = u32::try_from(1 + dice.below(12)).unwrap();
            let ore = i64::try_from(dice.below(1_000_000)).unwrap() - 400_000;
            let account = *dice.of(&[4010, 4500, 5010, 5900]);
            let year = if fault == 0 && number == 3 { 2023 } else { 2024 };
            let amount = |ore: i64| {
                format!("{}{}.{:02}", if ore < 0 { "-" } else { "" }, ore.abs() / 100, ore.abs() % 100)
            };
            let voucher = format!(
                "#VER A {number} {year}{month:02}{:02} \"Text\"\n{{\n#TRANS {account} {{}} {}\n#TRANS 1930 {{}} {}\n}}",
                1 + dice.below(28),
                amount(ore),
                amount(-ore)
            );
            *booked.entry((account, month)).or_default() += ore;
            *booked.entry((1930, month)).or_default() -= ore;
            if fault == 1 && number == 5 {
                lines.push(voucher.clone());
            }
            lines.push(voucher);
        }
        let amount = |ore: i64| {
            format!("{}{}.{:02}", if ore < 0 { "-" } else { "" }, ore.abs() / 100, ore.abs() % 100)
        };
        let of = |account: u32| {
            booked.iter().filter(|((own, _), _)| *own == account).map(|(_, ore)| ore).sum::<i64>()
        };
        let before = if dice.below(2) == 0 { 0 } else { 12_345 };
        let made = if fault == 2 { "20240701" } else { "20250110" };
        let mut head = vec![format!(
            "#FLAGGA 0\n#FORMAT PC8\n#GEN {made}\n#SIETYP {kind}\n#RAR 0 20240101 20241231\n#IB 0 1930 {}\n#UB 0 1930 {}",
            amount(before),
            amount(before + of(1930))
        )];
        for account in [4010, 4500, 5010, 5900] {
            head.push(format!("#RES 0 {account} {}", amount(of(account))));
            for month in 1..=12 {
                let ore = booked.get(&(account, month)).copied().unwrap_or(0);
                if ore != 0 && (kind == 2 || kind == 3) {
                    head.push(format!("#PSALDO 0 2024{month:02} {account} {{}} {}", amount(ore)));
                }
            }
        }
        if kind == 4 {
            head.append(&mut lines);
        }
        let text = head.join("\n");
        let measure = if fault == 3 { "årsbudget" } else { "utfall" };
        let source = format!(
            "    fil: underlag/u.se\n    slag: sie\n    belopp: {{ utfall: {measure} }}\n    konton: {{ skola: 4000–4999, \
             kultur: 5000–5999 }}\n    utanför: [1000–2999]\n"
        );
        let read = project("exports-sie", &sheet("kr", &source), "u.se", text.as_bytes());
        match taken(&read) {
            None => told += 1,
            Some(cells) => {
                let faulty = fault == 3 || fault == 2 || (kind == 4 && fault < 2) || kind == 1;
                assert!(!faulty, "variant {variant}: type {kind}, fault {fault} passed\n{text}");
                // The period of the base project is January to August.
                let accounts = simple(&text, kind);
                let sum = |from: u32| -> i64 {
                    let within = accounts
                        .iter()
                        .filter(|((own, month), _)| (from..from + 1000).contains(own) && *month <= 8);
                    within.map(|(_, ore)| ore).sum()
                };
                for (cell, from) in [("skola.utfall", 4000), ("kultur.utfall", 5000)] {
                    assert_eq!(
                        cells.get(cell),
                        Some(&exact(sum(from))),
                        "variant {variant}: type {kind}\n{text}"
                    );
                }
                right += 1;
            }
        }
    }
    assert!(right >= 40 && told >= 40, "{right} right, {told} told");
}

/// Another reader of SIE, of a few lines, for files without quoted accounts: öre by account and month.
fn simple(text: &str, kind: u32) -> BTreeMap<(u32, u32), i64> {
    let (mut sums, mut month) = (BTreeMap::new(), 0);
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let ore = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
        match words.as_slice() {
            ["#VER", _, _, day, ..] => month = day[4..6].parse().unwrap(),
            ["#TRANS", account, "{}", amount] if kind == 4 => {
                *sums.entry((account.parse().unwrap(), month)).or_default() += ore(amount);
            }
            ["#PSALDO", "0", month, account, "{}", amount] if kind != 4 => {
                *sums.entry((account.parse().unwrap(), month[4..].parse().unwrap())).or_default() +=
                    ore(amount);
            }
            _ => {}
        }
    }
    sums
}

//! Which way imports may point. A new arrow is the part of a change to argue for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::product::read;

/// What each room may use; `pipeline` and `cli` may use everything.
const ROOMS: &[(&str, &[&str])] = &[
    ("attached", &["document", "source"]),
    ("base", &["document", "figure", "money", "source"]),
    ("check", &["diagnostic", "document", "figure", "money", "reading", "sheet", "source"]),
    (
        "compose",
        &["content", "diagnostic", "document", "figure", "look", "money", "reading", "sheet", "source"],
    ),
    ("compare", &["diagnostic", "document", "figure", "import", "money", "sheet", "source"]),
    ("content", &["diagnostic", "ledger", "look", "money", "source"]),
    ("diagnostic", &["money", "source"]),
    ("document", &["figure", "money", "source"]),
    ("export", &["content", "document", "figure", "money", "sheet", "source"]),
    ("facts", &["content", "diagnostic", "document", "figure", "money", "sheet", "source"]),
    ("figure", &["money", "source"]),
    ("intake", &["content", "diagnostic", "ledger", "money", "source"]),
    ("ledger", &["diagnostic", "money", "source"]),
    ("levels", &["pki", "sign", "verify"]),
    ("look", &[]),
    ("import", &["base", "content", "diagnostic", "document", "money", "source"]),
    ("money", &[]),
    ("pdf", &["attached", "diagnostic", "document", "figure", "look", "money", "source"]),
    (
        "pipeline",
        &[
            "attached",
            "base",
            "check",
            "compose",
            "content",
            "diagnostic",
            "document",
            "export",
            "import",
            "intake",
            "look",
            "pdf",
            "sheet",
            "source",
            "word",
        ],
    ),
    ("pki", &[]),
    ("reading", &["money"]),
    ("remote", &["pki", "sign", "verify"]),
    ("sheet", &["content", "diagnostic", "figure", "money", "source"]),
    ("sign", &[]),
    ("source", &[]),
    ("verify", &["pki"]),
    ("word", &["base", "document", "figure", "look", "money", "source"]),
    (
        "cli",
        &[
            "attached",
            "base",
            "compare",
            "content",
            "diagnostic",
            "document",
            "facts",
            "figure",
            "import",
            "levels",
            "money",
            "pdf",
            "pipeline",
            "pki",
            "remote",
            "sign",
            "source",
            "verify",
            "word",
        ],
    ),
];

/// Crates that only these rooms may name.
const CRATES: &[(&str, &[&str])] = &[
    ("calamine", &["ledger"]),
    ("encoding_rs", &["ledger"]),
    ("rust_xlsxwriter", &["export"]),
    ("typst", &["pdf"]),
    ("typst_render", &["pdf"]),
    ("aws_lc_rs", &["attached", "base", "cli", "levels", "pki", "sign", "verify"]),
    ("cryptoki", &["sign"]),
    ("lopdf", &["attached", "levels", "pipeline", "sign", "verify"]),
    ("p12_keystore", &["sign"]),
    ("docx_rs", &["word"]),
    ("serde_saphyr", &["content"]),
    ("pulldown_cmark", &["content"]),
    ("annotate_snippets", &["diagnostic"]),
    ("clap", &["cli"]),
];

#[test]
fn imports_point_the_allowed_way() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        let may =
            allowed.get(room.as_str()).unwrap_or_else(|| panic!("the room `{room}` is not in the table"));
        for other in named(&text, "crate::").filter(|other| *other != room && !may.contains(other)) {
            wrong.push(format!("{}: `{room}` may not use `{other}`", path.display()));
        }
        for (name, rooms) in CRATES {
            if named(&text, "").any(|word| word == *name) && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{}: `{name}` is named outside {rooms:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_exists_and_is_in_the_table() {
    let found: std::collections::BTreeSet<String> = files().into_iter().map(|(room, _, _)| room).collect();
    let table = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(found, table);
}

#[test]
fn only_sources_and_the_command_line_touch_the_surroundings() {
    let banned = ["std::fs", "std::env", "std::net", "println!", "eprintln!", "SystemTime"];
    for (room, path, text) in files().into_iter().filter(|(room, _, _)| room != "source" && room != "cli") {
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in banned {
            assert!(!code.contains(word), "{}: `{room}` names `{word}`", path.display());
        }
    }
}

/// Every file of `src` but its two roots: its room, its path and its text.
fn files() -> Vec<(String, PathBuf, String)> {
    let mut list = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inner = path.strip_prefix(&root).unwrap().with_extension("");
            let room = inner.iter().next().unwrap().to_string_lossy().into_owned();
            if room != "lib" && room != "main" {
                list.push((room, path.clone(), read(&path)));
            }
        }
    }
    list
}

/// The words that follow `before` in the code of a file; `crate::{a, b}` is not a form the house uses.
fn named<'a>(text: &'a str, before: &'a str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    if before.is_empty() {
        return Box::new(code.flat_map(move |line| line.split(ends)));
    }
    Box::new(
        code.flat_map(move |line| line.split(before).skip(1))
            .map(move |rest| rest.split(ends).next().unwrap_or("")),
    )
}

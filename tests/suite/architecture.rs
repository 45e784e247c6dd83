//! Which way imports may point. A new arrow is the part of a change to argue for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::product::read;

/// Folders of `src` that hold rooms; the door of each (`src/<wing>.rs`) lists them and holds no code.
const WINGS: &[&str] = &["document", "edits", "figures", "project", "signatures", "writers"];

/// What each room may use, by `wing/room`.
const ROOMS: &[(&str, &[&str])] = &[
    ("signatures/attached", &["document/tree", "project/source"]),
    ("edits/base", &["document/tree", "figures/figure", "figures/money", "project/source"]),
    (
        "document/check",
        &[
            "diagnostic",
            "document/tree",
            "figures/figure",
            "figures/money",
            "document/reading",
            "figures/sheet",
            "project/source",
        ],
    ),
    (
        "document/compose",
        &[
            "project/content",
            "diagnostic",
            "document/tree",
            "figures/figure",
            "project/look",
            "figures/money",
            "document/reading",
            "figures/sheet",
            "project/source",
        ],
    ),
    (
        "edits/compare",
        &[
            "diagnostic",
            "document/tree",
            "figures/figure",
            "edits/import",
            "figures/money",
            "figures/sheet",
            "project/source",
        ],
    ),
    ("project/content", &["diagnostic", "figures/ledger", "project/look", "figures/money", "project/source"]),
    ("diagnostic", &["figures/money", "project/source"]),
    ("document/tree", &["figures/figure", "figures/money", "project/source"]),
    (
        "figures/workbook",
        &[
            "project/content",
            "document/tree",
            "figures/figure",
            "figures/money",
            "figures/sheet",
            "project/source",
        ],
    ),
    (
        "figures/facts",
        &[
            "project/content",
            "diagnostic",
            "document/tree",
            "figures/figure",
            "figures/money",
            "figures/sheet",
            "project/source",
        ],
    ),
    ("figures/figure", &["figures/money", "project/source"]),
    (
        "figures/intake",
        &["project/content", "diagnostic", "figures/ledger", "figures/money", "project/source"],
    ),
    ("figures/ledger", &["diagnostic", "figures/money", "project/source"]),
    ("signatures/levels", &["signatures/pki", "signatures/sign", "signatures/verify"]),
    ("project/look", &[]),
    (
        "edits/import",
        &["edits/base", "project/content", "diagnostic", "document/tree", "figures/money", "project/source"],
    ),
    ("figures/money", &[]),
    (
        "writers/html",
        &["document/reading", "document/tree", "figures/figure", "figures/money", "project/look"],
    ),
    (
        "writers/pdf",
        &[
            "signatures/attached",
            "diagnostic",
            "document/tree",
            "figures/figure",
            "project/look",
            "figures/money",
            "project/source",
            "writers/setting",
        ],
    ),
    (
        "writers/setting",
        &["document/tree", "figures/figure", "project/look", "figures/money", "project/source"],
    ),
    (
        "pipeline",
        &[
            "signatures/attached",
            "signatures/verify",
            "edits/base",
            "document/check",
            "document/compose",
            "project/content",
            "diagnostic",
            "document/tree",
            "figures/workbook",
            "edits/import",
            "figures/intake",
            "project/look",
            "figures/figure",
            "writers/html",
            "writers/pdf",
            "writers/text",
            "figures/sheet",
            "project/source",
            "writers/word",
        ],
    ),
    ("signatures/pki", &[]),
    ("document/reading", &["figures/money"]),
    ("signatures/remote", &["signatures/pki", "signatures/sign", "signatures/verify"]),
    (
        "figures/sheet",
        &["project/content", "diagnostic", "figures/figure", "figures/money", "project/source"],
    ),
    ("signatures/sign", &[]),
    ("project/source", &[]),
    ("signatures/verify", &["signatures/pki"]),
    ("writers/text", &["document/tree", "figures/money"]),
    (
        "writers/word",
        &[
            "edits/base",
            "document/tree",
            "figures/figure",
            "project/look",
            "figures/money",
            "project/source",
            "writers/setting",
        ],
    ),
    (
        "cli",
        &[
            "signatures/attached",
            "edits/base",
            "edits/compare",
            "project/content",
            "diagnostic",
            "document/tree",
            "figures/facts",
            "figures/figure",
            "edits/import",
            "signatures/levels",
            "figures/money",
            "writers/pdf",
            "pipeline",
            "signatures/pki",
            "signatures/remote",
            "signatures/sign",
            "project/source",
            "signatures/verify",
            "writers/word",
        ],
    ),
];

/// Crates that only these rooms may name.
const CRATES: &[(&str, &[&str])] = &[
    ("calamine", &["figures/ledger"]),
    ("encoding_rs", &["figures/ledger"]),
    ("rust_xlsxwriter", &["figures/workbook"]),
    ("typst", &["writers/pdf"]),
    ("typst_render", &["writers/pdf"]),
    (
        "aws_lc_rs",
        &[
            "signatures/attached",
            "edits/base",
            "cli",
            "signatures/levels",
            "signatures/pki",
            "signatures/sign",
            "signatures/verify",
            "writers/html",
        ],
    ),
    ("cryptoki", &["signatures/sign"]),
    (
        "lopdf",
        &["signatures/attached", "signatures/levels", "pipeline", "signatures/sign", "signatures/verify"],
    ),
    ("p12_keystore", &["signatures/sign"]),
    ("docx_rs", &["writers/word"]),
    ("serde_saphyr", &["project/content"]),
    ("pulldown_cmark", &["project/content"]),
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
        for other in rooms_named(&text).filter(|other| *other != room && !may.contains(&other.as_str())) {
            wrong.push(format!("{}: `{room}` may not use `{other}`", path.display()));
        }
        for (name, rooms) in CRATES {
            if words(&text).any(|word| word == *name) && !rooms.contains(&room.as_str()) {
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
    for (room, path, text) in
        files().into_iter().filter(|(room, _, _)| room != "project/source" && room != "cli")
    {
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in banned {
            assert!(!code.contains(word), "{}: `{room}` names `{word}`", path.display());
        }
    }
}

#[test]
fn the_doors_say_what_stands_behind_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let top: std::collections::BTreeSet<String> =
        files().into_iter().map(|(room, _, _)| room.split('/').next().unwrap().to_owned()).collect();
    agree(&root.join("lib.rs"), &top);
    for wing in WINGS {
        let rooms = ROOMS.iter().filter_map(|(room, _)| room.strip_prefix(wing)?.strip_prefix('/'));
        agree(&root.join(wing).with_extension("rs"), &rooms.map(str::to_owned).collect());
    }
}

/// A door declares its rooms, describes each in a list, and holds nothing else.
fn agree(door: &Path, rooms: &std::collections::BTreeSet<String>) {
    let text = read(door);
    let declared = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let described = text.lines().filter_map(|line| line.strip_prefix("//! - [`")?.split('`').next());
    assert_eq!(
        &declared.map(str::to_owned).collect::<std::collections::BTreeSet<_>>(),
        rooms,
        "{}",
        door.display()
    );
    assert_eq!(
        &described.map(str::to_owned).collect::<std::collections::BTreeSet<_>>(),
        rooms,
        "{}",
        door.display()
    );
    let code = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("//!") && !line.starts_with("pub mod "));
    assert_eq!(code.count(), 0, "{} holds code", door.display());
}

/// Every file of `src` but its two roots and the doors of the wings: its room, its path and its text.
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
            let names: Vec<_> = inner.iter().map(|name| name.to_string_lossy()).collect();
            let room = match &names[..] {
                [wing, room, ..] if WINGS.contains(&&**wing) => format!("{wing}/{room}"),
                [room, ..] => room.to_string(),
                [] => continue,
            };
            if room != "lib" && room != "main" && !WINGS.contains(&room.as_str()) {
                list.push((room, path.clone(), read(&path)));
            }
        }
    }
    list
}

/// The rooms that a file names by their full path: `crate::wing::room` or `crate::room`.
fn rooms_named(text: &str) -> impl Iterator<Item = String> + '_ {
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1)).map(move |rest| {
        let mut words = rest.split("::").map(|word| word.split(ends).next().unwrap_or(""));
        let wing = words.next().unwrap_or("");
        match words.next() {
            Some(room) if WINGS.contains(&wing) => format!("{wing}/{room}"),
            _ => wing.to_owned(),
        }
    })
}

/// The words in the code of a file.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(move |line| line.split(ends))
}

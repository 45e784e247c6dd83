//! The same input gives the same bytes: two processes, two folders, two time zones.

use std::path::Path;

use crate::product::{STEM, copy, program, scratch};

#[test]
fn two_processes_in_two_folders_and_time_zones_write_the_same_bytes() {
    let elsewhere = scratch("elsewhere");
    copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content")), &elsewhere.join("rapport"));
    let first = built(Path::new(env!("CARGO_MANIFEST_DIR")), "content", "Europe/Stockholm", "first");
    let second = built(&elsewhere, "rapport", "Pacific/Kiritimati", "second");
    for ((name, a), (_, b)) in first.iter().zip(&second) {
        assert!(a == b, "{name} differs between two builds of the same content");
    }
}

fn built(at: &Path, content: &str, zone: &str, name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = scratch(name);
    let mut command = program();
    command.current_dir(at).env("TZ", zone).args(["build", content, "--final", "--to", "pdf,docx,txt", "-o"]);
    assert!(command.arg(&folder).status().unwrap().success());
    let file = |extension: &str| {
        let name = format!("{STEM}.{extension}");
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        (name, bytes)
    };
    ["pdf", "docx", "txt"].map(file).to_vec()
}

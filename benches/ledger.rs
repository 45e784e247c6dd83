//! Exports at full size: a million bookings of SIE beside `mawk`, a hundred thousand rows of a workbook beside calamine alone.
//!
//! `cargo bench --bench ledger` prints one line for each, the best of seven runs, and the most memory that the program had
//! when SIE was done. Each pair is measured in turn, so that a busy machine slows both. Memory is allocated as the program
//! allocates it (decision 10), for calamine alone too.

#![expect(clippy::print_stdout, reason = "what is measured is told")]

use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use tertial::diagnostic::Findings;
use tertial::figures::ledger::{sie, spelling, workbook};
use tertial::project::source::{MAX_EXPORT_BYTES, Sources};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BOOKINGS: u32 = 1_000_000;
const ROWS: u32 = 100_000;
const RUNS: usize = 7;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let export = folder.path().join("utfall.se");
    write_sie(&export);
    let megabytes = fs::metadata(&export).expect("it was written").len() >> 20;
    let (own, other) = best(&mut || read_sie(folder.path()), &mut || mawk(&export));
    println!(
        "SIE, {BOOKINGS} bookings, {megabytes} MB: {own:?}; mawk, one field: {other:?}; peak memory {} MB",
        peak()
    );
    let workbook = write_workbook();
    let (own, other) = best(&mut || read_workbook(&workbook), &mut || calamine_alone(&workbook));
    println!("XLSX, {ROWS} rows, {} MB: {own:?}; calamine alone: {other:?}", workbook.len() >> 20);
}

/// The shortest times of two things, done in turn.
fn best(own: &mut dyn FnMut(), other: &mut dyn FnMut()) -> (Duration, Duration) {
    let time = |run: &mut dyn FnMut()| {
        let began = Instant::now();
        run();
        began.elapsed()
    };
    let runs: Vec<_> = (0..RUNS).map(|_| (time(own), time(other))).collect();
    let least = |of: fn(&(Duration, Duration)) -> Duration| runs.iter().map(of).min().unwrap_or_default();
    (least(|run| run.0), least(|run| run.1))
}

/// Vouchers of four bookings that net to zero, in twenty accounts, fifty objects and twelve months. In code page 437.
fn write_sie(path: &Path) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    let head = "#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20240101 20241231\r\n";
    file.write_all(head.as_bytes()).expect("room");
    for voucher in 0..BOOKINGS / 4 {
        let (day, month) = (voucher % 28 + 1, voucher % 12 + 1);
        write!(file, "#VER A {} 2024{month:02}{day:02} \"Provet\"\r\n{{\r\n", voucher + 1).expect("room");
        let mut sum = 0;
        for row in 0..3 {
            let (account, object) = (5010 + (voucher + row) % 20 * 100, 100 + (voucher * 3 + row) % 50);
            let ore = (voucher * 7919 + row * 104_729) % 5_000_000;
            sum += ore;
            write!(file, "   #TRANS {account} {{1 \"{object}\"}} {}.{:02}\r\n", ore / 100, ore % 100)
                .expect("room");
        }
        write!(file, "   #TRANS 1930 {{}} -{}.{:02} \"\" \"L", sum / 100, sum % 100).expect("room");
        file.write_all(b"\x94ner\"\r\n}\r\n").expect("room");
    }
    file.flush().expect("room");
}

/// Reads, checks and sums the file.
fn read_sie(folder: &Path) {
    let mut sources = Sources::open(folder).expect("a folder");
    let bytes = sources.bytes(Path::new("utfall.se"), MAX_EXPORT_BYTES).expect("a file");
    let (text, _) = spelling::sie(bytes);
    let file = sources.register(Path::new("utfall.se"), None, text);
    let mut findings = Findings::default();
    let sie = sie::read(file, sources.text(file), &mut findings);
    assert_eq!((sie.bookings, findings.sorted().len()), (BOOKINGS as usize, 0));
}

/// Has mawk split every line and sum the fifth field.
fn mawk(path: &Path) {
    let program = "{ s += $5 } END { printf \"%.2f\\n\", s }";
    let output = Command::new("mawk").arg(program).arg(path).output().expect("mawk");
    assert!(output.status.success() && !output.stdout.is_empty());
}

/// The most memory this program has had, in MB (proc(5), `VmHWM`).
fn peak() -> u64 {
    let status = fs::read("/proc/self/status").unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) >> 10
}

/// Six columns: two of text that repeats, one of text that does not, three of numbers.
fn write_workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..ROWS {
        sheet.write_string(row, 0, format!("Verksamhet {}", row % 50)).expect("a cell");
        sheet.write_string(row, 1, if row % 2 == 0 { "Kostnader" } else { "Intäkter" }).expect("a cell");
        sheet.write_string(row, 2, format!("Rad {row}")).expect("a cell");
        for column in 3..6 {
            let whole = i32::try_from(row * 31 + u32::from(column)).expect("small");
            sheet.write_number(row, column, whole).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn read_workbook(bytes: &[u8]) {
    let tab = workbook::read(bytes, None).expect("a sheet");
    assert_eq!(tab.text.lines().count(), ROWS as usize);
}

/// Every cell as calamine gives it.
fn calamine_alone(bytes: &[u8]) {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("Sheet1").expect("a sheet");
    assert_eq!(range.height(), ROWS as usize);
}

//! Exports with bytes changed at random, and what holds of their readers all the same.
//!
//! The changes come from a generator with a fixed seed, so that a failure comes back. What fails prints its round.

use std::path::Path;

use crate::golden::failure;
use crate::readers;

/// Rounds of a file. A text is read in far less than a millisecond, a workbook takes ten times that.
const ROUNDS: u32 = 1_500;

/// Longer files are cut, so that every round is short and changes fall close together.
const MOST_BYTES: usize = 3_000;

/// What is put into a text: signs that mean something to SIE, to CSV or to numbers.
const SIGNS: [&[u8]; 16] = [
    b"\"",
    b"{",
    b"}",
    b"\\",
    b"#",
    b"\n",
    b"\r",
    b"\0",
    b";",
    b"-",
    b".",
    b"#TRANS ",
    b"#VER ",
    b"#KSUMMA\n",
    b"\xff\xfe",
    b"9999999999999999999999",
];

/// Xorshift (Marsaglia 2003), 64 bits.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }
}

/// Reads a file of the report's exports with one to four changes, over and over.
pub(crate) fn changed_bytes_never_panic(path: &Path) -> datatest_stable::Result<()> {
    let whole = std::fs::read(path)?;
    let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let whole = if extension == "xlsx" { &whole[..] } else { &whole[..whole.len().min(MOST_BYTES)] };
    let read = match &*extension {
        "csv" => readers::csv,
        "se" => readers::sie,
        "xlsx" => readers::xlsx,
        other => return Err(failure(format!("no reader for {other}"))),
    };
    let rounds = if extension == "xlsx" { ROUNDS / 10 } else { ROUNDS };
    let mut random = Random(0x5eed_1e06);
    for round in 0..rounds {
        let mut bytes = whole.to_vec();
        for _ in 0..=random.below(4) {
            change(&mut bytes, &mut random);
        }
        read(&bytes).map_err(|error| failure(format!("round {round}: {error}")))?;
    }
    Ok(())
}

fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(4) {
        0 => bytes.truncate(at),
        1 => {
            let end = (at + random.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        2 => {
            let sign = SIGNS[random.below(SIGNS.len())];
            bytes.splice(at..at, sign.iter().copied());
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(random.below(256)).unwrap_or(0);
            }
        }
    }
}

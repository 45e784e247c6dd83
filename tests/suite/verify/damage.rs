//! Damaged files: a changed byte is never overlooked, and nothing makes the reader panic or stop.

use tertial::signatures::verify::{Indication, Policy, verify};
use time::UtcDateTime;

use super::craft::{Craft, PLAIN, der_of, signed, stamp, timestamped};
use super::{lenient, settled};
use crate::pki::{Holder, Pki, Service, pki};

/// How many bytes are changed, each in a file of its own.
const FLIPS: usize = 150;
/// How many files and signatures are mangled.
const MANGLED: usize = 250;

/// Files are not cut shorter than this.
const SHORTEST: usize = 1_000;

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

/// A file with all that a signed file can have.
fn rich(pki: &Pki) -> Vec<u8> {
    let stamped = Craft { unsigned: &|value| stamp(pki, Service::Tsa, value), ..Craft::new(pki) };
    let archived = timestamped(pki, &settled(pki, &stamped.sign(&PLAIN)), Service::Tsa);
    Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&archived)
}

#[test]
fn a_changed_byte_anywhere_is_seen() {
    let Some(pki) = pki() else { return };
    let (file, mut chance) = (signed(pki), Chance(20_061_113));
    assert_eq!(lenient(pki, &file).indication(), Indication::Passed);
    let room = room(&file);
    for _ in 0..FLIPS {
        let mut changed = file.clone();
        let at = chance.below(file.len() - 1);
        changed[at] ^= 1 << chance.below(8);
        // A hexadecimal digit may be written in either case: the same signature.
        let same = room.contains(&at) && changed[at].eq_ignore_ascii_case(&file[at]);
        let passed = lenient(pki, &changed).indication() == Indication::Passed;
        assert_eq!(passed, same, "byte {at}: {} became {}", file[at], changed[at]);
    }
}

fn room(file: &[u8]) -> std::ops::Range<usize> {
    let start = memchr::memmem::rfind(file, b"/Contents<").unwrap() + 10;
    start..start + memchr::memchr(b'>', &file[start..]).unwrap()
}

/// Every mangled file gets a verdict; that it is a refusal is the other tests' concern.
#[test]
fn nothing_makes_the_reader_panic() {
    let Some(pki) = pki() else { return };
    let file = rich(pki);
    let root = der_of(&pki.root());
    let policy = Policy { anchors: vec![&root], now: UtcDateTime::now(), unknown_revocation: true };
    let mut chance = Chance(19_700_101);
    let tail = PLAIN.len();
    for round in 0..MANGLED {
        let mut mangled = file.clone();
        // Most of what is read stands in the additions: they are hit more often than the pages.
        let from = if round % 4 == 0 { 0 } else { tail };
        for _ in 0..=chance.below(6) {
            let from = from.min(mangled.len() / 2);
            let at = from + chance.below(mangled.len() - from);
            mangle(&mut mangled, at, &mut chance);
        }
        if round % 2 == 0 {
            mangle_signature(&mut mangled, &mut chance);
        }
        let report = verify(&mangled, &policy);
        assert!(report.problem.is_some() || !report.signatures.is_empty());
    }
}

/// Some digits of a signature or a timestamp become others.
fn mangle_signature(bytes: &mut [u8], chance: &mut Chance) {
    let places: Vec<usize> = memchr::memmem::find_iter(bytes, b"/Contents<30").collect();
    let Some(place) = places.get(chance.below(places.len().max(1))) else { return };
    for _ in 0..=chance.below(4) {
        let at = (place + 10 + chance.below(5_000)).min(bytes.len() - 1);
        bytes[at] = b"0123456789ABCDEF"[chance.below(16)];
    }
}

/// One of the ways in which a file goes wrong.
fn mangle(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let words: [&[u8]; 9] =
        [b"<<", b">>", b"[", b"endobj", b"99999999999", b"0 R", b"-1", b"/Kids", b"startxref"];
    let end = (at + 1 + chance.below(40)).min(bytes.len());
    match chance.below(6) {
        0 => bytes[at] = chance.byte(),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
        3 => bytes.truncate(at.max(SHORTEST)),
        4 => {
            let word = words[chance.below(words.len())];
            bytes.splice(at..at, word.iter().copied());
        }
        _ => {
            let from = chance.below(bytes.len());
            bytes[at] = bytes[from];
        }
    }
}

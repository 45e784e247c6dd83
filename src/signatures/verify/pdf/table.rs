//! Cross-reference sections (ISO 32000-1 7.5.4 and 7.5.8) as they stand, never guessed.

use std::collections::BTreeMap;

use super::super::reason::Reason;
use super::decode::decode;
use super::object::{Dictionary, Object};
use super::parse::{Parser, is_white};

/// The most objects of a file.
const OBJECTS: u32 = 1 << 22;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Entry {
    Free,
    /// At that byte.
    At {
        offset: usize,
        generation: u32,
    },
    /// Within an object stream, as the object of that index.
    Packed {
        stream: u32,
        index: usize,
    },
}

/// A table with its trailer.
#[derive(Debug)]
pub(crate) struct Section {
    /// The byte where the table begins.
    pub(crate) start: usize,
    /// The byte after its `%%EOF`.
    pub(crate) end: usize,
    pub(crate) entries: BTreeMap<u32, Entry>,
    pub(crate) trailer: Dictionary,
    /// What the section says after `startxref`.
    pub(crate) says: usize,
    /// The number of the stream that the table is, where it is one.
    pub(crate) stream: Option<u32>,
}

impl Section {
    /// Reads the section at a byte.
    pub(crate) fn read(bytes: &[u8], start: usize) -> Result<Self, Reason> {
        let mut parser = Parser::new(bytes, start);
        let (entries, trailer, stream) = if parser.word(b"xref") {
            let (entries, trailer) = classic(&mut parser, bytes)?;
            (entries, trailer, None)
        } else {
            let (entries, trailer, number) = packed(&mut parser, bytes)?;
            (entries, trailer, Some(number))
        };
        if trailer.get(b"Encrypt").is_some() {
            return Err(Reason::Encrypted);
        }
        if trailer.get(b"XRefStm").is_some() {
            return Err(Reason::HybridTable);
        }
        let renumbered = |entry: &Entry| matches!(entry, Entry::At { generation, .. } if *generation != 0);
        if entries.values().any(renumbered) {
            return Err(Reason::Generation);
        }
        let (says, end) = ending(&mut parser)?;
        Ok(Self { start, end, entries, trailer, says, stream })
    }

    /// How many objects the section says that the file has; those from there on are not there to a reader (7.5.5).
    pub(crate) fn size(&self) -> Option<u32> {
        u32::try_from(self.trailer.get(b"Size")?.as_integer()?).ok()
    }

    /// The section before this one, if there is one.
    pub(crate) fn previous(&self) -> Result<Option<usize>, Reason> {
        match self.trailer.get(b"Prev") {
            None => Ok(None),
            Some(Object::Integer(offset)) => {
                usize::try_from(*offset).map(Some).map_err(|_| Reason::BrokenTable)
            }
            Some(_) => Err(Reason::BrokenTable),
        }
    }
}

/// `startxref`, a number and `%%EOF`: the number, and the byte after it all.
fn ending(parser: &mut Parser<'_>) -> Result<(usize, usize), Reason> {
    parser.white();
    let read = |parser: &mut Parser<'_>| {
        let starts = parser.word(b"startxref") && parser.white();
        let says = parser.digits().filter(|_| starts)?;
        (parser.white() && parser.word(b"%%EOF")).then_some((usize::try_from(says).ok()?, parser.at))
    };
    read(parser).ok_or(Reason::BrokenTable)
}

/// What the end of a file, or of a revision, says after `startxref`. One end of line may follow `%%EOF`, nothing else.
pub(crate) fn tail(bytes: &[u8]) -> Result<usize, Reason> {
    let line_end = [&b"\r\n"[..], b"\n", b"\r"].into_iter().find_map(|end| bytes.strip_suffix(end));
    let Some(before) = line_end.unwrap_or(bytes).strip_suffix(b"%%EOF") else {
        return Err(Reason::TrailingBytes);
    };
    let before = trim_end(before);
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (rest, digits) = before.split_at(before.len() - digits);
    let value = Parser::new(digits, 0).digits().and_then(|value| usize::try_from(value).ok());
    let starts = rest.len() > trim_end(rest).len() && trim_end(rest).ends_with(b"startxref");
    value.filter(|_| starts).ok_or(Reason::BrokenTable)
}

fn trim_end(bytes: &[u8]) -> &[u8] {
    let white = bytes.iter().rev().take_while(|byte| is_white(**byte)).count();
    &bytes[..bytes.len() - white]
}

/// A table of lines of twenty bytes, and the trailer after it.
fn classic(parser: &mut Parser<'_>, bytes: &[u8]) -> Result<(BTreeMap<u32, Entry>, Dictionary), Reason> {
    let mut entries = BTreeMap::new();
    parser.white();
    while !parser.word(b"trailer") {
        let first = small(parser)?;
        parser.white();
        let count = small(parser)?;
        parser.white();
        for index in 0..count {
            let number = first.checked_add(index).filter(|number| *number < OBJECTS);
            let line = bytes.get(parser.at..parser.at + 20).ok_or(Reason::BrokenTable)?;
            add(&mut entries, number.ok_or(Reason::BrokenTable)?, line_entry(line)?)?;
            parser.at += 20;
        }
        parser.white();
    }
    let trailer = parser.dictionary(0)?;
    Ok((entries, trailer))
}

fn small(parser: &mut Parser<'_>) -> Result<u32, Reason> {
    parser.digits().and_then(|value| u32::try_from(value).ok()).ok_or(Reason::BrokenTable)
}

/// `nnnnnnnnnn ggggg n` and two bytes that end the line.
fn line_entry(line: &[u8]) -> Result<Entry, Reason> {
    let number = |digits: &[u8]| {
        let all = digits.iter().all(u8::is_ascii_digit);
        Parser::new(digits, 0).digits().filter(|_| all)
    };
    let well = line[10] == b' ' && line[16] == b' ' && matches!(&line[18..], b" \n" | b" \r" | b"\r\n");
    let (offset, generation) =
        number(&line[..10]).zip(number(&line[11..16])).filter(|_| well).ok_or(Reason::BrokenTable)?;
    match line[17] {
        b'f' => Ok(Entry::Free),
        b'n' => Ok(Entry::At {
            offset: usize::try_from(offset).map_err(|_| Reason::BrokenTable)?,
            generation: u32::try_from(generation).map_err(|_| Reason::BrokenTable)?,
        }),
        _ => Err(Reason::BrokenTable),
    }
}

/// An object stands once in a section.
fn add(entries: &mut BTreeMap<u32, Entry>, number: u32, entry: Entry) -> Result<(), Reason> {
    if entries.insert(number, entry).is_none() { Ok(()) } else { Err(Reason::BrokenTable) }
}

/// A table that is a stream.
fn packed(parser: &mut Parser<'_>, bytes: &[u8]) -> Result<(BTreeMap<u32, Entry>, Dictionary, u32), Reason> {
    let indirect = parser.indirect(&|_| None).map_err(|_| Reason::BrokenTable)?;
    let Object::Stream(trailer, span) = indirect.object else { return Err(Reason::BrokenTable) };
    if trailer.name(b"Type") != Some(b"XRef") {
        return Err(Reason::BrokenTable);
    }
    let size = natural(trailer.get(b"Size")).ok_or(Reason::BrokenTable)?;
    let widths =
        naturals(trailer.get(b"W")).filter(|widths| widths.len() == 3 && widths.iter().all(|w| *w <= 8));
    let widths = widths.ok_or(Reason::BrokenTable)?;
    let index = match trailer.get(b"Index") {
        None => vec![0, size],
        given => naturals(given).ok_or(Reason::BrokenTable)?,
    };
    let data = decode(&trailer, &bytes[span])?;
    let mut rows = data.chunks_exact(widths.iter().sum::<usize>().max(1));
    let mut entries = BTreeMap::new();
    for pair in index.chunks(2) {
        let [first, count] = pair else { return Err(Reason::BrokenTable) };
        for number in *first..first.saturating_add(*count) {
            let number = u32::try_from(number).ok().filter(|number| *number < OBJECTS);
            let row = rows.next().ok_or(Reason::BrokenTable)?;
            add(&mut entries, number.ok_or(Reason::BrokenTable)?, row_entry(row, &widths)?)?;
        }
    }
    Ok((entries, trailer, indirect.number))
}

fn natural(object: Option<&Object>) -> Option<usize> {
    usize::try_from(object?.as_integer()?).ok()
}

fn naturals(object: Option<&Object>) -> Option<Vec<usize>> {
    object?.as_array()?.iter().map(|value| natural(Some(value))).collect()
}

/// Three numbers of the widths that the table says; the first is 1 where it has no width.
fn row_entry(row: &[u8], widths: &[usize]) -> Result<Entry, Reason> {
    let value = |bytes: &[u8]| bytes.iter().fold(0usize, |value, byte| value << 8 | usize::from(*byte));
    let (kind, rest) = row.split_at(widths[0]);
    let (second, third) = rest.split_at(widths[1]);
    let kind = if kind.is_empty() { 1 } else { value(kind) };
    match kind {
        0 => Ok(Entry::Free),
        1 => {
            let generation = u32::try_from(value(third)).map_err(|_| Reason::BrokenTable)?;
            Ok(Entry::At { offset: value(second), generation })
        }
        2 => {
            let stream = u32::try_from(value(second)).map_err(|_| Reason::BrokenTable)?;
            Ok(Entry::Packed { stream, index: value(third) })
        }
        _ => Err(Reason::BrokenTable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] =
        b"xref\n0 2\n0000000000 65535 f \n0000000007 00000 n \ntrailer <</Size 2>>\nstartxref\n0\n%%EOF";

    #[test]
    fn a_table_is_read_with_its_end() {
        let section = Section::read(FILE, 0).unwrap();
        assert_eq!(section.entries[&1], Entry::At { offset: 7, generation: 0 });
        assert_eq!((section.says, section.end), (0, FILE.len()));
    }

    #[test]
    fn one_line_end_may_follow_and_nothing_else() {
        assert_eq!(tail(FILE), Ok(0));
        assert_eq!(tail(&[FILE, b"\r\n"].concat()), Ok(0));
        assert_eq!(tail(&[FILE, b"\n\n"].concat()), Err(Reason::TrailingBytes));
        assert_eq!(tail(b"startxref%%EOF"), Err(Reason::BrokenTable));
    }

    #[test]
    fn a_line_of_another_length_is_refused() {
        let short = String::from_utf8_lossy(FILE).replace("f \n", "f\n");
        assert_eq!(Section::read(short.as_bytes(), 0).map(|_| ()), Err(Reason::BrokenTable));
    }
}

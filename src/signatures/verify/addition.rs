//! The bytes of one addition (ISO 32000-1 7.5.6): objects that its table names and nothing else, each where the table
//! says and within the addition itself. An object that only some readers find is where shadow attacks live.

use std::collections::{BTreeMap, BTreeSet};

use super::pdf::Parser;
use super::pdf::file::{File, View};
use super::pdf::object::Object;
use super::pdf::parse::is_white;
use super::pdf::table::{Entry, Section};
use super::reason::Reason;

/// Checks the addition that turned `old` into `new`.
pub(super) fn check(old: &View<'_>, new: &View<'_>) -> Result<(), Reason> {
    let file = new.file;
    let (before, section) = (&file.sections[old.later], &file.sections[new.later]);
    if section.says != section.start || section.start < before.end {
        return Err(Reason::HiddenObjects);
    }
    check_size(old, section)?;
    let found = objects(file, new, before.end, section)?;
    check_scan(&file.bytes[before.end..section.start], before.end, &found)?;
    for (number, entry) in &section.entries {
        let stands = match entry {
            Entry::Free => true,
            Entry::At { offset, generation } => found.get(offset) == Some(&(*number, *generation)),
            Entry::Packed { stream, .. } => matches!(section.entries.get(stream), Some(Entry::At { .. })),
        };
        if !stands {
            return Err(Reason::HiddenObjects);
        }
    }
    let named = |offset: &usize, number: &u32, generation: &u32| {
        let entry = section.entries.get(number);
        entry == Some(&Entry::At { offset: *offset, generation: *generation })
            || section.stream == Some(*number)
    };
    let all_named = found.iter().all(|(offset, (number, generation))| named(offset, number, generation));
    if !all_named {
        return Err(Reason::HiddenObjects);
    }
    check_reached(old, new, section)
}

/// The size of the table does not shrink, and every object of the addition is below it: from its size on objects are absent
/// to a reader (ISO 32000-1 table 15).
fn check_size(old: &View<'_>, section: &Section) -> Result<(), Reason> {
    let sections = &old.file.sections[old.later..];
    let before = sections.iter().map(Section::size).max().flatten();
    let highest = sections.iter().chain([section]).filter_map(|section| section.entries.keys().max()).max();
    let (Some(size), Some(before)) = (section.size(), before) else { return Err(Reason::BrokenTable) };
    let holds_all = highest.is_none_or(|highest| *highest < size);
    if size >= before && holds_all { Ok(()) } else { Err(Reason::HiddenObjects) }
}

/// A reader that does not trust the table looks through the bytes for objects, trailers and tables: it must find those of the
/// addition and no other, wherever they stand – in the data of a stream, in a text, in a comment.
fn check_scan(bytes: &[u8], start: usize, found: &BTreeMap<usize, (u32, u32)>) -> Result<(), Reason> {
    let others = [&b"trailer"[..], b"startxref", b"%%EOF", b"%PDF-"];
    if others.iter().any(|word| memchr::memmem::find(bytes, word).is_some()) {
        return Err(Reason::HiddenObjects);
    }
    for at in memchr::memmem::find_iter(bytes, b"xref") {
        // The word within `startxref` is excluded above; as the name of a type it stands after a slash.
        if at == 0 || bytes[at - 1] != b'/' {
            return Err(Reason::HiddenObjects);
        }
    }
    let heads = memchr::memmem::find_iter(bytes, b"obj").filter_map(|at| head(bytes, at));
    let known = |at: usize| found.contains_key(&(start + at));
    if heads.into_iter().all(known) { Ok(()) } else { Err(Reason::HiddenObjects) }
}

/// Where `12 0 obj` begins whose last word stands at a byte; nothing where no numbers stand before it.
fn head(bytes: &[u8], at: usize) -> Option<usize> {
    let back = |from: usize, fits: &dyn Fn(u8) -> bool| {
        from - bytes[..from].iter().rev().take_while(|byte| fits(**byte)).count()
    };
    let (white, digit) = (|byte: u8| is_white(byte), |byte: u8| byte.is_ascii_digit());
    let generation_end = back(at, &white);
    let generation = back(generation_end, &digit);
    let number_end = back(generation, &white);
    let number = back(number_end, &digit);
    (generation < generation_end && number_end < generation && number < number_end).then_some(number)
}

/// Every object that the addition brings is one that the document names, from its catalog on, but for streams that hold
/// objects or the table: what nothing names is there for a reader that finds it otherwise.
fn check_reached(old: &View<'_>, new: &View<'_>, section: &Section) -> Result<(), Reason> {
    let mut reached: BTreeSet<u32> = section.stream.into_iter().collect();
    let holders = section.entries.values().filter_map(|entry| match entry {
        Entry::Packed { stream, .. } => Some(*stream),
        Entry::At { .. } | Entry::Free => None,
    });
    reached.extend(holders);
    let holders = reached.clone();
    let mut open = Vec::new();
    new.trailer().iter().for_each(|(_, value)| value.references(&mut |number| open.push(number)));
    while let Some(number) = open.pop() {
        if reached.insert(number) {
            new.get(number)?.references(&mut |number| open.push(number));
        }
    }
    for (number, entry) in &section.entries {
        if *entry != Entry::Free && old.place(*number).is_none() && !reached.contains(number) {
            return Err(Reason::HiddenObjects);
        }
        // Objects within a stream that the table does not name as one that holds objects.
        let object = if *entry == Entry::Free { continue } else { new.get(*number)? };
        let kind = if let Object::Stream(entries, _) = &*object { entries.name(b"Type") } else { None };
        if matches!(kind, Some(b"ObjStm" | b"XRef")) && !holders.contains(number) {
            return Err(Reason::HiddenObjects);
        }
    }
    Ok(())
}

/// Every object of the addition by its byte; between them is white space only.
fn objects(
    file: &File<'_>,
    view: &View<'_>,
    start: usize,
    section: &Section,
) -> Result<BTreeMap<usize, (u32, u32)>, Reason> {
    let mut parser = Parser::new(file.bytes, start);
    let mut found = BTreeMap::new();
    loop {
        parser.white();
        if parser.at >= section.start {
            break;
        }
        let at = parser.at;
        let object = parser.indirect(&|number| view.length(number)).map_err(|_| Reason::HiddenObjects)?;
        found.insert(at, (object.number, object.generation));
    }
    if parser.at != section.start {
        return Err(Reason::HiddenObjects);
    }
    if let Some(number) = section.stream {
        found.insert(section.start, (number, 0));
    }
    Ok(found)
}

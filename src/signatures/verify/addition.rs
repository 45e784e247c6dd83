//! The bytes of one addition (ISO 32000-1 7.5.6): objects that its table names and nothing else, each where the table
//! says and within the addition itself. An object that only some readers find is where shadow attacks live.

use std::collections::BTreeMap;

use super::pdf::Parser;
use super::pdf::file::{File, View};
use super::pdf::table::{Entry, Section};
use super::reason::Reason;

/// Checks the addition that turned `old` into `new`.
pub(super) fn check(old: &View<'_>, new: &View<'_>) -> Result<(), Reason> {
    let file = new.file;
    let (before, section) = (&file.sections[old.later], &file.sections[new.later]);
    if section.says != section.start || section.start < before.end {
        return Err(Reason::HiddenObjects);
    }
    let found = objects(file, new, before.end, section)?;
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
    if all_named { Ok(()) } else { Err(Reason::HiddenObjects) }
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

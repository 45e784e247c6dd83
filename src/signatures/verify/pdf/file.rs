//! A file as its revisions: every table in the order of the chain, and views that end where a signature ends.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::reason::Reason;
use super::decode::decode;
use super::object::{Dictionary, Object};
use super::parse::Parser;
use super::table::{Entry, Section, tail};

/// The largest file that is read, in bytes.
pub(crate) const LARGEST: usize = 256 << 20;
/// The most revisions of a file.
const REVISIONS: usize = 128;
/// How many bytes all object streams of a file may hold.
const UNPACKED: usize = 64 << 20;

/// The bytes of a file and its tables.
pub(crate) struct File<'a> {
    pub(crate) bytes: &'a [u8],
    /// The newest first.
    pub(crate) sections: Vec<Section>,
    /// Objects by their byte and number, read once for all views.
    objects: RefCell<BTreeMap<(usize, u32), Rc<Object>>>,
    /// How many bytes have been read as objects: objects that overlap could be read without end.
    read: Cell<usize>,
    /// The objects of object streams by the stream's byte.
    packed: RefCell<BTreeMap<usize, Packed>>,
    unpacked: Cell<usize>,
}

/// The objects of an object stream with their numbers.
type Packed = Rc<Vec<(u32, Rc<Object>)>>;

/// The file as it was when only some of its sections were there.
#[derive(Clone, Copy)]
pub(crate) struct View<'f> {
    pub(crate) file: &'f File<'f>,
    /// How many of the newest sections are not seen.
    pub(crate) later: usize,
}

impl<'a> File<'a> {
    /// Reads the tables.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Reason> {
        if bytes.len() > LARGEST {
            return Err(Reason::TooLarge);
        }
        if !(bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.")) {
            return Err(Reason::NotPdf);
        }
        let (mut sections, mut next) = (Vec::new(), Some(tail(bytes)?));
        let mut seen = BTreeSet::new();
        while let Some(start) = next {
            if !seen.insert(start) || seen.len() > REVISIONS {
                return Err(Reason::BrokenTable);
            }
            let section = Section::read(bytes, start)?;
            next = section.previous()?;
            sections.push(section);
        }
        let end = sections.iter().map(|section| section.end).max();
        let left = end.and_then(|end| bytes.get(end..)).unwrap_or_default();
        if !matches!(left, b"" | b"\r\n" | b"\n" | b"\r") {
            return Err(Reason::HiddenObjects);
        }
        Ok(Self {
            bytes,
            sections,
            objects: RefCell::default(),
            read: Cell::new(0),
            packed: RefCell::default(),
            unpacked: Cell::new(0),
        })
    }

    /// The whole file.
    pub(crate) fn view(&self) -> View<'_> {
        View { file: self, later: 0 }
    }

    /// The file as it was when it ended at a byte, where a revision must have ended.
    pub(crate) fn view_at(&self, end: usize) -> Result<View<'_>, Reason> {
        let later = self.sections.iter().take_while(|section| section.start >= end).count();
        let older = &self.sections[later..];
        let ended = tail(self.bytes.get(..end).ok_or(Reason::Coverage)?).map_err(|_| Reason::Coverage)?;
        let head = older.first().ok_or(Reason::Coverage)?;
        let whole = head.start == ended && older.iter().all(|section| section.end <= end);
        if whole { Ok(View { file: self, later }) } else { Err(Reason::Coverage) }
    }

    /// How many revisions the file had at a byte. The first section of a linearised file is none.
    pub(crate) fn revisions_until(&self, end: usize) -> usize {
        let ends = self.sections.iter().filter(|section| section.says != 0 && section.end <= end);
        ends.count()
    }

    /// The object at a byte, which must be that one.
    fn object_at(
        &self,
        number: u32,
        offset: usize,
        generation: u32,
        view: View<'_>,
    ) -> Result<Rc<Object>, Reason> {
        if let Some(object) = self.objects.borrow().get(&(offset, number)) {
            return Ok(Rc::clone(object));
        }
        let mut parser = Parser::new(self.bytes, offset);
        let read = parser.indirect(&|number| view.length(number))?;
        let stream = if let Object::Stream(_, span) = &read.object { span.len() } else { 0 };
        self.read.set(self.read.get().saturating_add(parser.at - offset - stream));
        if self.read.get() > self.bytes.len() {
            return Err(Reason::BrokenObject);
        }
        if read.number != number || read.generation != generation {
            return Err(Reason::BrokenTable);
        }
        let object = Rc::new(read.object);
        self.objects.borrow_mut().insert((offset, number), Rc::clone(&object));
        Ok(object)
    }
}

impl<'f> View<'f> {
    fn sections(&self) -> &'f [Section] {
        &self.file.sections[self.later..]
    }

    /// The trailer of the newest section.
    pub(crate) fn trailer(&self) -> &'f Dictionary {
        &self.sections()[0].trailer
    }

    /// The view with one more section.
    pub(crate) fn next(&self) -> Option<Self> {
        self.later.checked_sub(1).map(|later| Self { later, ..*self })
    }

    /// Where an object is; none where it is not there.
    pub(crate) fn place(&self, number: u32) -> Option<Entry> {
        let entry = self.sections().iter().find_map(|section| section.entries.get(&number).copied());
        entry.filter(|entry| *entry != Entry::Free)
    }

    /// An object; one that is not there is null (ISO 32000-1 7.3.10).
    pub(crate) fn get(&self, number: u32) -> Result<Rc<Object>, Reason> {
        match self.place(number) {
            None | Some(Entry::Free) => Ok(Rc::new(Object::Null)),
            Some(Entry::At { offset, generation }) => self.file.object_at(number, offset, generation, *self),
            Some(Entry::Packed { stream, index }) => {
                let objects = self.unpack(stream)?;
                let found = objects.get(index).filter(|(known, _)| *known == number);
                found.map(|(_, object)| Rc::clone(object)).ok_or(Reason::BrokenTable)
            }
        }
    }

    /// What a value is, when a reference has been followed.
    pub(crate) fn resolve(&self, value: Option<&Object>) -> Result<Rc<Object>, Reason> {
        match value {
            None => Ok(Rc::new(Object::Null)),
            Some(Object::Reference(number)) => self.get(*number),
            Some(direct) => Ok(Rc::new(direct.clone())),
        }
    }

    /// The dictionary of the catalog.
    pub(crate) fn catalog(&self) -> Result<Dictionary, Reason> {
        let root = self.resolve(self.trailer().get(b"Root"))?;
        root.as_dictionary().cloned().ok_or(Reason::BrokenObject)
    }

    /// The numbers of all objects that are there.
    pub(crate) fn numbers(&self) -> BTreeSet<u32> {
        let all: BTreeSet<u32> =
            self.sections().iter().flat_map(|section| section.entries.keys().copied()).collect();
        all.into_iter().filter(|number| self.place(*number).is_some()).collect()
    }

    /// The length of a stream that another object tells.
    pub(crate) fn length(&self, number: u32) -> Option<usize> {
        let Some(Entry::At { offset, .. }) = self.place(number) else { return None };
        let read = Parser::new(self.file.bytes, offset).indirect(&|_| None).ok()?;
        (read.number == number)
            .then(|| read.object.as_integer())?
            .and_then(|value| usize::try_from(value).ok())
    }

    /// The objects of an object stream (7.5.7).
    fn unpack(&self, stream: u32) -> Result<Packed, Reason> {
        let Some(Entry::At { offset, .. }) = self.place(stream) else { return Err(Reason::BrokenTable) };
        if let Some(objects) = self.file.packed.borrow().get(&offset) {
            return Ok(Rc::clone(objects));
        }
        let object = self.get(stream)?;
        let Object::Stream(entries, span) = &*object else { return Err(Reason::BrokenTable) };
        let data = decode(entries, &self.file.bytes[span.clone()])?;
        self.file.unpacked.set(self.file.unpacked.get().saturating_add(data.len()));
        if self.file.unpacked.get() > UNPACKED {
            return Err(Reason::TooLarge);
        }
        let objects = Rc::new(packed_objects(entries, &data)?);
        self.file.packed.borrow_mut().insert(offset, Rc::clone(&objects));
        Ok(objects)
    }
}

fn packed_objects(entries: &Dictionary, data: &[u8]) -> Result<Vec<(u32, Rc<Object>)>, Reason> {
    let natural = |key| entries.integer(key).and_then(|value| usize::try_from(value).ok());
    let (count, first) = natural(b"N").zip(natural(b"First")).ok_or(Reason::BrokenObject)?;
    let mut head = Parser::new(data, 0);
    let (mut list, mut end) = (Vec::new(), first);
    for _ in 0..count {
        head.white();
        let number = head.digits().and_then(|number| u32::try_from(number).ok());
        head.white();
        let offset = head.digits().and_then(|offset| usize::try_from(offset).ok());
        let at = offset.and_then(|offset| first.checked_add(offset)).ok_or(Reason::BrokenObject)?;
        // One after the other, as 7.5.7 has them: objects that overlap could be read without end.
        if at < end {
            return Err(Reason::BrokenObject);
        }
        let mut parser = Parser::new(data, at);
        let object = parser.object(0)?;
        end = parser.at;
        list.push((number.ok_or(Reason::BrokenObject)?, Rc::new(object)));
    }
    Ok(list)
}

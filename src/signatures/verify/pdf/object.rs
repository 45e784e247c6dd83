//! Objects of a PDF (ISO 32000-1 7.3), with the places in the file that a signature speaks of.

use std::ops::Range;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Object {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number with a point, as it is written.
    Real(Vec<u8>),
    Name(Vec<u8>),
    String(Text),
    Array(Vec<Self>),
    Dictionary(Dictionary),
    Stream(Dictionary, Range<usize>),
    Reference(u32),
}

/// A string, and where it stands with its brackets. Two are the same when their bytes are.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) bytes: Vec<u8>,
    pub(crate) hexadecimal: bool,
    pub(crate) span: Range<usize>,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

/// A dictionary, every key once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary(Vec<(Vec<u8>, Object)>);

/// The order of the keys means nothing.
impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Dictionary {
    /// Adds an entry, and says whether its key is new.
    pub(super) fn add(&mut self, key: Vec<u8>, value: Object) -> bool {
        let new = self.get(&key).is_none();
        self.0.push((key, value));
        new
    }

    pub(crate) fn get(&self, key: &[u8]) -> Option<&Object> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(crate) fn name(&self, key: &[u8]) -> Option<&[u8]> {
        self.get(key).and_then(Object::as_name)
    }

    pub(crate) fn integer(&self, key: &[u8]) -> Option<i64> {
        self.get(key).and_then(Object::as_integer)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value))
    }

    /// The keys whose values are not the same in both.
    pub(crate) fn changed<'a>(&'a self, other: &'a Self) -> Vec<&'a [u8]> {
        let gone_or_changed = self.iter().filter(|(key, value)| other.get(key) != Some(value));
        let new = other.iter().filter(|(key, _)| self.get(key).is_none());
        gone_or_changed.chain(new).map(|(key, _)| key).collect()
    }
}

impl Object {
    pub(crate) fn as_name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(crate) fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self { Some(*value) } else { None }
    }

    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(list) = self { Some(list) } else { None }
    }

    pub(crate) fn as_reference(&self) -> Option<u32> {
        if let Self::Reference(number) = self { Some(*number) } else { None }
    }

    /// The dictionary, also of a stream.
    pub(crate) fn as_dictionary(&self) -> Option<&Dictionary> {
        if let Self::Dictionary(entries) | Self::Stream(entries, _) = self { Some(entries) } else { None }
    }

    /// Calls for every object that this one names.
    pub(crate) fn references(&self, found: &mut impl FnMut(u32)) {
        match self {
            Self::Array(list) => list.iter().for_each(|object| object.references(found)),
            Self::Dictionary(entries) | Self::Stream(entries, _) => {
                entries.0.iter().for_each(|(_, value)| value.references(found));
            }
            Self::Reference(number) => found(*number),
            Self::Null
            | Self::Boolean(_)
            | Self::Integer(_)
            | Self::Real(_)
            | Self::Name(_)
            | Self::String(_) => {}
        }
    }
}

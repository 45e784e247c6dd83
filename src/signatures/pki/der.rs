//! DER read as it stands: every element keeps the bytes that were signed, and nothing but DER is taken.

/// An element: its tag, its contents, and the whole of it with tag and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// The contents octets.
    pub value: &'a [u8],
    /// Identifier, length and contents.
    pub raw: &'a [u8],
}

/// Why bytes are not the DER that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// A length that is indefinite or longer than it need be (X.690 10.1).
    Length,
    /// Something missing, left over or of another kind.
    Shape,
    /// The elements of a SET OF are out of order (X.690 11.6).
    Unsorted,
}

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0A;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// The bit of a tag that says that elements are inside.
const CONSTRUCTED: u8 = 0x20;
/// How deep elements may stand in each other; a signature with its timestamp and certificates needs some twenty.
const DEPTH: usize = 64;

/// The tag `[number]` of a constructed element.
pub(crate) const fn context(number: u8) -> u8 {
    0xA0 | number
}

/// The tag `[number]` of a primitive element.
pub(crate) const fn primitive(number: u8) -> u8 {
    0x80 | number
}

/// Elements in a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, of whatever kind.
    pub(crate) fn next(&mut self) -> Result<Element<'a>, Malformed> {
        let (element, rest) = first(self.rest)?;
        self.rest = rest;
        Ok(element)
    }

    /// The next element, which has this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Element<'a>, Malformed> {
        self.optional(tag)?.ok_or(Malformed::Shape)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, Malformed> {
        if self.rest.first() == Some(&tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// The elements inside the next one, which has this tag.
    pub(crate) fn inside(&mut self, tag: u8) -> Result<Self, Malformed> {
        Ok(Self::new(self.expect(tag)?.value))
    }

    /// Nothing is left.
    pub(crate) fn finish(self) -> Result<(), Malformed> {
        if self.is_empty() { Ok(()) } else { Err(Malformed::Shape) }
    }

    /// All that are left.
    pub(crate) fn all(mut self) -> Result<Vec<Element<'a>>, Malformed> {
        let mut list = Vec::new();
        while !self.is_empty() {
            list.push(self.next()?);
        }
        Ok(list)
    }
}

impl<'a> Element<'a> {
    /// The elements inside.
    pub(crate) fn inside(&self) -> Reader<'a> {
        Reader::new(self.value)
    }
}

/// The only element of some bytes.
pub(crate) fn whole_of(bytes: &[u8], tag: u8) -> Result<Element<'_>, Malformed> {
    let mut reader = Reader::new(bytes);
    let element = reader.expect(tag)?;
    reader.finish()?;
    Ok(element)
}

/// The elements inside the only element of some bytes.
pub(crate) fn whole(bytes: &[u8], tag: u8) -> Result<Reader<'_>, Malformed> {
    whole_of(bytes, tag).map(|element| element.inside())
}

/// The first element of some bytes, and what follows it.
pub(crate) fn first(bytes: &[u8]) -> Result<(Element<'_>, &[u8]), Malformed> {
    let (&tag, after) = bytes.split_first().ok_or(Malformed::Shape)?;
    if tag & 0x1F == 0x1F {
        return Err(Malformed::Shape);
    }
    let (length, contents) = length(after)?;
    let (value, rest) = contents.split_at_checked(length).ok_or(Malformed::Shape)?;
    let raw = &bytes[..bytes.len() - rest.len()];
    Ok((Element { tag, value, raw }, rest))
}

/// A definite length in as few octets as it can be told.
fn length(bytes: &[u8]) -> Result<(usize, &[u8]), Malformed> {
    let (&first, rest) = bytes.split_first().ok_or(Malformed::Shape)?;
    if first < 0x80 {
        return Ok((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7F);
    if count == 0 || count > 4 {
        return Err(Malformed::Length);
    }
    let (octets, rest) = rest.split_at_checked(count).ok_or(Malformed::Shape)?;
    let value = octets.iter().fold(0usize, |value, octet| value << 8 | usize::from(*octet));
    let shortest = octets[0] != 0 && value >= 0x80;
    if shortest { Ok((value, rest)) } else { Err(Malformed::Length) }
}

/// Every length at every depth is DER; bytes after the element are not looked at.
pub(crate) fn check_lengths(element: &Element<'_>) -> Result<(), Malformed> {
    let mut open = vec![(*element, 0)];
    while let Some((element, depth)) = open.pop() {
        if element.tag & CONSTRUCTED == 0 {
            continue;
        }
        if depth == DEPTH {
            return Err(Malformed::Shape);
        }
        open.extend(element.inside().all()?.into_iter().map(|inner| (inner, depth + 1)));
    }
    Ok(())
}

/// The elements of a SET OF stand in the order of their encodings, each once.
pub(crate) fn check_order(elements: &[Element<'_>]) -> Result<(), Malformed> {
    let sorted = elements.windows(2).all(|pair| pair[0].raw < pair[1].raw);
    if sorted { Ok(()) } else { Err(Malformed::Unsorted) }
}

/// The bits of a BIT STRING that has whole octets.
pub(crate) fn octets<'a>(bits: &Element<'a>) -> Result<&'a [u8], Malformed> {
    match bits.value.split_first() {
        Some((0, octets)) => Ok(octets),
        _ => Err(Malformed::Shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_the_shortest_there_are() {
        assert_eq!(first(&[0x04, 0x01, 0xFF]).unwrap().0.value, [0xFF]);
        for long in [&[0x04, 0x81, 0x01, 0xFF][..], &[0x30, 0x80, 0, 0], &[0x04, 0x82, 0, 0x80]] {
            assert_eq!(first(long).map(|_| ()), Err(Malformed::Length));
        }
        assert_eq!(first(&[0x04, 0x05, 0xFF]).map(|_| ()), Err(Malformed::Shape));
    }

    #[test]
    fn a_long_length_is_seen_however_deep() {
        let inner = [0x30, 0x06, 0x30, 0x04, 0x04, 0x81, 0x01, 0xFF];
        assert_eq!(check_lengths(&first(&inner).unwrap().0), Err(Malformed::Length));
    }

    #[test]
    fn sets_are_sorted() {
        let set = Reader::new(&[0x04, 0x01, 2, 0x04, 0x01, 1]).all().unwrap();
        assert_eq!(check_order(&set), Err(Malformed::Unsorted));
    }
}

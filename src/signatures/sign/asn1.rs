//! The few forms of DER (X.690) that are written here: tag, length and value, inside out.

use der::Encode;
use der::asn1::ObjectIdentifier;

/// NULL.
pub const NULL: [u8; 2] = [0x05, 0x00];

/// BOOLEAN.
pub const BOOLEAN: u8 = 0x01;
/// INTEGER.
pub const INTEGER: u8 = 0x02;
/// OCTET STRING.
pub const OCTETS: u8 = 0x04;
/// SEQUENCE and SEQUENCE OF.
pub const SEQUENCE: u8 = 0x30;
/// SET and SET OF.
pub const SET: u8 = 0x31;

/// The tag `[number]` round a constructed value.
pub const fn context(number: u8) -> u8 {
    0xA0 + number
}

/// A value under a tag. Its length is written in as few octets as it takes (X.690 10.1).
pub fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let digits = &length[length.iter().take_while(|digit| **digit == 0).count()..];
    let mut out = vec![tag];
    match (value.len(), u8::try_from(digits.len())) {
        (0..=0x7F, _) => out.push(digits.first().copied().unwrap_or(0)),
        (_, count) => {
            out.push(0x80 | count.expect("a length has at most eight octets"));
            out.extend_from_slice(digits);
        }
    }
    out.extend_from_slice(value);
    out
}

/// A sequence of values that are DER themselves.
pub fn sequence<T: AsRef<[u8]>>(values: &[T]) -> Vec<u8> {
    constructed(SEQUENCE, values)
}

/// Values that are DER themselves, under a tag.
pub fn constructed<T: AsRef<[u8]>>(tag: u8, values: &[T]) -> Vec<u8> {
    let joined: Vec<u8> = values.iter().flat_map(|value| value.as_ref().iter().copied()).collect();
    tlv(tag, &joined)
}

/// A set of values that are DER themselves, in the order that DER asks for (X.690 11.6).
pub fn set_of(tag: u8, mut values: Vec<Vec<u8>>) -> Vec<u8> {
    values.sort();
    constructed(tag, &values)
}

/// A small whole number.
pub fn integer(number: u8) -> Vec<u8> {
    assert!(number < 0x80, "numbers that are written here have one octet");
    tlv(INTEGER, &[number])
}

/// An object identifier.
pub fn oid(id: ObjectIdentifier) -> Vec<u8> {
    id.to_der().expect("an identifier can be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_take_as_few_octets_as_they_can() {
        let head = |length: usize| tlv(OCTETS, &vec![0; length])[..][1..][..4.min(length + 1)].to_vec();
        assert_eq!(tlv(OCTETS, b""), [4, 0]);
        assert_eq!(head(127)[0], 127);
        assert_eq!(head(128)[..2], [0x81, 128]);
        assert_eq!(head(255)[..2], [0x81, 255]);
        assert_eq!(head(256)[..3], [0x82, 1, 0]);
        assert_eq!(head(65_536)[..4], [0x83, 1, 0, 0]);
    }

    #[test]
    fn a_set_is_sorted_by_its_octets() {
        let values = vec![vec![4, 1, 9], vec![2, 1, 7], vec![4, 1, 3]];
        assert_eq!(set_of(SET, values), [0x31, 9, 2, 1, 7, 4, 1, 3, 4, 1, 9]);
    }
}

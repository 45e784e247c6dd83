//! Objects read from bytes, strictly: what two readers could take in two ways is refused.

use super::super::reason::Reason;
use super::object::{Dictionary, Object, Text};

/// How deep objects may stand in each other.
const DEPTH: usize = 64;

/// A place in bytes from which objects are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parser<'a> {
    bytes: &'a [u8],
    pub(crate) at: usize,
}

/// `12 0 obj … endobj`.
pub(crate) struct Indirect {
    pub(crate) number: u32,
    pub(crate) generation: u32,
    pub(crate) object: Object,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes white space, and says whether there was any.
    pub(crate) fn white(&mut self) -> bool {
        let count = self.rest().iter().take_while(|byte| is_white(**byte)).count();
        self.at += count;
        count > 0
    }

    /// Passes white space and comments (7.2.3).
    fn space(&mut self) {
        while self.white() || self.peek() == Some(b'%') {
            if self.peek() == Some(b'%') {
                self.at += self.rest().iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
            }
        }
    }

    /// Passes a word that stands here.
    pub(crate) fn word(&mut self, word: &[u8]) -> bool {
        let here = self.rest().starts_with(word);
        if here {
            self.at += word.len();
        }
        here
    }

    /// Passes a word, after white space and comments.
    fn keyword(&mut self, word: &[u8]) -> Result<(), Reason> {
        self.space();
        let ends = self.rest().get(word.len()).is_none_or(|next| !is_regular(*next));
        if ends && self.word(word) { Ok(()) } else { Err(Reason::BrokenObject) }
    }

    /// Digits, at most ten of them.
    pub(crate) fn digits(&mut self) -> Option<u64> {
        let count = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = &self.rest()[..count];
        self.at += count;
        let fits = (1..=10).contains(&count);
        fits.then(|| digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0')))
    }

    /// `12 0 obj … endobj`; `length` gives the value of an object that tells the length of a stream.
    pub(crate) fn indirect(&mut self, length: &dyn Fn(u32) -> Option<usize>) -> Result<Indirect, Reason> {
        let number = self.number()?;
        let generation = self.number()?;
        self.keyword(b"obj")?;
        let mut object = self.object(0)?;
        self.space();
        if let Object::Dictionary(entries) = &object
            && self.word(b"stream")
        {
            let length = match entries.get(b"Length") {
                Some(Object::Integer(value)) => usize::try_from(*value).ok(),
                Some(Object::Reference(number)) => length(*number),
                _ => None,
            };
            let span = self.stream(length.ok_or(Reason::BrokenObject)?)?;
            object = Object::Stream(entries.clone(), span);
        }
        self.keyword(b"endobj")?;
        Ok(Indirect { number, generation, object })
    }

    fn number(&mut self) -> Result<u32, Reason> {
        self.space();
        self.digits().and_then(|value| u32::try_from(value).ok()).ok_or(Reason::BrokenObject)
    }

    /// The bytes of a stream of this length (7.3.8.1).
    fn stream(&mut self, length: usize) -> Result<std::ops::Range<usize>, Reason> {
        if !(self.word(b"\r\n") || self.word(b"\n")) {
            return Err(Reason::BrokenObject);
        }
        let start = self.at;
        let end =
            start.checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or(Reason::BrokenObject)?;
        self.at = end;
        self.white();
        if self.word(b"endstream") { Ok(start..end) } else { Err(Reason::BrokenObject) }
    }

    /// One direct object, or a reference.
    pub(crate) fn object(&mut self, depth: usize) -> Result<Object, Reason> {
        if depth > DEPTH {
            return Err(Reason::BrokenObject);
        }
        self.space();
        match self.peek().ok_or(Reason::BrokenObject)? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal(),
            b'[' => self.array(depth),
            b'<' if self.rest().starts_with(b"<<") => self.dictionary(depth).map(Object::Dictionary),
            b'<' => self.hexadecimal(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.numeric(),
            _ => self.constant(),
        }
    }

    fn constant(&mut self) -> Result<Object, Reason> {
        let constants: [(&[u8], Object); 3] =
            [(b"null", Object::Null), (b"true", Object::Boolean(true)), (b"false", Object::Boolean(false))];
        for (word, object) in constants {
            if self.keyword(word).is_ok() {
                return Ok(object);
            }
        }
        Err(Reason::BrokenObject)
    }

    fn array(&mut self, depth: usize) -> Result<Object, Reason> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.space();
            if self.word(b"]") {
                return Ok(Object::Array(list));
            }
            list.push(self.object(depth + 1)?);
        }
    }

    pub(crate) fn dictionary(&mut self, depth: usize) -> Result<Dictionary, Reason> {
        self.space();
        if !self.word(b"<<") {
            return Err(Reason::BrokenObject);
        }
        let mut entries = Dictionary::default();
        loop {
            self.space();
            if self.word(b">>") {
                return Ok(entries);
            }
            if self.peek() != Some(b'/') {
                return Err(Reason::BrokenObject);
            }
            let key = self.name()?;
            if !entries.add(key, self.object(depth + 1)?) {
                return Err(Reason::DuplicateKey);
            }
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Reason> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let pair = self.rest().get(..2).ok_or(Reason::BrokenObject)?;
            let (high, low) = digit(pair[0]).zip(digit(pair[1])).ok_or(Reason::BrokenObject)?;
            name.push(high << 4 | low);
            self.at += 2;
        }
        Ok(name)
    }

    /// A number, or a reference `12 0 R`.
    fn numeric(&mut self) -> Result<Object, Reason> {
        let count = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
        let text = &self.rest()[..count];
        self.at += count;
        let digits = text.strip_prefix(b"-").or(text.strip_prefix(b"+")).unwrap_or(text);
        let points = digits.iter().filter(|byte| **byte == b'.').count();
        let numeric =
            digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') && digits.len() > points;
        if !numeric || points > 1 {
            return Err(Reason::BrokenObject);
        }
        if points == 1 {
            return Ok(Object::Real(text.to_vec()));
        }
        let text = std::str::from_utf8(text).map_err(|_| Reason::BrokenObject)?;
        let value: i64 = text.parse().map_err(|_| Reason::BrokenObject)?;
        Ok(self.reference(value)?.map_or(Object::Integer(value), Object::Reference))
    }

    /// What makes a number the beginning of a reference. One to another generation than the first is refused: whether it
    /// leads to anything is read in two ways.
    fn reference(&mut self, number: i64) -> Result<Option<u32>, Reason> {
        let Ok(number) = u32::try_from(number) else { return Ok(None) };
        let mut ahead = *self;
        let generation = if ahead.white() { ahead.digits() } else { None };
        let fits = generation.is_some() && ahead.white() && ahead.word(b"R");
        if !fits || ahead.peek().is_some_and(is_regular) {
            return Ok(None);
        }
        if generation != Some(0) {
            return Err(Reason::Generation);
        }
        *self = ahead;
        Ok(Some(number))
    }

    /// `(…)` (7.3.4.2).
    fn literal(&mut self) -> Result<Object, Reason> {
        let start = self.at;
        self.at += 1;
        let (mut bytes, mut open) = (Vec::new(), 1);
        loop {
            let byte = self.take()?;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut bytes)?;
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(Object::String(Text { bytes, hexadecimal: false, span: start..self.at }));
            }
            bytes.push(byte);
        }
    }

    fn take(&mut self) -> Result<u8, Reason> {
        let byte = self.peek().ok_or(Reason::BrokenObject)?;
        self.at += 1;
        Ok(byte)
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) -> Result<(), Reason> {
        let byte = self.take()?;
        match byte {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\n' => {}
            b'\r' => {
                self.word(b"\n");
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                // The high bit of an octal that is too large is ignored, says 7.3.4.2.
                bytes.extend(u8::try_from(value & 0xFF));
            }
            other => bytes.push(other),
        }
        Ok(())
    }

    /// `<…>` (7.3.4.3).
    fn hexadecimal(&mut self) -> Result<Object, Reason> {
        let start = self.at;
        self.at += 1;
        let length = memchr::memchr(b'>', self.rest()).ok_or(Reason::BrokenObject)?;
        let mut bytes = Vec::with_capacity(length / 2);
        let mut high = None;
        for byte in self.rest()[..length].iter().filter(|byte| !is_white(**byte)) {
            let value = digit(*byte).ok_or(Reason::BrokenObject)?;
            match high.take() {
                Some(high) => bytes.push(high << 4 | value),
                None => high = Some(value),
            }
        }
        bytes.extend(high.map(|high| high << 4));
        self.at += length + 1;
        Ok(Object::String(Text { bytes, hexadecimal: true, span: start..self.at }))
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

pub(crate) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Object, Reason> {
        Parser::new(text, 0).object(0)
    }

    #[test]
    fn objects_are_read_with_their_places() {
        let Ok(Object::Dictionary(entries)) = read(b"<< /A [1 -2 .5 3 0 R] /B#20 (a\\051(b)) /C <4 1 4> >>")
        else {
            panic!("a dictionary is read");
        };
        let list = entries.get(b"A").and_then(Object::as_array).unwrap();
        assert_eq!(
            list,
            [Object::Integer(1), Object::Integer(-2), Object::Real(b".5".to_vec()), Object::Reference(3)]
        );
        let Some(Object::String(text)) = entries.get(b"B ") else { panic!("a string is read") };
        assert_eq!((text.bytes.as_slice(), text.span.clone()), (&b"a)(b)"[..], 28..38));
        let Some(Object::String(text)) = entries.get(b"C") else { panic!("a string is read") };
        assert_eq!(text.bytes, b"A@");
    }

    #[test]
    fn what_two_readers_take_in_two_ways_is_refused() {
        assert_eq!(read(b"<< /A 1 /#41 2 >>"), Err(Reason::DuplicateKey));
        for broken in [&b"<< /A >>"[..], b"[1", b"(a", b"<4z>", b"1.2.3", b"--1", b"nul", b"", b"<< /A 1"] {
            assert_eq!(read(broken), Err(Reason::BrokenObject), "{}", String::from_utf8_lossy(broken));
        }
        assert_eq!(read(&b"[".repeat(10_000)), Err(Reason::BrokenObject));
    }
}

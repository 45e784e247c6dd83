//! The fields of a line of SIE (4B, 5.7): parted by blanks and tabs, in quotation marks where they hold blanks.

use std::borrow::Cow;

/// A field, as it stands between its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// A list of objects, without its braces.
    List(&'a str),
    /// Text, without its quotation marks.
    Text(Cow<'a, str>),
}

/// Why a line has no next field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// A brace is not closed.
    Brace,
    /// A quotation mark is not closed.
    Quote,
}

/// The fields of one line, from the left.
pub(super) struct Fields<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        Self { line, at: 0 }
    }

    /// The next field; nothing at the end.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Field<'a>>, Broken> {
        let bytes = self.line.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            self.at += 1;
        }
        let from = self.at;
        match bytes.get(from) {
            None => Ok(None),
            Some(b'"') => self.quoted(from + 1).map(Some),
            Some(b'{') => self.list(from + 1).map(Some),
            Some(_) => Ok(Some(self.bare(from))),
        }
    }

    /// The text of the next field; a list gives what stands between its braces.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        Ok(self.next()?.map(|field| match field {
            Field::List(list) => Cow::Borrowed(list),
            Field::Text(text) => text,
        }))
    }

    /// A text that stands in no quotation marks.
    fn bare(&mut self, from: usize) -> Field<'a> {
        let bytes = &self.line.as_bytes()[from..];
        let mut escaped = false;
        let ends = |at: &usize| match bytes[*at] {
            b' ' | b'\t' | b'{' | b'}' => true,
            b'"' if bytes[at - 1] == b'\\' => {
                escaped = true;
                false
            }
            byte => byte == b'"',
        };
        let length = (1..bytes.len()).find(ends).unwrap_or(bytes.len());
        self.at = from + length;
        text(&self.line[from..self.at], escaped)
    }

    /// A text in quotation marks.
    fn quoted(&mut self, from: usize) -> Result<Field<'a>, Broken> {
        let rest = &self.line.as_bytes()[from..];
        let mut escaped = false;
        for at in memchr::memchr_iter(b'"', rest) {
            if at > 0 && rest[at - 1] == b'\\' {
                escaped = true;
                continue;
            }
            self.at = from + at + 1;
            return Ok(text(&self.line[from..from + at], escaped));
        }
        Err(Broken::Quote)
    }

    /// A list in braces.
    fn list(&mut self, from: usize) -> Result<Field<'a>, Broken> {
        let length = list_end(&self.line.as_bytes()[from..]).ok_or(Broken::Brace)?;
        self.at = from + length + 1;
        Ok(Field::List(&self.line[from..from + length]))
    }
}

/// A text; `\"` is a quotation mark in it (4B, 5.7).
fn text(written: &str, escaped: bool) -> Field<'_> {
    Field::Text(if escaped { Cow::Owned(written.replace("\\\"", "\"")) } else { Cow::Borrowed(written) })
}

/// Where the brace stands that ends a list; one within quotation marks is text.
#[inline]
pub(super) fn list_end(list: &[u8]) -> Option<usize> {
    let mut within = false;
    for (at, byte) in list.iter().enumerate() {
        match byte {
            b'"' if at == 0 || list[at - 1] != b'\\' => within = !within,
            b'}' if !within => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(line: &str) -> Result<Vec<Field<'_>>, Broken> {
        let mut fields = Fields::of(line);
        let mut list = Vec::new();
        while let Some(field) = fields.next()? {
            list.push(field);
        }
        Ok(list)
    }

    fn texts(line: &str) -> Vec<String> {
        let text = |field| match field {
            Field::List(list) => format!("{{{list}}}"),
            Field::Text(text) => text.into_owned(),
        };
        all(line).expect("a whole line").into_iter().map(text).collect()
    }

    #[test]
    fn a_line_comes_apart_as_the_standard_has_it() {
        assert_eq!(
            texts("#VER A 1 20060815 \"Hyra \\\"aug\\\"\""),
            ["#VER", "A", "1", "20060815", "Hyra \"aug\""]
        );
        assert_eq!(
            texts("\t#TRANS  4010\t{1 \"10 0\" 6 P1}\t-12.50"),
            ["#TRANS", "4010", "{1 \"10 0\" 6 P1}", "-12.50"]
        );
        assert_eq!(texts("#KONTO 1915 Kassa\\\"special\\\" x"), ["#KONTO", "1915", "Kassa\"special\"", "x"]);
        assert_eq!(texts("#KONTO 1910 \"\" x"), ["#KONTO", "1910", "", "x"]);
        assert_eq!(texts("#TRANS 1910 {} 1"), ["#TRANS", "1910", "{}", "1"]);
        assert_eq!(texts("#TRANS 1910{1 \"}\"}1"), ["#TRANS", "1910", "{1 \"}\"}", "1"]);
        assert_eq!(texts(""), [""; 0]);
    }

    #[test]
    fn what_is_not_closed_is_told() {
        assert_eq!(all("#FNAMN \"Kontoret"), Err(Broken::Quote));
        assert_eq!(all("#FNAMN \"Kontoret\\\""), Err(Broken::Quote));
        assert_eq!(all("#TRANS 1910 {1 \"100\" 5"), Err(Broken::Brace));
    }
}

//! Number formats (ECMA-376-1, 18.8.30): which styles show a percent sign, and which show thousands of what a cell holds.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How a style shows a number otherwise than the cell holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// In hundredths, with a percent sign.
    Percent,
    /// In thousands, or in thousands of them.
    Thousands,
}

/// The styles by their number that show a number otherwise than it is.
pub(super) fn styles(xml: &[u8]) -> BTreeMap<u32, Shown> {
    let mut reader = Reader::from_reader(xml);
    let (mut formats, mut styles) = (BTreeMap::new(), BTreeMap::new());
    let (mut within, mut at) = (false, 0);
    loop {
        match reader.read_event() {
            Err(_) | Ok(Event::Eof) => return styles,
            Ok(Event::Start(found) | Event::Empty(found)) => match found.local_name().as_ref() {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (number(&found, b"numFmtId"), text(&found, b"formatCode"))
                    {
                        formats.extend(shown(&code).map(|shown| (id, shown)));
                    }
                }
                b"cellXfs" => within = true,
                b"xf" if within => {
                    let id = number(&found, b"numFmtId").unwrap_or(0);
                    // 9 and 10 are the percentages that every program knows (18.8.30).
                    let own = matches!(id, 9 | 10).then_some(Shown::Percent);
                    styles.extend(own.or_else(|| formats.get(&id).copied()).map(|shown| (at, shown)));
                    at += 1;
                }
                _ => {}
            },
            Ok(Event::End(found)) if found.local_name().as_ref() == b"cellXfs" => within = false,
            Ok(_) => {}
        }
    }
}

/// What a format code shows, by its first section: the one for positive numbers.
fn shown(code: &str) -> Option<Shown> {
    let (mut quoted, mut escaped) = (false, false);
    let mut signs = String::new();
    for c in code.chars() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            ';' => break,
            c => signs.push(c),
        }
    }
    if signs.contains('%') {
        return Some(Shown::Percent);
    }
    // A comma after the last digit divides by a thousand.
    let digit = signs.rfind(['0', '#', '?'])?;
    signs[digit + 1..].starts_with(',').then_some(Shown::Thousands)
}

fn text(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let own = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(own.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?.into_owned())
}

fn number(element: &BytesStart<'_>, name: &[u8]) -> Option<u32> {
    text(element, name)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_percentages_and_thousands() {
        for (code, expected) in [
            ("0.0%", Some(Shown::Percent)),
            ("0 %;[Red]-0 %", Some(Shown::Percent)),
            ("#,##0,", Some(Shown::Thousands)),
            ("#,##0.0,,\" mnkr\"", Some(Shown::Thousands)),
            ("#,##0.00", None),
            ("0\" %\"", None),
            ("General", None),
            ("yyyy-mm-dd", None),
            ("# ##0;#,##0,", None),
        ] {
            assert_eq!(shown(code), expected, "{code}");
        }
    }

    #[test]
    fn styles_are_counted_where_cells_count_them() {
        let xml = br##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0,"/></numFmts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>"##;
        assert_eq!(styles(xml), BTreeMap::from([(1, Shown::Percent), (2, Shown::Thousands)]));
    }
}

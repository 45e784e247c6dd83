//! A part as a small tree: read, mended, written back. It knows no namespaces, since prefixes are fixed in every part.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An element with its attributes in order and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::writers::word) struct Element {
    pub(in crate::writers::word) name: String,
    pub(in crate::writers::word) attributes: Vec<(String, String)>,
    pub(in crate::writers::word) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::writers::word) enum Node {
    Element(Element),
    Text(String),
}

/// The part is not well-formed; the first fault stands at this byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::writers::word) struct Malformed {
    pub(in crate::writers::word) at: u64,
}

impl Element {
    /// An empty element.
    pub(in crate::writers::word) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The same element with one more attribute.
    pub(in crate::writers::word) fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same element with one more child.
    pub(in crate::writers::word) fn holding(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The same element with text in it.
    pub(in crate::writers::word) fn saying(mut self, text: &str) -> Self {
        self.children.push(Node::Text(text.to_owned()));
        self
    }

    /// The value of an attribute.
    pub(in crate::writers::word) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute, new or not.
    pub(in crate::writers::word) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// The elements in it, without the text.
    pub(in crate::writers::word) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it, to be changed.
    pub(in crate::writers::word) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child of this name, made if there is none.
    pub(in crate::writers::word) fn child(&mut self, name: &str) -> &mut Self {
        let found = self.children.iter().position(|node| matches!(node, Node::Element(e) if e.name == name));
        let at = found.unwrap_or_else(|| {
            self.children.push(Node::Element(Self::new(name)));
            self.children.len() - 1
        });
        match &mut self.children[at] {
            Node::Element(element) => element,
            Node::Text(_) => unreachable!("the position is that of an element"),
        }
    }

    /// Keeps the elements that `keep` wants, and all text.
    pub(in crate::writers::word) fn retain(&mut self, mut keep: impl FnMut(&Self) -> bool) {
        self.children.retain(|node| match node {
            Node::Element(element) => keep(element),
            Node::Text(_) => true,
        });
    }

    /// Calls `change` with every element below this one and then with itself, innermost first.
    pub(in crate::writers::word) fn mend(&mut self, change: &mut dyn FnMut(&mut Self)) {
        for element in self.elements_mut() {
            element.mend(change);
        }
        change(self);
    }

    /// Reads a whole part; comments, instructions and the document type are not kept.
    pub(in crate::writers::word) fn read(part: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::from_reader(part);
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().map_err(|_| Malformed { at: reader.error_position() })?;
            let malformed = Malformed { at: reader.buffer_position() };
            match event {
                Event::Start(start) => open.push(opened(&start).ok_or(malformed)?),
                Event::Empty(start) => put(&mut open, Node::Element(opened(&start).ok_or(malformed)?)),
                Event::End(_) => {
                    let closed = open.pop().ok_or(malformed)?;
                    put(&mut open, Node::Element(closed));
                }
                Event::Text(text) => say(&mut open, &text.xml10_content().map_err(|_| malformed)?),
                Event::CData(text) => say(&mut open, &text.xml10_content().map_err(|_| malformed)?),
                Event::GeneralRef(reference) => {
                    say(&mut open, referred(&reference).ok_or(malformed)?.encode_utf8(&mut [0; 4]));
                }
                Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
                Event::Eof => return root(open).ok_or(malformed),
            }
        }
    }

    /// Writes it as a whole part.
    pub(in crate::writers::word) fn write(&self) -> Vec<u8> {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.print(&mut out);
        out.into_bytes()
    }

    fn print(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.print(out),
                Node::Text(text) => escape(text, out),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

fn opened(start: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element::new(std::str::from_utf8(start.name().as_ref()).ok()?);
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let name = std::str::from_utf8(attribute.key.as_ref()).ok()?;
        element.set(name, &attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?);
    }
    Some(element)
}

fn put(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Adds text, joined with the text before it, so that a reference does not cut it in two.
fn say(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    if let Some(Node::Text(before)) = parent.children.last_mut() {
        before.push_str(text);
    } else {
        parent.children.push(Node::Text(text.to_owned()));
    }
}

fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref().ok()? {
        Some(character) => Some(character),
        None => resolve_predefined_entity(&reference.decode().ok()?)?.chars().next(),
    }
}

/// The one element of the part, when all that was opened is closed.
fn root(mut open: Vec<Element>) -> Option<Element> {
    let outside = open.pop().filter(|_| open.is_empty())?;
    outside.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

/// Writes text for an element or a quoted attribute. What XML 1.0 has no place for becomes U+FFFD, so that the
/// loss shows.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let part = Element::new("a")
            .with("b", "<\"å\" & 'ä'>\n")
            .holding(Element::new("c").saying("x < y & z\u{a0}\u{2212}1"))
            .holding(Element::new("d"));
        assert_eq!(Element::read(&part.write()), Ok(part));
    }

    #[test]
    fn characters_outside_xml_show_as_replaced() {
        let written = Element::new("a").saying("x\u{b}y\u{ffff}").write();
        assert!(String::from_utf8(written).expect("UTF-8").ends_with("<a>x\u{fffd}y\u{fffd}</a>"));
    }

    #[test]
    fn references_and_text_are_one_run_of_text() {
        let read = Element::read(b"<a>1 &lt; 2 &#x41;<!-- c --></a>").expect("well-formed");
        assert_eq!(read, Element::new("a").saying("1 < 2 A"));
    }

    #[test]
    fn parts_that_are_not_well_formed_are_errors() {
        for part in ["", "<a>", "<a></b>", "<a b=c/>", "<a>&unknown;</a>", "</a>", "<a b='1' b='2'/>"] {
            assert!(Element::read(part.as_bytes()).is_err(), "{part}");
        }
    }
}

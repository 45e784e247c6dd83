//! The parts of a docx as elements, for edits like those that Word makes.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::golden::failure;

/// An element or text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    /// Reads a part: what stands before its one element, and that.
    pub(crate) fn read(text: &str) -> datatest_stable::Result<Self> {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event()? {
                Event::Start(start) => open.push(opened(&start)?),
                Event::Empty(start) => put(&mut open, Node::Element(opened(&start)?)),
                Event::End(_) => {
                    let done = open.pop().ok_or("balanced")?;
                    put(&mut open, Node::Element(done));
                }
                Event::Text(text) => put(&mut open, Node::Text(text.xml10_content()?.into_owned())),
                Event::GeneralRef(name) => {
                    let written = format!("&{};", name.decode()?);
                    put(&mut open, Node::Text(unescape(&written)?.into_owned()));
                }
                Event::Eof => break,
                Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
            }
        }
        let outside = open.pop().ok_or("balanced")?;
        let mut roots = outside.children.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        roots.next().ok_or_else(|| failure("no element"))
    }

    /// The part as bytes.
    pub(crate) fn write(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.print(&mut out);
        out
    }

    fn print(&self, out: &mut String) {
        out.push_str(&format!("<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escape(value.as_str())));
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.print(out),
                Node::Text(text) => out.push_str(&escape(text.as_str())),
            }
        }
        out.push_str(&format!("</{}>", self.name));
    }

    /// The element of a snippet of WordprocessingML.
    pub(crate) fn of(snippet: &str) -> Self {
        Self::read(snippet).expect("a snippet of a test is well-formed")
    }

    /// The words of its `w:t`, with spaces as spaces.
    pub(crate) fn text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Element(element) => element.text(),
                Node::Text(text) if self.name == "w:t" => text.replace(['\u{a0}', '\u{2011}'], " "),
                Node::Text(_) => String::new(),
            })
            .collect()
    }

    /// Calls `change` with every element below, the innermost first.
    pub(crate) fn each(&mut self, change: &mut dyn FnMut(&mut Self)) {
        for node in &mut self.children {
            if let Node::Element(element) = node {
                element.each(change);
            }
        }
        change(self);
    }

    /// The element at a path of child numbers.
    pub(crate) fn at(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |element, at| match &mut element.children[*at] {
            Node::Element(inner) => inner,
            Node::Text(_) => panic!("a path leads through elements"),
        })
    }

    /// The path to the first element that `is` one, in document order.
    pub(crate) fn path_to(&self, is: &dyn Fn(&Self) -> bool) -> Option<Vec<usize>> {
        if is(self) {
            return Some(Vec::new());
        }
        self.children.iter().enumerate().find_map(|(at, node)| match node {
            Node::Element(element) => {
                let rest = element.path_to(is)?;
                Some([vec![at], rest].concat())
            }
            Node::Text(_) => None,
        })
    }
}

fn opened(start: &BytesStart<'_>) -> datatest_stable::Result<Element> {
    let mut element =
        Element { name: String::from_utf8(start.name().as_ref().to_vec())?, ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute?;
        let name = String::from_utf8(attribute.key.as_ref().to_vec())?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0)?.into_owned();
        element.attributes.push((name, value));
    }
    Ok(element)
}

fn put(open: &mut [Element], node: Node) {
    let Some(parent) = open.last_mut() else { return };
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(more)) => before.push_str(&more),
        (_, node) => parent.children.push(node),
    }
}

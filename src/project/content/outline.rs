//! Where texts stand in a file of YAML: in which list, beside which others, in what form. For who writes into it.

use super::yaml::{self, Node, Value};
use crate::diagnostic::Findings;
use crate::project::source::{FileId, Sources, Span};

/// A file of YAML, as places.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    root: Node,
}

/// Where a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The scalar, as its block or quotes hold it.
    pub scalar: Span,
    /// The key that it is the value of; an item of a list has that of the list.
    pub key: String,
    /// It is an item of a list itself, as a point of a decision is.
    pub is_item: bool,
    /// The innermost list, with the place of the item that the text stands in.
    pub list: Option<(Vec<Span>, usize)>,
    /// The blocks of the section that it is the heading of.
    pub under: Vec<Span>,
    /// The outer lists with their items, innermost last; the last is `list`.
    pub lists: Vec<(Vec<Span>, usize)>,
}

impl Outline {
    /// The places of a file; nothing when it cannot be read as YAML.
    pub fn read(file: FileId, sources: &Sources) -> Option<Self> {
        let root = yaml::parse(file, sources, &mut Findings::default()).ok()?;
        Some(Self { root })
    }

    /// The seat of the scalar that a byte of the file belongs to.
    pub fn seat(&self, at: usize) -> Option<Seat> {
        let mut node = &self.root;
        let mut seat = Seat {
            scalar: node.span,
            key: String::new(),
            is_item: false,
            list: None,
            under: Vec::new(),
            lists: Vec::new(),
        };
        loop {
            match &node.value {
                Value::Mapping(entries) => {
                    let (key, value) = entries.iter().find(|(_, value)| holds(value, at))?;
                    seat.key.clone_from(&key.value);
                    seat.is_item = false;
                    let below = entries.iter().find(|(other, _)| other.value == "innehåll");
                    seat.under = below.map_or(Vec::new(), |(_, list)| items(list));
                    node = value;
                }
                Value::Sequence(list) => {
                    let item = list.iter().position(|item| holds(item, at))?;
                    seat.is_item = true;
                    seat.lists.push((items(node), item));
                    node = &list[item];
                }
                Value::Scalar(_) => {
                    seat.scalar = node.span;
                    seat.list = seat.lists.last().cloned();
                    if seat.key != "rubrik" {
                        seat.under.clear();
                    }
                    return Some(seat);
                }
                Value::Null => return None,
            }
        }
    }
}

fn holds(node: &Node, at: usize) -> bool {
    let range = node.span.range();
    range.contains(&at) || range.end == at
}

fn items(node: &Node) -> Vec<Span> {
    match &node.value {
        Value::Sequence(items) => items.iter().map(|item| item.span).collect(),
        Value::Mapping(_) | Value::Null | Value::Scalar(_) => Vec::new(),
    }
}

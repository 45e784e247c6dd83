//! The relationships of a part: to other parts by name, and to addresses outside, which are told and never followed.

use std::collections::BTreeMap;

use super::inventory::is_known_part;
use super::package::{DocxError, target};
use super::xml::{Part, Step};

/// What a part leads to.
#[derive(Default)]
pub(super) struct Relations {
    /// The addresses of links, by relationship.
    pub(super) links: BTreeMap<String, String>,
    /// What else lies outside: a template, a picture, a linked object.
    pub(super) outside: Vec<String>,
    /// The parts, by the last word of their type: `styles`, `comments`.
    parts: BTreeMap<String, String>,
    /// The running heads and feet.
    pub(super) heads: Vec<String>,
    /// The kinds of part that are not accounted for.
    pub(super) unknown: Vec<String>,
}

impl Relations {
    /// Reads the relationships of the part `of`.
    pub(super) fn read(of: &str, name: &str, bytes: &[u8]) -> Result<Self, DocxError> {
        let mut part = Part::new(name, bytes);
        let mut relations = Self::default();
        loop {
            match part.next()? {
                Step::Open(tag) if tag.name() == "Relationship" => {
                    let [id, kind, to] =
                        ["Id", "Type", "Target"].map(|name| tag.attribute(name).unwrap_or_default());
                    let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                    match (tag.attribute("TargetMode").as_deref(), kind.as_str()) {
                        (Some("External"), "hyperlink") => {
                            relations.links.insert(id, to);
                        }
                        (Some("External"), _) => relations.outside.push(to),
                        (Some(_) | None, _) => {
                            let to =
                                target(of, &to).ok_or_else(|| DocxError::WrongName { name: to.clone() })?;
                            if matches!(kind.as_str(), "header" | "footer") {
                                relations.heads.push(to.clone());
                            }
                            if !is_known_part(&kind) {
                                relations.unknown.push(kind.clone());
                            }
                            relations.parts.insert(kind, to);
                        }
                    }
                }
                Step::Open(_) | Step::Close(_) | Step::Text(_) => {}
                Step::End => return Ok(relations),
            }
        }
    }

    /// The part of a type.
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        self.parts.get(kind).map(String::as_str)
    }
}

/// Where the relationships of a part stand (ISO 29500-2 9.3.3).
pub(super) fn place(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

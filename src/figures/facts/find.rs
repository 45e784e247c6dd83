//! Finding a figure by the reference of its cell, or by a place in a file.

use std::path::{Component, Path, PathBuf};

use super::{Fact, Facts, How};
use crate::diagnostic::nearest;
use crate::document::tree::Within;
use crate::figures::sheet::NoFigure;
use crate::project::source::Span;

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Question<'q> {
    Cell(&'q str),
    Place(Asked),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    path: PathBuf,
    line: usize,
    column: Option<usize>,
}

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// No cell has this reference.
    Cell {
        /// The reference.
        asked: String,
        /// The nearest that cells have, the best first; at most three.
        nearest: Vec<String>,
    },
    /// There is or may be such a cell, and a mistake that has been told stands in its way.
    Failed {
        /// The reference.
        asked: String,
    },
    /// No figure stands at this place.
    Place {
        /// The cells whose formula or list of posts stands there, at most three.
        computed: Vec<String>,
        /// The nearest line of the file that has a figure, where it has any.
        nearest: Option<usize>,
    },
}

/// How many names are offered.
const OFFERED: usize = 3;

impl<'a> Facts<'a> {
    /// The figures that are asked for by `post.rad.kolumn`, as in a reference, or by `FILE:LINE[:COLUMN]`: those entered
    /// there and those that text refers to there, in that order. The end of a path is enough.
    pub fn find(&self, asked: &str) -> Result<Vec<&Fact<'a>>, NotFound> {
        match question(asked) {
            Question::Cell(name) => self.cell(name).map(|fact| vec![fact]),
            Question::Place(asked) => self.at_place(&asked),
        }
    }

    fn cell(&self, name: &str) -> Result<&Fact<'a>, NotFound> {
        let found = self.all().find(|fact| fact.figure.cell().to_string() == name);
        found.ok_or_else(|| {
            let asked = name.to_owned();
            match self.book.figure(name) {
                Err(NoFigure::Told) => NotFound::Failed { asked },
                Err(NoFigure::Nothing | NoFigure::Unknown { .. }) | Ok(_) => {
                    NotFound::Cell { asked, nearest: self.nearest(name) }
                }
            }
        })
    }

    /// The nearest references; where none is near, some of the same post.
    fn nearest(&self, name: &str) -> Vec<String> {
        let mut names: Vec<String> = self.all().map(|fact| fact.figure.cell().to_string()).collect();
        let mut found = Vec::new();
        while found.len() < OFFERED
            && let Some(next) = nearest(name, names.iter().map(String::as_str))
        {
            names.retain(|name| *name != next);
            found.push(next);
        }
        if found.is_empty() {
            let post = name.split('.').next().unwrap_or("");
            names.retain(|name| name.split('.').next() == Some(post));
            names.truncate(OFFERED);
            return names;
        }
        found
    }

    fn at_place(&self, asked: &Asked) -> Result<Vec<&Fact<'a>>, NotFound> {
        let first = |fact| Some((self.spans(fact).filter(|at| self.covers(*at, asked)).min()?, fact));
        let mut found: Vec<_> = self.all().filter_map(first).collect();
        if !found.is_empty() {
            found.sort_by_key(|(at, _)| *at);
            return Ok(found.into_iter().map(|(_, fact)| fact).collect());
        }
        let computed = self.all().filter(|fact| self.covers(fact.how.at(), asked));
        let computed = computed.map(|fact| fact.figure.cell().to_string()).take(OFFERED).collect();
        let lines = self.all().flat_map(|fact| self.spans(fact)).filter(|at| self.is_in(*at, &asked.path));
        let nearest =
            lines.map(|at| self.sources.place(at).line).min_by_key(|line| line.abs_diff(asked.line));
        Err(NotFound::Place { computed, nearest })
    }

    /// Where the figure is entered, and where text refers to it.
    fn spans<'f>(&self, fact: &'f Fact<'a>) -> impl Iterator<Item = Span> + use<'f, 'a> {
        let (entered, rows) = match &fact.how {
            How::Entered { at, .. } => (Some(*at), &[][..]),
            How::Formula { .. } | How::Sum { .. } => (None, &[][..]),
            How::Taken { rows, .. } => (None, rows.listed()),
        };
        let entered = entered.into_iter().chain(rows.iter().copied());
        let shown = fact.printings.iter().map(|printing| printing.shown);
        entered.chain(shown.filter(|shown| shown.within == Within::Text).map(|shown| shown.at))
    }

    fn covers(&self, at: Span, asked: &Asked) -> bool {
        let end = Span::new(at.file(), at.range().end..at.range().end);
        let (from, to) = (self.sources.place(at), self.sources.place(end));
        let within = match asked.column {
            None => (from.line..=to.line).contains(&asked.line),
            Some(column) => {
                let asked = (asked.line, column);
                (from.line, from.column) <= asked && asked < (to.line, to.column)
            }
        };
        within && self.is_in(at, &asked.path)
    }

    fn is_in(&self, at: Span, path: &Path) -> bool {
        let own = self.sources.path(at.file());
        !path.as_os_str().is_empty() && (own.ends_with(path) || path.ends_with(own))
    }
}

fn question(asked: &str) -> Question<'_> {
    let mut parts = asked.rsplitn(3, ':');
    let (last, before, first) = (parts.next(), parts.next(), parts.next());
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
    match (first, number(before), number(last)) {
        (Some(path), Some(line), column @ Some(_)) => Question::place(path, line, column),
        (_, None, Some(line)) => {
            let path = asked.rsplit_once(':').map_or("", |(path, _)| path);
            Question::place(path, line, None)
        }
        _ => Question::Cell(reference(asked)),
    }
}

impl Question<'_> {
    fn place(path: &str, line: usize, column: Option<usize>) -> Self {
        let parts = Path::new(path).components().filter(|part| !matches!(part, Component::CurDir));
        Self::Place(Asked { path: parts.collect(), line, column })
    }
}

/// The cell of a reference as it stands in text: `{slk.netto.avvikelse:tkr}`.
fn reference(asked: &str) -> &str {
    let inside = asked.trim().trim_start_matches('{').trim_end_matches('}');
    inside.split_once(':').map_or(inside, |(cell, _)| cell).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str, line: usize, column: Option<usize>) -> Question<'static> {
        Question::Place(Asked { path: PathBuf::from(path), line, column })
    }

    #[test]
    fn a_place_ends_in_numbers_and_a_reference_does_not() {
        assert_eq!(question("ekonomi/blad.yaml:38"), place("ekonomi/blad.yaml", 38, None));
        assert_eq!(question("./ekonomi/blad.yaml:38:24"), place("ekonomi/blad.yaml", 38, Some(24)));
        assert_eq!(question(r"C:\blad.yaml:38"), place(r"C:\blad.yaml", 38, None));
        assert_eq!(question("slk.netto.avvikelse"), Question::Cell("slk.netto.avvikelse"));
        assert_eq!(question("{slk.netto.avvikelse:tkr}"), Question::Cell("slk.netto.avvikelse"));
        assert_eq!(question("avslutade.2006-06-01"), Question::Cell("avslutade.2006-06-01"));
    }
}

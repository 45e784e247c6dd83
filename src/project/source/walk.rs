//! What lies in a project: every file, by its path, so that none is left out of account.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Sources, Store, composed_path, entries};

/// Folders within each other are looked through so far down; a deeper one is told as a whole.
const MOST_LEVELS: usize = 16;

impl Sources {
    /// Every file of the project by its path, in the order that people number by, and every folder that cannot be looked
    /// through: one that leads out, or back into itself. Folders for which `skip` holds are left out with all in them.
    pub fn tree(&self, skip: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut found = match &self.store {
            Store::Memory(files) => {
                files.keys().filter(|path| !path.ancestors().any(skip)).cloned().collect()
            }
            Store::Folder(root) => {
                let mut walk = Walk { root, skip, seen: BTreeSet::new(), found: Vec::new() };
                walk.folder(Path::new(""), 0);
                walk.found
            }
        };
        found.sort_by(|one, other| natural(&one.to_string_lossy(), &other.to_string_lossy()));
        found
    }

    /// The paths, as shown to the user, of all files that something has asked for.
    pub fn asked(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.asked.iter().map(|path| self.shown.join(path))
    }

    /// Whether something has asked for the file of this path, and has told what is wrong where it could not be read.
    pub fn is_asked(&self, path: &Path) -> bool {
        self.asked.contains(&composed_path(path))
    }
}

/// A path as [`Sources`] knows it: with å, ä and ö as one character each.
pub fn spelt(path: &Path) -> PathBuf {
    composed_path(path)
}

struct Walk<'a> {
    root: &'a Path,
    skip: &'a dyn Fn(&Path) -> bool,
    /// The folders that were looked through, without links.
    seen: BTreeSet<PathBuf>,
    found: Vec<PathBuf>,
}

impl Walk<'_> {
    fn folder(&mut self, inside: &Path, level: usize) {
        let real = self.root.join(inside).canonicalize().ok().filter(|real| real.starts_with(self.root));
        let names = real.filter(|real| level <= MOST_LEVELS && self.seen.insert(real.clone()));
        let Some(names) = names.and_then(|real| entries(&real).ok()) else {
            self.found.push(inside.to_path_buf());
            return;
        };
        for name in names {
            let path = inside.join(name);
            if self.root.join(&path).is_dir() {
                if !(self.skip)(&path) {
                    self.folder(&path, level + 1);
                }
            } else {
                self.found.push(path);
            }
        }
    }
}

/// The order in which people number: `2-mål` before `10-ekonomi`.
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        match (number(left), number(right)) {
            (Some((first, after)), Some((second, rest))) => {
                let by_number = first.len().cmp(&second.len()).then(first.cmp(second));
                if by_number != Ordering::Equal {
                    return by_number;
                }
                (left, right) = (after, rest);
            }
            _ => match (left.chars().next(), right.chars().next()) {
                (Some(first), Some(second)) if first == second => {
                    (left, right) = (&left[first.len_utf8()..], &right[second.len_utf8()..]);
                }
                (None, None) => return one.cmp(other),
                (first, second) => return first.cmp(&second),
            },
        }
    }
}

/// The digits that a text begins with, without noughts before them, and what comes after.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| (text[..end].trim_start_matches('0'), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_people_number_them() {
        let mut names = vec!["10-b", "2-a", "1-å", "002-c", "a", "10", "b2", "b10", "2-a"];
        names.sort_by(|one, other| natural(one, other));
        assert_eq!(names, ["1-å", "2-a", "2-a", "002-c", "10", "10-b", "a", "b2", "b10"]);
    }
}

//! The lock file: the program and its version, the stage, and the checksum of every source.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::document::tree::Stage;

/// The path of the lock file among the attached files.
pub const LOCK_FILE: &str = "tertial.lock.json";

/// The program that makes documents here, with its version.
pub const TOOL: &str = concat!("tertial ", env!("CARGO_PKG_VERSION"));

/// What a document was made from and how. The profile is not in it: only PDF/A-3a carries sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The program with its version, as [`TOOL`].
    pub tool: String,
    /// Draft or final.
    #[serde(with = "StageName")]
    pub stage: Stage,
    /// The checksum of each source by its path: SHA-256 in hexadecimal digits.
    pub sources: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Stage", rename_all = "lowercase")]
enum StageName {
    Draft,
    Final,
}

impl Lock {
    /// The lock over these files, made by this program.
    pub(super) fn over(contents: &BTreeMap<String, &[u8]>, stage: Stage) -> Self {
        let sources = contents.iter().map(|(path, bytes)| (path.clone(), checksum(bytes))).collect();
        Self { tool: TOOL.to_owned(), stage, sources }
    }

    /// The text of the file.
    pub(super) fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("text under text keys is JSON");
        text + "\n"
    }

    /// Reads the text of the file.
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// The paths of files that are not those that the lock was made over: changed, missing or added.
    pub fn altered(&self, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let paths: BTreeSet<&String> = self.sources.keys().chain(files.keys()).collect();
        let found = |path: &String| files.get(path).map(|bytes| checksum(bytes));
        paths.into_iter().filter(|path| self.sources.get(*path) != found(path).as_ref()).cloned().collect()
    }
}

fn checksum(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

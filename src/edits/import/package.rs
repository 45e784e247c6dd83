//! A docx file that somebody sent: opened with limits, so that no file can fill the memory or lead out of itself.
//!
//! Only the parts that are asked for are unpacked, each under a limit that counts the bytes that come out, whatever the
//! archive says of itself. Nothing is ever followed to outside the file.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// The largest docx that is read, in bytes. The report of 2006 is 50 kB.
pub const MAX_DOCX_BYTES: u64 = 64 * 1024 * 1024;
/// The largest part, unpacked. The text of the report of 2006 is 500 kB.
const MAX_PART_BYTES: u64 = 48 * 1024 * 1024;
/// More entries has no document of an office.
const MAX_ENTRIES: usize = 4000;
/// A part that unpacks to more than this, and to more than [`MAX_RATIO`] of its packed size, is a bomb.
const SUSPECT_BYTES: u64 = 2 * 1024 * 1024;
/// Runs of XML pack to a fiftieth at most; deflate itself goes to a thousandth.
const MAX_RATIO: u64 = 200;

/// Compound files (MS-CFB 2.2) begin so: Word before 2007, and every docx with a password (MS-OFFCRYPTO 2.3.2).
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Why a docx cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocxError {
    /// A part unpacks to far more than a document of its packed size holds.
    Bomb {
        /// The part.
        part: String,
    },
    /// A part, or the archive, breaks off or is not what it says.
    Damaged {
        /// The part; `zip` for the archive itself.
        part: String,
    },
    /// A part declares a document type, with which entities could be expanded.
    DocumentType {
        /// The part.
        part: String,
    },
    /// It opens with a password only.
    Encrypted,
    /// It holds macros.
    Macros,
    /// It is no docx.
    NotDocx,
    /// A part is nested deeper than any document.
    TooDeep {
        /// The part.
        part: String,
    },
    /// A part, or the file itself, is larger than is read.
    TooLarge {
        /// The part; `docx` for the file itself.
        part: String,
        /// What is read at most, in bytes.
        limit: u64,
    },
    /// More entries than any document has.
    TooManyEntries {
        /// What is read at most.
        limit: usize,
    },
    /// A name that leads out of the archive, or that stands twice.
    WrongName {
        /// The name.
        name: String,
    },
}

/// The parts of a docx.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens a docx. Refuses what is none, what is locked, and what holds macros.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocxError> {
        if bytes.len() as u64 > MAX_DOCX_BYTES {
            return Err(DocxError::TooLarge { part: "docx".to_owned(), limit: MAX_DOCX_BYTES });
        }
        if bytes.starts_with(&COMPOUND) {
            return Err(if is_encrypted(bytes) { DocxError::Encrypted } else { DocxError::NotDocx });
        }
        if !bytes.starts_with(b"PK") {
            return Err(DocxError::NotDocx);
        }
        if declared_entries(bytes).is_some_and(|entries| entries > MAX_ENTRIES) {
            return Err(DocxError::TooManyEntries { limit: MAX_ENTRIES });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("zip"))?;
        if archive.len() > MAX_ENTRIES {
            return Err(DocxError::TooManyEntries { limit: MAX_ENTRIES });
        }
        let mut package = Self { archive };
        package.names()?;
        Ok(package)
    }

    /// Every name must stay inside, and be one of the macros' own none.
    fn names(&mut self) -> Result<(), DocxError> {
        let mut macros = false;
        for name in self.archive.file_names() {
            if leads_out(name) {
                return Err(DocxError::WrongName { name: name.to_owned() });
            }
            let lower = name.to_lowercase();
            macros |= lower.ends_with("vbaproject.bin") || lower.ends_with("vbadata.xml");
        }
        if macros { Err(DocxError::Macros) } else { Ok(()) }
    }

    /// A part that must be there.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>, DocxError> {
        self.part(name)?.ok_or(DocxError::NotDocx)
    }

    /// A part, when there is one of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocxError> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(DocxError::Encrypted);
            }
            Err(_) => return Err(damaged(name)),
        };
        if entry.size() > MAX_PART_BYTES {
            return Err(DocxError::TooLarge { part: name.to_owned(), limit: MAX_PART_BYTES });
        }
        let most = entry.compressed_size().saturating_mul(MAX_RATIO).max(SUSPECT_BYTES);
        let mut bytes = Vec::new();
        entry.take(most.min(MAX_PART_BYTES) + 1).read_to_end(&mut bytes).map_err(|_| damaged(name))?;
        let length = bytes.len() as u64;
        if length > MAX_PART_BYTES {
            return Err(DocxError::TooLarge { part: name.to_owned(), limit: MAX_PART_BYTES });
        }
        if length > most {
            return Err(DocxError::Bomb { part: name.to_owned() });
        }
        Ok(Some(bytes))
    }
}

pub(super) fn damaged(part: &str) -> DocxError {
    DocxError::Damaged { part: part.to_owned() }
}

/// The entries that the archive says it has (APPNOTE 4.3.16), before room is made for them.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

/// The stream that an encrypted document stands in is named in UTF-16 in the directory (MS-OFFCRYPTO 2.3.4.4).
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

/// A name of a part is a path of plain segments (ISO 29500-2 9.1.1).
fn leads_out(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', '\0', ':'])
        || name.split('/').any(|segment| segment == ".." || segment == ".")
}

/// The part that a relationship of the part `from` leads to.
pub(super) fn target(from: &str, target: &str) -> Option<String> {
    if let Some(absolute) = target.strip_prefix('/') {
        return Some(absolute.to_owned());
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            _ => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

//! A small good project in a temporary folder, with files of a case laid over it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tertial::diagnostic::{Findings, Language, Style, render};
use tertial::document::tree::Stage;
use tertial::pipeline::{self, Project};
use tertial::project::source::Sources;

use crate::golden::failure;
use crate::page::Block;

/// What the temporary folder is called in findings.
const SHOWN: &str = "projekt";

/// A project of its own, gone when the case is done.
pub(crate) struct Case {
    outside: TempDir,
    folder: PathBuf,
}

impl Case {
    /// A copy of `tests/cases/base`.
    pub(crate) fn new() -> datatest_stable::Result<Self> {
        Self::of("tests/cases/base")
    }

    /// A copy of a project that stands at the top of this one.
    pub(crate) fn of(project: &str) -> datatest_stable::Result<Self> {
        let outside = tempfile::tempdir()?;
        let folder = outside.path().join(SHOWN);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(project), &folder)?;
        Ok(Self { outside, folder })
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of one of its files without the temporary folder.
    pub(crate) fn relative(&self, path: &Path) -> String {
        path.strip_prefix(self.outside.path()).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// Lays the file of a block over the project; `false` when the block is no file.
    pub(crate) fn lay(&self, block: &Block<'_>) -> datatest_stable::Result<bool> {
        let (path, line) = (self.folder.join(block.about), block.body.trim_end());
        match block.kind {
            "bytes" => self.write(block.about, &unescaped(block.body)?)?,
            "copy" => {
                let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(line);
                self.write(block.about, &fs::read(from)?)?;
            }
            "latin1" => {
                let bytes = block.body.chars().map(|c| u8::try_from(u32::from(c)));
                self.write(block.about, &bytes.collect::<Result<Vec<u8>, _>>()?)?;
            }
            "remove" => remove(&path)?,
            "size" => {
                self.write(block.about, b"")?;
                fs::File::options().write(true).open(&path)?.set_len(line.parse()?)?;
            }
            "symlink" => {
                remove(&path)?;
                std::os::unix::fs::symlink(line, &path)?;
            }
            "export" | "yaml" => self.write(block.about, block.body.as_bytes())?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Writes a file of the project; `../` leads beside it, outside.
    pub(crate) fn write(&self, path: &str, content: &[u8]) -> datatest_stable::Result<()> {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().ok_or("a file lies in a folder")?)?;
        Ok(fs::write(path, content)?)
    }

    /// Reads the project as it stands.
    pub(crate) fn read(&self) -> datatest_stable::Result<Project> {
        pipeline::read(&self.folder, Stage::Final).map_err(|error| failure(format!("{error:?}")))
    }

    /// Findings as they are shown, with the temporary folder left out.
    pub(crate) fn shown(&self, findings: &Findings, sources: &Sources, language: Language) -> String {
        let shown = self.without_folder(&render(findings, sources, Style::Plain, language));
        let trimmed = shown.trim_end();
        if trimmed.is_empty() { String::new() } else { format!("{trimmed}\n") }
    }
}

impl Case {
    /// A text with the temporary folder left out of its paths.
    pub(crate) fn without_folder(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.outside.path().display()), "")
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => Ok(()),
    }
}

/// Bytes that a page cannot hold as they are: `\0`, `\n`, `\r`, `\t`, `\\`, `\xE5`, `\u{200F}`, and `\*300⟨…⟩` for what
/// stands 300 times, with `\#` in it for the number of the time, from 1, and `\+` for the next.
fn unescaped(body: &str) -> datatest_stable::Result<Vec<u8>> {
    let (mut out, mut rest) = (Vec::new(), body);
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend(before.bytes());
        let sign = after.chars().next().ok_or("a backslash ends the block")?;
        rest = &after[sign.len_utf8()..];
        match sign {
            '0' => out.push(0),
            'n' => out.push(b'\n'),
            'r' => out.push(b'\r'),
            't' => out.push(b'\t'),
            '\\' => out.push(b'\\'),
            'x' => {
                let (digits, more) = rest.split_at_checked(2).ok_or("two hexadecimal digits after \\x")?;
                out.push(u8::from_str_radix(digits, 16)?);
                rest = more;
            }
            'u' => {
                let (digits, more) = delimited(rest, '{', '}')?;
                let c = char::from_u32(u32::from_str_radix(digits, 16)?).ok_or("a character")?;
                out.extend(c.to_string().bytes());
                rest = more;
            }
            '*' => {
                let (times, more) = rest.split_once('⟨').ok_or("⟨ after \\*")?;
                let (inner, more) = more.split_once('⟩').ok_or("⟩ after ⟨")?;
                for time in 1..=times.parse::<usize>()? {
                    let counted = inner.replace("\\#", &time.to_string());
                    out.extend(unescaped(&counted.replace("\\+", &(time + 1).to_string()))?);
                }
                rest = more;
            }
            other => return Err(failure(format!("`\\{other}` means nothing in a `bytes` block"))),
        }
    }
    out.extend(rest.bytes());
    Ok(out)
}

fn delimited(text: &str, open: char, close: char) -> datatest_stable::Result<(&str, &str)> {
    let inner = text.strip_prefix(open).and_then(|inner| inner.split_once(close));
    inner.ok_or_else(|| failure(format!("`{open}…{close}` is needed")))
}

//! Markdown pages that are run: headings with fenced blocks, some of which hold what comes out.

use std::ops::Range;

use crate::golden::failure;

/// A page cut at its `##` headings; the first section is what stands before them.
pub(crate) struct Page<'a> {
    text: &'a str,
    /// What stands after `# ` on the first line.
    pub(crate) title: &'a str,
    /// The sections in order.
    pub(crate) sections: Vec<Section<'a>>,
}

/// A heading with the fenced blocks under it.
pub(crate) struct Section<'a> {
    /// Its heading.
    pub(crate) heading: &'a str,
    /// The words that explain it.
    pub(crate) prose: String,
    /// Its fenced blocks in order.
    pub(crate) blocks: Vec<Block<'a>>,
}

/// A fenced block: ```` ```yaml ekonomi/drift.yaml ````.
pub(crate) struct Block<'a> {
    /// The first word of its fence.
    pub(crate) kind: &'a str,
    /// The rest of its fence: a path or a language.
    pub(crate) about: &'a str,
    /// What stands in it.
    pub(crate) body: &'a str,
    range: Range<usize>,
}

impl<'a> Page<'a> {
    /// Reads a page. Fails when a block is left open.
    pub(crate) fn read(text: &'a str) -> datatest_stable::Result<Self> {
        let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or("");
        let mut sections = vec![Section { heading: title, prose: String::new(), blocks: Vec::new() }];
        let mut open: Option<(&str, &str, usize)> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end();
            let last = sections.last_mut().ok_or("a page has a section")?;
            match open {
                Some((fence, info, begin)) if bare == fence => {
                    let (kind, about) = info.split_once(' ').unwrap_or((info, ""));
                    last.blocks.push(Block { kind, about, body: &text[begin..at], range: begin..at });
                    open = None;
                }
                Some(_) => {}
                None if bare.starts_with("```") => {
                    let info = bare.trim_start_matches('`');
                    open = Some((&bare[..bare.len() - info.len()], info.trim(), at + line.len()));
                }
                None => match bare.strip_prefix("## ") {
                    Some(heading) => {
                        sections.push(Section { heading, prose: String::new(), blocks: Vec::new() });
                    }
                    None if at > 0 => last.prose.push_str(line),
                    None => {}
                },
            }
            at += line.len();
        }
        match open {
            Some((_, info, _)) => Err(failure(format!("the block `{info}` is not closed"))),
            None => Ok(Self { text, title, sections }),
        }
    }

    /// The page with other text in some of its blocks.
    pub(crate) fn with(&self, blocks: &[(&Block<'_>, String)]) -> String {
        let (mut out, mut from) = (String::new(), 0);
        for (block, body) in blocks {
            out.push_str(&self.text[from..block.range.start]);
            out.push_str(body);
            from = block.range.end;
        }
        out.push_str(&self.text[from..]);
        out
    }
}

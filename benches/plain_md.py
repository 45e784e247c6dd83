"""Writes the report as Markdown for pandoc: `plain_md.py REPORT.docx OUTPUT.md`."""

import re
import sys
from pathlib import Path

from report import Contents, Heading, List, PageBreak, Paragraph, Table, read


def markdown(report):
    """The whole file. Contents and pages are left to pandoc."""
    head = f'---\ntitle: "{report.title}"\nauthor: "{report.author}"\ndate: "{report.date}"\nlang: sv-SE\n---\n'
    blocks = [block(it) for part in report.parts for it in part.blocks]
    return "\n\n".join([head, *filter(None, blocks)]) + "\n"


def block(it):
    match it:
        case Heading():
            return f"{'#' * it.level} {words(it.text)}"
        case Paragraph():
            return words(it.text)
        case List():
            return "\n\n".join(item(it, depth, paragraphs) for depth, paragraphs in it.items)
        case Table():
            return table(it)
        case Contents() | PageBreak():
            return None


def item(it, depth, paragraphs):
    indent = "    " * depth
    mark = "1.  " if it.ordered else "-   "
    return indent + mark + f"\n\n{indent}    ".join(words(text) for text in paragraphs)


def table(it):
    empty = [""] * len(it.columns)
    lines = [[words(text) for text in [it.corner, *it.columns]], [":---", *["---:"] * len(it.columns)]]
    for label, rows in it.groups:
        if label is not None:
            lines.append([f"**{words(label)}**", *empty])
        for row in rows:
            mark = "" if row.role == "line" else "**"
            lines.append([f"{mark}{words(text)}{mark}" if text else "" for text in [row.label, *row.cells]])
    text = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    return text if it.note is None else f"{text}\n\n{words(it.note)}"


def words(text):
    """Text on one line as Markdown that means just this text."""
    text = re.sub(r"[\\*_`$<>@\[\]~^|#\"']", r"\\\g<0>", text.replace("\n", " "))
    return re.sub(r"^(\d+)\.(?=\s)|^([-+])(?=\s)", lambda found: found[0][:-1] + "\\" + found[0][-1], text)


if __name__ == "__main__":
    source, output = sys.argv[1:]
    Path(output).write_text(markdown(read(source)), "utf-8")

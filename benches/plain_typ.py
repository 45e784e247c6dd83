"""Writes the report as an ordinary typst file: `plain_typ.py REPORT.docx OUTPUT.typ`."""

import re
import sys
from pathlib import Path

from report import Contents, Heading, List, PageBreak, Paragraph, Table, read


def typst(report):
    """The whole file."""
    year, month, day = (int(number) for number in report.date.split("-"))
    out = [
        (Path(__file__).parent / "plain.typ").read_text("utf-8"),
        f"#set document(title: {string(report.title)}, author: {string(report.author)},\n"
        f"  description: {string(report.subject)},\n"
        f"  date: datetime(year: {year}, month: {month}, day: {day}, hour: 0, minute: 0, second: 0))\n",
    ]
    for number, part in enumerate(report.parts):
        end = f"<end-of-part-{number}>"
        out.append(f"#set page(header: running-head([{words(part.running_head)}], {end}))\n#counter(page).update(1)\n")
        out += [block(it, end) + "\n" for it in part.blocks]
        out.append(f"#metadata(none) {end}\n")
    return "\n".join(out)


def block(it, end):
    match it:
        case Heading():
            return f"{'=' * it.level} {words(it.text)}"
        case Paragraph(role="body"):
            return words(it.text)
        case Paragraph():
            return f"#{it.role}[{words(it.text)}]"
        case List():
            return "\n\n".join(item(it, depth, paragraphs) for depth, paragraphs in it.items)
        case Table():
            return sheet(it)
        case Contents():
            levels = ".or(".join(f"heading.where(level: {level})" for level in range(2, it.deepest + 1))
            target = levels + ")" * (it.deepest - 2)
            return f"#context outline(title: none, target: {target}.after(here()).before({end}))"
        case PageBreak():
            return "#pagebreak(weak: true)"


def item(it, depth, paragraphs):
    indent = "  " * depth
    between = "\n\n" + indent + "  "
    return f"{indent}{'+' if it.ordered else '-'} {between.join(words(text) for text in paragraphs)}"


def sheet(it):
    grouped = any(label is not None for label, _ in it.groups)
    width = "19.2mm" if len(it.columns) >= 5 else "23mm"
    span = 2 if grouped else 1
    stubs = "4pt, 1fr" if grouped else "1fr"
    lines = [
        "#sheet(",
        f"  note: {'none' if it.note is None else f'[{words(it.note)}]'},",
        f"  summary: {string(it.description)},",
        f"  columns: ({stubs}, {', '.join([width] * len(it.columns))}),",
        "  table.header(",
        "    table.hline(stroke: rule),",
        f"    corner({span})[{words(it.corner)}],",
        f"    {', '.join(f'head[{words(title)}]' for title in it.columns)},",
        "    table.hline(stroke: rule),",
        "  ),",
    ]
    for label, rows in it.groups:
        if label is not None:
            lines.append(f"  group({len(rows)})[{words(label)}],")
        for at, row in enumerate(rows):
            if label is None and row.role == "total":
                lines.append("  table.hline(stroke: rule),")
            lines.append(f"  {', '.join(row_cells(row, grouped, label is not None, at == 0))},")
        if label is not None:
            lines.append("  table.hline(stroke: hair),")
    return "\n".join([*lines, "  table.hline(stroke: rule),", ")"])


def row_cells(row, in_grouped_table, in_group, is_first):
    leads = in_group and is_first
    options = {
        "depth: " + str(row.depth): row.depth > 0,
        "top: 21pt": leads,
        "colspan: 2": in_grouped_table and not in_group,
    }
    wanted = ", ".join(option for option, wanted in options.items() if wanted)
    bold = row.role != "line"
    yield cell(f"stub({wanted})" if wanted else "stub", bold, row.label)
    for text in row.cells:
        yield cell("first" if leads else "", bold, text)


def cell(function, bold, text):
    body = f"{'bold' if bold else ''}[{words(text)}]"
    return f"{function}({body})" if function and bold else function + body


def words(text):
    """Text as markup that means just this text."""
    text = re.sub(r"""[\\#*_`$<>@\[\]~"']""", r"\\\g<0>", text)
    text = re.sub(r"//|/\*|--|\.\.\.|(?<!\S)-(?=\d)", r"\\\g<0>", text)
    text = re.sub(r"^(\s*)([-+=/])", r"\1\\\2", text)
    text = re.sub(r"^(\s*\d+)\.(?=\s)", r"\1\\.", text)
    return text.replace("\n", " \\\n")


def string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    source, output = sys.argv[1:]
    Path(output).write_text(typst(read(source)), "utf-8")

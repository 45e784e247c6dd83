"""Checks the pages of a PDF by where pdftotext finds its words, and the figures of a Word file by its pages.

    pages_whole.py PDF...            no word outside the margins, none over another
    pages_whole.py --figures DOCX PDF  every figure of the Word file stands unbroken on a line of its pages

prints a line for every finding, and exits with 0 when there is none, with 1 when there are some and with 2 when a file
cannot be read. Margins are those of the house template, in millimetres.
"""

import html
import re
import subprocess
import sys
import zipfile
from collections import Counter

MILLIMETRE = 72 / 25.4
TOP, BOTTOM, LEFT, RIGHT = (side * MILLIMETRE for side in (32, 25, 28, 25))
SLACK = 1.5
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
FIGURE = re.compile("^\u2212?\\d{1,3}(\u00a0\\d{3})+(,\\d+)?$")


def text_of(pdf, *mode):
    """What pdftotext says of a file."""
    command = ["pdftotext", "-enc", "UTF-8", *mode, pdf, "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def page_findings(number, width, height, words):
    """Words outside the margins of a page, and over each other."""
    for left, top, right, bottom, word in words:
        head = bottom < TOP
        beside = left < LEFT - SLACK or right > width - RIGHT + SLACK
        beyond = top < 0 if head else bottom > height - BOTTOM + 4
        if beside or beyond:
            yield f"page {number}: `{word}` is outside the margins"
    words = sorted(words, key=lambda word: word[1])
    near = []
    for word in words:
        near = [other for other in near if other[3] > word[1]]
        for other in near:
            wide = min(word[2], other[2]) - max(word[0], other[0])
            high = min(word[3], other[3]) - max(word[1], other[1])
            if wide > 1.5 and high > 0.45 * min(word[3] - word[1], other[3] - other[1]):
                yield f"page {number}: `{word[4]}` is over `{other[4]}`"
        near.append(word)


def pages(pdf):
    """What is found in a PDF."""
    number, size, words = 0, (0, 0), []
    for line in text_of(pdf, "-bbox").splitlines():
        if found := PAGE.search(line):
            number, size, words = number + 1, tuple(map(float, found.groups())), []
        elif found := WORD.search(line):
            *box, word = found.groups()
            words.append((*map(float, box), html.unescape(word)))
        elif "</page>" in line:
            yield from page_findings(number, *size, words)


def figures(docx, pdf):
    """The figures of a Word file that its pages break."""
    with zipfile.ZipFile(docx) as package:
        document = package.read("word/document.xml").decode()
    runs = (html.unescape(run) for run in re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", document))
    wanted = Counter(run.replace("\u00a0", " ") for run in runs if FIGURE.match(run))
    text = text_of(pdf, "-raw").replace("\u00a0", " ")
    # A figure that is part of a longer one is no figure of its own.
    found = Counter(re.findall("(?<![\\d\u2212,])\u2212?\\d{1,3}(?: \\d{3})+(?:,\\d+)?(?![\\d,])", text))
    for figure, count in wanted.items():
        if found[figure] < count and text.count(figure) < count:
            yield f"{figure} stands {count} times in the Word file, and unbroken {text.count(figure)} times on its pages"


def main(arguments):
    """Prints what is found."""
    if arguments[:1] == ["--figures"]:
        found = list(figures(*arguments[1:]))
    else:
        found = [f"{pdf}: {finding}" for pdf in arguments for finding in pages(pdf)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, subprocess.CalledProcessError, zipfile.BadZipFile, KeyError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)

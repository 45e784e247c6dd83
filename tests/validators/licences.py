"""Checks the licences of everything that is compiled in against the list of deny.toml.

    licences.py [METADATA]

reads `cargo metadata` of the current folder, or a file with its output, and exits with 1 when a
package's licence does not allow what the list asks for. cargo-deny checks the same and the texts
besides; this needs nothing but Python 3.11.
"""

import json
import pathlib
import re
import subprocess
import sys
import tomllib
from collections import Counter


class Expression:
    """An SPDX expression, read by descent: OR binds looser than AND; a slash is an old OR."""

    def __init__(self, text, allowed):
        self.tokens = re.findall(r"[()/]|[\w.+-]+", text)
        self.allowed = allowed

    def holds(self):
        """Whether a choice can be made that uses only allowed licences."""
        value = self.either()
        if self.tokens:
            raise ValueError(f"unexpected {self.tokens[0]}")
        return value

    def either(self):
        value = self.both()
        while self.next_is("OR", "/"):
            value = self.both() or value
        return value

    def both(self):
        value = self.one()
        while self.next_is("AND"):
            value = self.one() and value
        return value

    def one(self):
        if not self.tokens:
            raise ValueError("it ends too early")
        name = self.tokens.pop(0)
        if name == "(":
            value = self.either()
            if not self.next_is(")"):
                raise ValueError("a parenthesis is not closed")
            return value
        if self.next_is("WITH") and self.tokens:
            name += f" WITH {self.tokens.pop(0)}"
        return name in self.allowed

    def next_is(self, *words):
        if self.tokens and self.tokens[0].upper() in words:
            self.tokens.pop(0)
            return True
        return False


def finding(package, allowed):
    """What is wrong with a package's licence, or nothing."""
    licence = package["license"]
    if not licence:
        return "it names no licence"
    try:
        return None if Expression(licence, allowed).holds() else f"{licence} is not on the list of deny.toml"
    except ValueError as error:
        return f"its licence {licence!r} cannot be read: {error}"


def main(arguments):
    root = pathlib.Path(__file__).resolve().parents[2]
    allowed = set(tomllib.loads((root / "deny.toml").read_text(encoding="utf-8"))["licenses"]["allow"])
    if arguments:
        metadata = pathlib.Path(arguments[0]).read_text(encoding="utf-8")
    else:
        command = ["cargo", "metadata", "--format-version", "1", "--locked"]
        metadata = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=True).stdout
    packages = json.loads(metadata)["packages"]
    findings = [(package, wrong) for package in packages if (wrong := finding(package, allowed))]
    for package, wrong in findings:
        print(f"{package['name']} {package['version']}: {wrong}")
    counts = Counter(package["license"] for package in packages)
    common = ", ".join(f"{licence} {count}" for licence, count in counts.most_common(4))
    print(f"licences: {len(packages)} packages, {len(findings)} not allowed ({common}, …)")
    return 1 if findings or not packages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Signing and verifying: tertial beside pyHanko, on the same file with the same key.

Nothing is fetched: the certificate names no service, and both verifiers are told to do without revocation data. The
key, its certificate and the root over it are made for the run.
"""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "bara för mätningen"
FIELD = "Underskrift1"


def programs(work, tertial, row, quick):
    """The rows to time by their part in the aims, and what is not timed with the reason."""
    rows, skipped = {}, []
    openssl = shutil.which("openssl")
    missing = [command for command in ("sign", "verify") if not knows(tertial, command)]
    if missing or not openssl:
        skipped += [f"tertial {command}: this build has no such command" for command in missing]
        skipped += [] if openssl else ["signing and verifying: openssl is not installed"]
        return rows, skipped

    root, p12, passphrase = keys(work, openssl)
    report, signed = work / "report.pdf", work / "signed.pdf"
    secret = ["--passphrase-file", passphrase]
    sign = [tertial, "sign", report, "--p12", p12, *secret, "--field", FIELD, "-o"]
    subprocess.run([*sign, signed], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    verify = [tertial, "verify", signed, "--trust", root, "--accept-unknown-revocation"]
    ours = work / "signed-by-tertial.pdf"
    rows["sign"] = row("**tertial sign**", [*sign, ours], [ours])
    rows["verify"] = row("**tertial verify**", verify, [])
    if quick:
        return rows, skipped

    if pyhanko := find_pyhanko():
        theirs = work / "signed-by-pyhanko.pdf"
        options = ["--field", FIELD, "--existing-only", "--use-pades"]
        command = [pyhanko, "sign", "addsig", *options, "pkcs12", "--passfile", passphrase, report, theirs, p12]
        rows["pyhanko sign"] = row("pyHanko, signing", command, [theirs])
        options = ["--trust", root, "--trust-replace", "--no-revocation-check"]
        rows["pyhanko verify"] = row("pyHanko, validating", [pyhanko, "sign", "validate", *options, signed], [])
    else:
        skipped.append("pyHanko: not installed; tests/validators/install has it")
    return rows, skipped


def aims(rows, pdf):
    """What was aimed at: the words, a row, the row it is held against, and the most that the ratio may be."""
    wanted = [
        ("signing without timestamp ≤ 0.5 × the PDF process", "sign", pdf, 0.5),
        ("verifying ≤ 1 × the PDF process", "verify", pdf, 1),
        ("signing ≤ 0.2 × pyHanko", "sign", rows.get("pyhanko sign"), 0.2),
        ("verifying ≤ 0.2 × pyHanko", "verify", rows.get("pyhanko verify"), 0.2),
    ]
    return [(words, rows[name], other, limit) for words, name, other, limit in wanted if name in rows and other]


def knows(tertial, command):
    return subprocess.run([tertial, command, "--help"], capture_output=True).returncode == 0


def find_pyhanko():
    validators = Path(os.environ.get("TERTIAL_VALIDATORS", ".validators"))
    own = ROOT / validators / "venv" / "bin" / "pyhanko"
    return own if own.exists() else shutil.which("pyhanko")


def keys(work, openssl):
    """A root and a signer with 3072 bits of RSA: the root's certificate, a PKCS#12 file, and its passphrase in a file."""
    folder = work / "keys"
    folder.mkdir()
    run = lambda *words: subprocess.run([openssl, *words], cwd=folder, check=True, capture_output=True)
    new = ["-newkey", "rsa:3072", "-noenc"]
    usage = "keyUsage=critical,digitalSignature,nonRepudiation"
    run("req", "-x509", "-utf8", *new, "-keyout", "root.key", "-out", "root.pem", "-days", "30", "-subj", "/CN=Mätrot")
    run("req", "-x509", "-utf8", *new, "-keyout", "signer.key", "-out", "signer.pem", "-days", "30", "-subj", "/CN=Mätare",
        "-addext", usage, "-addext", "basicConstraints=critical,CA:false", "-CA", "root.pem", "-CAkey", "root.key")
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n", "utf-8")
    run("pkcs12", "-export", "-inkey", "signer.key", "-in", "signer.pem", "-certfile", "root.pem",
        "-passout", f"file:{passphrase}", "-out", "signer.p12")
    return folder / "root.pem", folder / "signer.p12", passphrase

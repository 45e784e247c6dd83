"""What pyHanko says of every signed PDF in a folder, as JSON lines: its verdict on each signature, judged by the roots that the
files themselves carry, and those roots, so that another verifier can be asked the same. Usage: FOLDER ROOTS.pem"""

import json
import logging
import pathlib
import sys

from asn1crypto import pem
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
folder, roots_file = map(pathlib.Path, sys.argv[1:3])
files = sorted(folder.rglob("*.pdf"))


def signatures(path):
    with open(path, "rb") as stream:
        yield from PdfFileReader(stream, strict=False).embedded_signatures


roots = {}
for path in files:
    try:
        for signature in signatures(path):
            for choice in signature.signed_data["certificates"]:
                certificate = choice.chosen
                if certificate.self_signed in ("maybe", "yes") and certificate.ca:
                    roots[certificate.sha256] = certificate
    except Exception:
        continue
roots_file.write_bytes(b"".join(pem.armor("CERTIFICATE", root.dump()) for _, root in sorted(roots.items())))

for path in files:
    said = {"file": str(path.relative_to(folder)), "signatures": [], "error": None}
    try:
        for signature in signatures(path):
            context = ValidationContext(trust_roots=list(roots.values()), allow_fetching=False, revocation_mode="soft-fail")
            one = {"field": signature.field_name}
            try:
                if signature.sig_object.get("/Type") == "/DocTimeStamp":
                    status = validate_pdf_timestamp(signature, context)
                else:
                    status = validate_pdf_signature(signature, context)
                one["summary"] = status.summary()
                # Whether its certificates are trusted today says nothing of the file.
                bad = ("ILLEGAL_MODIFICATIONS", "NONSTANDARD_COVERAGE", "INVALID")
                one["good"] = bool(status.intact and status.valid) and not any(word in one["summary"] for word in bad)
            except Exception as error:
                one["good"] = False
                one["summary"] = type(error).__name__
            said["signatures"].append(one)
    except Exception as error:
        said["error"] = type(error).__name__
    print(json.dumps(said), flush=True)

"""Judges the signatures of PDF files by pyHanko: root certificate, then the files.

Every signature must be sound, by a certificate that leads to the root, over a whole revision, and followed by nothing
but further signatures. Prints a line a signature; the exit code is zero when all are good.
"""

import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def main() -> int:
    root, *files = sys.argv[1:]
    good = True
    for path in files:
        count = 0
        try:
            with open(path, "rb") as file:
                for signature in PdfFileReader(file).embedded_regular_signatures:
                    context = ValidationContext(trust_roots=[load_cert_from_pemder(root)], allow_fetching=False)
                    status = validate_pdf_signature(signature, context)
                    count += 1
                    good &= status.bottom_line
                    verdict = "good" if status.bottom_line else "bad"
                    print(f"{path} {signature.field_name}: {verdict}: {status.summary()}")
        except Exception as error:
            print(f"{path}: {type(error).__name__}: {error}")
            good = False
        if count == 0:
            print(f"{path}: no signature")
            good = False
    return 0 if good else 1


sys.exit(main())

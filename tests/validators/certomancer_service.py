"""The authorities of the test PKI: CA, CRL, OCSP and timestamps over HTTP on the loopback.

Issues every certificate of the configuration, writes them as PEM, and serves on a port that the system chooses; the
addresses within the certificates name that port. Prints the port when all is ready. Ends when its standard input does,
so that it never outlives the test that started it.

usage: certomancer_service.py CONFIGURATION KEYS CERTIFICATES
"""

import os
import sys
import threading

import yaml
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertomancerConfig
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_request(self, code="-", size="-"):
        pass


def main(configuration, keys, certificates):
    # The addresses must be known before the certificates are made: the socket comes first, the answers after it.
    server = make_server("127.0.0.1", 0, lambda *request: answers(*request), threaded=True, request_handler=Quiet)
    with open(configuration, encoding="utf-8") as file:
        settings = yaml.safe_load(file)
    settings["external-url-prefix"] = f"http://127.0.0.1:{server.port}"
    authorities = CertomancerConfig(settings, key_search_dir=keys).pki_archs
    for authority in authorities.values():
        authority.dump_certs(certificates, flat=True)
    answers = Animator(AnimatorArchStore(authorities), with_web_ui=False)

    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.port, flush=True)
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])

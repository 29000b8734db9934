# SPDX-License-Identifier: Apache-2.0
"""The articles that most tests search in: one of each audience, one archived, one hostile."""

import json

VPN = {
    "id": "vpn-drops", "title": "VPN drops after five minutes", "language": "en",
    "issue": [{"text": "vpn keeps dropping on the train", "source": "customer"}],
    "environment": [{"name": "os", "value": "Windows 11"}],
    "resolution": "Set the keep-alive interval to 30 seconds. The error 0x800704C9 is gone then.",
    "products": ["client"], "confidence": "validated", "audience": "public",
}
PRINTER = {
    "id": "printer-offline", "title": "Printer is offline after an update", "language": "en",
    "issue": [{"text": "the printer shows offline"}],
    "resolution": "Remove the printer and add it again by its address.",
    "products": ["printing"], "confidence": "validated", "audience": "customer",
}
ROUTER = {
    "id": "router-reset", "title": "Reset the router of a branch office", "language": "en",
    "issue": [{"text": "nobody knows the password of the router"}],
    "resolution": "Use the sealed envelope; the printer there is not affected.",
    "confidence": "validated", "audience": "internal",
}
SCANNER = {
    "id": "scanner-paper", "title": "Scanner takes two sheets at once", "language": "en",
    "issue": [{"text": "scanner feeds two pages"}],
    "environment": [{"name": "driver", "value": "S-200"}],
    "resolution": "Clean the rollers.", "confidence": "not_validated", "audience": "customer",
}
MODEM = {
    "id": "modem-old", "title": "Modem does not dial", "language": "en",
    "issue": [{"text": "modem silent"}], "resolution": "Replace it.",
    "confidence": "archived", "audience": "internal", "archive_reason": "no modems any more",
}
HOSTILE = {
    "id": "hostile", "title": "Screen \u001b[31mred\u001b[0m \u0007 \u202eevil", "language": "en",
    "issue": [{"text": "flicker \u001b]0;owned\u0007 on the screen"}],
    "resolution": "Turn \u009b31m it off.", "confidence": "validated", "audience": "public",
}
ALL = [VPN, PRINTER, ROUTER, SCANNER, MODEM, HOSTILE]


def jsonl(articles):
    return "".join(json.dumps(article) + "\n" for article in articles)


def make_template(tools):
    """A base with ALL, and ana (coach), ben (contributor) and cleo (candidate)."""
    base = tools.path("template.kb")
    tools.index("init", base).exits(0)
    tools.index("person", "add", "ben", "--licence", "contributor", "--base", base).exits(0)
    tools.index("person", "add", "cleo", "--licence", "candidate", "--base", base).exits(0)
    tools.index("import", "-", "--from", "jsonl", "--base", base, stdin=jsonl(ALL)).exits(0)
    return base

"""What commands say to people and scripts: answers on one stream, complaints on the other."""

import json
import sys


class Declined(Exception):
    """What the command line does not do; its text is the one line to print.

    No refusal of the domain: it never reaches anybody over HTTP.
    """


def tell(text: str) -> None:
    """Say it on standard output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def answer(**facts: object) -> None:
    """Say it as one JSON object; what JSON has no form for is written as text.

    JSON is UTF-8, or ASCII with numbers for what that lacks: no other encoding is any.
    """
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    tell(json.dumps(facts, ensure_ascii=plain, default=str))


def complain(text: str) -> None:
    """Say on standard error, in one line, what is wrong."""
    sys.stderr.write(f"suishoupai: {' '.join(text.split())}\n")

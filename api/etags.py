"""What a caller has already: If-None-Match (RFC 9110, 13.1.2), compared as GET compares it."""

import re
from typing import Final

from fastapi import Request

_ANY: Final = "*"
_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')


def known(request: Request, tag: str) -> bool:
    """Say whether the caller has the version `tag`; `*` is whatever there is.

    A weak tag is as good as a strong one: bytes that are read to the end may be compared so.
    """
    header = ", ".join(request.headers.getlist("if-none-match"))
    return header.strip() == _ANY or tag in _TAG.findall(header)

"""Links by which somebody without keys may do one thing in a bucket (AWS Signature Version 4).

obstore signs links too, but binds no header into them: whoever had one could send anything.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote, urlsplit

from services.photos.bucket import Bucket
from services.photos.objects import Credentials

_ALGORITHM = "AWS4-HMAC-SHA256"
_SERVICE = "s3"
_SAFE = "-_.~"


def presigned(
    bucket: Bucket,
    credentials: Credentials,
    method: str,
    name: str,
    headers: Mapping[str, str],
    begins: datetime,
    seconds: int,
) -> str:
    """Answer a link good for `seconds` from `begins` on, with exactly these headers.

    A request that lacks one of them, or has another value, does not fit the signature.
    """
    stamp = begins.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{stamp[:8]}/{bucket.region}/{_SERVICE}/aws4_request"
    signed = {key.lower(): value.strip() for key, value in headers.items()}
    signed["host"] = urlsplit(bucket.public).netloc
    names = ";".join(sorted(signed))
    query = _spelled(
        {
            "X-Amz-Algorithm": _ALGORITHM,
            "X-Amz-Credential": f"{credentials.access}/{scope}",
            "X-Amz-Date": stamp,
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": names,
        }
    )
    path = quote(f"/{bucket.name}/{bucket.key(name)}", safe="/" + _SAFE)
    lines = "".join(f"{key}:{signed[key]}\n" for key in sorted(signed))
    request = f"{method}\n{path}\n{query}\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    digest = sha256(request.encode()).hexdigest()
    text = f"{_ALGORITHM}\n{stamp}\n{scope}\n{digest}"
    key = f"AWS4{credentials.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return f"{bucket.public}{path}?{query}&X-Amz-Signature={signature}"


def _spelled(query: Mapping[str, str]) -> str:
    pairs = ((quote(key, safe=_SAFE), quote(query[key], safe=_SAFE)) for key in sorted(query))
    return "&".join(f"{key}={value}" for key, value in pairs)

"""The proxy's file is one that Caddy takes, and names one city, over TLS alone."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deploy.scaled.parts import Program
from deploy.scaled.ports import free_port
from deploy.scaled.proxy import CADDYFILE, program
from tests.deploy.test_proxy import answered


def adapted(environ: dict[str, str]) -> Any:
    """Read the file as Caddy does with these variables."""
    command = [program(), "adapt", "--config", str(CADDYFILE), "--adapter", "caddyfile"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("site", ["suishoupai.example.org", "http://127.0.0.1:8000"])
def test_the_file_is_one_that_caddy_takes(site: str, tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SITE": site}
    command = [program(), "validate", "--config", str(CADDYFILE), "--adapter", "caddyfile"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_host_name_is_served_over_tls_alone(tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SITE": "city.example.org"}
    server, plain = adapted(environ)["apps"]["http"]["servers"].values()

    assert server["listen"] == [":443"]
    assert plain["listen"] == [":80"]  # where Caddy adds the way to the other
    assert "reverse_proxy" not in json.dumps(plain)
    assert '"status_code": 421' in json.dumps(server["routes"][-1])  # for any name that is left
    assert "match" not in server["routes"][-1]
    assert "automatic_https" not in server  # so it fetches certificates, and redirects to them
    assert (server["max_header_bytes"], server["read_header_timeout"]) == (16_000, 10_000_000_000)
    assert "write_timeout" not in server  # live lists stay open


def test_a_real_site_redirects_its_own_name_and_tells_all_others(tmp_path: Path) -> None:
    """As it is used in a city, but for its ports and for who signs the certificate."""
    site, at, safe = "city.example.org", free_port(), free_port()
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SITE": site}
    config = adapted(environ)
    http, plain = config["apps"]["http"], f"127.0.0.1:{at}"
    http |= {"http_port": at, "https_port": safe}
    for server, port in zip(http["servers"].values(), (safe, at), strict=True):
        server["listen"] = [f"127.0.0.1:{port}"]
    config["apps"]["tls"] = {"automation": {"policies": [{"issuers": [{"module": "internal"}]}]}}
    config["apps"]["pki"] = {"certificate_authorities": {"local": {"install_trust": False}}}
    (tmp_path / "caddy.json").write_text(json.dumps(config), "utf-8")
    words = [program(), "run", "--config", str(tmp_path / "caddy.json")]
    caddy = Program(words, environ, tmp_path / "caddy.log", f"http://{plain}/")
    caddy.start()
    try:
        assert answered(plain, site) == (308, "")
        assert {answered(plain, host)[0] for host in ("elsewhere.example.org", plain)} == {421}
    finally:
        caddy.halt()

"""The browser of the tests: found, started, and with Chinese letters."""

import os
import platform
import shutil
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import noto_cjk_sans_otc
import pytest
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
UNPACKED = HERE / ".cache" / "chromium"
NAMED = "SUISHOUPAI_TEST_CHROMIUM"  # the way for machines the package has no browser for
FLAGS = (
    "--no-sandbox",  # the tests may run as root; every page they open is our own
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
_FAMILIES = ("system-ui", "sans-serif", "monospace")
_ALIAS = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'


def executable() -> Path:
    """Find a browser: the one named, the one unpacked here, or an installed one.

    Skips where the package has none for this kind of machine; elsewhere a missing browser
    is a failure, since `make test` unpacks it first.
    """
    if named := os.environ.get(NAMED):
        return Path(named)
    if (UNPACKED / ".ok").exists():
        return UNPACKED / "chromium"
    for name in ("chromium", "google-chrome", "chromium-browser"):
        if found := shutil.which(name):
            return Path(found)
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip(f"no packaged browser for this machine: set {NAMED} to a Chromium")
    pytest.fail("no browser: make -C tests/pages browser")


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    """Start a browser whose fonts and caches lie in `folder`."""
    fonts = folder / "fonts.conf"
    letters = Path(noto_cjk_sans_otc.__file__).resolve().parent
    same = "".join(_ALIAS.format(family, "Noto Sans CJK SC") for family in _FAMILIES)
    fonts.write_text(
        f"<fontconfig><dir>{letters}</dir><cachedir>{folder / 'fonts'}</cachedir>{same}"
        "</fontconfig>",
        "utf-8",
    )
    found = executable()
    ours = {
        "FONTCONFIG_FILE": str(fonts),
        "LD_LIBRARY_PATH": f"{found.parent / 'lib'}:{found.parent}",
    }
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(_node()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=list(FLAGS), env={**os.environ, **ours}
        )
        yield browser
        browser.close()


def _node() -> Path:
    """Name the Node of the wheel: the driver's own wants a library that bare machines lack."""
    return Path(sysconfig.get_path("scripts")) / "node"

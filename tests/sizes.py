"""How often a test repeats what chance decides: a little, more in CI, or by the thousand."""

import os
from random import Random


def _set(name: str) -> bool:
    return os.environ.get(name, "").lower() not in {"", "0", "false"}


THOROUGH = _set("THOROUGH")  # make faults
IN_CI = _set("CI") or _set("SHORT")  # make faults SHORT=1 does what CI does
JUDGED = THOROUGH or _set(
    "SHORT"
)  # waits are judged where a machine is given to it, not in `make test`
SEED = os.environ.get("FAULTS_SEED", "随手拍")  # the same seed is the same choices


def times(usual: int, in_ci: int, thorough: int) -> int:
    """Choose one of three numbers by what this run is for."""
    if THOROUGH:
        return thorough
    return in_ci if IN_CI else usual


def chance(*names: object) -> Random:
    """Make a generator whose choices follow from the seed and these names alone."""
    return Random("/".join(map(str, (SEED, *names))))  # noqa: S311 - chance, no secret

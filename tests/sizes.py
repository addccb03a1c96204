"""How often a test repeats what chance decides: a little, more in CI, or by the thousand."""

import os
from random import Random

THOROUGH = bool(os.environ.get("THOROUGH"))  # make faults
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
SEED = os.environ.get("FAULTS_SEED", "随手拍")  # the same seed is the same choices


def times(usual: int, in_ci: int, thorough: int) -> int:
    """Choose one of three numbers by what this run is for."""
    if THOROUGH:
        return thorough
    return in_ci if IN_CI else usual


def chance(*names: object) -> Random:
    """Make a generator whose choices follow from the seed and these names alone."""
    return Random("/".join(map(str, (SEED, *names))))  # noqa: S311 - chance, no secret

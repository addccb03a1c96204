"""What each module puts to the proof, how it ended, and the figures: printed when all is done.

A promise is the first line of a module's docstring. The run ends with another exit code than 0
as soon as one is missed: pytest sees to that, since a missed promise is a test that failed.
"""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from time import monotonic

import pytest

from tests.sizes import IN_CI, SEED, THOROUGH

Figure = Callable[[str], None]
FOLDER = "tests/faults/"


@dataclass
class Proof:
    """How the tests of one promise ended."""

    endings: Counter[str] = field(default_factory=Counter)  # outcome -> tests
    seconds: float = 0.0
    lines: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Judge: a promise that nothing put to the proof is neither kept nor missed."""
        if self.endings["failed"]:
            return "MISS"
        return "pass" if self.endings["passed"] else "skip"


_proofs: dict[str, Proof] = {}
_BEGUN = monotonic()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Take a line that the end of the run shall print under the promise of this module."""
    node: pytest.Item = request.node
    return lambda said: node.user_properties.append(("figure", said))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, object]:
    """Send along which promise the test is about: the report may travel to another process."""
    report = yield
    told = item.module.__doc__ if isinstance(item, pytest.Function) else None
    report.user_properties.append(("promise", (told or item.path.stem).splitlines()[0]))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note for each promise how its tests ended, and what they measured."""
    told = dict(report.user_properties)
    if "promise" in told:
        name = str(told["promise"])
    elif report.failed and FOLDER in report.nodeid:
        name = f"{report.nodeid.partition('::')[0]} ended its process"  # which tells nothing else
    else:
        return
    proof = _proofs.setdefault(name, Proof())
    proof.seconds += report.duration
    if report.when == "call" or not report.passed:
        proof.endings[report.outcome] += 1
        name = report.nodeid.rpartition("::")[2]
        figures = [said for what, said in report.user_properties if what == "figure"]
        proof.lines += [f"{name}: {said}" for said in figures]
        if report.skipped and isinstance(report.longrepr, tuple):
            proof.lines.append(f"{name}: {report.longrepr[2]}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each promise with pass or MISS and its figures, and how to do it again."""
    if not _proofs:
        return
    size = "thorough" if THOROUGH else "CI" if IN_CI else "small"
    terminalreporter.section(f"faults, {size} sizes, FAULTS_SEED={SEED}")
    for promise, proof in _proofs.items():
        bad = proof.verdict == "MISS"
        row = f"{proof.verdict}  {proof.seconds:5.0f} s  {promise}"
        terminalreporter.write_line(row, red=bad, bold=bad)
        for line in proof.lines:
            terminalreporter.write_line(f"               {line}")
    verdicts = Counter(proof.verdict for proof in _proofs.values())
    counted = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("pass", "MISS", "skip"))
    seconds = monotonic() - _BEGUN  # less than the sum of all, where two ran side by side
    terminalreporter.write_line(f"{len(_proofs)} promises: {counted}, in {seconds:.0f} s")

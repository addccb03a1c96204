"""Who may do what to a report in which state: told a second time, apart from the code.

Lines of a command: its name, then `people: states`. Words as in
docs/glossary.md; the last one names the state it leads to. The table of the domain must
say the same, so nobody changes a permission by changing one line.
"""

from domain.report.table import Command, State, Who

AGREED = """
inspect          | system: *
dispatch         | system operator: submitted; operator: returned | dispatched
claim            | dispatcher supervisor: dispatched | claimed
regrade          | dispatcher supervisor: dispatched claimed
reclassify       | operator: submitted returned dispatched claimed
reclassify       | dispatcher supervisor: dispatched claimed
entrust          | handler supervisor: claimed
progress         | handler: claimed
note             | dispatcher supervisor operator verifier: * -suspended
release          | handler supervisor system: claimed | dispatched
return           | dispatcher supervisor: dispatched claimed | returned
transfer         | supervisor operator: dispatched claimed; operator: returned | dispatched
suspend          | supervisor: dispatched claimed | suspended
ask_suspension   | dispatcher handler: dispatched claimed
decide_suspension| supervisor: dispatched claimed | suspended
resume           | supervisor operator system: suspended | dispatched
extend           | supervisor: dispatched claimed
ask_extension    | dispatcher handler: dispatched claimed
decide_extension | supervisor: dispatched claimed
resolve          | handler: claimed | resolved
verify           | verifier operator reporter system: resolved | verified
object           | reporter: resolved verified rejected duplicate
decide_objection | operator verifier: resolved verified | dispatched
decide_objection | operator verifier: rejected duplicate | submitted
reopen           | verifier operator: resolved; operator: verified | dispatched
reopen           | operator: rejected duplicate | submitted
reject           | operator: submitted dispatched returned | rejected
duplicate        | operator: submitted returned dispatched claimed | duplicate
duplicate        | dispatcher: dispatched claimed | duplicate
corroborate      | other_rider: submitted dispatched claimed returned
add_photos       | reporter: submitted dispatched claimed returned
release_photo    | supervisor operator admin: * -suspended
withdraw         | reporter: submitted dispatched | withdrawn
remind           | system: dispatched claimed
escalate         | system operator admin: submitted dispatched claimed suspended returned resolved
ask              | dispatcher supervisor handler operator: submitted dispatched claimed returned
answer           | reporter: submitted dispatched claimed returned
rate             | reporter: verified
appeal           | supervisor: verified
decide_appeal    | operator admin: verified
confirm_deadline | system: dispatched claimed
"""

Cell = tuple[Command, State, Who]


def _states(words: str) -> set[State]:
    every, _, without = words.partition("-")
    if every.strip() == "*":
        return set(State) - set(map(State, without.split()))
    return set(map(State, words.split()))


def _cells() -> dict[Cell, State | None]:
    cells: dict[Cell, State | None] = {}
    for line in AGREED.strip().splitlines():
        name, rows, *to = (part.strip() for part in line.split("|"))
        for row in rows.split(";"):
            people, _, states = row.partition(":")
            for who in map(Who, people.split()):
                for state in _states(states):
                    cells[Command(name), state, who] = State(to[0]) if to else None
    return cells


CELLS = _cells()
"""Every allowed cell, and the state it leads to; None where the state stays."""

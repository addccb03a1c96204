"""What may happen to a report, and what may not. No I/O, no clock, no framework."""

from itertools import chain
from typing import Final, get_args

from domain.blocking import BlockEvent
from domain.calendar import CalendarPublished
from domain.category import CategoryEvent
from domain.city import CityEvent
from domain.kernel import Event
from domain.office import CommunityEvent, OfficeEvent
from domain.parking import ParkingEvent
from domain.people import PersonalDataRevealed, RiderEvent, StaffEvent
from domain.report.events import ReportEvent
from domain.reward import RewardEvent
from domain.wallet import WalletEvent

__all__ = ["EVENTS"]

_KINDS = chain(
    get_args(CityEvent),
    get_args(OfficeEvent),
    get_args(CommunityEvent),
    get_args(CategoryEvent),
    [CalendarPublished, PersonalDataRevealed],
    get_args(StaffEvent),
    get_args(RiderEvent),
    get_args(BlockEvent),
    get_args(ParkingEvent),
    get_args(ReportEvent),
    get_args(WalletEvent),
    get_args(RewardEvent),
)

EVENTS: Final[dict[str, type[Event]]] = {kind.TOPIC: kind for kind in _KINDS}
"""Every event that may ever be read from the log, by its stored name."""

"""Every view a city has."""

from typing import Any

from projections.credits.view import Credits
from projections.inbox.view import Inbox
from projections.map.view import Map
from projections.metrics.view import Metrics
from projections.queues.view import Queues
from projections.timelines.view import Timelines
from projections.view import View

VIEWS: list[View[Any]] = [Queues(), Credits(), Timelines(), Map(), Metrics(), Inbox()]

"""Every view a city has."""

from typing import Any

from projections.queues.view import Queues
from projections.view import View

VIEWS: list[View[Any]] = [Queues()]

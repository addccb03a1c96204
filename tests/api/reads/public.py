"""What a city shows to everybody, switched on figure by figure, and how long it is kept."""

from api.reads.kept import Kept
from domain.city import City, Policy
from domain.streams import city_stream
from services.commands import Command
from tests.api.town import Town

NOVEMBER = "from=2026-11-01&to=2026-11-30"


def switch_on(town: Town, *figures: str) -> None:
    """Let the city show these figures to everybody."""
    wiring, policy = town.house.wiring, Policy(public_figures=figures)

    def decide(city: City) -> None:
        city.set_policy(policy, "0" * 32, wiring.clock())

    command = Command.worker("test", "policy", str(town.now()))
    assert town.client.portal
    town.client.portal.call(wiring.app.change, [(City, city_stream())], decide, command)


def keep(town: Town, seconds: float) -> None:
    """Keep answers for so long from now on, and none of those so far."""
    town.client.app.state.dashboards = Kept(seconds)  # type: ignore[attr-defined] # Starlette's, typed as any ASGI application

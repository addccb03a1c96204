"""The things of the set-up as its pages show them."""

from collections.abc import Iterable

from api.me import PostHeld
from api.reads.catalogue import category_shown
from api.setup.shapes import CategorySetUp, CommunitySetUp, PolicyShown, RewardSetUp
from domain.category import Category, UnknownCategory
from domain.city import Policy
from domain.office import Community
from domain.people import Post
from domain.reward import Reward, UnknownReward
from services.city.forms import policy_table


def policy(rules: Policy) -> PolicyShown:
    """Show the rules of the house."""
    return PolicyShown(**policy_table(rules))


def category(one: Category) -> CategorySetUp:
    """Show a category."""
    if one.definition is None:
        raise UnknownCategory("?")
    shown = category_shown(one, one.definition)
    return CategorySetUp(**shown.model_dump(), retired=one.retired)


def community(one: Community) -> CommunitySetUp:
    """Show a community."""
    return CommunitySetUp(code=one.code, name=one.name, office=one.office, closed=one.closed)


def reward(one: Reward) -> RewardSetUp:
    """Show a reward with its stock."""
    offer = one.offer
    if offer is None:
        raise UnknownReward("?")
    return RewardSetUp(
        code=offer.code,
        name=offer.name,
        name_en=offer.name_en,
        sponsor=offer.sponsor,
        price=offer.price,
        limit_per_rider=offer.limit_per_rider,
        season_from=offer.season_from,
        season_to=offer.season_to,
        places=offer.places,
        supplied=one.supplied,
        stock=one.stock,
        withdrawn=one.withdrawn,
    )


def posts(held: Iterable[Post]) -> list[PostHeld]:
    """Show posts in one order."""
    ordered = sorted(held, key=lambda it: (it.role, it.office or "", it.community or ""))
    return [PostHeld(role=it.role, office=it.office, community=it.community) for it in ordered]

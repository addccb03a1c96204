"""Every router of the set-up."""

from typing import Final

from fastapi import APIRouter

from api.setup import blocking, catalogue, looking, photos, places, rewards, staff

ROUTERS: Final[tuple[APIRouter, ...]] = (
    looking.router,
    catalogue.router,
    places.router,
    staff.router,
    rewards.router,
    photos.router,
    blocking.router,
)

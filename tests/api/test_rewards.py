"""Points become a bottle of water: reserved, handed over by a code, or given back."""

from datetime import date
from uuid import UUID

import pytest

from domain.points import Deed
from domain.streams import wallet_stream
from domain.wallet import Cause, Wallet
from services import wallets
from services.commands import Command
from tests.api.town import MONDAY, RUBBISH, Town, done, refused


@pytest.fixture(scope="module", autouse=True)
def points(town: Town) -> str:
    """Give rider1 ten points, as the award of a verified report would."""
    rider: str = town["rider1"].get("/v1/me").json()["id"]
    desk = town.house.wiring.desk
    definition = desk.book.categories[RUBBISH].definition
    assert definition is not None
    rule = definition.award
    cause = Cause(stream=UUID(int=1).hex, version=1, position=1)
    earned = wallets.Earned(rider, UUID(int=1).hex, next(iter(Deed)), rule, cause)
    assert town.client.portal
    call = town.client.portal.call
    by = "system:test"
    first, second = (Command.worker("test", number) for number in (1, 2))
    earn = wallets.credit(desk, earned, date(2026, 11, 23), by, first)
    call(desk.carry_out, [earn, wallets.vest(desk, rider, UUID(int=1).hex, cause, by, second)])
    return rider


def balance(town: Town, rider: str) -> int:
    return town.house.wiring.app.load(Wallet, wallet_stream(rider)).balance


def test_a_reward_is_redeemed_and_handed_over(town: Town, points: str) -> None:
    before = balance(town, points)
    answer = town["rider1"].post("/v1/rewards/water/redeem", key="water-1")
    mine = done(answer, 201)
    again = town["rider1"].post("/v1/rewards/water/redeem", key="water-1")

    assert again.content == answer.content
    assert balance(town, points) == before - mine["points"]
    assert int(answer.headers["suishoupai-position"]) > 0
    path = f"/v1/redemptions/{mine['id']}/hand-over"
    wrong = {"code": "000000" if mine["code"] != "000000" else "000001"}
    refused(town["dispatcher1"].post(path, wrong), 422, "wrong-code")
    handed = done(town["dispatcher1"].post(path, {"code": mine["code"]}))
    assert handed["code"] is None  # its rider alone sees it
    refused(town["rider1"].post(f"/v1/redemptions/{mine['id']}/refund"), 404, "unknown-redemption")


def test_a_code_is_not_found_by_trying(town: Town) -> None:
    mine = done(town["rider1"].post("/v1/rewards/water/redeem"), 201)
    path = f"/v1/redemptions/{mine['id']}/hand-over"
    wrong = [f"{(int(mine['code']) + more) % 10**6:06}" for more in range(1, 7)]

    for code in wrong[:5]:
        refused(town["dispatcher1"].post(path, {"code": code}), 422, "wrong-code")
    told = refused(town["operator1"].post(path, {"code": wrong[5]}), 429, "rate-limited")
    assert told["retry_after"] > 60
    for name in (mine["id"].upper(), mine["id"][:16] + "%20" + mine["id"][16:], "0"):
        other = f"/v1/redemptions/{name}/hand-over"
        refused(town["operator1"].post(other, {"code": wrong[5]}), 404, "unknown-redemption")
    done(town["rider1"].post(f"/v1/redemptions/{mine['id']}/refund"))


def test_a_redemption_is_given_back(town: Town, points: str) -> None:
    before = balance(town, points)
    mine = done(town["rider1"].post("/v1/rewards/water/redeem"), 201)
    path = f"/v1/redemptions/{mine['id']}/refund"

    foreign = town["rider2"].post(path)
    missing = town["rider2"].post(f"/v1/redemptions/{'0' * 32}/refund")
    assert foreign.status_code == 404
    assert foreign.content == missing.content
    done(town["rider1"].post(path))
    assert balance(town, points) == before


def test_nobody_redeems_what_is_not_there(town: Town) -> None:
    refused(town["rider1"].post("/v1/rewards/yacht/redeem"), 404, "unknown-reward")
    problem = refused(town["rider2"].post("/v1/rewards/water/redeem"), 409, "not-enough-points")
    assert problem["balance"] == 0 < problem["price"]
    assert town.now.at >= MONDAY

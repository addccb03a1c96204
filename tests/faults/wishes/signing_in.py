"""Wishes about accounts, which take no key: what they leave behind says that they were granted."""

from tests.faults.errands import done
from tests.faults.wishes.setting_up import newcomer
from tests.faults.wishes.stage import PASSWORD, Stage
from tests.faults.wishes.wish import Wish, can_be_wished, wish

CODES, SESSIONS = "POST /v1/sessions/codes", "POST /v1/sessions"


@can_be_wished(CODES)
async def _code(stage: Stage) -> Wish:
    return wish(stage, "", CODES, {"phone": _phone(stage)})


@can_be_wished(SESSIONS)
async def _sign_in(stage: Stage) -> Wish:
    body = {"login": "dispatcher1", "password": PASSWORD}
    return wish(stage, "", SESSIONS, body)


@can_be_wished(f"{SESSIONS} with a code")
async def _sign_in_with_a_code(stage: Stage) -> Wish:
    phone = _phone(stage)
    asked = done(await stage.client.post("/v1/sessions/codes", json={"phone": phone}))
    body = {"phone": phone, "code": stage.sender.codes[f"+86{phone}"]}
    consent = {"consent": asked["consent"]["name"]}
    return wish(stage, "", SESSIONS, body | consent, done_before=("bad-code",), written=2)


@can_be_wished("DELETE /v1/sessions/current")
async def _sign_out(stage: Stage) -> Wish:
    body = {"login": "dispatcher2", "password": PASSWORD}
    session = done(await stage.client.post("/v1/sessions", json=body))
    asked = wish(stage, "", "DELETE /v1/sessions/current", done_before=("not-signed-in",))
    return Wish(**vars(asked) | {"headers": {"Authorization": f"Bearer {session['token']}"}})


@can_be_wished("POST /v1/me/password")
async def _change_password(stage: Stage) -> Wish:
    login = await newcomer(stage)
    drawn = await stage.post("supervisor1", f"/v1/setup/staff/{login}/password")
    body = {"login": login, "old": drawn["one_time_password"], "new": "willow-pond-77-east"}
    return wish(stage, "", "POST /v1/me/password", body, done_before=("bad-login",))


@can_be_wished("POST /v1/me/inbox/read")
async def _read(stage: Stage) -> Wish:
    return wish(stage, "rider1", "POST /v1/me/inbox/read", {"position": stage.number()})


@can_be_wished("POST /v1/me/quiet-hours")
async def _quiet(stage: Stage) -> Wish:
    body = {"from": f"22:{stage.number() % 60:02}", "to": "06:00"}
    return wish(stage, "rider1", "POST /v1/me/quiet-hours", body)


def _phone(stage: Stage) -> str:
    return f"137{stage.number():08}"

"""What a report is sent in with: answers to what its category asks."""

from tests.api.town import Town, done, refused

RUBBLE = "M06011"  # its one question has choices


def test_an_answer_is_one_that_was_offered(town: Town) -> None:
    report = town.report(category=RUBBLE, answers={"size": "超过一车"})

    seen = done(town["rider1"].get(f"/v1/reports/{report['id']}"))
    assert seen["answers"] == {"size": "超过一车"}


def test_an_answer_that_nobody_asked_for_is_refused(town: Town) -> None:
    rider = town["rider1"]
    wish = {"category": RUBBLE, "photos": [rider.photo()], "location": town.place()}

    for answers in ({"colour": "red"}, {"size": "两袋"}):
        found = refused(
            rider.post("/v1/reports", wish | {"answers": answers}), 422, "unknown-answer"
        )
        assert (found["question"], found["category"]) == (next(iter(answers)), RUBBLE)
    done(rider.post("/v1/reports", wish | {"answers": {}}), 201)

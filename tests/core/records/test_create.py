"""A new record: what is stored, what comes back, and every fault of what does not fit."""

import json

import pytest

from kith_core.problems import Conflict, Invalid, NotFound


async def test_a_record_comes_back_as_it_was_made(desk):
    firm = await desk.make("x.firm", name="Acme")
    made = await desk.make(
        "x.deal", name="Big", firm=str(firm.id), amount={"amount": "12.50", "currency": "EUR"}, close_on="2026-05-01",
        seen_at="2026-05-01T10:00:00+02:00", hot=True, tags=["a", "b"],
    )
    body, version = await desk.records.get_json("x.deal", made.id, desk.person, expand=("firm",))
    assert json.loads(body) == {
        "id": str(made.id), "name": "Big", "number": 1, "firm": {"id": str(firm.id), "title": "Acme"}, "partner": None,
        "stage": "open", "amount": {"amount": "12.50", "currency": "EUR"}, "close_on": "2026-05-01",
        "seen_at": "2026-05-01T08:00:00Z", "hot": True, "tags": ["a", "b"], "owner": None,
        "created_at": "2026-03-04T12:00:02Z", "created_by": None, "updated_at": "2026-03-04T12:00:02Z",
        "updated_by": None, "trashed_at": None,
    }
    assert version == 1
    assert await desk.records.get("x.deal", made.id, desk.person) == made


async def test_every_fault_is_told_at_once(desk):
    with pytest.raises(Invalid) as refused:
        await desk.make("x.deal", nmae="x", stage="wonn", close_on="2026-02-30", number=7, id="5", firm="no id")
    faults = {fault.path: fault.code for fault in refused.value.faults}
    assert faults == {
        "nmae": "unknown_field", "stage": faults["stage"], "close_on": faults["close_on"], "number": "read_only",
        "id": "read_only", "firm": faults["firm"], "name": "required",
    }


async def test_a_reference_to_nothing_is_refused_at_its_field(desk):
    nothing = "019de3a2-0000-7000-8000-000000000000"
    with pytest.raises(Invalid) as refused:
        await desk.make("x.deal", name="Big", firm=nothing, owner=nothing)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("firm", "no_such_record"), ("owner", "no_such_record"),
    ]
    assert await desk.titles() == []


async def test_a_reference_into_the_trash_is_refused(desk):
    firm = await desk.make("x.firm", name="Acme")
    await desk.records.trash("x.firm", firm.id, desk.person)
    with pytest.raises(Invalid) as refused:
        await desk.make("x.deal", name="Big", firm=str(firm.id))
    assert refused.value.faults[0].path == "firm"


async def test_a_value_that_must_be_unique_names_who_has_it(desk):
    acme = await desk.make("x.firm", name="Acme", email="info@acme.org")
    with pytest.raises(Conflict) as refused:
        await desk.make("x.firm", name="Acme too", email="INFO@acme.org")
    assert refused.value.faults[0].path == "email"
    assert "Acme" in refused.value.faults[0].mend
    assert refused.value.more["records"] == [{"id": acme.id, "title": "Acme", "field": "email"}]
    await desk.records.trash("x.firm", acme.id, desk.person)
    await desk.make("x.firm", name="Acme too", email="info@acme.org")


async def test_numbers_follow_each_other_and_refused_records_take_none(desk):
    first = await desk.make("x.deal", name="One")
    with pytest.raises(Invalid):
        await desk.make("x.deal", name="No", owner="019de3a2-0000-7000-8000-000000000000")
    second = await desk.make("x.deal", name="Two")
    assert (first.values["number"], second.values["number"]) == (1, 2)


async def test_the_history_begins_with_what_was_given(desk):
    made = await desk.make("x.deal", name="Big", tags=["a"])
    assert await desk.history(made.id) == [
        ("create", {"name": (None, "Big"), "number": (None, 1), "stage": (None, "open"), "tags": (None, ["a"])})
    ]


async def test_typed_text_is_read_as_people_write_it(desk):
    made = await desk.records.create(
        "x.deal", {"name": " Big ", "stage": "Won", "amount": "1,250.00", "hot": "yes"}, desk.person, reading="text"
    )
    assert (made.values["name"], made.values["stage"], str(made.values["amount"].amount)) == ("Big", "won", "1250.00")


async def test_an_unknown_entity_is_told_with_those_like_it(desk):
    with pytest.raises(NotFound) as refused:
        await desk.make("x.dael", name="Big")
    assert "x.deal" in refused.value.faults[0].wanted


async def test_a_create_takes_three_round_trips(desk):
    firm = await desk.make("x.firm", name="Acme")
    await desk.make("x.firm", name="Warm")
    with desk.database.counting() as counter:
        await desk.make("x.firm", name="Other", industry=str(firm.id))
    assert len(counter) == 3, counter.statements

"""What must be said before a use: house rules as rows, one answer with rights, at the picker and the release."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.errors import NotAllowed
from hoitu.kernel.ids import new_id
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.data import PUBLISHING, Lack, Place, Rights, Verdict
from hoitu.media.queries.required import lacks_of
from hoitu.media.testing import picture
from hoitu.media.usability import usability

FULL = dict.fromkeys(api.REQUIRABLE, "có")


@pytest.fixture
def thu(db: None) -> Person:
    return make_person(make_agency(), "secretary")


@settings(max_examples=examples(100))
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(PUBLISHING), st.sampled_from(api.REQUIRABLE)),
        st.sampled_from([Verdict.WARNED, Verdict.REFUSED]),
    ),
    st.sets(st.sampled_from(api.REQUIRABLE)),
    st.sampled_from(PUBLISHING),
)
def test_exactly_what_is_asked_for_and_missing_stands_against_a_use(
    required: dict[tuple[Place, str], Verdict], missing: set[str], place: Place
) -> None:
    said = {"kind": "picture"} | {field: "" if field in missing else "có" for field in api.REQUIRABLE}
    rights = Rights(new_id(), rights_note="Của báo", lacks=lacks_of(said, required))
    found = usability(rights, place, clock.now())
    expected = {
        f"lacks_{field}": verdict
        for (at, field), verdict in required.items()
        if at == place and field in missing
    }
    assert {reason.code: reason.verdict for reason in found.reasons} == expected
    assert (found.verdict == Verdict.REFUSED) == (Verdict.REFUSED in expected.values())
    assert usability(rights, Place.ARCHIVE, clock.now()).reasons == ()


def test_kinds_are_asked_for_what_they_have() -> None:
    required = {(Place.WEB, "alt"): Verdict.REFUSED, (Place.WEB, "people"): Verdict.WARNED}
    nothing: dict[str, object] = dict.fromkeys(api.REQUIRABLE, "") | {
        "people": [],
        "tags": [],
        "taken_at": None,
    }
    alt, people = Lack(Place.WEB, "alt", Verdict.REFUSED), Lack(Place.WEB, "people", Verdict.WARNED)
    assert lacks_of(nothing | {"kind": "picture"}, required) == (alt, people)
    assert lacks_of(nothing | {"kind": "audio"}, required) == (people,)
    assert lacks_of(nothing | {"kind": "document"}, required) == ()
    assert lacks_of(FULL | {"kind": "picture"}, required) == ()


def test_the_house_decides_and_another_house_does_not(thu: Person) -> None:
    actor, client = actor_of(thu), signed_in(thu)
    hoa = make_person(make_agency("Báo khác"), "secretary")
    assets = {
        person: api.add_picture(
            actor=actor_of(person), filename="a.jpg", data=picture(), rights_note="Của báo"
        )
        for person in (thu, hoa)
    }
    page = client.get(reverse("media:required-fields")).content.decode()
    assert ">Chặn<" in page
    assert client.post(reverse("media:required-fields"), {"web-caption": "refused"}).status_code == 302

    def at(person: Person, place: Place) -> tuple[str, ...]:
        agency = actor_of(person).agency
        found = api.usability_of(agency_id=agency, asset_ids=[assets[person].id], place=place)
        return tuple(f"{reason.verdict} {reason.code}" for reason in found[assets[person].id].reasons)

    assert at(thu, Place.WEB) == ("refused lacks_caption",)
    assert at(thu, Place.PRINT) == ()
    assert at(hoa, Place.PRINT) == ("warned lacks_caption", "warned lacks_credit", "warned lacks_creator")
    shown = client.get(reverse("media:rights", args=[assets[thu].id])).content.decode()
    assert "Chưa ghi: chú thích." in shown
    [choice] = client.get(reverse("media:choices")).json()["items"]
    assert choice["rights"]["reasons"][-1] == "Chưa ghi: chú thích."
    api.describe_asset(
        actor=actor, asset_id=assets[thu].id, caption="Cầu", credit="", alt="", rights_note="x"
    )
    assert at(thu, Place.WEB) == ()
    client.post(reverse("media:required-fields"), {})
    assert api.required_fields(agency_id=actor.agency) == {}
    entry = "web (chặn)"
    assert entry not in client.get(reverse("media:required-fields")).content.decode()


def test_only_who_keeps_the_categories_decides(thu: Person) -> None:
    minh = make_person(thu.memberships.get().agency, "editor")
    with pytest.raises(NotAllowed):
        api.save_required_fields(actor=actor_of(minh), wanted={})
    assert signed_in(minh).post(reverse("media:required-fields"), {}).status_code == 403
    assert "disabled" in signed_in(minh).get(reverse("media:required-fields")).content.decode()


def test_a_release_stops_at_what_is_missing_until_it_is_written(thu: Person) -> None:
    actor = actor_of(thu)
    asset = api.add_picture(actor=actor, filename="a.jpg", data=picture(), rights_note="Của báo")
    api.save_required_fields(actor=actor, wanted={(Place.WEB, "credit"): Verdict.REFUSED})

    def stopped() -> list[bool]:
        files = api.files_for_release(
            agency_id=actor.agency, asset_ids=[asset.id], place=Place.WEB, key="release:x"
        )
        return [file.is_stopped and api.lacks_words_only(file.usability) for file in files]

    assert stopped() == [True]
    api.describe_many(actor=actor, asset_ids=[asset.id], credit="Lan")
    assert stopped() == [False]

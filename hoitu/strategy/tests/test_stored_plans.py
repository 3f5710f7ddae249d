"""A stored plan read back is the pack that it came as."""

from dataclasses import replace
from uuid import uuid4

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.strategy import api, packs
from hoitu.strategy.data import DocumentState, Organisation, Pack
from hoitu.strategy.models import Plan
from hoitu.strategy.testing import make_plan

pytestmark = pytest.mark.django_db


def comparable(pack: Pack) -> Pack:
    """Return a pack without what rows do not keep: the order of bodies, the task of a report rule."""
    rules = tuple(replace(rule, task=None) for rule in pack.report_rules)
    bodies: tuple[Organisation, ...] = tuple(sorted(pack.organisations, key=lambda body: body.id))
    return replace(pack, report_rules=rules, organisations=bodies)


@pytest.mark.parametrize("name", packs.names())
def test_what_is_read_back_is_what_was_loaded(name: str) -> None:
    pack = packs.read(name)
    found = api.stored_plan(make_plan(name).pk)
    assert comparable(found.pack) == comparable(pack)
    assert found.label == str(Plan.objects.get())
    with pytest.raises(NotFound):
        api.stored_plan(uuid4())


def test_a_plan_that_people_made_is_taken_in_and_takes_the_place_of_the_one_before() -> None:
    agency = make_agency()
    lan = actor_of(make_person(agency, "admin"))
    pack = packs.read("ca-mau-203-kh-ubnd")
    first = api.enter_plan(actor=lan, pack=pack, agency_id=agency.pk, is_own=True)
    plan = Plan.objects.get(pk=first)
    assert (plan.owner, plan.scope, plan.entered_by, plan.state) == (agency, "own", agency, "issued")
    assert first in {card.id for card in api.plans_to_replace(agency.pk)}
    following = renamed(pack)
    second = api.enter_plan(actor=lan, pack=following, agency_id=agency.pk, is_own=True, replaces_id=first)
    plan.refresh_from_db()
    newer = Plan.objects.get(pk=second)
    assert (plan.state, newer.replaces, newer.owner, newer.scope) == ("replaced", plan, agency, "own")
    with pytest.raises(BadInput, match="bản khác thay rồi"):
        api.enter_plan(actor=lan, pack=following, agency_id=agency.pk, is_own=True, replaces_id=first)


def test_who_neither_manages_nor_approves_plans_enters_none() -> None:
    agency = make_agency()
    reporter = actor_of(make_person(agency, "reporter"))
    with pytest.raises(NotAllowed):
        api.enter_plan(actor=reporter, pack=packs.read("348-qd-ttg"), agency_id=agency.pk, is_own=True)
    assert not Plan.objects.exists()


def test_a_draft_is_adapted_by_nobody_else() -> None:
    mine, other = make_agency(), make_agency("Báo khác")
    pack = packs.read("lai-chau-ke-hoach-2023")
    assert pack.document.state is DocumentState.DRAFT
    lan = actor_of(make_person(mine, "admin"))
    entered = api.enter_plan(actor=lan, pack=pack, agency_id=mine.pk, is_own=True)
    assert entered in {card.id for card in api.plans_to_replace(mine.pk)}
    assert entered not in {card.id for card in api.plans_to_replace(other.pk)}
    assert entered not in {card.id for card in (*api.plans_to_adapt(mine.pk), *api.plans_to_adapt(other.pk))}


def renamed(pack: Pack) -> Pack:
    """Return the same plan under another name: ids are unique among plans."""
    return replace(
        pack,
        name=f"{pack.name}-2",
        document=replace(pack.document, id=f"x{pack.document.id}"),
        targets=tuple(replace(one, id=f"x{one.id}") for one in pack.targets),
        quantities=tuple(replace(one, id=f"x{one.id}") for one in pack.quantities),
        report_rules=tuple(replace(one, id=f"x{one.id}") for one in pack.report_rules),
    )

"""A plan is stored word for word; loading it again changes nothing, loading a changed one changes just that."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.kernel.errors import BadInput, NotAllowed
from hoitu.strategy import api, packs
from hoitu.strategy.management.commands import app
from hoitu.strategy.models import Measure, Plan, Target, Task
from hoitu.strategy.testing import SYSTEM, make_body, make_plan

pytestmark = pytest.mark.django_db


def test_every_plan_is_loaded_once() -> None:
    first = [api.load_plan(actor=SYSTEM, pack=pack) for pack in api.shipped_plans()]
    rows = set(Target.objects.values_list("pk", flat=True)), set(Measure.objects.values_list("pk", flat=True))
    again = [api.load_plan(actor=SYSTEM, pack=pack) for pack in api.shipped_plans()]
    assert all(done.new and not done.changed for done in first)
    assert all(done.is_same for done in again)
    assert rows == (
        set(Target.objects.values_list("pk", flat=True)),
        set(Measure.objects.values_list("pk", flat=True)),
    )
    assert Target.objects.filter(plan__code__in=["000", "001", "002", "003", "004"], year=2025).count() == 38
    assert Target.objects.filter(plan__code__in=["000", "001", "002", "003", "004"], year=2030).count() == 20
    assert Task.objects.filter(kind="A").count() == 45


def test_what_changed_in_the_document_changes_and_nothing_else() -> None:
    pack = packs.read("ca-mau-203-kh-ubnd")
    make_plan(pack.name)
    before = dict(Target.objects.values_list("key", "pk"))
    first, second, *rest = pack.targets
    edited = replace(pack, targets=(replace(first, note="Đọc lại"), *rest))
    done = api.load_plan(actor=SYSTEM, pack=edited)
    assert (done.new, done.changed >= 1, done.gone) == (0, True, 1)
    after = dict(Target.objects.values_list("key", "pk"))
    assert after == {key: pk for key, pk in before.items() if key != second.id}
    assert Target.objects.get(key=first.id).note == "Đọc lại"
    trail = audit.trail(agency_id=None, verb="strategy.load_plan").entries
    assert len(trail) == 2


def test_bodies_are_joined_to_organisations_of_the_same_name() -> None:
    agency = make_agency("Tạp chí Văn nghệ Lai Châu")
    plan = make_plan("lai-chau-ke-hoach-2023")
    assert plan.bodies.get(key="tap-chi-van-nghe-lai-chau").organisation == agency
    assert plan.bodies.get(key="bao-lai-chau").organisation is None


def test_who_answers_for_a_plan_is_chosen_by_who_may() -> None:
    department = make_body("Sở VHTTDL")
    plan = make_plan("ca-mau-203-kh-ubnd")
    officer = actor_of(make_person(make_agency(), "admin"))
    with pytest.raises(BadInput):
        api.bind_plan(actor=officer, plan_id=plan.pk, scope="all")
    with pytest.raises(BadInput):
        api.bind_plan(actor=officer, plan_id=plan.pk, scope="nobody")
    with pytest.raises(NotAllowed):
        api.bind_plan(
            actor=actor_of(make_person(make_agency(), "reporter")), plan_id=plan.pk, scope="managed"
        )
    plan.owner, plan.scope = department, "managed"
    plan.save()
    with pytest.raises(BadInput):
        api.bind_plan(actor=officer, plan_id=plan.pk, scope="managed")
    plan.refresh_from_db()
    assert plan.owner == department


def test_the_command_counts_as_the_documents_do() -> None:
    told = CliRunner().invoke(app, ["summary", "--json"])
    total = json.loads(told.stdout)["total"]
    assert total == {"targets": {"2025": 38, "2030": 20}, "tasks": 45, "duties": 79, "report_rules": 15}
    assert CliRunner().invoke(app, ["load", "ca-mau-203-kh-ubnd"]).exit_code == 0
    assert CliRunner().invoke(app, ["load", "khong-co"]).exit_code == 1
    assert Plan.objects.get().code == "000"

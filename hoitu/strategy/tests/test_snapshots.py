"""A frozen figure is counted again byte for byte, whatever is added or superseded later."""

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.registers.models import LegalRule, Licence
from hoitu.strategy import api
from hoitu.strategy.models import Plan, Publication, Snapshot
from hoitu.strategy.queries import snapshots
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


@pytest.fixture
def province() -> tuple[Plan, Organisation]:
    department = make_body("Sở VHTTDL Lai Châu")
    paper = make_agency("Báo Lai Châu")
    manage(paper, department)
    license_agency(paper)
    return make_plan("lai-chau-ke-hoach-2023", owner=department), paper


def _freeze(plan: Plan, at: datetime = NOON) -> Snapshot:
    assert plan.owner is not None
    officer = actor_of(make_person(plan.owner, permissions=("strategy.read", "strategy.manage")))
    with clock.frozen(at):
        return Snapshot.objects.get(pk=api.freeze_plan(actor=officer, plan_id=plan.pk, note="Quý IV"))


LATER = st.lists(
    st.tuples(
        st.sampled_from(["add", "supersede"]),
        st.integers(min_value=-400, max_value=10),  # days from the cut-off
        st.sampled_from(["web", "print", "social"]),
        st.sampled_from(["", "political"]),
        st.integers(min_value=1, max_value=5000),  # seconds after the snapshot
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(later=LATER)
def test_what_comes_later_changes_no_snapshot(
    province: tuple[Plan, Organisation], later: list[tuple[str, int, str, str, int]]
) -> None:
    plan, paper = province
    Publication.objects.unscoped(why="test").delete()
    with clock.frozen(NOON - timedelta(days=1)):
        for number in range(6):
            at = NOON - timedelta(days=30 * number + 2)
            make_publication(paper, at, root=f"story:{number % 4}", medium=("web", "print")[number % 2])
    frozen = _freeze(plan)
    for what, days, medium, subject, seconds in later:
        at = NOON + timedelta(seconds=seconds)
        if what == "add":
            make_publication(
                paper,
                NOON + timedelta(days=days),
                medium=medium,
                subject=subject,
                recorded_at=at,
                root="story:1",
            )
        else:
            rows = (
                Publication.objects.unscoped(why="test")
                .filter(superseded_at=None, recorded_at__lt=at)
                .order_by("published_at")
            )
            rows.filter(pk__in=rows.values("pk")[:1]).update(superseded_at=at)
    frozen.refresh_from_db()
    assert snapshots.counted_again(frozen) == frozen.content
    assert snapshots.digest(frozen.content) == frozen.sha256
    assert snapshots.canonical(json.loads(frozen.content)) == frozen.content


def test_registers_of_later_days_change_no_snapshot_but_the_comparison(
    province: tuple[Plan, Organisation],
) -> None:
    plan, paper = province
    make_publication(paper, NOON - timedelta(days=2), recorded_at=NOON - timedelta(days=1))
    frozen = _freeze(plan)
    assert snapshots.changes_since(frozen) == []
    LegalRule.objects.filter(key="strategy.ind01.items_a_month").update(value=1)
    Licence.objects.for_agency(paper.pk).update(is_magazine=True)
    second = make_agency("Báo mới")
    license_agency(second)
    assert plan.owner is not None
    manage(second, plan.owner)
    assert snapshots.counted_again(frozen) == frozen.content
    changed = {change.target: change for change in snapshots.changes_since(frozen)}
    assert any(name == "Báo mới" and before == "—" for name, before, _ in changed["002-T30.1"].units)


def test_the_screen_says_what_is_otherwise_today(province: tuple[Plan, Organisation]) -> None:
    plan, paper = province
    make_publication(paper, NOON - timedelta(days=2), recorded_at=NOON - timedelta(days=1))
    frozen = _freeze(plan)
    Publication.objects.unscoped(why="test").update(superseded_at=NOON + timedelta(hours=1))
    assert plan.owner is not None
    client = signed_in(make_person(plan.owner, permissions=("strategy.read",)))
    page = client.get(f"/chi-tieu/chot/{frozen.pk}/").content.decode()
    assert "giống từng chữ" in page
    assert "Hôm nay, cùng ngày chốt" in page
    assert "002-T30.1" in page
    assert client.get(f"/chi-tieu/chot/{frozen.pk}/tai-ve/").content.decode() == frozen.content
    assert frozen.sha256[:12] in client.get(f"/chi-tieu/ke-hoach/{plan.pk}/chot/").content.decode()
    Snapshot.objects.update(content=frozen.content.replace("Lai Châu", "Lai Chau"))
    assert "không còn khớp" in client.get(f"/chi-tieu/chot/{frozen.pk}/").content.decode()


def test_only_who_answers_for_the_plan_freezes_it(province: tuple[Plan, Organisation]) -> None:
    plan, _paper = province
    assert plan.owner is not None
    with pytest.raises(NotAllowed):
        api.freeze_plan(
            actor=actor_of(make_person(plan.owner, permissions=("strategy.read",))), plan_id=plan.pk
        )
    stranger = actor_of(make_person(make_body("Sở khác"), permissions=("strategy.manage",)))
    with pytest.raises(NotFound):
        api.freeze_plan(actor=stranger, plan_id=plan.pk)
    officer = make_person(plan.owner, permissions=("strategy.read", "strategy.manage"))
    with pytest.raises(BadInput):
        api.freeze_plan(actor=actor_of(officer), plan_id=plan.pk, cut_off=clock.now() + timedelta(days=3))
    client = signed_in(officer)
    made = client.post(f"/chi-tieu/ke-hoach/{plan.pk}/chot/moi/", {"note": "Trước báo cáo"}, follow=True)
    assert "Đã chốt số liệu." in made.content.decode()
    assert AuditEntry.objects.unscoped(why="test").filter(verb="strategy.freeze_plan").count() == 1
    refused = client.post(
        f"/chi-tieu/ke-hoach/{plan.pk}/chot/moi/", {"last_day": "2199-01-01", "note": "giữ chữ này"}
    )
    assert "Chưa chốt được" in refused.content.decode()
    assert "giữ chữ này" in refused.content.decode()

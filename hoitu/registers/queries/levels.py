"""IND-07: whether every information system in scope is protected at level 3 or higher on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.kernel.months import months_before
from hoitu.registers import data
from hoitu.registers.models import Assessment, InfoSystem, LevelDossier
from hoitu.registers.queries.rules import rule_integer

WHY = "figures of the agencies asked about"


def level_three(*, agency_ids: Collection[UUID], on: date) -> dict[UUID, data.LevelThree]:
    """Return for each agency its systems, in scope and others, and what each lacks on the day (IND-07).

    A system needs an approved dossier of the rule's level or higher, a protection plan carried out in full and an
    assessment not older than the rule's months. Source: seed-features §3, IND-07. Raises `RuleUnknown`.
    """
    level = rule_integer("strategy.ind07.level", on)
    oldest = months_before(on, rule_integer("strategy.ind07.assessment_months", on))
    systems = InfoSystem.objects.unscoped(why=WHY).filter(agency_id__in=agency_ids, archived_at=None)
    dossiers = approved_dossiers(systems, on)
    assessed = _latest(
        Assessment.objects.unscoped(why=WHY)
        .filter(system__in=systems, archived_at=None, assessed_on__lte=on)
        .order_by("assessed_on")
        .values_list("system_id", "assessed_on")
    )
    found: dict[tuple[UUID, bool], list[data.SystemStanding]] = defaultdict(list)
    for row in systems:
        dossier, day = dossiers.get(row.pk), assessed.get(row.pk)
        standing = _standing(row, dossier, day, on)
        lacks = tuple(_lacks(standing, level, oldest))
        found[row.agency_id, row.in_scope].append(data.SystemStanding(*standing, lacks))
    return {key: data.LevelThree(tuple(found[key, True]), tuple(found[key, False])) for key in agency_ids}


def approved_dossiers(systems: Iterable[InfoSystem], on: date) -> dict[UUID, LevelDossier]:
    """Return each system's approved dossier with the latest decision by the day."""
    rows = LevelDossier.objects.unscoped(why=WHY).filter(
        system__in=systems, archived_at=None, state=LevelDossier.State.APPROVED, decided_on__lte=on
    )
    return {row.system_id: row for row in rows.order_by("decided_on", "id")}


Standing = tuple[UUID, str, str, int | None, str, date | None, date | None]


def _standing(row: InfoSystem, dossier: LevelDossier | None, day: date | None, on: date) -> Standing:
    level, decision = (dossier.level, dossier.decision) if dossier else (None, "")
    done = row.plan_done_on if row.plan_state == InfoSystem.PlanState.FULLY else None
    return row.pk, row.code, row.name, level, decision, done if done and done <= on else None, day


def _lacks(standing: Standing, level: int, oldest: date) -> Iterable[str]:
    _id, _code, _name, has_level, _decision, plan_done_on, assessed_on = standing
    if has_level is None:
        yield _("chưa có hồ sơ cấp độ được phê duyệt")
    elif has_level < level:
        yield _("mới ở cấp độ %d") % has_level
    if plan_done_on is None:
        yield _("phương án bảo vệ chưa triển khai đầy đủ")
    if assessed_on is None:
        yield _("chưa kiểm tra, đánh giá")
    elif assessed_on < oldest:
        yield _("lần kiểm tra, đánh giá gần nhất đã quá hạn")


def _latest(rows: Iterable[tuple[UUID, date]]) -> dict[UUID, date]:
    return dict(rows)

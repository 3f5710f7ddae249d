"""What people are told about tasks and difficulties, as the fact says it happened and as it stands now."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.evidence.data import Subject
from hoitu.kernel import clock
from hoitu.strategy.data import Notice
from hoitu.strategy.events import DifficultyMoved, TaskAssigned, TaskDue, TaskEscalated
from hoitu.strategy.models import Case, Difficulty, Reminder, Task

WHY = "the fact names it"


def assigned_notice(fact: TaskAssigned) -> Notice | None:
    """Tell who was given a case; not who gave it to themselves. None when the case is gone."""
    case = _case(fact.case_id)
    if case is None or fact.person_id == fact.by_id:
        return None
    text = _("%(who)s phân công bạn: “%(task)s”%(until)s.") % {
        "who": fact.by_name,
        "task": _short(case),
        "until": _until(case),
    }
    return Notice(case.agency_id, (fact.person_id,), text, _address(case), "checklist")


def reminder_notice(fact: TaskDue | TaskEscalated) -> Notice | None:
    """Tell those whom the reminder's log names. None when the case is gone."""
    row = Reminder.objects.unscoped(why=WHY).filter(pk=fact.reminder_id).first()
    case = _case(fact.case_id)
    if row is None or case is None or fact.agency_id is None:
        return None
    words = {
        "task": _short(case),
        "until": _until(case),
        "unit": case.agency.name,
        "who": row.by_name,
        "reason": row.reason,
        "n": abs(row.days or 0),
    }
    people = tuple(UUID(one["id"]) for one in row.told)
    return Notice(fact.agency_id, people, _sentence(row) % words, _address(case), "speakerphone")


def _sentence(row: Reminder) -> str:
    if row.days is None:
        return _("%(who)s nhắc việc “%(task)s”%(until)s: %(reason)s")
    if row.days == 0:
        return _("Hôm nay là hạn: “%(task)s”.")
    if row.days < 0:
        return _("Còn %(n)s ngày: “%(task)s”%(until)s.")
    if row.to == "person":
        return _("Quá hạn %(n)s ngày: “%(task)s”%(until)s.")
    return _("Đôn đốc: %(unit)s quá hạn %(n)s ngày, “%(task)s”%(until)s.")


def difficulty_notice(fact: DifficultyMoved) -> Notice | None:
    """Tell who answers difficulties at the handler, or those who raise them that something came back."""
    row = Difficulty.objects.unscoped(why=WHY).filter(pk=fact.difficulty_id).select_related("agency").first()
    if row is None or fact.agency_id is None:
        return None
    if fact.agency_id == row.agency_id:
        permission = "strategy.assign"
        text = (
            _("%(who)s trả lời vướng mắc “%(title)s”.")
            if fact.is_answer
            else _("%(who)s đã chuyển vướng mắc “%(title)s” lên cấp trên.")
        )
    else:
        permission, text = "strategy.manage", _("%(unit)s gửi vướng mắc “%(title)s”.")
    people = accounts.people_with(agency_id=fact.agency_id, permission=permission)
    said = text % {"who": fact.by_name, "unit": row.agency.name, "title": row.title[:150]}
    url = reverse("strategy:difficulty", args=[row.pk])
    return Notice(fact.agency_id, tuple(person.id for person in people), said, url, "message-question")


def task_subjects(pairs: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Subject]:
    """Return what agencies' documents about cases are about: the task's words, and the board of its plan."""
    ids = _task_ids([about for _agency_id, about in pairs])
    rows = {str(task.pk): task for task in Task.objects.filter(pk__in=ids)}
    found = {}
    for agency_id, about in pairs:
        if task := rows.get(about.split(":")[1]):
            period = about.split(":", 2)[-1]
            label = f"{task.key} {task}"[:200] + (f" ({period})" if period else "")
            found[agency_id, about] = Subject(label, f"{reverse('strategy:tasks')}?plan={task.plan_id}")
    return found


def _task_ids(abouts: Collection[str]) -> set[UUID]:
    """Return the tasks that the keys name; a key that somebody made up names none."""
    found = set()
    for about in abouts:
        with suppress(ValueError):
            found.add(UUID(about.split(":")[1]))
    return found


def _case(case_id: UUID) -> Case | None:
    rows = Case.objects.unscoped(why=WHY).select_related("task", "agency")
    return rows.filter(pk=case_id, dropped_at=None).first()


def _short(case: Case) -> str:
    words = str(case.task)
    return words if len(words) <= 120 else f"{words[:119]}…"


def _until(case: Case) -> str:
    until = case.due_at or case.evidence_by
    return _(", hạn %(day)s") % {"day": f"{clock.local(until):%d/%m/%Y}"} if until else ""


def _address(case: Case) -> str:
    return reverse("strategy:case", args=[case.pk])

"""Take up a locked report again. What was locked stays; the correction becomes a version of its own."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.reporting.data import State, WrongStep
from hoitu.reporting.operations.find import last_version, own_report, state_of, title_of
from hoitu.reporting.policies.steps import may_correct


@transaction.atomic
def correct_report(*, actor: Actor, report_id: UUID, reason: str) -> None:
    """Open a locked report for a correction. Raises `BadInput` without a reason, `NotFound`, `WrongStep`."""
    actor.require("reporting.send")
    report = own_report(actor, report_id)
    if not may_correct(state_of(report)):
        raise WrongStep()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do đính chính; nơi nhận sẽ đọc lý do này."))
    was, report.state = report.get_state_display(), State.CORRECTING
    report.draft["reason"] = reason.strip()
    # The corrected numbers run to the same day as those they correct; what came later shows as final.
    last = last_version(report)
    assert last is not None
    report.draft["cut_off"] = last.content["cut_off"]
    report.save(update_fields=["state", "draft"])
    audit.record(
        actor=actor,
        verb="reporting.correct",
        object_key=f"report:{report.pk}",
        object_label=title_of(report),
        changes={"state": (was, report.get_state_display())},
        note=reason.strip(),
    )

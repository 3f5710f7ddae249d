"""Send a report: freeze it as a version and put it before every recipient."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.facts import announce
from hoitu.reporting.data import Content, State, WrongStep
from hoitu.reporting.events import ReportSent
from hoitu.reporting.models import Receipt, Report, Version
from hoitu.reporting.operations.find import last_version, own_report, state_of, title_of
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import missing
from hoitu.reporting.policies.plain import digest, to_plain
from hoitu.reporting.policies.steps import may_edit
from hoitu.reporting.queries.drafting import content_of
from hoitu.reporting.queries.recipients import recipients_of

LABELS_NAMED = 6


class NumbersMissing(BadInput):
    """Raised when numbers are empty and nobody said that they are to be."""

    def __init__(self, labels: list[str]) -> None:
        sentence = ngettext(
            "Còn %(n)d số chưa nhập: %(labels)s. Hãy nhập, hoặc đánh dấu gửi khi chưa có số liệu.",
            "Còn %(n)d số chưa nhập: %(labels)s. Hãy nhập, hoặc đánh dấu gửi khi chưa có số liệu.",
            len(labels),
        )
        named = "; ".join(labels[:LABELS_NAMED]) + ("…" if len(labels) > LABELS_NAMED else "")
        super().__init__(sentence % {"n": len(labels), "labels": named})


class NobodyReceives(BadInput):
    """Raised when neither the plan nor the line of offices says to whom a report goes."""

    default_sentence = _(
        "Chưa biết gửi cho ai: kế hoạch không nêu nơi nhận khác và đơn vị chưa có cấp trên trên hệ thống. "
        "Hãy tải văn bản về để gửi theo đường công văn."
    )


@transaction.atomic
def send_report(*, actor: Actor, report_id: UUID, without: bool = False) -> int:
    """Send the draft as it stands, with the numbers of now; return the number of the version.

    `without`: send although numbers are empty. Raises `NotFound`, `WrongStep`, `NumbersMissing`.
    """
    actor.require("reporting.send")
    report = own_report(actor, report_id)
    if not may_edit(state_of(report)):
        raise WrongStep()
    now = clock.now()
    content = content_of(report, now=now)
    empty = [cell.label for cell in missing(layouts()[report.layout], content)]
    if empty and not without:
        raise NumbersMissing(empty)
    before = last_version(report)
    version = _freeze(actor, report, content, number=before.number + 1 if before else 1)
    recipients = _put_before_recipients(version, report)
    was, report.state = report.get_state_display(), State.SENT
    report.draft.pop("reason", None)
    report.save(update_fields=["state", "draft"])
    announce(
        ReportSent(
            subject=f"report:{report.pk}",
            agency_id=report.agency_id,
            report_id=report.pk,
            version=version.number,
            title=title_of(report),
            by_name=actor.name,
            recipient_ids=recipients,
            at=now,
        )
    )
    audit.record(
        actor=actor,
        verb="reporting.send",
        object_key=f"report:{report.pk}",
        object_label=title_of(report),
        changes={"state": (was, report.get_state_display()), "version": ("", version.number)},
        note=version.content_hash,
    )
    return version.number


def _freeze(actor: Actor, report: Report, content: Content, *, number: int) -> Version:
    plain = to_plain(content)
    return Version.objects.create(
        agency_id=report.agency_id,
        report=report,
        number=number,
        content=plain,
        content_hash=digest(plain),
        reason=report.draft.get("reason", ""),
        sent_at=clock.now(),
        sent_by_id=actor.person_id,
        sent_by_name=actor.name,
    )


def _put_before_recipients(version: Version, report: Report) -> list[str]:
    """Ask every recipient of the plan; return those who work on this installation."""
    named = recipients_of(report)
    if not named:
        raise NobodyReceives()
    for position, recipient in enumerate(named):
        Receipt.objects.create(
            agency_id=report.agency_id,
            version=version,
            position=position,
            recipient_id=recipient.organisation_id,
            name=recipient.name or recipient.words,
        )
    return [str(one.organisation_id) for one in named if one.organisation_id]

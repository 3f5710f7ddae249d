"""What a recipient says of a report: accept it, or return it with reasons. Each recipient speaks for itself."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.reporting.data import Answer, State, WrongStep
from hoitu.reporting.events import ReportAnswered
from hoitu.reporting.models import Receipt, Report
from hoitu.reporting.operations.find import last_version, own_report, title_of
from hoitu.reporting.policies.steps import after_answers, may_answer

WHY = "a recipient answers for its own organisation"
DOCUMENT_LETTERS = 200


@transaction.atomic
def accept(*, actor: Actor, receipt_id: UUID) -> None:
    """Accept the version. When all recipients have, the report is locked. Raises `NotFound`, `WrongStep`."""
    receipt, report = _received(actor, receipt_id)
    _answer(actor, receipt, report, Answer.ACCEPTED)


@transaction.atomic
def give_back(*, actor: Actor, receipt_id: UUID, reason: str, notes: Mapping[str, str] | None = None) -> None:
    """Return the version with a reason, and one for each number or part that is wrong (by key).

    Raises `BadInput` without any reason, `NotFound`, `WrongStep`.
    """
    receipt, report = _received(actor, receipt_id)
    kept = {key: words.strip() for key, words in (notes or {}).items() if words.strip()}
    if not (reason.strip() or kept):
        raise BadInput(_("Hãy ghi lý do trả lại, chung hoặc ở từng số liệu."))
    receipt.reason, receipt.notes = reason.strip(), kept
    _answer(actor, receipt, report, Answer.RETURNED)


@transaction.atomic
def record_acceptance(*, actor: Actor, receipt_id: UUID, document: str) -> None:
    """Write down that a body which does not work here accepted the report by a document of its own."""
    actor.require("reporting.send")
    receipt = Receipt.objects.for_agency(actor.agency).select_related("version").filter(pk=receipt_id).first()
    if receipt is None or receipt.recipient_id is not None:
        raise NotFound()
    report = own_report(actor, receipt.version.report_id)
    document = document.strip()
    if not document:
        raise BadInput(_("Hãy ghi số, ngày của văn bản tiếp nhận."))
    if len(document) > DOCUMENT_LETTERS:
        raise BadInput(_("Số, ngày của văn bản dài quá %(limit)d ký tự.") % {"limit": DOCUMENT_LETTERS})
    receipt.by_document = document
    _answer(actor, receipt, report, Answer.ACCEPTED, verb="reporting.record_acceptance")


def _received(actor: Actor, receipt_id: UUID) -> tuple[Receipt, Report]:
    """Return what came to the actor's organisation, and its report locked."""
    actor.require("reporting.receive")
    found = Receipt.objects.unscoped(why=WHY).filter(recipient_id=actor.agency, pk=receipt_id)
    receipt = found.select_related("version").first()
    if receipt is None:
        raise NotFound()
    reports = Report.objects.for_agency(receipt.agency_id).select_for_update(of=("self",))
    return receipt, reports.select_related("rule", "agency").get(pk=receipt.version.report_id)


def _answer(actor: Actor, receipt: Receipt, report: Report, answer: Answer, *, verb: str = "") -> None:
    """Store the answer and let the report follow. Only the last version is answered, and each recipient once."""
    last = last_version(report)
    # Read again now that the report is locked: two people of one office may press at the same moment.
    waits = Receipt.objects.for_agency(report.agency_id).filter(pk=receipt.pk, answer=Answer.WAITING).exists()
    if last is None or last.pk != receipt.version_id or not may_answer(State(report.state)) or not waits:
        raise WrongStep()
    receipt.answer, receipt.answered_at, receipt.answered_by_name = answer, clock.now(), actor.name
    receipt.save()
    was = report.get_state_display()
    answers = Receipt.objects.for_agency(report.agency_id).filter(version=last)
    report.state = after_answers(Answer(one.answer) for one in answers)
    report.save(update_fields=["state"])
    announce(
        ReportAnswered(
            subject=f"report:{report.pk}",
            agency_id=report.agency_id,
            report_id=report.pk,
            version=last.number,
            title=title_of(report),
            recipient=receipt.name,
            answer=answer.value,
            reason=receipt.reason,
            at=clock.now(),
        )
    )
    changes = {"state": (was, report.get_state_display()), "version": ("", last.number)}
    # The trail of the office that answered, and that of the agency it answered.
    for agency_id in sorted({actor.agency, report.agency_id}):
        audit.record(
            actor=actor,
            verb=verb or ("reporting.accept" if answer is Answer.ACCEPTED else "reporting.return"),
            object_key=f"report:{report.pk}",
            object_label=title_of(report),
            changes=changes,
            note=receipt.reason or receipt.by_document,
            agency_id=agency_id,
        )

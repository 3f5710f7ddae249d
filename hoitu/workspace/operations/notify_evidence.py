"""Tell the second person that a document waits, and the first one what became of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.evidence import api as evidence
from hoitu.evidence.events import EvidenceAttached, EvidenceChecked
from hoitu.kernel.errors import NotFound
from hoitu.workspace.operations.audience import holding, holding_above
from hoitu.workspace.operations.notify import tell


def on_evidence_attached(fact: EvidenceAttached) -> None:
    """Tell those of the agency who check; where nobody else may, those of the bodies above it."""
    assert fact.agency_id is not None
    document = _document(fact)
    if document is None:
        return
    checkers = holding(fact.agency_id, "evidence.check") - {document.submitted_by}
    told = {fact.agency_id: checkers}
    if not checkers:
        told = {} if evidence.is_private(fact.about) else holding_above(fact.agency_id, "evidence.check")
    text = _("%(who)s nộp minh chứng “%(title)s”, chờ người thứ hai kiểm tra.") % {
        "who": document.submitted_by_name,
        "title": document.title,
    }
    for agency_id, people in told.items():
        words = _("Mở danh sách chờ kiểm tra")
        tell(agency_id, people, fact.subject, "paperclip", text, reverse("evidence:queue"), link_words=words)


def on_evidence_checked(fact: EvidenceChecked) -> None:
    """Tell who submitted the document whether it was accepted, and if not, why."""
    assert fact.agency_id is not None
    document = _document(fact)
    if document is None or document.submitted_by is None:
        return
    words = {"title": document.title, "reason": document.reason, "who": document.checked_by_name}
    if fact.accepted:
        text, icon = _("%(who)s đã chấp nhận minh chứng “%(title)s”."), "circle-check"
    else:
        text, icon = _("%(who)s không chấp nhận minh chứng “%(title)s”: %(reason)s"), "circle-x"
    tell(
        fact.agency_id,
        [document.submitted_by],
        f"{fact.subject}:{fact.accepted}",
        icon,
        text % words,
        reverse("evidence:own"),
        link_words=_("Mở minh chứng"),
    )


def _document(fact: EvidenceAttached | EvidenceChecked) -> evidence.Evidence | None:
    assert fact.agency_id is not None
    try:
        return evidence.evidence_of(agency_id=fact.agency_id, evidence_id=fact.evidence_id)
    except NotFound:
        return None

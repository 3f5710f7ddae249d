"""Tell a managing body that scores came in, and an agency what became of its own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.maturity.events import AssessmentMoved
from hoitu.workspace.operations.audience import holding, holding_above
from hoitu.workspace.operations.notify import tell


def on_assessment_moved(fact: AssessmentMoved) -> None:
    """Tell those whose turn it is: after sending the bodies above, after a return or a result the agency."""
    assert fact.agency_id is not None
    words = {"who": fact.by_name, "year": fact.year, "reason": fact.reason}
    if fact.move == "send":
        agency = accounts.organisation(organisation_id=fact.agency_id).name
        text = _("%(agency)s gửi bản chấm trưởng thành số năm %(year)s.") % (words | {"agency": agency})
        told, icon = holding_above(fact.agency_id, "maturity.verify"), "send"
    elif fact.move == "return":
        text = _("%(who)s trả lại bản chấm trưởng thành số năm %(year)s: %(reason)s") % words
        told, icon = {fact.agency_id: holding(fact.agency_id, "maturity.score")}, "arrow-back-up"
    elif fact.move == "publish":
        text = _("Kết quả trưởng thành số năm %(year)s đã công bố.") % words
        told, icon = {fact.agency_id: holding(fact.agency_id, "maturity.score")}, "circle-check"
    else:
        return
    url = reverse("maturity:assessment", args=[fact.assessment_id])
    for organisation_id, people in told.items():
        # One assessment may be sent and returned several times: the step tells the notices apart.
        key = f"{fact.subject}:{fact.move}:{fact.step_id}"
        tell(organisation_id, people - {fact.by_id}, key, icon, text, url, link_words=_("Mở bản chấm"))

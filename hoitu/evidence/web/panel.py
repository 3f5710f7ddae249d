"""The documents beside one statement, as a part of any room's page."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from hoitu.evidence.data import Evidence
from hoitu.evidence.queries import as_data, seen_of
from hoitu.evidence.web.forms import AttachForm
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor


@dataclass(frozen=True)
class Line:
    """A document as one person sees it: how it stands, and what they may do with it."""

    evidence: Evidence
    standing: str
    may_check: bool
    is_mine: bool
    may_withdraw: bool

    @property
    def subject(self) -> tuple[UUID, str]:
        return self.evidence.agency_id, self.evidence.about


def line_of(evidence: Evidence, actor: Actor, today: date) -> Line:
    """Return the document as the actor sees it."""
    checks = evidence.state == "waiting" and actor.may("evidence.check")
    is_mine = evidence.submitted_by == actor.person_id
    return Line(
        evidence=evidence,
        standing=standing_of(evidence, today),
        may_check=checks and not is_mine,
        is_mine=checks and is_mine,
        may_withdraw=actor.may("evidence.add") and evidence.agency_id == actor.agency_id,
    )


def standing_of(evidence: Evidence, today: date) -> str:
    """Return the word under which a document is shown: its state, or what its dates make of it."""
    if evidence.state == "accepted" and evidence.is_over(today):
        return "expired"
    if evidence.state == "accepted" and evidence.begins_after(today):
        return "later"
    return evidence.state


def panel_id(about: str, agency_id: UUID) -> str:
    """Return the id of the panel in its page: several may stand on one."""
    return "minh-chung-" + hashlib.sha256(f"{about} {agency_id}".encode()).hexdigest()[:10]


def panel(
    request: HttpRequest,
    *,
    about: str,
    agency_id: UUID,
    back: str,
    form: AttachForm | None = None,
    is_fragment: bool = False,
) -> SafeString:
    """Render the documents of one agency about one statement, with what the person of the request may do.

    `back` is the page on which the panel stands: a browser without scripts returns there.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.agency_id is None:
        return mark_safe("")
    own_id, today = panel_id(about, agency_id), clock.today()
    rows = seen_of(actor, agency_id).filter(about=about)
    may_add = actor.may("evidence.add") and agency_id == actor.agency_id
    context = {
        "panel_id": own_id,
        "about": about,
        "lines": [line_of(as_data(row), actor, today) for row in rows],
        "form": (form or AttachForm(auto_id=f"{own_id}-%s")) if may_add else None,
        "is_open": form is not None,
        "may_read": actor.may("evidence.read"),
        "back": back,
        "is_fragment": is_fragment,
    }
    return mark_safe(render_to_string("evidence/panel.html", context, request))  # noqa: S308

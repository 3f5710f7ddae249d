"""What of correspondence waits for one person: letters, questions of the press, drafts to decide on."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.correspondence.data import NEEDS_WORDS, Needs
from hoitu.correspondence.models import (
    Circular,
    CircularReceipt,
    Experience,
    HandingOn,
    PressRequest,
    Question,
    Statement,
)
from hoitu.correspondence.queries.circulars import incoming
from hoitu.correspondence.queries.press import asked_of, is_spokesperson
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.duties import Duty
from hoitu.kernel.scoping import ScopedQuerySet

MOST = 100  # of one kind on the start page; the lists themselves show all
LETTERS, PRESS = gettext_lazy("Văn bản"), gettext_lazy("Báo chí hỏi")
CASES = gettext_lazy("Kinh nghiệm")
OWED = (
    Q(circular__needs=Needs.READ, opened_at=None)
    | Q(circular__needs=Needs.ACKNOWLEDGE, acknowledged_at=None, answered_at=None)
    | Q(circular__needs__in=[Needs.ANSWER, Needs.CARRY_OUT], answered_at=None)
)
UNSEEN = Q(opened_at__isnull=False, opened_version__lt=F("circular__version"))


def duties(*, actor: Actor) -> list[Duty]:
    """Return what waits for the actor in this room; few queries, however much there is."""
    found = list(_letters(actor)) if actor.may("correspondence.read") else []
    if actor.may("correspondence.send"):
        found += _drafts(actor)
    if actor.may("correspondence.press"):
        found += _press(actor)
    if actor.may("correspondence.write"):
        found += _questions(actor)
    return found


def owed_letters(actor: Actor) -> ScopedQuerySet[CircularReceipt]:
    """Return the letters that the actor must still see to: those of the organisation for who answers for it, else
    those handed on to the actor."""
    rows = incoming(actor).filter(OWED | UNSEEN, circular__state=Circular.State.SENT)
    if not actor.may("correspondence.answer"):
        mine = HandingOn.objects.for_agency(actor.agency).filter(
            receipt=OuterRef("pk"), person_id=actor.person
        )
        rows = rows.filter(Exists(mine))
    return rows


def _letters(actor: Actor) -> Iterator[Duty]:
    here = reverse("correspondence:circulars")
    for row in owed_letters(actor)[:MOST]:
        circular = row.circular
        is_new = row.opened_at is None or row.opened_version >= circular.version
        what = NEEDS_WORDS[Needs(circular.needs)] if is_new else _("Xem bản đính chính")
        last_day = circular.deadline
        yield Duty(
            LETTERS,
            here,
            "mail",
            f"{what}: {circular.title}",
            reverse("correspondence:circular", args=[circular.pk]),
            clock.end_of_day(last_day) if last_day else None,
            circular.agency.short_name or circular.agency.name,
        )


def _drafts(actor: Actor) -> Iterator[Duty]:
    """Whoever may send is the one who must: nobody else can take a draft further."""
    here = f"{reverse('correspondence:circulars')}?muc=di"
    for row in Circular.objects.for_agency(actor.agency).filter(state=Circular.State.DRAFT)[:MOST]:
        url = reverse("correspondence:circular", args=[row.pk])
        yield Duty(
            LETTERS, here, "send", _("Bản nháp chờ gửi: %s") % row.title, url, note=row.written_by_name
        )
    cases = Experience.objects.for_agency(actor.agency).filter(state=Experience.State.DRAFT)
    for case in cases[:MOST]:
        url, words = reverse("correspondence:experience", args=[case.pk]), _("Chờ công bố: %s") % case.title
        yield Duty(
            CASES, reverse("correspondence:experiences"), "bulb", words, url, note=case.written_by_name
        )


def _press(actor: Actor) -> Iterator[Duty]:
    speaks = is_spokesperson(actor)
    waiting = asked_of(actor.agency).filter(state__in=PressRequest.OPEN).order_by("due_at", "pk")
    if not speaks:  # what was drafted waits for the spokesperson alone
        waiting = waiting.exclude(state=PressRequest.State.DRAFTED)
    here = reverse("correspondence:press")
    for row in waiting[:MOST]:
        is_drafted = row.state == PressRequest.State.DRAFTED
        what = _("Duyệt trả lời báo chí: %s") if is_drafted else _("Trả lời báo chí: %s")
        url = reverse("correspondence:press-request", args=[row.pk])
        yield Duty(PRESS, here, "speakerphone", what % row.subject_words, url, row.due_at, row.asker_name)
    if not speaks:
        return
    drafts = Statement.objects.for_agency(actor.agency).filter(state=Statement.State.DRAFT)
    for one in drafts[:MOST]:
        url, words = reverse("correspondence:statement", args=[one.pk]), _("Duyệt thông cáo: %s") % one.title
        yield Duty(
            PRESS, reverse("correspondence:statements"), "speakerphone", words, url, note=one.written_by_name
        )


def _questions(actor: Actor) -> Iterator[Duty]:
    rows = Question.objects.unscoped(why="questions about the own cases").filter(
        experience__agency_id=actor.agency, experience__state=Experience.State.PUBLISHED, answered_at=None
    )
    for row in rows.select_related("experience", "agency")[:MOST]:
        url = reverse("correspondence:experience", args=[row.experience_id])
        words = _("Trả lời câu hỏi về kinh nghiệm: %s") % row.experience.title
        yield Duty(
            CASES, reverse("correspondence:experiences"), "message-question", words, url, note=row.agency.name
        )

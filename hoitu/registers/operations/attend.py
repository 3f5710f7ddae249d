"""Record that somebody is at a session: the code on the wall carries a signed, short-lived link."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import format_datetime
from hoitu.registers.books import book_of
from hoitu.registers.models import Attendance, Session
from hoitu.registers.operations.keep import row_key, tell

SALT = "registers.attend"
# Long enough to sign in with a second step, too short to be passed on to somebody at home.
LINK_HOLDS = timedelta(minutes=10)


class LinkStale(Refused):
    """Raised for a link that is not ours, or was read too long ago."""

    status = 403
    default_sentence = gettext_lazy("Mã điểm danh đã cũ. Hãy quét lại mã đang hiện ở lớp học.")


class NotInSession(Refused):
    """Raised outside the hours of the session."""


def link_token(session_id: UUID) -> str:
    """Return what the code on the wall says now."""
    return signing.dumps({"s": str(session_id), "t": int(clock.now().timestamp())}, salt=SALT)


def session_of(*, actor: Actor, token: str) -> Session:
    """Return the session of a link. Raises `LinkStale`, `NotFound` when it is another agency's."""
    try:
        said = signing.loads(token, salt=SALT)
        age = clock.now().timestamp() - int(said["t"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise LinkStale() from error
    if age > LINK_HOLDS.total_seconds():
        raise LinkStale()
    rows = Session.objects.for_agency(actor.agency).filter(archived_at=None, course__archived_at=None)
    session = rows.select_related("course").filter(pk=said["s"]).first()
    if session is None:
        raise NotFound(_("Buổi học này không thuộc cơ quan bạn đang làm việc."))
    return session


def attend(*, actor: Actor, token: str) -> Session:
    """Record that the actor is at the session now; twice is once. Raises `NotInSession`, `LinkStale`, `NotFound`."""
    session = session_of(actor=actor, token=token)
    if not session.starts_at <= clock.now() <= session.ends_at:
        hours = {"start": format_datetime(session.starts_at), "end": format_datetime(session.ends_at)}
        raise NotInSession(_("Chỉ điểm danh được trong giờ học: từ %(start)s đến %(end)s.") % hours)
    with transaction.atomic():
        # The session's row orders two taps of one finger.
        Session.objects.for_agency(actor.agency).select_for_update().get(pk=session.pk)
        there = Attendance.objects.for_agency(actor.agency).filter(
            session=session, person_id=actor.person, archived_at=None
        )
        if not there.exists():
            row = Attendance(
                agency_id=actor.agency, session=session, person_id=actor.person, way=Attendance.Way.QR
            )
            row.save()
            book = book_of("diem-danh")
            audit.record(
                actor=actor,
                verb="registers.attend",
                object_key=row_key(book, row.pk),
                object_label=str(row),
            )
            tell(actor.agency, book)
    return session

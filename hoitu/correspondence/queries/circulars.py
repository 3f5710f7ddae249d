"""Circulars as screens read them: those sent, those that came in, and how each recipient stands."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from hoitu.accounts import api as accounts
from hoitu.correspondence.data import NEEDS_WORDS, STANDING_WORDS, Needs, Standing
from hoitu.correspondence.models import Attachment, Circular, CircularReceipt, PaperReceipt
from hoitu.correspondence.policies.standing import Marks, fulfilled_on, is_late, standing_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold

WHY = "a recipient reads what came to its own organisation"


@dataclass(frozen=True)
class Held:
    """One receipt with how it stands today."""

    receipt: CircularReceipt
    standing: Standing
    is_late: bool
    is_fulfilled: bool
    has_newest: bool

    @property
    def words(self) -> str:
        return str(STANDING_WORDS[self.standing])


@dataclass(frozen=True)
class Board:
    """What the sender sees: every recipient, and how many stand where. Each count is the length of a list."""

    held: tuple[Held, ...]

    @property
    def opened(self) -> int:
        return sum(one.standing not in (Standing.SENT, Standing.PAPER) for one in self.held)

    @property
    def on_paper(self) -> int:
        return sum(one.standing is Standing.PAPER for one in self.held)

    @property
    def acknowledged(self) -> int:
        return sum(bool(one.receipt.acknowledged_at or one.receipt.answered_at) for one in self.held)

    @property
    def answered(self) -> int:
        return sum(one.standing is Standing.ANSWERED for one in self.held)

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.held)

    def listed(self, which: str) -> list[Held]:
        """Return the recipients behind one of the counts; an unknown name gives all."""
        tests: dict[str, Callable[[Held], bool]] = {
            "da-mo": lambda one: one.standing not in (Standing.SENT, Standing.PAPER),
            "ban-giay": lambda one: one.standing is Standing.PAPER,
            "chua-mo": lambda one: one.standing is Standing.SENT,
            "da-xac-nhan": lambda one: bool(one.receipt.acknowledged_at or one.receipt.answered_at),
            "da-tra-loi": lambda one: one.standing is Standing.ANSWERED,
            "qua-han": lambda one: one.is_late,
        }
        return [one for one in self.held if which not in tests or tests[which](one)]


def papers() -> Prefetch:  # type: ignore[type-arg]
    """Return what loads the paper receipts of receipts at hand."""
    return Prefetch("papers", PaperReceipt.objects.unscoped(why="of receipts at hand").select_related("file"))


def marks_of(receipt: CircularReceipt) -> Marks:
    """Return what a recipient has done, here and on paper; load `papers` where there are many."""
    on = {one.kind: one.on for one in receipt.papers.all()}
    return Marks(
        receipt.opened_at,
        receipt.acknowledged_at,
        receipt.answered_at,
        on.get(PaperReceipt.Kind.RECEIVED),
        on.get(PaperReceipt.Kind.ANSWERED),
    )


def held(receipt: CircularReceipt, *, today: date) -> Held:
    """Return a receipt with its standing; its circular must be at hand."""
    circular = receipt.circular
    needs, marks = Needs(circular.needs), marks_of(receipt)
    return Held(
        receipt,
        standing_of(marks),
        circular.state == Circular.State.SENT and is_late(needs, circular.deadline, marks, today=today),
        fulfilled_on(needs, marks) is not None,
        receipt.opened_version >= circular.version,
    )


def board_of(circular: Circular) -> Board:
    """Return how every recipient of a circular stands."""
    rows = CircularReceipt.objects.for_agency(circular.agency_id).filter(circular=circular)
    rows = rows.select_related("circular", "recipient").prefetch_related("answer_files", papers())
    return boards([circular], rows)[circular.pk]


def boards(circulars: Iterable[Circular], rows: Iterable[CircularReceipt]) -> dict[UUID, Board]:
    """Return the boards of several circulars from their receipts."""
    today = clock.today()
    found: dict[UUID, list[Held]] = {circular.pk: [] for circular in circulars}
    for row in rows:
        found[row.circular_id].append(held(row, today=today))
    return {key: Board(tuple(each)) for key, each in found.items()}


def sent_boards(circulars: Iterable[Circular]) -> dict[UUID, Board]:
    """Return the boards of circulars of one sender in one query."""
    circulars = list(circulars)
    rows = CircularReceipt.objects.unscoped(why="receipts of the circulars at hand").filter(
        circular__in=circulars
    )
    return boards(circulars, rows.select_related("circular").prefetch_related(papers()))


def outgoing(actor: Actor, text: str = "") -> ScopedQuerySet[Circular]:
    """Return the circulars of the actor's organisation, drafts first seen with those sent."""
    rows = Circular.objects.for_agency(actor.agency)
    if text.strip():
        rows = rows.filter(folded__contains=fold(text.strip()))
    return rows


def incoming(actor: Actor, text: str = "") -> ScopedQuerySet[CircularReceipt]:
    """Return what came to the actor's organisation, the newest first."""
    rows = CircularReceipt.objects.unscoped(why=WHY).filter(recipient_id=actor.agency)
    if text.strip():
        rows = rows.filter(circular__folded__contains=fold(text.strip()))
    rows = rows.select_related("circular__agency").prefetch_related(papers())
    return rows.order_by("-circular__sent_at", "-id")


def own_circular(actor: Actor, circular_id: UUID) -> Circular:
    """Return a circular of the actor's organisation. Raises `NotFound`."""
    row = Circular.objects.for_agency(actor.agency).select_related("agency").filter(pk=circular_id).first()
    if row is None:
        raise NotFound()
    return row


def received(actor: Actor, circular_id: UUID) -> CircularReceipt:
    """Return the actor's organisation's receipt of a circular, with what was done inside. Raises `NotFound`."""
    rows = incoming(actor).filter(circular_id=circular_id)
    inside = (Prefetch(name, _scoped(name, actor.agency)) for name in ("openings", "handed_on"))
    row = rows.prefetch_related("answer_files", *inside).first()
    if row is None:
        raise NotFound()
    return row


def own_receipt(actor: Actor, receipt_id: UUID) -> CircularReceipt:
    """Return one recipient of a circular that the actor's organisation sent. Raises `NotFound`."""
    rows = CircularReceipt.objects.for_agency(actor.agency).select_related("circular")
    row = rows.prefetch_related(papers()).filter(pk=receipt_id).first()
    if row is None:
        raise NotFound()
    return row


def _scoped(name: str, agency_id: UUID) -> ScopedQuerySet:  # type: ignore[type-arg]
    model = CircularReceipt._meta.get_field(name).related_model
    return model.objects.for_agency(agency_id)  # type: ignore[union-attr,no-any-return]


def readable_circular(actor: Actor, circular_id: UUID) -> Circular:
    """Return a circular that the actor's organisation wrote or got. Raises `NotFound`."""
    came = CircularReceipt.objects.unscoped(why=WHY).filter(
        recipient_id=actor.agency, circular_id=circular_id
    )
    rows = Circular.objects.unscoped(why=WHY).select_related("agency").filter(pk=circular_id)
    row = rows.filter(Q(agency_id=actor.agency) | Q(pk__in=came.values("circular_id"))).first()
    if row is None:
        raise NotFound()
    return row


def without_people(circular: Circular) -> set[UUID]:
    """Return the recipients of a circular for whom nobody works here: what they say comes on paper."""
    ids = set(
        CircularReceipt.objects.for_agency(circular.agency_id)
        .filter(circular=circular)
        .values_list("recipient_id", flat=True)
    )
    return ids - {one.agency_id for one in accounts.members_on(agency_ids=ids, on=clock.today())}


def files_of(circular: Circular, *, only: Collection[UUID] | None = None) -> list[Attachment]:
    """Return the files that go with a circular; `only`: those of them with these ids."""
    rows = Attachment.objects.for_agency(circular.agency_id).filter(circulars=circular)
    return list(rows if only is None else rows.filter(pk__in=only))


def needs_words(circular: Circular) -> str:
    """Return what a circular asks for, in words."""
    return str(NEEDS_WORDS[Needs(circular.needs)])

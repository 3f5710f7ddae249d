"""Which public sources are watched, and what bodies above remark on an item."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import nfc
from hoitu.oversight.data import WrongStep
from hoitu.oversight.events import RemarkMade
from hoitu.oversight.models import Item, Remark, Source
from hoitu.oversight.operations.read import ask
from hoitu.oversight.queries.scope import watched

WHY = "the agency is checked against those that the actor may look at"


@dataclass(frozen=True)
class SourceInput:
    """What a person says of a source."""

    url: str
    label: str
    is_active: bool = True
    checks_links: bool = False


def add_source(*, actor: Actor, agency_id: UUID, values: SourceInput) -> UUID:
    """Watch a public feed of the own agency or of one below. Raises `BadInput`, `NotFound`."""
    actor.require("oversight.keep")
    if agency_id not in watched(actor):
        raise NotFound()
    url = values.url.strip()
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise BadInput(_("Hãy nhập địa chỉ nguồn tin bắt đầu bằng https:// hoặc http://."))
    source = Source(agency_id=agency_id, url=url[:500])
    _fill(source, values)
    try:
        with transaction.atomic():
            source.save()
            _record(actor, source, {"url": ("", source.url)})
            ask(source)
    except IntegrityError as error:
        raise BadInput(_("Nguồn tin này đã được theo dõi.")) from error
    return source.pk


@transaction.atomic
def change_source(*, actor: Actor, source_id: UUID, values: SourceInput) -> None:
    """Rename a source, stop or resume it, switch link checks. Its address stays. Raises `NotFound`."""
    actor.require("oversight.keep")
    source = source_of(actor, source_id)
    names = ("label", "is_active", "checks_links")
    before = {name: getattr(source, name) for name in names}
    _fill(source, values)
    if not source.is_active:
        source.silent_since = None
    source.save()
    changes = {name: (before[name], getattr(source, name)) for name in names}
    _record(actor, source, {name: pair for name, pair in changes.items() if pair[0] != pair[1]})


def read_now(*, actor: Actor, source_id: UUID) -> None:
    """Ask for a feed at once. Raises `NotFound`, `BadInput` for our own sites."""
    actor.require("oversight.keep")
    source = source_of(actor, source_id)
    if not source.url:
        raise BadInput(_("Trang này do bản cài đặt xuất bản: tin, bài vào đây ngay khi đăng."))
    ask(source)


@transaction.atomic
def make_remark(*, actor: Actor, item_id: UUID, text: str) -> UUID:
    """Remark on an item of an agency below. Raises `BadInput`, `NotFound`."""
    actor.require("oversight.keep")
    item = item_of(actor, item_id)
    if item.agency_id == actor.agency:
        raise WrongStep(_("Cơ quan không nhận xét tin, bài của mình ở đây; hãy trả lời nhận xét đã có."))
    if not text.strip():
        raise BadInput(_("Hãy ghi nội dung nhận xét."))
    row = Remark.objects.create(
        agency_id=item.agency_id,
        item=item,
        body_id=actor.agency,
        text=nfc(text.strip())[:4000],
        made_at=clock.now(),
        made_by_name=actor.name,
    )
    _tell(actor, row, is_answer=False)
    return row.pk


@transaction.atomic
def answer_remark(*, actor: Actor, remark_id: UUID, text: str) -> UUID:
    """Answer a remark on an own item, once; return the item. Raises `BadInput`, `NotFound`, `WrongStep`."""
    actor.require("oversight.keep")
    row = Remark.objects.for_agency(actor.agency).select_for_update(of=("self",)).filter(pk=remark_id).first()
    if row is None:
        raise NotFound()
    if row.answered_at is not None:
        raise WrongStep()
    if not text.strip():
        raise BadInput(_("Hãy ghi nội dung trả lời."))
    row.answer, row.answered_at, row.answered_by_name = nfc(text.strip())[:4000], clock.now(), actor.name
    row.save()
    _tell(actor, row, is_answer=True)
    return row.item_id


def source_of(actor: Actor, source_id: UUID) -> Source:
    """Return a source of an agency that the actor may look at. Raises `NotFound`."""
    row = Source.objects.unscoped(why=WHY).filter(pk=source_id, agency_id__in=watched(actor)).first()
    if row is None:
        raise NotFound()
    return row


def item_of(actor: Actor, item_id: UUID) -> Item:
    """Return an item of an agency that the actor may look at. Raises `NotFound`."""
    rows = Item.objects.unscoped(why=WHY).select_related("agency", "source", "first__agency")
    row = rows.filter(pk=item_id, agency_id__in=watched(actor)).first()
    if row is None:
        raise NotFound()
    return row


def _fill(source: Source, values: SourceInput) -> None:
    source.label = nfc(values.label.strip())[:150] or urlsplit(source.url).hostname or _("Trang của cơ quan")
    source.is_active, source.checks_links = values.is_active, values.checks_links


def _record(actor: Actor, source: Source, changes: dict[str, tuple[object, object]]) -> None:
    for agency_id in sorted({actor.agency, source.agency_id}):
        audit.record(
            actor=actor,
            verb="oversight.save_source",
            object_key=f"source:{source.pk}",
            object_label=source.label,
            changes=changes,
            agency_id=agency_id,
        )


def _tell(actor: Actor, row: Remark, *, is_answer: bool) -> None:
    announce(
        RemarkMade(
            subject=f"remark:{row.pk}",
            agency_id=row.agency_id,
            remark_id=row.pk,
            item_id=row.item_id,
            title=row.item.title,
            body_id=row.body_id,
            by_name=actor.name,
            is_answer=is_answer,
        )
    )
    for agency_id in sorted({row.agency_id, row.body_id}):
        audit.record(
            actor=actor,
            verb="oversight.answer_remark" if is_answer else "oversight.remark",
            object_key=f"item:{row.item_id}",
            object_label=row.item.title,
            note=row.answer if is_answer else row.text,
            agency_id=agency_id,
        )

"""Keep the topics (chủ đề) and tags (từ khóa) of an agency in order: rename, close, merge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import nfc, slugify
from hoitu.stories.events import TermChanged
from hoitu.stories.models import Section, Story, Tag, Topic

Term = type[Topic] | type[Tag]
KINDS: dict[str, Term] = {"topic": Topic, "tag": Tag}
LONGEST_NAME_CHARACTERS = {"topic": 150, "tag": 80}
MOST_AT_ONCE = 50


def save_term(*, actor: Actor, kind: str, name: str, term_id: UUID | None = None) -> UUID:
    """Add a topic or tag, or rename one; its address follows the name. Raises `BadInput`, `NotFound`.

    Announces `TermChanged`: pages that name it follow, approved revisions keep the name that was approved.
    """
    actor.require("stories.manage")
    model = KINDS[kind]
    name = nfc(" ".join(name.split()))
    slug = slugify(name)
    if not name or not slug or len(name) > LONGEST_NAME_CHARACTERS[kind]:
        raise BadInput(_("Hãy ghi tên, không quá dài."))
    with transaction.atomic():
        rows = model.objects.for_agency(actor.agency).select_for_update()
        row = rows.filter(pk=term_id).first() if term_id else None
        if term_id and row is None:
            raise NotFound()
        same = rows.filter(slug=slug)
        if (same.exclude(pk=term_id) if term_id else same).exists():
            raise BadInput(_("Đã có “%s”. Nếu hai tên là một, hãy gộp lại.") % name)
        row = row or model(agency_id=actor.agency)
        before, old_slug = row.name, row.slug
        row.name, row.slug = name, slug
        row.save()
        _record(actor, kind, row, f"stories.save_{kind}", {"name": (before, name)})
        if term_id and before != name:
            tell_change(actor, kind, row, old_slugs=[old_slug], old_name=before)
    return row.pk


def switch_topic(*, actor: Actor, topic_id: UUID, is_active: bool) -> None:
    """Close a topic that is over, or open it again; its stories keep it. Raises `NotFound`."""
    actor.require("stories.manage")
    with transaction.atomic():
        row = Topic.objects.for_agency(actor.agency).select_for_update().filter(pk=topic_id).first()
        if row is None:
            raise NotFound()
        if row.is_active != is_active:
            row.is_active = is_active
            row.save(update_fields=["is_active"])
            verb = "stories.open_topic" if is_active else "stories.close_topic"
            _record(actor, "topic", row, verb, {})


def merge_terms(*, actor: Actor, kind: str, into_id: UUID, from_ids: Sequence[UUID]) -> int:
    """Make several terms one: their stories get `into_id`, they themselves go. Return how many went.

    Announces `TermChanged`; approved revisions keep the names that were approved. Raises `BadInput`, `NotFound`.
    """
    actor.require("stories.manage")
    model = KINDS[kind]
    ids = set(from_ids) - {into_id}
    if not ids or len(ids) > MOST_AT_ONCE:
        raise BadInput(_("Hãy chọn từ 1 đến 50 mục để gộp vào mục khác."))
    through: Any = Story.topics.through if kind == "topic" else Story.tags.through
    with transaction.atomic():
        rows = model.objects.for_agency(actor.agency).select_for_update().in_bulk([*ids, into_id])
        if len(rows) != len(ids) + 1:
            raise NotFound()
        target = rows.pop(into_id)
        links = through.objects.filter(**{f"{kind}_id__in": ids})
        stories = set(links.values_list("story_id", flat=True))
        through.objects.bulk_create(
            [through(story_id=story_id, **{f"{kind}_id": into_id}) for story_id in stories],
            ignore_conflicts=True,
        )
        links.delete()
        model.objects.for_agency(actor.agency).filter(pk__in=ids).delete()
        gone = ", ".join(sorted(row.name for row in rows.values()))
        _record(actor, kind, target, f"stories.merge_{kind}s", {"merged": (gone, target.name)})
        tell_change(actor, kind, target, old_slugs=sorted(row.slug for row in rows.values()), old_name=gone)
    return len(rows)


def tell_change(
    actor: Actor, kind: str, row: Section | Topic | Tag, *, old_slugs: Sequence[str], old_name: str
) -> None:
    """Announce a term's new name or address to the rooms whose pages show it."""
    announce(
        TermChanged(
            subject=f"terms:{actor.agency}",
            agency_id=actor.agency,
            term_kind=kind,
            slug=row.slug,
            name=row.name,
            old_slugs=",".join(old_slugs),
            old_name=old_name,
        )
    )


def _record(
    actor: Actor, kind: str, row: Topic | Tag, verb: str, changes: dict[str, tuple[object, object]]
) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"{kind}:{row.pk}", object_label=row.name, changes=changes
    )

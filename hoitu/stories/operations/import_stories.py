"""Let stories of another system stand here, approved and long released."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import JSONField, Value

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.facts import announce
from hoitu.kernel.text import nfc, slugify
from hoitu.media import api as media
from hoitu.media.data import Asset
from hoitu.stories.content import FORMAT, content_hash
from hoitu.stories.data import ImportedStory, Life, StoryToImport
from hoitu.stories.document import crdt, tree, validity
from hoitu.stories.events import StoriesImported
from hoitu.stories.models import (
    BylineRow,
    DocumentState,
    DocumentUpdate,
    Edition,
    Revision,
    Section,
    Stage,
    Story,
    Tag,
)
from hoitu.stories.operations.create import workflow_for

MAX_BATCH = 500
T = TypeVar("T", Section, Tag)


def import_stories(*, actor: Actor, items: Sequence[StoryToImport], source: str) -> list[ImportedStory]:
    """Create what is new among `items` (at most 500) in one transaction, and say what became of each.

    Items with a publication date stand as approved and released then; others as drafts. An item whose key is
    known already is left as it is, so an import can be repeated. One fact and one audit entry tell of the batch.
    """
    actor.require("imports.run")
    if len(items) > MAX_BATCH:
        raise ValueError(f"at most {MAX_BATCH} stories in one batch")
    with transaction.atomic():
        batch = _Batch(actor, source)
        results = batch.take(list(items))
        created = [r for r in results if r.created]
        if created:
            audit.record(
                actor=actor,
                verb="stories.import",
                object_key=f"import:{source}"[:200],
                object_label=source[:200],
                note=f"{len(created)}",
            )
            announce(
                StoriesImported(
                    subject=f"import:{actor.agency}",
                    agency_id=actor.agency,
                    revision_ids=",".join(str(r.revision_id) for r in created),
                )
            )
    return results


class _Batch:
    """One transaction's worth of imported stories, written with as few statements as rows allow."""

    def __init__(self, actor: Actor, source: str) -> None:
        self.actor, self.source, self.now = actor, source, clock.now()
        self.workflow = workflow_for(actor.agency, "")
        stages = {stage.kind: stage for stage in self.workflow.stages.all()}
        self.draft, self.approved = stages[Stage.Kind.START], stages[Stage.Kind.APPROVED]
        self.sections: dict[str, Section] = {}
        self.tags: dict[str, Tag] = {}
        self.assets: Mapping[UUID, Asset] = {}

    def take(self, items: list[StoryToImport]) -> list[ImportedStory]:
        known = self._known([item.key for item in items])
        new: dict[str, StoryToImport] = {}
        for item in items:
            if item.key not in known:
                new.setdefault(item.key, item)
        self._look_up(list(new.values()))
        stories = {key: self._story(item) for key, item in new.items()}
        parts = [self._parts(stories[key], item) for key, item in new.items()]
        revisions = {key: one.revision for key, one in zip(new, parts, strict=True)}
        for key, story in stories.items():
            if story.life == Life.RELEASED:
                # Story and revision name each other; the database looks at the end of the transaction.
                story.approved_revision_id = revisions[key].pk
        Story.objects.bulk_create(stories.values())
        _save(parts)
        return [
            ImportedStory(item.key, *known[item.key], created=False)
            if item.key in known
            else ImportedStory(item.key, stories[item.key].pk, revisions[item.key].pk, created=True)
            for item in items
        ]

    def _known(self, keys: list[str]) -> dict[str, tuple[UUID, UUID]]:
        rows = Revision.objects.for_agency(self.actor.agency).filter(
            story__import_key__in=keys, reason=Revision.Reason.IMPORTED
        )
        return {r.story.import_key: (r.story_id, r.pk) for r in rows.select_related("story")}

    def _story(self, item: StoryToImport) -> Story:
        section = self.sections.get(item.section)
        released = item.published_at is not None
        at = item.published_at or self.now
        return Story(
            agency_id=self.actor.agency,
            headline=nfc(item.headline.strip())[:300],
            standfirst=nfc(item.standfirst.strip()),
            slug=(item.slug or slugify(item.headline))[:120],
            genre=item.genre,
            language=item.language,
            section=section,
            source_credit=item.source_credit[:200],
            lead_asset_id=item.lead_asset_id,
            workflow=self.workflow,
            stage=self.approved if released else self.draft,
            life=Life.RELEASED if released else Life.WORKING,
            stage_since=at,
            created_by_id=self.actor.person_id,
            created_at=at,
            updated_at=item.updated_at or at,
            first_released_at=item.published_at,
            import_key=item.key[:300],
            byline_text=", ".join(item.authors)[:300],
        )

    def _look_up(self, items: list[StoryToImport]) -> None:
        """Find with one question each what the items share: sections, tags, assets."""
        section_names = {item.section for item in items if item.section.strip()}
        tag_names = {name for item in items for name in item.tags if name.strip()}
        self.sections = _terms(Section, self.actor.agency, section_names)
        self.tags = _terms(Tag, self.actor.agency, tag_names)
        asset_ids = {asset_id for item in items for asset_id in _asset_ids(item)}
        self.assets = media.assets(agency_id=self.actor.agency, asset_ids=asset_ids)

    def _parts(self, story: Story, item: StoryToImport) -> "_Parts":
        update = crdt.document_from_tree(item.body, story.headline, story.standfirst)
        names = item.authors or (self.source,)
        bylines = [
            BylineRow(story=story, name=nfc(name)[:100], share_percent=share, order=order)
            for order, (name, share) in enumerate(zip(names, _equal_shares(len(names)), strict=True))
        ]
        tags = list({tag.pk: tag for name in item.tags if (tag := self.tags.get(name))}.values())
        content = self._content(story, item, bylines, tags)
        return _Parts(
            update=DocumentUpdate(
                story=story, update=update, person_id=self.actor.person_id, received_at=self.now
            ),
            bylines=bylines,
            tags=tags,
            editions=[
                Edition(story=story, channel_kind=kind, fields=dict(values))
                for kind, values in item.editions.items()
                if values
            ],
            revision=Revision(
                story=story,
                number=1,
                reason=Revision.Reason.IMPORTED,
                # As an expression it is one parameter; in an array Python would escape every quote.
                content=Value(content, JSONField()),
                content_hash=content_hash(content),
                note=self.source[:500],
                made_by_id=self.actor.person_id,
                made_by_name=self.actor.name,
                made_at=story.updated_at,
            ),
        )

    def _content(
        self, story: Story, item: StoryToImport, bylines: list[BylineRow], tags: list[Tag]
    ) -> dict[str, object]:
        # The same shape as content.content_of, from values in hand: asking the database again would double the time.
        assets = {key: self.assets[key] for key in _asset_ids(item) if key in self.assets}
        section = story.section
        return {
            "format": FORMAT,
            "headline": story.headline,
            "standfirst": story.standfirst,
            "body": tree.to_json(tree.normalise(item.body)),
            "genre": story.genre,
            "language": story.language,
            "section": {"id": str(section.pk), "name": section.name, "slug": section.slug}
            if section
            else None,
            "topics": [],
            "tags": [
                {"id": str(tag.pk), "name": tag.name, "slug": tag.slug}
                for tag in sorted(tags, key=lambda tag: tag.slug)
            ],
            "bylines": [
                {"name": b.name, "role": b.role, "share_percent": b.share_percent, "person_id": None}
                for b in bylines
            ],
            "urgency": story.urgency,
            "location": story.location,
            "source_credit": story.source_credit,
            "rights_note": story.rights_note,
            "ai_label": story.ai_label,
            "is_live": story.is_live,
            "event_links": [],
            "lead_asset": str(item.lead_asset_id) if item.lead_asset_id else None,
            "assets": {str(key): assets[key].sha256 for key in sorted(assets, key=str)},
            "editions": {kind: dict(values) for kind, values in sorted(item.editions.items()) if values},
            "corrections": [],
        }


@dataclass(frozen=True)
class _Parts:
    """The rows that hang on one story."""

    update: DocumentUpdate
    bylines: list[BylineRow]
    tags: list[Tag]
    editions: list[Edition]
    revision: Revision


def _save(parts: list[_Parts]) -> None:
    """Write the rows of all stories, one statement for each table."""
    updates = DocumentUpdate.objects.bulk_create([one.update for one in parts])
    DocumentState.objects.bulk_create(
        DocumentState(story=row.story, state=row.update, merged_until=row.pk, saved_at=row.received_at)
        for row in updates
    )
    BylineRow.objects.bulk_create([byline for one in parts for byline in one.bylines])
    tagged = Story.tags.through
    tagged.objects.bulk_create(
        [tagged(story_id=one.revision.story_id, tag_id=tag.pk) for one in parts for tag in one.tags]
    )
    Edition.objects.bulk_create([edition for one in parts for edition in one.editions])
    Revision.objects.bulk_create([one.revision for one in parts])


def _terms(model: type[T], agency_id: UUID, names: set[str]) -> dict[str, T]:
    """Return the agency's terms by the names used; those that are new are made, as `ensure_term` makes them."""
    slugs = {name: slugify(nfc(name.strip())) or "khac" for name in sorted(names)}
    found = model.objects.for_agency(agency_id).filter(slug__in=set(slugs.values()))
    known = {term.slug: term for term in found}
    new = {
        slug: model(agency_id=agency_id, slug=slug, name=nfc(name.strip())[:80])
        for name, slug in slugs.items()
        if slug not in known
    }
    if new:
        # Another import may make the same term now; whoever is second takes the first one's.
        model.objects.bulk_create(new.values(), ignore_conflicts=True)
        known = {term.slug: term for term in found.all()}
    return {name: known[slug] for name, slug in slugs.items()}


def _asset_ids(item: StoryToImport) -> set[UUID]:
    return set(validity.assets_of(item.body)) | ({item.lead_asset_id} if item.lead_asset_id else set())


def _equal_shares(count: int) -> list[int]:
    """Return `count` whole percentages that sum to 100."""
    share, rest = divmod(100, count)
    return [share + (1 if index < rest else 0) for index in range(count)]

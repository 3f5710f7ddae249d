"""What screens and neighbours read of stories."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from django.db.models import F, IntegerField, OuterRef, Q, Subquery

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.stories import policies
from hoitu.stories.content import draft_story as _draft_story
from hoitu.stories.content import released_story as _released_story
from hoitu.stories.data import (
    ApprovedRevision,
    Life,
    Move,
    ReleasedStory,
    SearchableStory,
    StageCount,
    StoryCard,
    TermRef,
)
from hoitu.stories.document import crdt, tree
from hoitu.stories.document.plain import plain_text
from hoitu.stories.document.said import said_of
from hoitu.stories.models import BylineRow, Revision, Section, Stage, Story, Tag, Topic, Transition

LONGEST_PAGE = 200
# The fields of a `StoryCard` that a story's row has by the same name, and the others.
ELSEWHERE_IN_CARD = {
    "stage_key": F("stage__key"),
    "stage_name": F("stage__name"),
    "stage_colour": F("stage__colour"),
    "section_name": F("section__name"),
    "desk_name": F("desk__name"),
    "byline": F("byline_text"),
}
SAME_IN_CARD = [field.name for field in fields(StoryCard) if field.name not in ELSEWHERE_IN_CARD]


@dataclass(frozen=True)
class StoryFilter:
    """What a list of stories is narrowed to; empty fields do not narrow."""

    stage_key: str = ""
    stage_ids: tuple[UUID, ...] | None = None
    life: str = ""
    desk_id: UUID | None = None
    section_id: UUID | None = None
    genre: str = ""
    author_id: UUID | None = None
    urgency_at_most: int | None = None
    due_before: datetime | None = None
    story_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: the next page starts after it."""

    updated_at: datetime
    story_id: UUID


def story_for(*, actor: Actor, story_id: UUID) -> Story:
    """Return a story of the actor's agency with what its page shows. Raises `NotFound`."""
    story = (
        Story.objects.for_agency(actor.agency)
        .select_related("stage", "workflow", "section", "desk", "approved_revision", "created_by")
        .prefetch_related("bylines", "topics", "tags", "editions", "reviews", "corrections")
        .filter(pk=story_id)
        .first()
    )
    if story is None or not policies.may_read(actor, story):
        raise NotFound()
    return story


def story_card(*, actor: Actor, story_id: UUID) -> StoryCard:
    """Return one story as lists show it. Raises `NotFound`."""
    return card(story_for(actor=actor, story_id=story_id))


def story_draft(*, actor: Actor, story_id: UUID) -> ReleasedStory:
    """Return a story as it stands now, for a preview; outputs get revisions. Raises `NotFound`."""
    return _draft_story(story_for(actor=actor, story_id=story_id))


def moves_for(*, actor: Actor, story: Story) -> list[Transition]:
    """Return the ways out of the story's stage that the actor may take, in the workflow's order."""
    ways = story.workflow.transitions.filter(from_stage=story.stage).select_related("from_stage", "to_stage")
    return [way for way in ways if policies.may_move(actor, story, way)]


def moves_open(*, actor: Actor, story_id: UUID) -> list[Move]:
    """Return the steps that the actor may take with the story now. Raises `NotFound`."""
    return [
        Move(way.pk, way.name, way.kind, way.to_stage.key, way.needs_note)
        for way in moves_for(actor=actor, story=story_for(actor=actor, story_id=story_id))
    ]


def stories(
    *, actor: Actor, wanted: StoryFilter = StoryFilter(), after: Cursor | None = None, limit: int = 50
) -> list[StoryCard]:
    """Return the actor's agency's stories, last changed first, at most `limit` (200) of them after `after`."""
    rows = _narrowed(actor, wanted)
    if after is not None:
        rows = rows.filter(
            Q(updated_at__lt=after.updated_at) | Q(updated_at=after.updated_at, pk__lt=after.story_id)
        )
    return _cards(rows.order_by("-updated_at", "-id"), min(limit, LONGEST_PAGE))


class _CountOf(Subquery):
    """How many rows a subquery has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def stage_counts(
    *, actor: Actor, wanted: StoryFilter = StoryFilter(), at_most: int | None = None
) -> list[StageCount]:
    """Return each stage of the agency's workflows, in order, with the number of stories standing there.

    With `at_most` counting stops at that many in each: an archive of a hundred thousand need not be counted to show
    a board.
    """
    standing = _narrowed(actor, wanted).filter(stage_id=OuterRef("pk")).order_by().values("pk")
    limited = standing if at_most is None else standing[: at_most + 1]
    seen: dict[str, StageCount] = {}
    for stage in Stage.objects.for_agency(actor.agency).annotate(n=_CountOf(limited)).order_by("order"):
        known = seen.get(stage.key)
        if known is None:
            known = StageCount(
                stage.key, stage.name, stage.colour, stage.kind, stage.help, stage.due_hours, 0
            )
        count = known.count + stage.n
        has_more = known.has_more or (at_most is not None and count > at_most)
        seen[stage.key] = replace(
            known,
            count=min(count, at_most or count),
            has_more=has_more,
            stage_ids=(*known.stage_ids, stage.pk),
        )
    return list(seen.values())


def waiting_for(*, actor: Actor, limit: int = 20) -> list[StoryCard]:
    """Return stories at stages where the actor is expected to act, the most urgent first."""
    if not actor.may("stories.read"):
        return []
    actable = [
        stage.pk
        for stage in Stage.objects.for_agency(actor.agency).exclude(
            kind__in=[Stage.Kind.START, Stage.Kind.APPROVED, Stage.Kind.SPIKED]
        )
        if actor.may(stage.edit_permission)
    ]
    rows = Story.objects.for_agency(actor.agency).filter(stage_id__in=actable)
    if actor.desk_ids and not actor.may("stories.submit_to_final"):
        rows = rows.filter(Q(desk_id__in=actor.desk_ids) | Q(desk=None))
    rows = rows.exclude(life__in=[Life.SPIKED, Life.WITHDRAWN])
    return _cards(rows.order_by("urgency", "-stage__order", "stage_since", "id"), limit)


def my_stories(*, actor: Actor, limit: int = 20) -> list[StoryCard]:
    """Return what the actor began or signs, last changed first, without what is over."""
    if actor.person_id is None:
        return []
    signed = BylineRow.objects.unscoped(why="the stories themselves are of the agency")
    # Not a join: telling its doubles apart would sort every story the person ever wrote.
    rows = (
        Story.objects.for_agency(actor.agency)
        .filter(
            Q(created_by_id=actor.person_id)
            | Q(pk__in=signed.filter(person_id=actor.person_id).values("story_id"))
        )
        .exclude(life=Life.SPIKED)
        .order_by("-updated_at", "-id")
    )
    return _cards(rows, limit)


def released_story(*, revision_id: UUID) -> ReleasedStory:
    """Return everything outputs may show of a frozen revision. For rooms that release, not for people."""
    revision = (
        Revision.objects.unscoped(why="outputs are told the revision by a fact")
        .select_related("story")
        .filter(pk=revision_id)
        .first()
    )
    if revision is None:
        raise NotFound()
    return _released_story(revision)


def shown_assets(*, revision_id: UUID) -> tuple[UUID, ...]:
    """Return the files of the archive that a frozen revision shows."""
    content = (
        Revision.objects.unscoped(why="of one revision")
        .filter(pk=revision_id)
        .values_list("content__assets", flat=True)
        .first()
    )
    return tuple(UUID(key) for key in content or {})


def said_in(*, revision_id: UUID) -> dict[UUID, frozenset[str]]:
    """Return what a frozen revision says itself of the files it shows (`document/said.py`)."""
    revision = Revision.objects.unscoped(why="of one revision").filter(pk=revision_id).first()
    return said_of(tree.from_json(revision.content["body"])) if revision else {}


def released_stories(*, revision_ids: Sequence[UUID]) -> list[ReleasedStory]:
    """Return what outputs may show of each of the revisions that exist, in the order asked."""
    rows = (
        Revision.objects.unscoped(why="outputs are told the revisions by a fact")
        .select_related("story")
        .in_bulk(list(revision_ids))
    )
    return [_released_story(rows[key]) for key in revision_ids if key in rows]


def terms_now(
    *, agency_id: UUID, topic_ids: Collection[UUID], tag_ids: Collection[UUID]
) -> dict[UUID, TermRef]:
    """Return the topics and tags that still are, as they are called now; merged ones are gone."""
    found: list[Topic | Tag] = []
    if topic_ids:
        found += Topic.objects.for_agency(agency_id).filter(pk__in=topic_ids)
    if tag_ids:
        found += Tag.objects.for_agency(agency_id).filter(pk__in=tag_ids)
    return {row.pk: TermRef(row.pk, row.name, row.slug) for row in found}


def approved_revision(*, story_id: UUID) -> ApprovedRevision | None:
    """Return the revision that may be released now, or None while the story waits for an approval."""
    story = (
        Story.objects.unscoped(why="asked by the room that releases")
        .select_related("approved_revision")
        .filter(pk=story_id, life__in=[Life.APPROVED, Life.RELEASED])
        .first()
    )
    revision = story.approved_revision if story else None
    return ApprovedRevision(revision.pk, revision.number, revision.content_hash) if revision else None


def changed_stories(
    *, since: datetime | None, limit: int = 500, after: UUID | None = None
) -> list[tuple[UUID, datetime]]:
    """Return which stories of every agency changed at or after `since` and when, oldest change first.

    `after` continues behind the last story of a page whose `updated_at` was `since`.
    """
    rows = Story.objects.unscoped(why="the index holds the agency of each story and searches by it")
    if since is not None:
        newer = Q(updated_at__gt=since)
        rows = rows.filter(
            newer | Q(updated_at=since, pk__gt=after) if after else newer | Q(updated_at=since)
        )
    return list(rows.order_by("updated_at", "pk").values_list("pk", "updated_at")[:limit])


def searchable_stories(story_ids: Collection[UUID]) -> list[SearchableStory]:
    """Return what the search index holds of these stories, of every agency."""
    rows = Story.objects.unscoped(why="the index holds the agency of each story and searches by it")
    rows = rows.filter(pk__in=story_ids).select_related("stage", "document_state")
    return [_searchable(story) for story in rows.prefetch_related("tags", "topics")]


def count_of_all(*, since: datetime | None = None) -> int:
    """Return how many stories of every agency there are, or changed after `since`: for the search index."""
    rows = Story.objects.unscoped(why="the index holds every agency")
    return (rows.filter(updated_at__gt=since) if since else rows).count()


def author_ids(*, story_id: UUID) -> list[UUID]:
    """Return the people who began the story or sign it."""
    story = Story.objects.unscoped(why="asked about a known story").filter(pk=story_id).first()
    if story is None:
        return []
    signed = [row.person_id for row in story.bylines.all() if row.person_id]
    return list(dict.fromkeys([*([story.created_by_id] if story.created_by_id else []), *signed]))


def stories_signed(*, agency_id: UUID, story_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return which of these stories of an agency each person signs, by person; one query."""
    rows = BylineRow.objects.for_agency(agency_id).filter(person__isnull=False, story_id__in=story_ids)
    signed: dict[UUID, set[UUID]] = defaultdict(set)
    for person_id, story_id in rows.order_by().values_list("person_id", "story_id"):
        signed[person_id].add(story_id)
    return signed


def permission_at(*, story_id: UUID) -> str:
    """Return the permission of those whose turn it is at the story's stage."""
    story = Story.objects.unscoped(why="asked about a known story").select_related("stage").get(pk=story_id)
    return story.stage.edit_permission


def sections(*, agency_id: UUID) -> list[TermRef]:
    """Return the agency's sections in their order."""
    rows = Section.objects.for_agency(agency_id).filter(is_active=True)
    return [TermRef(row.pk, row.name, row.slug) for row in rows]


def topics(*, agency_id: UUID) -> list[TermRef]:
    """Return the agency's topics by name."""
    rows = Topic.objects.for_agency(agency_id).filter(is_active=True).order_by("name")
    return [TermRef(row.pk, row.name, row.slug) for row in rows]


def card(story: Story) -> StoryCard:
    """Return the list record of a row read with stage, section and desk."""
    return StoryCard(
        id=story.pk,
        agency_id=story.agency_id,
        headline=story.headline,
        standfirst=story.standfirst,
        slug=story.slug,
        genre=story.genre,
        life=Life(story.life),
        stage_id=story.stage_id,
        stage_key=story.stage.key,
        stage_name=story.stage.name,
        stage_colour=story.stage.colour,
        section_name=story.section.name if story.section else "",
        desk_id=story.desk_id,
        desk_name=story.desk.name if story.desk else "",
        byline=story.byline_text,
        urgency=story.urgency,
        due_at=story.due_at,
        updated_at=story.updated_at,
        first_released_at=story.first_released_at,
        has_unapproved_changes=story.has_unapproved_changes,
    )


def _cards(rows: ScopedQuerySet[Story], limit: int) -> list[StoryCard]:
    """Return list records straight from columns: a page of rows makes no models."""
    found = rows.values(*SAME_IN_CARD, **ELSEWHERE_IN_CARD)[:limit]
    return [
        StoryCard(
            **row
            | {
                "life": Life(row["life"]),
                "section_name": row["section_name"] or "",
                "desk_name": row["desk_name"] or "",
            }
        )
        for row in found
    ]


def _searchable(story: Story) -> SearchableStory:
    state = getattr(story, "document_state", None)
    names = [story.byline_text, story.slug.replace("-", " "), story.location]
    names += [tag.name for tag in story.tags.all()] + [topic.name for topic in story.topics.all()]
    return SearchableStory(
        story_id=story.pk,
        agency_id=story.agency_id,
        headline=story.headline,
        standfirst=story.standfirst,
        body=plain_text(crdt.tree_of(bytes(state.state))) if state else "",
        names=" · ".join(filter(None, names)),
        section_id=story.section_id,
        desk_id=story.desk_id,
        genre=story.genre,
        stage_key=story.stage.key,
        urgency=story.urgency,
        updated_at=story.updated_at,
    )


def _narrowed(actor: Actor, wanted: StoryFilter) -> ScopedQuerySet[Story]:
    rows = Story.objects.for_agency(actor.agency)
    if not actor.may("stories.read"):
        return rows.none()
    stage_ids = wanted.stage_ids
    if wanted.stage_key:
        # The stages themselves, not a join: the index by stage and time then gives a page without reading the rest.
        known = Stage.objects.for_agency(actor.agency).filter(key=wanted.stage_key)
        stage_ids = tuple(known.values_list("pk", flat=True))
    if stage_ids is not None:
        rows = (
            rows.filter(stage_id=stage_ids[0]) if len(stage_ids) == 1 else rows.filter(stage_id__in=stage_ids)
        )
    equal = {
        "life": wanted.life,
        "desk_id": wanted.desk_id,
        "section_id": wanted.section_id,
        "genre": wanted.genre,
        "created_by_id": wanted.author_id,
        "urgency__lte": wanted.urgency_at_most,
        "due_at__lt": wanted.due_before,
        "pk__in": wanted.story_ids,
    }
    return rows.filter(**{name: value for name, value in equal.items() if value not in ("", None)})

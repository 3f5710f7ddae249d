"""The frozen content of a revision: one JSON value that holds everything a release may show, and its hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hoitu.kernel import clock
from hoitu.media import api as media_api
from hoitu.stories import event_links
from hoitu.stories.data import Byline, Correction, ReleasedStory, TermRef
from hoitu.stories.document import crdt, tree, validity
from hoitu.stories.models import Revision, Story
from hoitu.stories.words import document_of

FORMAT = 1


def content_of(story: Story, *, for_release: bool = False) -> dict[str, Any]:
    """Return the story as it stands now: words, details, editions and the hashes of the pictures it shows.

    `for_release` leaves out what is only for the newsroom (comments, uploads under way) and refuses what readers
    must not get: raises `UnresolvedSuggestions`, `InvalidDocument`.
    """
    body = validity.for_release(body_of(story)) if for_release else body_of(story)
    return {
        "format": FORMAT,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": tree.to_json(body),
        "genre": story.genre,
        "language": story.language,
        "section": _term(story.section),
        "topics": [_term(topic) for topic in story.topics.order_by("slug")],
        "tags": [_term(tag) for tag in story.tags.order_by("slug")],
        "bylines": [
            {
                "name": row.name,
                "role": row.role,
                "share_percent": row.share_percent,
                "person_id": str(row.person_id) if row.person_id else None,
            }
            for row in story.bylines.all()
        ],
        "urgency": story.urgency,
        "location": story.location,
        "source_credit": story.source_credit,
        "rights_note": story.rights_note,
        "ai_label": story.ai_label,
        "is_live": story.is_live,
        "event_links": story.event_links,
        "lead_asset": _lead_asset(story, body),
        "assets": _asset_hashes(story, body),
        "editions": {
            edition.channel_kind: {name: text for name, text in sorted(edition.fields.items()) if text}
            for edition in story.editions.order_by("channel_kind")
            if any(edition.fields.values())
        },
        "corrections": [
            {
                "at": notice.made_at.isoformat(),
                "false_content": notice.false_content,
                "corrected_content": notice.corrected_content,
                "apology": notice.apology,
            }
            for notice in story.corrections.all()
        ],
    }


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content's canonical JSON as hex."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def body_of(story: Story) -> tree.Node:
    """Return the body as it stands now."""
    return crdt.tree_of(document_of(story))


def released_story(revision: Revision) -> ReleasedStory:
    """Return what outputs may show of a frozen revision."""
    return _as_released(
        revision.story,
        revision.content,
        revision_id=revision.pk,
        revision_number=revision.number,
        content_hash=revision.content_hash,
        approved_at=revision.made_at,
    )


def draft_story(story: Story) -> ReleasedStory:
    """Return the story as it stands now in the form that outputs read; only to look at, nothing is approved."""
    return _as_released(
        story,
        content_of(story),
        revision_id=story.pk,
        revision_number=0,
        content_hash="",
        approved_at=clock.now(),
    )


def _as_released(
    story: Story,
    content: Mapping[str, Any],
    *,
    revision_id: UUID,
    revision_number: int,
    content_hash: str,
    approved_at: datetime,
) -> ReleasedStory:
    asset_ids = {UUID(key) for key in content["assets"]}
    return ReleasedStory(
        story_id=story.pk,
        agency_id=story.agency_id,
        revision_id=revision_id,
        revision_number=revision_number,
        content_hash=content_hash,
        headline=content["headline"],
        standfirst=content["standfirst"],
        body=tree.from_json(content["body"]),
        genre=content["genre"],
        language=content["language"],
        section=_term_ref(content["section"]),
        topics=_term_refs(content["topics"]),
        tags=_term_refs(content["tags"]),
        bylines=tuple(
            Byline(
                name=row["name"],
                role=row["role"],
                share_percent=row["share_percent"],
                person_id=UUID(row["person_id"]) if row["person_id"] else None,
            )
            for row in content["bylines"]
        ),
        source_credit=content["source_credit"],
        rights_note=content["rights_note"],
        ai_label=content["ai_label"],
        location=content["location"],
        urgency=content["urgency"],
        editions=content["editions"],
        assets=media_api.assets(agency_id=story.agency_id, asset_ids=asset_ids),
        lead_asset_id=UUID(content["lead_asset"]) if content["lead_asset"] else None,
        approved_at=approved_at,
        created_at=story.created_at,
        first_released_at=story.first_released_at,
        corrections=tuple(
            Correction(
                at=datetime.fromisoformat(row["at"]),
                false_content=row["false_content"],
                corrected_content=row["corrected_content"],
                apology=row["apology"],
            )
            for row in content["corrections"]
        ),
        is_live=content["is_live"],
        event_links=event_links.read(content["event_links"]),
    )


def _lead_asset(story: Story, body: tree.Node) -> str | None:
    """Return the chosen picture, else the first one of the body."""
    if story.lead_asset_id:
        return str(story.lead_asset_id)
    first = next(
        (n for n in tree.walk(body) if n.type in ("figure", "galleryItem") and n.attr("asset")), None
    )
    return str(first.attr("asset")) if first else None


def _asset_hashes(story: Story, body: tree.Node) -> dict[str, str]:
    ids = set(validity.assets_of(body))
    if story.lead_asset_id:
        ids.add(story.lead_asset_id)
    found = media_api.assets(agency_id=story.agency_id, asset_ids=ids)
    return {str(asset_id): found[asset_id].sha256 for asset_id in sorted(found, key=str)}


def _term(term: Any) -> dict[str, str] | None:
    return {"id": str(term.pk), "name": term.name, "slug": term.slug} if term else None


def _term_ref(value: dict[str, str] | None) -> TermRef | None:
    return TermRef(UUID(value["id"]), value["name"], value["slug"]) if value else None


def _term_refs(values: list[dict[str, str]]) -> tuple[TermRef, ...]:
    return tuple(TermRef(UUID(v["id"]), v["name"], v["slug"]) for v in values)

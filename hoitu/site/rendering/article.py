"""A released story becomes what a site keeps of it: a card for lists and a page for itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.text import count_syllables, reading_minutes, slugify, truncate_words
from hoitu.media.data import Asset, Played
from hoitu.site.addresses import listing_path, live_path, section_slug
from hoitu.site.rendering.document import AI_WORDS, VERSION, PageRenderer
from hoitu.site.rendering.document.blocks import instant_of, live_anchor
from hoitu.site.rendering.language import _
from hoitu.site.rendering.pictures import Address, baked, files_of, focus_in, picture_of
from hoitu.site.rendering.players import files_of_players, placed, player_of, signed
from hoitu.stories.data import Byline, ReleasedStory
from hoitu.stories.document.tree import Node, texts, walk

PLAYED_KINDS = ("video", "audio")
NAMED_ROLES = {
    "photo": _("Ảnh"),
    "photographer": _("Ảnh"),
    "video": _("Video"),
    "graphics": _("Đồ họa"),
    "translator": _("Dịch"),
    "editor": _("Biên tập"),
}


def section_of(story: ReleasedStory) -> str:
    """Return the slug of the section a story stands in, "" when it has none."""
    return section_slug(story.section.slug) if story.section else ""


def author_slug(byline: Byline) -> str:
    return byline.slug or slugify(byline.name)


def card_of(
    story: ReleasedStory, *, path: str, prefix: str, published_at: str, address: Address | None = None
) -> dict[str, Any]:
    """Return what lists show of a story: one small value, stored once, read by every page that names it.

    `address` says where pictures are found, by default where they are baked.
    """
    lead = story.assets.get(story.lead_asset_id) if story.lead_asset_id else None
    picture = picture_of(lead, address or baked(prefix)) if lead else None
    if picture:
        picture["focus"] = focus_in(story.body, story.lead_asset_id)
    return {
        "id": str(story.story_id),
        "url": prefix + path,
        "title": story.edition("web", "title", story.headline),
        "standfirst": story.standfirst,
        "section": section_of(story),
        "at": published_at,
        "genre": story.genre,
        "picture": picture,
        "authors": [byline.name for byline in story.bylines if byline.role not in NAMED_ROLES],
        "access": story.edition("web", "access", "open"),
        "minutes": reading_minutes(sum(count_syllables(run.text) for run in texts(story.body))),
        "language": story.language,
        "live": any(node.type == "liveEntry" for node in walk(story.body)),
    }


def page_of(
    story: ReleasedStory,
    *,
    path: str,
    prefix: str,
    updated_at: str,
    related: list[UUID],
    playing: Mapping[str, Played] | None = None,
    address: Address | None = None,
) -> dict[str, Any]:
    """Return everything the story's own page needs besides the card.

    `playing` are its videos and recordings by `players.key_of`; `address` says where a preview finds files.
    """
    place = signed(address) if address else placed(prefix)
    playing = playing or {}
    media = {key: player_of(played, place, is_preview=bool(address)) for key, played in playing.items()}
    address = address or baked(prefix)
    stills = {asset_id: asset for asset_id, asset in story.assets.items() if asset.kind not in PLAYED_KINDS}
    pictures = {str(asset_id): picture_of(asset, address) for asset_id, asset in stills.items()}
    renderer = PageRenderer(pictures, {**_models(stills, address), **media}, code=story.language)
    tree, live = _split_live(story.body)
    body = renderer.body(tree)
    lead = pictures.get(str(story.lead_asset_id))
    words = " ".join(run.text for run in texts(story.body))
    return {
        "renderer": VERSION,
        "body": str(body),
        "live": [{"key": str(node.attr("key")), "html": str(renderer.node(node))} for node in live],
        "panorama": any(node.type == "panorama360" for node in walk(story.body)),
        "moments": [
            _moment(renderer, node)
            for node in _newest_first(live)
            if node.attr("moment") and node.attr("title")
        ],
        "live_url": prefix + live_path(path) if live else "",
        "headings": renderer.headings,
        "lead": lead if lead and str(lead["src"]) not in body else None,
        "description": story.edition("web", "seo_description", story.standfirst or truncate_words(words, 30)),
        "seo_title": story.edition("web", "seo_title", ""),
        "social_text": story.edition("web", "social_text", ""),
        "bylines": [_byline(byline, prefix) for byline in story.bylines],
        "tags": [{"name": tag.name, "url": prefix + listing_path(f"tag:{tag.slug}")} for tag in story.tags],
        "topics": [
            {"name": topic.name, "url": prefix + listing_path(f"topic:{topic.slug}")}
            for topic in story.topics
        ],
        "source": story.source_credit,
        "rights": story.rights_note,
        "events": [{"url": link.url, "label": link.label or link.url} for link in story.event_links],
        "ai": _ai_words(renderer, story.ai_label),
        "location": story.location,
        "language": story.language,
        "updated": updated_at,
        "corrections": [
            {
                "at": correction.at.isoformat(),
                "false": correction.false_content,
                "right": correction.corrected_content,
                "apology": correction.apology,
            }
            for correction in story.corrections
        ],
        "related": [str(story_id) for story_id in related],
        "files": files_of(stills) + files_of_players(playing),
        "assets": [*(str(asset_id) for asset_id in stills), *playing],
        "has_players": renderer.players_shown > 0,
        "words": words,
    }


def _split_live(tree: Node) -> tuple[Node, list[Node]]:
    """Part a live story's entries, newest first, pinned ones before, from the words above them."""
    live = [child for child in tree.children if isinstance(child, Node) and child.type == "liveEntry"]
    rest = tuple(child for child in tree.children if child not in live)
    return Node(tree.type, tree.attrs, rest), sorted(
        _newest_first(live), key=lambda node: not node.attr("pinned")
    )


def _newest_first(live: list[Node]) -> list[Node]:
    return sorted(live, key=lambda node: str(node.attr("at") or ""), reverse=True)


def _moment(renderer: PageRenderer, node: Node) -> dict[str, str]:
    """Return a key moment of a live story as the list above the entries names it."""
    at = instant_of(node)
    anchor = live_anchor(node)
    return {"anchor": anchor, "title": str(node.attr("title")), "at": renderer.words.clock(at) if at else ""}


def _ai_words(renderer: PageRenderer, label: str) -> str:
    return renderer.say(AI_WORDS.get(label, label)) if label not in ("", "none") else ""


def _byline(byline: Byline, prefix: str) -> dict[str, str]:
    return {
        "name": byline.name,
        "role": NAMED_ROLES.get(byline.role, ""),
        "url": prefix + listing_path(f"author:{author_slug(byline)}") if author_slug(byline) else "",
    }


def _models(assets: Mapping[UUID, Asset], address: Address) -> dict[str, dict[str, str]]:
    """Return the file of every asset that is neither picture nor player."""
    return {
        str(asset_id): {"src": str(picture_of(asset, address)["src"])}
        for asset_id, asset in assets.items()
        if asset.kind != "picture"
    }


def local_iso(at: Any) -> str:
    return clock.local(at).isoformat(timespec="seconds")

"""Stories pushed as IPTC ninjs 3.1 to a subscriber by signed HTTP."""

import json
from typing import Any

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.channels.data import Action, Delivery, DeliveryFailed, Receipt
from hoitu.kernel import clock
from hoitu.kernel.http import FetchError, send
from hoitu.kernel.signatures import sign_headers
from hoitu.media import api as media
from hoitu.media.data import Asset
from hoitu.stories import api as stories
from hoitu.stories.data import ReleasedStory
from hoitu.stories.document.html_out import render_html
from hoitu.stories.document.plain import plain_text, statistics

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
AI_GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
PUBLISH_STATUS = {Action.WITHDRAW: "canceled"}


class NinjsAdapter:
    """Pushes each action as one ninjs document; the subscriber tells versions apart by `uri` and `version`."""

    kind = "ninjs"

    def deliver(self, delivery: Delivery) -> Receipt:
        body = json.dumps(ninjs_item(delivery), ensure_ascii=False).encode()
        headers = {
            "content-type": "application/json",
            "idempotency-key": delivery.idempotency_key,
            **sign_headers(
                body, delivery.channel.secret.encode(), clock.now(), message_id=delivery.idempotency_key
            ),
        }
        try:
            answer = send("POST", delivery.channel.config["url"], body=body, headers=headers)
        except FetchError as error:
            raise DeliveryFailed(_("Chưa gửi được tới đơn vị nhận: %s") % error.sentence) from error
        if answer.status in (401, 403, 404, 410, 413, 422):
            raise DeliveryFailed(_("Đơn vị nhận từ chối (mã %d).") % answer.status, permanent=True)
        if not 200 <= answer.status < 300:
            raise DeliveryFailed(_("Đơn vị nhận đang lỗi (mã %d).") % answer.status)
        return Receipt(external_id=_uri(delivery.story), detail={"status": str(answer.status)})

    def confirm(self, delivery: Delivery) -> bool:
        """The subscriber's answer to the push is the confirmation; it has no address to read back."""
        return True


def ninjs_item(delivery: Delivery) -> dict[str, Any]:
    """Return the story as a ninjs 3.1 object. A withdrawal is the same item, `canceled` and without its words."""
    story = delivery.story
    item: dict[str, Any] = {
        "standard": STANDARD,
        "uri": _uri(story),
        "type": "text",
        "representationType": "full",
        "version": str(story.revision_number),
        "versionCreated": story.approved_at.isoformat(),
        # Not the first release: another channel may note it between two attempts, and one key must mean one thing.
        "firstCreated": story.created_at.isoformat(),
        "pubStatus": PUBLISH_STATUS.get(delivery.action, "usable"),
        "urgency": story.urgency,
        "language": story.language,
        "headlines": [
            {
                "role": "main",
                "contentType": "text/plain",
                "value": story.edition("wire", "headline", story.headline),
            }
        ],
        "by": ", ".join(byline.name for byline in story.bylines),
        "copyrightHolder": accounts.organisation(organisation_id=story.agency_id).name,
    }
    if delivery.action != Action.WITHDRAW:
        item |= _words(story) | _described(story)
    return item


def _words(story: ReleasedStory) -> dict[str, Any]:
    """Return the text, marked up and plain, and the pictures that stand beside it."""
    counted = statistics(story.body)
    body = {"wordCount": counted.syllables, "charCount": counted.characters}
    return {
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": story.standfirst}],
        "bodies": [
            {"role": "main", "contentType": "text/html", **body, "value": render_html(story.body)},
            {"role": "plain", "contentType": "text/plain", **body, "value": plain_text(story.body)},
        ],
        "associations": [associated(story, asset) for asset in story.assets.values()],
    }


def _described(story: ReleasedStory) -> dict[str, Any]:
    """Return what is said about the story; what nobody said is left out."""
    section = (("section", story.section),) if story.section else ()
    terms = (*section, *(("topic", t) for t in story.topics), *(("keyword", t) for t in story.tags))
    notes = [f"{c.false_content} → {c.corrected_content}" for c in story.corrections]
    said: dict[str, Any] = {
        "people": [{"name": byline.name, "rel": byline.role} for byline in story.bylines],
        "subjects": [
            {"name": term.name, "rel": kind, "uri": f"urn:hoitu:{kind}:{term.id}"} for kind, term in terms
        ],
        "genres": [{"name": str(dict(stories.GENRES).get(story.genre, story.genre)), "literal": story.genre}],
        "located": story.location,
        "places": [{"name": story.location}] if story.location else [],
        "infoSources": [{"name": story.source_credit}] if story.source_credit else [],
        "events": [{"name": link.label or link.url, "uri": link.url} for link in story.event_links],
        "usageTerms": story.rights_note,
        "edNote": "\n".join(notes),
        "digitalSourceType": {"uri": AI_GENERATED} if story.ai_label == "generated" else {},
    }
    return {name: value for name, value in said.items() if value}


def associated(story: ReleasedStory, asset: Asset) -> dict[str, Any]:
    """Return a picture, video or recording with addresses that work for some hours: subscribers fetch on arrival."""
    return {
        "name": str(asset.id),
        "rel": "lead" if asset.id == story.lead_asset_id else "inline",
        "uri": f"urn:hoitu:asset:{asset.id}",
        "type": asset.kind,
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": words}
            for role, words in (("caption", asset.caption), ("alt", asset.alt))
            if words
        ],
        "by": asset.credit,
        "usageTerms": asset.rights_note,
        "renditions": [
            {
                "name": row.name,
                "href": media.signed_url(row.key),
                "contentType": row.media_type,
                "width": row.width,
                "height": row.height,
                "sizeInBytes": row.size_bytes,
            }
            for row in asset.renditions
            # A ladder's files name each other, which a signed address does not allow.
            if asset.kind == "picture" or row.name.startswith(("play.", "poster.", "captions/"))
        ],
    }


def _uri(story: ReleasedStory) -> str:
    return f"urn:newsml:hoitu:{story.story_id}"

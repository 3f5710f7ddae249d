"""Stories pushed as IPTC ninjs 3.1 to a subscriber by signed HTTP."""

import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hoitu.channels.data import Action, Delivery, DeliveryFailed, Receipt
from hoitu.kernel import clock
from hoitu.kernel.http import FetchError, send
from hoitu.kernel.signatures import sign_headers
from hoitu.stories.data import ReleasedStory
from hoitu.stories.document.html_out import render_html
from hoitu.stories.document.plain import plain_text, statistics

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
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
    """Return the story as a ninjs 3.1 object. A withdrawal is the same item with `pubstatus` canceled."""
    story = delivery.story
    words = statistics(story.body)
    item: dict[str, Any] = {
        "standard": STANDARD,
        "uri": _uri(story),
        "type": "text",
        "representationtype": "complete",
        "version": str(story.revision_number),
        "versioncreated": story.approved_at.isoformat(),
        "contentcreated": story.approved_at.isoformat(),
        "pubstatus": PUBLISH_STATUS.get(delivery.action, "usable"),
        "urgency": story.urgency,
        "language": story.language,
        "headlines": [{"role": "main", "value": story.edition("wire", "headline", story.headline)}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": story.standfirst}],
        "by": ", ".join(byline.name for byline in story.bylines),
    }
    if delivery.action != Action.WITHDRAW:
        html = render_html(story.body)
        item["bodies"] = [
            {"role": "main", "contenttype": "text/html", "wordcount": words.syllables, "value": html},
            {"role": "plain", "contenttype": "text/plain", "value": plain_text(story.body)},
        ]
    if story.first_released_at:
        item["firstcreated"] = story.first_released_at.isoformat()
    if story.section:
        item["subjects"] = [
            {"name": story.section.name, "uri": f"{settings.PUBLIC_URL}/{story.section.slug}/"}
        ]
    if story.rights_note:
        item["rightsinfo"] = [{"usageterms": story.rights_note}]
    if story.corrections:
        item["ednote"] = "; ".join(correction.corrected_content for correction in story.corrections)
    return item


def _uri(story: ReleasedStory) -> str:
    return f"urn:newsml:hoitu:{story.story_id}"

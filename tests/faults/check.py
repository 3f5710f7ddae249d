"""Compares what people were told with what the installation has; a process of its own.

Reads the acknowledged actions as JSON and prints what is missing, one sentence each, as JSON. With
`--plant STORY` it first deletes the last acknowledged words of that story, as only a superuser can.
"""

import json
import os
import sys
from typing import Any

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
django.setup()

from hoitu.channels.models import DeliveryRow, Release  # noqa: E402
from hoitu.kernel import postgres  # noqa: E402
from hoitu.kernel.models import FactDelivery  # noqa: E402
from hoitu.project.config import load  # noqa: E402
from hoitu.project.databases import cluster_of  # noqa: E402
from hoitu.stories.document import crdt  # noqa: E402
from hoitu.stories.document.plain import plain_text  # noqa: E402
from hoitu.stories.models import CorrectionNotice, Movement, Story  # noqa: E402
from hoitu.stories.words import document_of  # noqa: E402

WHY = "tests"


def missing(kept: dict[str, Any]) -> list[str]:
    """Return what of one story's acknowledged actions is not there."""
    story = Story.objects.unscoped(why=WHY).filter(pk=kept["story_id"]).first()
    if story is None:
        return [f"story {kept['headline']} is gone"]
    lost = []
    text = plain_text(crdt.tree_of(document_of(story)))
    lost += [f"{story}: words {word} are gone" for word in kept["words"] if word not in text]
    names = iter(
        Movement.objects.unscoped(why=WHY)
        .filter(story=story)
        .order_by("moved_at")
        .values_list("name", flat=True)
    )
    lost += [f"{story}: step {name} is gone" for name in kept["moves"] if name not in names]
    notices = set(
        CorrectionNotice.objects.unscoped(why=WHY)
        .filter(story=story)
        .values_list("corrected_content", flat=True)
    )
    lost += [f"{story}: correction {text} is gone" for text in kept["corrections"] if text not in notices]
    if kept["life"] == "withdrawn" and story.life != "withdrawn":
        lost.append(f"{story}: was withdrawn, is {story.life}")
    if kept["life"] == "approved":
        approved = json.dumps(story.approved_revision.content) if story.approved_revision else ""
        lost += [
            f"{story}: approved without {word}" for word in kept["approved_words"] if word not in approved
        ]
    return lost


def unfinished() -> list[str]:
    """Return what still waits or is half done once everything has come to rest."""
    found = [
        f"{row.receiver} waits for {row.subject} ({row.state}: {row.error[-300:]})"
        for row in FactDelivery.objects.exclude(state="done")
    ]
    rows = DeliveryRow.objects.unscoped(why=WHY).select_related("release__channel")
    found += [
        f"delivery to {row.release.channel} of {row.release.story_id} is {row.state}: {row.error}"
        for row in rows.filter(state__in=("queued", "retrying", "failed"))
    ]
    for release in Release.objects.unscoped(why=WHY).select_related("story", "channel"):
        story = release.story
        wanted = {"withdrawn": "withdrawn", "released": "out", "approved": "out"}.get(story.life)
        if wanted and release.state != wanted:
            found.append(f"{story} is {story.life}, on {release.channel} it is {release.state}")
        if wanted == "out" and release.revision_id != story.approved_revision_id:
            found.append(f"{story} on {release.channel} is not the approved revision")
    return found


def plant(story_id: str) -> None:
    """Lose a story's words behind the newsroom's back."""
    cluster = cluster_of(load())
    with psycopg.connect(cluster.address(postgres.SUPERUSER).conninfo()) as database:
        database.execute("DELETE FROM stories_documentupdate WHERE story_id = %s", [story_id])
        database.execute(
            "UPDATE stories_documentstate SET state = %s WHERE story_id = %s",
            [crdt.empty_document(), story_id],
        )


if __name__ == "__main__":
    if "--plant" in sys.argv:
        plant(sys.argv[-1])
    told = json.load(sys.stdin)
    lost = [sentence for kept in told for sentence in missing(kept)]
    json.dump({"lost": lost, "unfinished": unfinished()}, sys.stdout)

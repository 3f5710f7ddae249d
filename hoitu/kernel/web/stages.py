"""How each stage and state looks everywhere: a colour and a drawing, so that colour never speaks alone."""

from typing import NamedTuple


class Look(NamedTuple):
    """`tone` names a pair of colours in the style sheet, `icon` a drawing."""

    tone: str
    icon: str


NEUTRAL = Look("slate", "point")

LOOKS: dict[str, Look] = {
    # a story's way
    "idea": Look("slate", "bulb"),
    "pitch": Look("slate", "bulb"),
    "assigned": Look("slate", "user-check"),
    "draft": Look("slate", "pencil"),
    "writing": Look("slate", "pencil"),
    "submitted": Look("amber", "send"),
    "desk": Look("amber", "users"),
    "desk_review": Look("amber", "users"),
    "review": Look("amber", "eye-check"),
    "editing": Look("violet", "edit"),
    "secretary": Look("violet", "clipboard-check"),
    "secretariat": Look("violet", "clipboard-check"),
    "interviewee": Look("violet", "message-question"),
    "legal": Look("violet", "scale"),
    "final": Look("blue", "rubber-stamp"),
    "final_review": Look("blue", "rubber-stamp"),
    "returned": Look("orange", "arrow-back-up"),
    "approved": Look("green", "circle-check"),
    "scheduled": Look("teal", "calendar-time"),
    "embargo": Look("teal", "lock"),
    "embargoed": Look("teal", "lock"),
    "published": Look("ink", "world"),
    "released": Look("ink", "world"),
    "updated": Look("ink", "refresh"),
    "corrected": Look("orange", "file-pencil"),
    "withdrawn": Look("red", "ban"),
    "spiked": Look("red", "trash"),
    "archived": Look("slate", "archive"),
    # a delivery's or job's way
    "planned": Look("slate", "calendar"),
    "armed": Look("blue", "circle-check"),
    "waiting": Look("amber", "hourglass"),
    "pending": Look("amber", "hourglass"),
    "sending": Look("blue", "send"),
    "running": Look("blue", "player-play"),
    "sent": Look("teal", "check"),
    "confirmed": Look("green", "circle-check"),
    "done": Look("green", "circle-check"),
    "partial": Look("orange", "alert-triangle"),
    "failed": Look("red", "alert-triangle"),
    "dead": Look("red", "alert-octagon"),
    "cancelled": Look("slate", "x"),
    "held": Look("orange", "player-pause"),
    # a file's way into the archive
    "quarantined": Look("amber", "shield"),
    "processing": Look("blue", "settings"),
    "ready": Look("green", "circle-check"),
    "refused": Look("red", "ban"),
    # people, licences, switches
    "active": Look("green", "circle-check"),
    "invited": Look("blue", "mail"),
    "inactive": Look("slate", "circle-off"),
    "locked": Look("red", "lock"),
    "expired": Look("red", "calendar-x"),
    "expiring": Look("orange", "calendar-time"),
    "urgent": Look("red", "bolt"),
}


def look_of(key: str) -> Look:
    """Return how the stage or state named `key` looks; stages that an agency made up look plain."""
    return LOOKS.get(str(key).lower().replace("-", "_"), NEUTRAL)

"""Publications of outside systems over HTTP: a token says who may, a signature says that nothing was changed."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import WithJsonSchema

from hoitu.connector import api
from hoitu.connector.data import Answer
from hoitu.connector.policies.rows import FLAGS, LENGTHS, MEDIA, SUBJECTS, TIMES
from hoitu.kernel import clock
from hoitu.kernel.rest import REFUSALS, acting

router = Router(tags=["connector"])

ROWS_MAX = 1_000
SIGNED = [
    {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": words}
    for name, words in (
        ("Hoitu-Key", "Name of the key, k_…, from the screen “Kết nối”."),
        ("Hoitu-Date", "When it was signed: whole seconds since 1970, at most five minutes off."),
        ("Hoitu-Nonce", "16 to 64 letters that no other request of this key has."),
        ("Content-Digest", "sha-256=:<base64 of the SHA-256 of the body>:"),
        (
            "Hoitu-Signature",
            "Base64 of HMAC-SHA256 or Ed25519 over six lines, joined by a line feed: hoitu-1, the method, the path "
            "with its query, and the values of Hoitu-Date, Hoitu-Nonce and Content-Digest. Always needed.",
        ),
    )
]


def _row_schema() -> dict[str, Any]:
    fields: dict[str, Any] = {name: {"type": "string", "maxLength": most} for name, most in LENGTHS.items()}
    fields |= {"medium": {"type": "string", "enum": list(MEDIA)}}
    fields |= {"subject": {"type": "string", "enum": list(SUBJECTS)}}
    fields |= {name: {"type": ["string", "null"], "format": "date-time"} for name in TIMES}
    fields |= {name: {"type": "boolean", "default": False} for name in FLAGS}
    return {
        "type": "object",
        "title": "PublicationIn",
        "description": "One item on one platform as its sender knows it since `changed_at`. A wrong row is refused "
        "by itself. `confirmed_at` is when the sender read the public address back: without it the item does not "
        "count. `is_retracted` says that the item never stood there; then `id` and `changed_at` are enough.",
        "properties": fields,
        "required": ["id", "changed_at", "title", "platform", "medium", "published_at"],
    }


class BatchIn(Schema):
    """Publications, at most 1,000. The same rows may come again, in any order: the newest version of each holds."""

    rows: Annotated[
        list[Any],
        Field(max_length=ROWS_MAX),
        WithJsonSchema({"type": "array", "maxItems": ROWS_MAX, "items": _row_schema()}),
    ]


class FaultOut(Schema):
    """What is wrong: the field, a code for programs, a sentence for people."""

    field: str
    code: str
    sentence: str


class RowOut(Schema):
    """What became of one row."""

    id: str
    answer: Answer
    faults: list[FaultOut]


class BatchOut(Schema):
    """Every row's answer, in the order of the request."""

    received_at: datetime
    accepted: int
    unchanged: int
    refused: int
    rows: list[RowOut]


@router.post(
    "/connector/publications", response={200: BatchOut, **REFUSALS}, openapi_extra={"parameters": SIGNED}
)
def push_publications(request: HttpRequest, given: BatchIn) -> BatchOut:
    """Take what an outside system published, corrected and took down. Needs `connector.push` and a signature."""
    connection = api.signed_by(
        actor=acting(request, "connector.push"),
        method=request.method or "",
        path=request.get_full_path(),
        body=request.body,
        headers=request.headers,
    )
    taken = api.take_rows(connection_id=connection.pk, given=given.rows)
    return BatchOut(
        received_at=clock.now(),
        **taken.counts,
        rows=[
            RowOut(
                id=one.id,
                answer=one.answer,
                faults=[
                    FaultOut(field=bad.field, code=bad.code, sentence=bad.sentence) for bad in one.faults
                ],
            )
            for one in taken.outcomes
        ],
    )

"""Proofreading over HTTP."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hoitu.kernel.rest import REFUSALS, Problem, ShortLine, acting
from hoitu.language import api

router = Router(tags=["language"])
PartText = Annotated[str, Field(max_length=api.TEXT_CHARACTERS_MAX)]


class Part(Schema):
    """A piece of text under a name of the caller's."""

    key: ShortLine
    text: PartText


class PartsIn(Schema):
    """What is to be read."""

    parts: Annotated[list[Part], Field(max_length=api.PARTS_MAX)]


class FindingOut(Schema):
    """One suspected mistake; `start` and `end` count code points of the text in NFC."""

    start: int
    end: int
    kind: str
    message: str
    replacements: list[str]
    rule: str


class PartOut(Schema):
    """The findings of one part, in the order of the text."""

    key: str
    findings: list[FindingOut]


class PartsOut(Schema):
    """The parts in the order they came; a key that came twice counts once, with its last text."""

    parts: list[PartOut]


def read(found: dict[str, list[api.Finding]]) -> PartsOut:
    """Return findings as they go out."""
    return PartsOut(
        parts=[
            PartOut(
                key=key, findings=[FindingOut.model_validate(each, from_attributes=True) for each in findings]
            )
            for key, findings in found.items()
        ]
    )


@router.post("/proofreading", response={200: PartsOut, **REFUSALS, 413: Problem})
def proofread(request: HttpRequest, given: PartsIn) -> PartsOut:
    """Return what is probably wrong in each part, under the agency's rules. Needs `language.proof`."""
    actor = acting(request, "language.proof")
    return read(api.findings_of(actor=actor, parts={part.key: part.text for part in given.parts}))

"""Proofreading for the editor, and the page of rules that everybody starts with."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.kernel.web.json_body import UnreadableBody, json_body
from hoitu.language import api
from hoitu.language.operations.house import BOOK, allow_words, take_suggestion
from hoitu.language.queries import open_suggestions

KEEP = "registers.wording"


@needs("language.proof")
@require_POST
def proofread(request: ActorRequest) -> JsonResponse:
    """Answer {parts: [{key, text}]} with the findings of each part."""
    try:
        found = api.findings_of(actor=request.actor, parts=_parts(json_body(request)))
    except Refused as refusal:
        return _refused(refusal)
    rows = [{"key": key, "findings": [asdict(each) for each in findings]} for key, findings in found.items()]
    return JsonResponse({"parts": rows, "may_add": request.actor.may(KEEP)})


@needs(KEEP)
@require_POST
def allow(request: ActorRequest) -> JsonResponse:
    """Take {words} into the house's list: they are not marked again."""
    try:
        allow_words(actor=request.actor, words=_words(json_body(request)))
    except Refused as refusal:
        return _refused(refusal)
    return JsonResponse({})


@needs(KEEP)
@require_GET
def house(request: ActorRequest) -> HttpResponse:
    """Show the suggestions of the product that hold while the agency has no row of its own."""
    context = {"suggestions": open_suggestions(request.actor.agency), "book": BOOK}
    return render(request, "language/house.html", context)


@needs(KEEP)
@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """Copy a suggestion into the book and open it there."""
    try:
        row_id = take_suggestion(actor=request.actor, wrong=request.POST.get("wrong", ""))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("language:house")
    messages.success(request, _("Đã chép vào sổ của cơ quan. Sửa hoặc lưu trữ dòng này tùy ý."))
    return redirect("registers:row", book=BOOK, row_id=row_id)


def _parts(given: dict[str, object]) -> dict[str, str]:
    rows = given.get("parts")
    if not isinstance(rows, list):
        raise UnreadableBody()
    parts = {}
    for row in rows:
        key, text = (row.get("key"), row.get("text")) if isinstance(row, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(text, str) or len(key) > 100:
            raise UnreadableBody()
        parts[key] = text
    return parts


def _words(given: dict[str, object]) -> str:
    words = given.get("words")
    if not isinstance(words, str):
        raise UnreadableBody()
    return words


def _refused(refusal: Refused) -> JsonResponse:
    return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)

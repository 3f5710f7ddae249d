"""The page of one story: write, send on, and everything that is said about it."""

import base64
import json
from dataclasses import asdict
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts import api as accounts
from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.web.json_body import UnreadableBody, json_body
from hoitu.stories import api, locks, policies
from hoitu.stories.document import crdt, seen
from hoitu.stories.editions import EDITION_FIELDS
from hoitu.stories.errors import AnotherSignedIn
from hoitu.stories.models import Story, Transition
from hoitu.stories.queries import moves_for, story_for
from hoitu.stories.web import forms
from hoitu.stories.web.bylines import byline_fields
from hoitu.stories.web.lost_words import shown_lost
from hoitu.stories.web.touched import base_of
from hoitu.stories.words import document_of

ANY_ID = UUID(int=0)
EDITION_LABELS = {
    "web": _("Trang web"),
    "social": _("Mạng xã hội"),
    "print": _("Báo in"),
    "radio": _("Phát thanh"),
    "tv": _("Truyền hình"),
    "wire": _("Trao đổi tin"),
}


@needs("stories.write")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Ask for genre, section and desk, then open the empty page."""
    actor = request.actor
    form = forms.NewStoryForm(request.POST or None, agency_id=actor.agency)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        story_id = api.create_story(
            actor=actor,
            headline=given["headline"],
            genre=given["genre"],
            section_id=UUID(given["section"]) if given["section"] else None,
            desk_id=UUID(given["desk"]) if given["desk"] else None,
        )
        return redirect("stories:story", story_id)
    return render(request, "stories/new.html", {"form": form})


@signed_in
@require_GET
def story(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the story to write and to decide on."""
    found = story_for(actor=request.actor, story_id=story_id)
    return render(request, "stories/story.html", page(request, found))


def page(request: ActorRequest, found: Story) -> dict[str, object]:
    """Return what the story page and its panels show."""
    actor = request.actor
    editions = {edition.channel_kind: edition.fields for edition in found.editions.all()}
    people = accounts.people_of(agency_id=actor.agency)
    moves = moves_for(actor=actor, story=found)
    details = forms.DetailsForm(
        initial=forms.DetailsForm.initial_of(found), agency_id=actor.agency, prefix="d"
    )
    return {
        "story": found,
        "asset_url": reverse("media:show", args=[ANY_ID]).replace(str(ANY_ID), "{id}"),
        "moving_url": reverse("media:moving-choices") if actor.may("media.read") else "",
        "captions_url": reverse("media:captions", args=[ANY_ID]).replace(str(ANY_ID), "{id}"),
        "archive_url": reverse("media:choices") if actor.may("media.read") else "",
        "provinces": json.dumps([asdict(one) for one in accounts.provinces().values() if not one.sample]),
        "proof_url": reverse("language:proof") if actor.may("language.proof") else "",
        "may_write": policies.may_write(actor, found),
        "writing_mode": policies.writing_mode(actor, found),
        "lock": locks.sentence(found),
        "lost_words": shown_lost(actor, found),
        "may_lock": actor.may("stories.lock"),
        "lock_form": forms.LockForm(prefix="l"),
        "moves": moves,
        **(_seen(found) if any(move.kind == Transition.Kind.APPROVE for move in moves) else {}),
        "details": details,
        "details_base": base_of(details),
        **byline_fields(found.bylines.all(), seen=found.bylines.all()),
        "byline_roles": forms.BYLINE_ROLES,
        "people": people,
        "people_names": json.dumps({str(person.id): person.full_name for person in people}),
        "editions": [
            {
                "kind": kind,
                "label": EDITION_LABELS[kind],
                "filled": any(editions.get(kind, {}).values()),
                "fields": [
                    {"spec": field, "value": editions.get(kind, {}).get(field.name, "")} for field in fields
                ],
            }
            for kind, fields in EDITION_FIELDS.items()
        ],
        "reviews": [
            (review, forms.AnswerForm(prefix="a", auto_id=f"id_{review.pk}_%s"))
            for review in found.reviews.all()
        ],
        "review_form": forms.ReviewForm(prefix="r"),
        "correction_form": forms.CorrectionForm(prefix="c"),
        "reason_form": forms.ReasonForm(prefix="w"),
        "may_read_sources": actor.may("stories.read_sources") or policies.is_author(actor, found),
        "source_text": getattr(getattr(found, "source_note", None), "text", ""),
        "movements": list(found.movements.order_by("-moved_at")[:30]),
        "may_correct": found.life == "released" and policies.may_write(actor, found),
        "may_withdraw": found.life in ("approved", "released") and actor.may("stories.withdraw"),
        "may_restore": found.life == "withdrawn"
        and actor.may("stories.withdraw")
        and actor.may("stories.approve_final"),
    }


def _seen(found: Story) -> dict[str, object]:
    """Return what an approval will say that this page showed; the editor replaces it by what it shows then."""
    text = document_of(found)
    name = seen.fingerprint(text)
    return {
        "seen": name,
        "seen_name": name[:4],
        "seen_vector": base64.b64encode(crdt.state_vector_of(text)).decode("ascii"),
        "seen_details": api.details_hash(found),
    }


@signed_in
@require_POST
def document(request: ActorRequest, story_id: UUID) -> JsonResponse:
    """Exchange words with an editor: JSON with base64 Yjs bytes in, the same out.

    `person` in the address is whose page it is. Raises `AnotherSignedIn` when that is not who is signed in.
    """
    if request.GET.get("person", str(request.actor.person_id)) != str(request.actor.person_id):
        raise AnotherSignedIn()
    given = json_body(request)
    synced = api.sync_document(
        actor=request.actor,
        story_id=story_id,
        update=_bytes(given.get("update", "")),
        state_vector=_bytes(given.get("state_vector", "")),
    )
    return JsonResponse(
        {
            "update": base64.b64encode(synced.update).decode("ascii"),
            "saved_at": synced.saved_at.isoformat(),
            "seq": synced.seq,
            "stage": synced.standing.stage,
            "may_write": synced.standing.may_write,
            "mode": synced.standing.mode,
            "lock": synced.standing.lock,
        }
    )


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asked, so that only the changed part is sent."""
    return request.headers.get("HX-Request") == "true"


@needs("stories.write")
@require_POST
def propose(request: ActorRequest, story_id: UUID) -> JsonResponse:
    """Keep words that the story did not take as a version beside it: JSON with a base64 update in."""
    update = _bytes(json_body(request).get("update"))
    return JsonResponse({"number": api.propose_words(actor=request.actor, story_id=story_id, update=update)})


def _bytes(words: object) -> bytes:
    if not isinstance(words, str):
        raise UnreadableBody()
    try:
        return base64.b64decode(words, validate=True)
    except ValueError:
        raise UnreadableBody() from None

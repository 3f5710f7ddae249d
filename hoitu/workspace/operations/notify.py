"""Tell people what concerns them, in the page and by e-mail."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.channels.events import ReleaseTroubled, StoryReleased
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.live import notify_live
from hoitu.kernel.mail import Letter, post
from hoitu.stories import api as stories
from hoitu.stories.data import StoryCard
from hoitu.stories.events import StoryMoved
from hoitu.workspace.models import MailPreference, Notification
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.devices import push_later


def on_story_moved(fact: StoryMoved) -> None:
    """Tell those whose turn it is now; after a return, the authors."""
    assert fact.agency_id is not None
    card = _card(fact.agency_id, fact.story_id)
    if card is None:
        return
    if fact.kind_of_move in ("return", "spike"):
        people: Iterable[UUID] = stories.author_ids(story_id=fact.story_id)
        text = _("%(who)s trả lại “%(headline)s”: %(note)s")
        icon = "arrow-back-up"
    elif fact.kind_of_move == "approve":
        people, text, icon = (
            stories.author_ids(story_id=fact.story_id),
            _("“%(headline)s” đã được duyệt."),
            "rubber-stamp",
        )
    else:
        people = holding(fact.agency_id, stories.permission_at(story_id=fact.story_id))
        text, icon = _("%(who)s gửi “%(headline)s”."), "send"
    words = {"who": fact.by_name, "headline": card.headline, "note": fact.note}
    _tell(
        fact.agency_id,
        people,
        f"{fact.subject}:{fact.to_stage}:{card.updated_at.isoformat()}",
        icon,
        text % words,
        fact.story_id,
        except_for=fact.by_id,
    )


def on_story_released(fact: StoryReleased) -> None:
    """Tell the authors that readers have the story (or that it was taken down)."""
    assert fact.agency_id is not None
    card = _card(fact.agency_id, fact.story_id)
    if card is None or fact.action in ("update", "restore") or _is_old_news(card, fact):
        return
    text = {
        "publish": _("“%(headline)s” đã lên sóng, lên trang."),
        "correct": _("Cải chính của “%(headline)s” đã đăng."),
        "withdraw": _("“%(headline)s” đã gỡ."),
    }[fact.action] % {"headline": card.headline}
    key = f"{fact.release_id}:{fact.action}:{fact.revision_id}"
    _tell(fact.agency_id, stories.author_ids(story_id=fact.story_id), key, "world", text, fact.story_id)


def on_release_troubled(fact: ReleaseTroubled) -> None:
    """Tell those who plan releases that a channel refused."""
    assert fact.agency_id is not None
    planners = holding(fact.agency_id, "channels.plan")
    text = _("Kênh %(channel)s gặp lỗi: %(sentence)s") % {
        "channel": fact.channel_name,
        "sentence": fact.sentence,
    }
    key = f"trouble:{fact.release_id}:{fact.sentence}"[:200]
    _tell(fact.agency_id, planners, key, "alert-triangle", text, fact.story_id)


def _is_old_news(card: StoryCard, fact: StoryReleased) -> bool:
    """Imported stories were public long before they came here; nobody waits to hear of them."""
    first = card.first_released_at
    return fact.action == "publish" and first is not None and fact.at - first > timedelta(hours=1)


def mark_read(*, actor: Actor) -> None:
    """Mark everything the actor was told as read."""
    Notification.objects.for_agency(actor.agency).filter(person_id=actor.person, read_at=None).update(
        read_at=clock.now()
    )


def tell(
    agency_id: UUID,
    people: Iterable[UUID],
    key: str,
    icon: str,
    text: str,
    url: str,
    *,
    link_words: str,
    except_for: UUID | None = None,
) -> None:
    """Tell people of an agency something once, in the page, on their devices and by e-mail.

    It is work of the rooms beside the newsroom: open start pages gather their duties again.
    """
    with transaction.atomic():
        _keep(agency_id, people, key, icon, text, url, link_words=link_words, except_for=except_for)
        notify_live(agency_id, "duties", key[:100])


def _keep(
    agency_id: UUID,
    people: Iterable[UUID],
    key: str,
    icon: str,
    text: str,
    url: str,
    *,
    link_words: str,
    except_for: UUID | None,
) -> None:
    rows = [
        Notification(
            agency_id=agency_id,
            person_id=person_id,
            key=key[:200],
            icon=icon,
            text=text[:400],
            url=url,
            made_at=clock.now(),
        )
        for person_id in sorted(set(people) - {except_for}, key=str)
    ]
    with transaction.atomic():
        # Who was told the same before keeps the row from then: of ours, only those stand that are news.
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
        news = (
            Notification.objects.for_agency(agency_id).filter(pk__in=[row.pk for row in rows]).order_by("pk")
        )
        push_later(news)
        _mail([row.person_id for row in news], text, url, link_words)
        notify_live(agency_id, "notifications", key[:100])


def _tell(
    agency_id: UUID,
    people: Iterable[UUID],
    key: str,
    icon: str,
    text: str,
    story_id: UUID,
    *,
    except_for: UUID | None = None,
) -> None:
    url = reverse("stories:story", args=[story_id])
    _keep(agency_id, people, key, icon, text, url, link_words=_("Mở bài"), except_for=except_for)


def _mail(people: Collection[UUID], text: str, url: str, link_words: str) -> None:
    silent = MailPreference.objects.filter(person_id__in=people, by_mail=False)
    letter = partial(
        Letter,
        subject=" ".join(text.split())[:150],
        paragraphs=(text,),
        link=f"{settings.NEWSROOM_URL}{url}",
        link_words=link_words,
    )
    for address in accounts.emails_of(
        person_ids=set(people) - set(silent.values_list("person_id", flat=True))
    ):
        post(letter(to=(address,)))


def _card(agency_id: UUID, story_id: UUID) -> StoryCard | None:
    try:
        return stories.story_card(actor=Actor.system(agency_id=agency_id), story_id=story_id)
    except NotFound:
        return None

"""A private note: its words reach nobody but their writer, by no page, API, log, trail, fact or notification."""

import logging

import pytest

from hoitu.accounts.testing import signed_in
from hoitu.audit.models import AuditEntry
from hoitu.discussion import api, errors
from hoitu.discussion.data import Kind, Place, Show
from hoitu.discussion.models import ThreadRow
from hoitu.discussion.testing import Newsroom
from hoitu.kernel.errors import NotFound
from hoitu.kernel.models import FactRecord
from hoitu.kernel.testing import deliver_facts
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db

CANARY = "cuagiukin"


def note(room: Newsroom) -> ThreadRow:
    words = f"{CANARY} @Trần Văn Minh"
    thread_id = api.open_thread(
        actor=room.lan, story_id=room.story.pk, kind=Kind.NOTE, words=words, quote=CANARY, is_anchored=True
    )
    api.reply(actor=room.lan, thread_id=thread_id, words=f"thêm {CANARY}")
    return ThreadRow.objects.for_agency(room.agency.pk).get(pk=thread_id)


def test_its_writer_reads_it_and_it_leaves_no_mark(room: Newsroom) -> None:
    row = note(room)
    [thread] = api.threads(actor=room.lan, story_id=room.story.pk, show=Show.MINE)
    assert (thread.id, thread.quote, len(thread.messages)) == (row.pk, CANARY, 2)
    assert not row.is_anchored


def test_no_page_and_no_api_shows_it_to_anybody_else(room: Newsroom) -> None:
    row = note(room)
    pages = [f"/tin-bai/{room.story.pk}/", "/", "/thong-bao/", "/nhat-ky/"]
    pages += [f"/tin-bai/{room.story.pk}/trao-doi/?loc={show.value}" for show in Show]
    pages += [f"/tin-bai/{room.story.pk}/trao-doi/{place.value}/" for place in Place]
    calls = [f"/api/stories/{room.story.pk}/threads?state={state}" for state in ("open", "resolved")]
    for person in (room.people["minh"], room.people["thu"], room.people["dung"], room.other):
        client = signed_in(person)
        for address in pages + calls:
            for headers in ({}, {"HX-Request": "true"}):
                answer = client.get(address, headers=headers, follow=True)
                assert CANARY not in answer.content.decode(), address
                assert str(row.pk) not in answer.content.decode(), address
    own = signed_in(room.people["lan"])
    assert CANARY in own.get(f"/tin-bai/{room.story.pk}/trao-doi/").content.decode()
    assert CANARY in own.get(calls[0]).content.decode()


def test_nobody_else_finds_answers_or_settles_it(room: Newsroom) -> None:
    row = note(room)
    [first, _second] = api.thread(actor=room.lan, thread_id=row.pk).messages
    tries = (
        lambda: api.thread(actor=room.dung, thread_id=row.pk),
        lambda: api.reply(actor=room.dung, thread_id=row.pk, words="x"),
        lambda: api.resolve_thread(actor=room.dung, thread_id=row.pk),
        lambda: api.reopen_thread(actor=room.dung, thread_id=row.pk),
        lambda: api.edit_message(actor=room.dung, message_id=first.id, words="x"),
        lambda: api.withdraw_message(actor=room.dung, message_id=first.id),
    )
    for one in tries:
        with pytest.raises(NotFound):
            one()
    with pytest.raises(errors.ThreadTaken):
        api.open_thread(
            actor=room.dung, story_id=room.story.pk, kind=Kind.COMMENT, words="x", thread_id=row.pk
        )


def test_neither_trail_facts_notifications_logs_nor_counts_tell_of_it(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    row = note(room)
    api.resolve_thread(actor=room.lan, thread_id=row.pk)
    api.reopen_thread(actor=room.lan, thread_id=row.pk)
    deliver_facts()
    trail = AuditEntry.objects.for_agency(room.agency.pk)
    assert CANARY not in " ".join(f"{one.object_label} {one.note} {one.changes}" for one in trail)
    assert not any(one.kind.startswith("discussion.") for one in FactRecord.objects.all())
    assert not Notification.objects.for_agency(room.agency.pk).exists()
    assert CANARY not in caplog.text
    counts = api.counts(actor=room.minh, story_id=room.story.pk)
    assert (counts.open, counts.new_in_threads) == (0, 0)
    assert api.people_in(agency_id=room.agency.pk, thread_id=row.pk) == set()
    assert list(api.duties(actor=room.minh)) == []

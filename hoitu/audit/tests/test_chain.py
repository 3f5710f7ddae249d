"""The trail keeps what was written, and shows every way of tampering with it."""

import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from hoitu.audit import api
from hoitu.audit.chain import entry_hash
from hoitu.audit.models import AuditEntry
from hoitu.kernel import postgres
from hoitu.kernel.actor import Actor
from hoitu.kernel.events import DeliveryReplayed
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.kernel.testing import deliver_again, deliver_facts

AGENCY = UUID(int=7)
LAN = Actor(person_id=new_id(), name="Trần Thị Lan", agency_id=AGENCY)


@pytest.fixture(autouse=True)
def anchors(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.HOITU_AUDIT_ANCHORS = tmp_path / "anchors.jsonl"
    return tmp_path / "anchors.jsonl"


def write(count: int, agency_id: UUID = AGENCY) -> None:
    for number in range(1, count + 1):
        with transaction.atomic():
            api.record(
                actor=LAN,
                verb="stories.write",
                object_key=f"story:{number}",
                object_label=f"Bài số {number}",
                changes={"headline": ("", f"Tít {number}")},
                agency_id=agency_id,
            )


@pytest.mark.django_db
def test_any_value_keeps_its_hash_through_the_database() -> None:
    changes = {
        "rate": (0.1, 1e20),
        "money": (Decimal("2.50"), None),
        "day": (date(2026, 11, 21), datetime(2026, 11, 21, 5, tzinfo=UTC)),
        "set": (frozenset({"b", "a"}), ()),
        "text": ("a\x00b", "\ud800 Đặng Thuỳ"),
        "nested": ({"z": 1, "a": [True, None]}, new_id()),
        "large": (2**80, -1),
    }
    api.record(
        actor=LAN, verb="x.y", object_key="x:1", object_label="X\x00", changes=changes, agency_id=AGENCY
    )
    stored = AuditEntry.objects.for_agency(AGENCY).get()
    assert entry_hash(stored) == stored.hash
    assert stored.changes["set"] == [["a", "b"], []]
    assert api.verify(agency_id=AGENCY).problems == ()


@pytest.mark.django_db
def test_an_agency_reads_its_own_trail_only() -> None:
    write(3)
    write(2, UUID(int=8))
    page = api.trail(agency_id=AGENCY, limit=2)
    assert [entry.seq for entry in page.entries] == [3, 2]
    assert page.next_seq == 2
    assert [entry.object_label for entry in api.trail(agency_id=AGENCY, before_seq=2).entries] == ["Bài số 1"]
    assert len(api.trail(agency_id=UUID(int=8)).entries) == 2
    assert [entry.seq for entry in api.trail(agency_id=AGENCY, object_key="story:2").entries] == [2]
    assert len(api.trail(agency_id=AGENCY, verb="stories.").entries) == 3


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        api.record(actor=LAN, verb="x.y", object_key="x:1", object_label="X")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET note = 'x'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
        "DELETE FROM audit_audithead",
        "DROP TABLE audit_auditentry",
        "ALTER TABLE audit_auditentry DISABLE TRIGGER ALL",
    ],
)
def test_the_application_itself_cannot_change_the_trail(statement: str) -> None:
    write(1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def superuser(transactional_db: None, cluster: postgres.Cluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.address("postgres").conninfo(), autocommit=True) as found:
        yield found


def edit(db: psycopg.Connection) -> None:
    db.execute("UPDATE audit_auditentry SET object_label = 'Bài khác' WHERE seq = 2")


def edit_changes(db: psycopg.Connection) -> None:
    db.execute("UPDATE audit_auditentry SET changes = '{}' WHERE seq = 2")


def rename(db: psycopg.Connection) -> None:
    db.execute("UPDATE audit_auditentry SET actor_name = 'Người khác' WHERE seq = 5")


def delete_one(db: psycopg.Connection) -> None:
    db.execute("DELETE FROM audit_auditentry WHERE seq = 3")


def swap(db: psycopg.Connection) -> None:
    db.execute("UPDATE audit_auditentry SET seq = 99 WHERE seq = 2")
    db.execute("UPDATE audit_auditentry SET seq = 2 WHERE seq = 3")
    db.execute("UPDATE audit_auditentry SET seq = 3 WHERE seq = 99")


def cut_end(db: psycopg.Connection) -> None:
    db.execute("DELETE FROM audit_auditentry WHERE seq >= 4")


def cut_end_and_head(db: psycopg.Connection) -> None:
    cut_end(db)
    db.execute(
        "UPDATE audit_audithead h SET seq = e.seq, hash = e.hash FROM audit_auditentry e WHERE e.seq = 3"
    )


def cut_start(db: psycopg.Connection) -> None:
    db.execute("DELETE FROM audit_auditentry WHERE seq = 1")


def drop_head(db: psycopg.Connection) -> None:
    db.execute("DELETE FROM audit_audithead")


def wipe(db: psycopg.Connection) -> None:
    db.execute("DELETE FROM audit_auditentry")
    drop_head(db)


def forge(db: psycopg.Connection) -> None:
    """Rewrite the whole chain with right hashes: only the anchors outside show it."""
    prev = "0" * 64
    for entry in AuditEntry.objects.for_agency(AGENCY).order_by("seq"):
        entry.actor_name, entry.prev_hash = "Người khác", prev
        prev = entry_hash(entry)
        db.execute(
            "UPDATE audit_auditentry SET actor_name = %s, prev_hash = %s, hash = %s WHERE id = %s",
            (entry.actor_name, entry.prev_hash, prev, entry.id),
        )
    db.execute("UPDATE audit_audithead SET hash = %s", (prev,))


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (edit, [(2, "edited")]),
        (edit_changes, [(2, "edited")]),
        (rename, [(5, "edited")]),
        (delete_one, [(3, "missing")]),
        (swap, [(2, "broken"), (2, "edited"), (3, "broken"), (3, "edited"), (4, "broken")]),
        (cut_end, [(4, "cut"), (5, "cut")]),
        (cut_end_and_head, [(5, "cut")]),
        (cut_start, [(1, "missing")]),
        (drop_head, [(5, "headless")]),
        (wipe, [(0, "headless"), (5, "cut")]),
        (forge, [(5, "rewritten")]),
    ],
)
def test_tampering_as_superuser_is_found(
    superuser: psycopg.Connection, tamper: Callable[[psycopg.Connection], None], found: list[tuple[int, str]]
) -> None:
    write(5)
    assert api.append_anchors() == 1
    assert api.append_anchors() == 0
    assert api.verify().problems == ()
    tamper(superuser)
    assert [(problem.seq, problem.kind) for problem in api.verify().problems] == found


@pytest.mark.django_db(transaction=True)
def test_writers_take_turns_at_the_head() -> None:
    def write_and_close(_number: int) -> None:
        write(10)
        connections.close_all()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(write_and_close, range(4)))
    found = api.verify()
    assert (found.entries, found.problems) == (40, ())


@pytest.mark.django_db
def test_who_replayed_a_failed_delivery_is_written_down_once() -> None:
    replay = DeliveryReplayed(
        subject="delivery:1",
        agency_id=AGENCY,
        replay_id=new_id(),
        person_id=LAN.person_id,
        person_name=LAN.name,
        receiver="hoitu.site.api.on_x",
        about="stories.StoryApproved story:1",
    )
    with transaction.atomic():
        announce(replay)
    deliver_facts()
    deliver_again()
    [entry] = api.trail(agency_id=AGENCY).entries
    assert (entry.verb_label, entry.actor_name) == ("Cho chạy lại việc lỗi", LAN.name)
    assert (entry.object_label, entry.note) == (replay.about, replay.receiver)
    with transaction.atomic():
        announce(dataclasses.replace(replay, replay_id=new_id()))
    deliver_facts()
    assert len(api.trail(agency_id=AGENCY).entries) == 2

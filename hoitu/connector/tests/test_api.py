"""An outside CMS pushes what it published: signed, once, in any order, and it counts as class B."""

import base64
import hashlib
import hmac
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit.models import AuditEntry
from hoitu.connector import api
from hoitu.connector.models import Connection, Item, RefusedRow
from hoitu.connector.policies.rows import FIELDS
from hoitu.connector.policies.signing import Claims, digest_header, signed_text
from hoitu.connector.testing import Sender, make_connection, row
from hoitu.kernel import clock
from hoitu.strategy.api import Window, figure_of, published, until_of
from hoitu.strategy.models import Publication
from hoitu.strategy.queries.production import Part
from hoitu.strategy.testing import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa() -> Any:
    """The head of a magazine that has a CMS of its own."""
    return make_person(make_agency("Tạp chí Văn nghệ"), "director", name="Vũ Thị Hoa")


@pytest.fixture
def connection(hoa: Any) -> Connection:
    return make_connection(hoa.memberships.get().agency)


def _current(connection: Connection) -> list[Publication]:
    rows = Publication.objects.for_agency(connection.agency_id).filter(superseded_at=None)
    return list(rows.order_by("title", "key"))


@pytest.mark.parametrize("ed25519", [False, True])
def test_signed_rows_become_records_of_class_b(hoa: Any, connection: Connection, ed25519: bool) -> None:
    answer = Sender(hoa, connection, ed25519=ed25519).push([row("T-1"), row("T-2", medium="sách"), 7])
    told = answer.json()
    assert [one["answer"] for one in told["rows"]] == ["accepted", "refused", "refused"]
    assert told["rows"][1]["faults"] == [
        {"field": "medium", "code": "not_a_choice", "sentence": "Loại hình: Không có trong danh sách."}
    ]
    [record] = _current(connection)
    assert (record.provenance, record.source, record.confirmed_at is not None) == ("B", connection.name, True)
    figure = figure_of(indicator="IND-01", agency_id=connection.agency_id, until=until_of(None))
    assert figure is not None
    assert (figure.records, figure.provenance) == (1, "B")
    waiting = RefusedRow.objects.for_agency(connection.agency_id).filter(state="waiting")
    assert waiting.count() == 2


def test_lines_name_the_source(connection: Connection) -> None:
    api.take_rows(connection_id=connection.pk, given=[row()])
    from hoitu.strategy.queries.indicators.published import as_line

    assert as_line(_current(connection)[0]).provenance_words == f"Từ hệ thống kết nối: {connection.name}"


def test_a_correction_and_a_removal_keep_what_was_known(connection: Connection) -> None:
    api.take_rows(connection_id=connection.pk, given=[row()])
    before = clock.now()
    later = clock.now().isoformat()
    api.take_rows(
        connection_id=connection.pk, given=[row(title="Đã sửa", removed_at=later, changed_at=later)]
    )
    assert [(one.title, one.removed_at is not None) for one in _current(connection)] == [("Đã sửa", True)]
    window = Window(before - timedelta(days=1), before + timedelta(days=1))
    known = published(connection.agency_id, window, Part.RELEASES, known_at=before)
    assert [(one.title, one.removed_at) for one in known] == [("Mùa sen ở Vạn Giang", None)]


def test_a_retracted_row_is_gone_and_stays_gone(connection: Connection) -> None:
    api.take_rows(connection_id=connection.pk, given=[row()])
    gone = {"id": "T-1", "changed_at": clock.now().isoformat(), "is_retracted": True}
    assert api.take_rows(connection_id=connection.pk, given=[gone]).counts["accepted"] == 1
    assert api.take_rows(connection_id=connection.pk, given=[row()]).counts["unchanged"] == 1
    assert _current(connection) == []


def test_what_this_system_published_itself_is_not_counted_twice(connection: Connection) -> None:
    at = clock.now() - timedelta(hours=2)
    make_publication(connection.agency, at, url="https://tapchi.example/T-1")
    [outcome] = api.take_rows(connection_id=connection.pk, given=[row()]).outcomes
    assert [one.code for one in outcome.faults] == ["known_elsewhere"]
    assert [one.provenance for one in _current(connection)] == ["A"]


def test_a_row_without_read_back_does_not_count(connection: Connection) -> None:
    api.take_rows(connection_id=connection.pk, given=[row(confirmed_at=None)])
    figure = figure_of(indicator="IND-01", agency_id=connection.agency_id, until=until_of(None))
    assert figure is None or figure.records == 0


def test_a_request_is_taken_once(hoa: Any, connection: Connection) -> None:
    sender = Sender(hoa, connection)
    row_sent = row()
    headers = sender.headers(json.dumps({"rows": [row_sent]}).encode())
    assert sender.push([row_sent], headers=sender.headers(b"something else")).status_code == 403
    assert sender.push([row_sent], headers=headers).status_code == 200
    again = sender.push([row_sent], headers=headers)
    assert again.status_code == 403
    assert "đã nhận rồi" in again.json()["sentence"]


@pytest.mark.parametrize(
    ("minutes", "changed"),
    [
        (-6, {}),
        (6, {}),
        (0, {"Hoitu-Signature": "AAAA"}),
        (0, {"Hoitu-Signature": "không"}),
        (0, {"Hoitu-Nonce": "x" * 20}),
        (0, {"Hoitu-Nonce": ""}),
        (0, {"Hoitu-Date": "9" * 11}),
        (0, {"Hoitu-Key": "k_none"}),
    ],
)
def test_a_wrong_signature_is_refused(
    hoa: Any, connection: Connection, minutes: int, changed: dict[str, str]
) -> None:
    sender = Sender(hoa, connection)
    body = json.dumps({"rows": [row()]}).encode()
    headers = sender.headers(body, at=clock.now() + timedelta(minutes=minutes), **changed)
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    answer = sender.client.post(
        "/api/connector/publications", body, content_type="application/json", headers=headers
    )
    assert answer.status_code in (400, 403)
    assert not Item.objects.for_agency(connection.agency_id).exists()


def test_a_key_of_another_agency_signs_nothing_here(hoa: Any, connection: Connection) -> None:
    stranger = make_person(make_agency("Báo Khác"), "director")
    sender = Sender(stranger, make_connection(stranger.memberships.get().agency))
    sender.key = Sender(hoa, connection).key
    assert sender.push([row()]).status_code == 403


def test_keys_change_without_a_gap(hoa: Any, connection: Connection) -> None:
    old, new = Sender(hoa, connection), Sender(hoa, connection)
    with pytest.raises(api.TooManyKeys):
        Sender(hoa, connection)
    assert old.push([row()]).status_code == new.push([row()]).status_code == 200
    api.retire_key(actor=actor_of(hoa), connection_id=connection.pk, key_id=old.key.key_id)
    assert old.push([row()]).status_code == 403
    assert new.push([row()]).status_code == 200
    assert (
        AuditEntry.objects.for_agency(connection.agency_id).filter(verb="connector.retire_key").count() == 1
    )


def test_a_paused_connection_takes_nothing(hoa: Any, connection: Connection) -> None:
    sender = Sender(hoa, connection)
    api.set_paused(actor=actor_of(hoa), connection_id=connection.pk, paused=True)
    assert sender.push([row()]).status_code == 403


def test_a_refused_row_comes_right_by_a_newer_one_or_by_trying_again(
    hoa: Any, connection: Connection
) -> None:
    make_publication(connection.agency, clock.now() - timedelta(hours=2), url="https://tapchi.example/T-1")
    api.take_rows(connection_id=connection.pk, given=[row(), row("T-2", title="")])
    api.take_rows(connection_id=connection.pk, given=[row("T-2")])
    states = dict(RefusedRow.objects.for_agency(connection.agency_id).values_list("sender_id", "state"))
    assert states == {"T-1": "waiting", "T-2": "done"}
    Publication.objects.for_agency(connection.agency_id).filter(provenance="A").update(
        superseded_at=clock.now()
    )
    waiting = RefusedRow.objects.for_agency(connection.agency_id).get(state="waiting")
    assert api.try_again(actor=actor_of(hoa), row_id=waiting.pk).answer == "accepted"
    waiting.refresh_from_db()
    assert waiting.state == "done"


def test_strange_rows_are_refused_not_broken(connection: Connection) -> None:
    strange: list[Any] = [
        None, [], "x", {}, {"id": 5}, {"id": "a\x00b"}, {"id": "\ud800"}, row(title={"a": [1]}), row(extra=0.5),
        row(published_at="9999-12-31T23:59:59-23:59"), row(published_at="2026-01-01T08:00:00"), row(is_domestic="có"),
        row(url="javascript:alert(1)"), row(removed_at="1999-01-01T00:00:00Z"), {"id": "n", "n" * 900: 10**400},
    ]  # fmt: skip
    taken = api.take_rows(connection_id=connection.pk, given=strange)
    assert {one.answer for one in taken.outcomes} == {"refused"}
    assert all(one.faults for one in taken.outcomes)


VERSIONS = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 3), st.sampled_from(["Một", "Hai"]), st.booleans()),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(versions=VERSIONS, data=st.data())
def test_any_order_and_any_replay_give_the_same_state(
    versions: list[tuple[str, int, str, bool]], data: st.DataObject
) -> None:
    start = clock.now() - timedelta(hours=9)
    sent = [
        row(
            f"{name}", title=title, changed_at=(start + timedelta(minutes=minute)).isoformat(), is_retracted=gone,
            published_at=start.isoformat(), confirmed_at=None, url="",
        )
        for name, minute, title, gone in versions
    ]  # fmt: skip
    found = []
    shuffled = data.draw(st.permutations(sent + sent[: data.draw(st.integers(0, len(sent)))]))
    cut = data.draw(st.integers(0, len(shuffled)))
    for batches in ([sent], [shuffled[:cut], shuffled[cut:]]):
        connection = make_connection(make_agency())
        for batch in batches:
            api.take_rows(connection_id=connection.pk, given=batch)
        items = Item.objects.for_agency(connection.agency_id).order_by("sender_id")
        found.append(
            (
                list(items.values_list("sender_id", "changed_at", "digest", "is_retracted")),
                sorted(one.title for one in _current(connection)),
            )
        )
    assert found[0] == found[1]


def test_silence_is_told_once(hoa: Any, connection: Connection) -> None:
    from hoitu.kernel.models import FactRecord

    Connection.objects.for_agency(connection.agency_id).update(made_at=clock.now() - timedelta(days=3))
    assert [api.tell_silence(), api.tell_silence()] == [1, 0]
    assert FactRecord.objects.filter(kind="connector.ConnectionSilent").count() == 1
    api.take_rows(connection_id=connection.pk, given=[row()])
    assert api.tell_silence() == 0


GUIDE = Path(__file__).parents[3] / "docs/how-to/ket-noi-cms.md"


def test_the_guide_signs_as_the_program_does() -> None:
    words = GUIDE.read_text("utf-8")
    claims = Claims("k", "1795305600", "0123456789abcdef", digest_header(b'{"rows": []}'), "")
    text = signed_text("post", "/api/connector/publications", claims)
    signature = base64.b64encode(hmac.new(b"bi-mat-thu", text, hashlib.sha256).digest()).decode()
    assert claims.digest in words
    assert signature in words
    assert all(f"`{name}`" in words for name in FIELDS)


def test_the_example_of_the_guide_runs(hoa: Any, connection: Connection, monkeypatch: Any) -> None:
    sender = Sender(hoa, connection)
    secrets = {"HOITU_HOST": "https://x", "HOITU_TOKEN": sender.token, "HOITU_KEY": sender.key.key_id}
    for name, value in (secrets | {"HOITU_SECRET": sender.key.secret}).items():
        monkeypatch.setenv(name, value)

    def urlopen(request: Any, timeout: int) -> Any:
        headers = dict(request.header_items())
        answer = sender.client.post(
            request.selector, request.data, content_type="application/json", headers=headers
        )
        return io.BytesIO(answer.content)

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    code = GUIDE.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    space: dict[str, Any] = {"__name__": "guide"}
    exec(code, space)
    assert space["push"]([row()])["accepted"] == 1

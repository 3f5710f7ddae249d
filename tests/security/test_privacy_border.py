"""What an agency keeps to itself stays there: nothing that others get contains a word of it.

Every kind of private word (`canaries.KINDS`) is planted in agency A. Then everything that leaves it is read: every
page and export for the department and the ministry, letters, notices, facts, jobs, trails of others, live messages,
logs, baked pages. The first tests show that the scan would see a leak.
"""

import gzip
import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from hoitu.accounts.models import Membership, Person
from hoitu.accounts.testing import make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.evidence.testing import make_evidence
from hoitu.kernel.facts import deliver_waiting
from hoitu.kernel.models import FactRecord
from hoitu.papers import api as papers
from hoitu.papers.testing import sample_paper
from hoitu.site.testing import released
from hoitu.workspace.models import Notification
from tests.security.canaries import CHECKERS_SEE, KINDS, Border, found_in, text_of, word, words_of
from tests.security.test_api_permissions import EVERYTHING, TABLE, Program, with_token
from tests.security.test_permissions import undone
from tests.security.world import Address, World, addresses

pytestmark = pytest.mark.timeout(400)
EXPORTS = ("json", "xlsx", "docx", "pdf")


class Ear(logging.Handler):
    """Keeps every line as a log file would hold it, tracebacks included."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("{asctime} {levelname:<7} {name}: {message}", style="{"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Outside:
    """What left while the border was planted and looked at: live messages and log lines."""

    def __init__(self) -> None:
        self.live: list[str] = []
        self.ear = Ear()

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if "pg_notify" in str(sql):
            self.live += [str(one) for one in params or ()]
        return execute(sql, params, many, context)


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    seen, root = Outside(), logging.getLogger()
    root.addHandler(seen.ear)
    yield seen
    root.removeHandler(seen.ear)


@pytest.fixture(scope="module")
def border(world: World, outside: Outside) -> Border:
    """The planted agency; facts have been delivered and letters written as workers would."""
    with connection.execute_wrapper(outside):
        found = Border(world)
        deliver_waiting()
    return found


# -- the scan sees what is there --------------------------------------------------------------------------------

SECRET = word("draft headline")


def a_docx() -> bytes:
    return papers.docx(sample_paper(title=SECRET))


def carriers() -> dict[str, HttpResponse]:
    """Return answers of every kind that carry a private word, each written as that kind writes it."""
    sheet = papers.Sheet("Bảng", (papers.Column("Cột"),), [(SECRET,)])
    folded = f"BEGIN:VCALENDAR\r\nSUMMARY:{SECRET[:5]}\r\n {SECRET[5:]}\r\nEND:VCALENDAR"
    escaped = json.dumps({"a": [SECRET]}).replace("c", "\\u0063")
    entities = "".join(f"&#{ord(letter)};" for letter in SECRET)
    return {
        "page": HttpResponse(f"<p>{SECRET.upper()}</p>"),
        "page with entities": HttpResponse(entities),
        "header": HttpResponse(headers={"Content-Disposition": f"attachment; filename={SECRET}.pdf"}),
        "docx": HttpResponse(a_docx()),
        "pdf": HttpResponse(papers.pdf(sample_paper(title=SECRET)), content_type="application/pdf"),
        "xlsx": HttpResponse(papers.xlsx([sheet])),
        "json": HttpResponse(escaped, content_type="application/json"),
        "ics": HttpResponse(folded, content_type="text/calendar"),
        "redirect": HttpResponse(status=302, headers={"Location": f"/tim/?q={SECRET}"}),
    }


@pytest.mark.parametrize("kind", sorted(carriers()))
def test_the_scan_sees_a_word_in_every_kind_of_answer(kind: str) -> None:
    assert found_in(words_of(carriers()[kind])) == ["draft headline"]


def test_the_scan_sees_a_word_in_packed_files() -> None:
    page = f"<html>{SECRET}</html>".encode()
    assert found_in(text_of(gzip.compress(page))) == ["draft headline"]
    assert found_in(text_of(brotli.compress(page), name="index.html.br")) == ["draft headline"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_word_is_really_there(border: Border, kind: str) -> None:
    """A canary that was never planted proves nothing: the agency's own rows hold each of them."""
    with undone():
        assert kind in planted(border)


def test_a_planted_leak_is_caught_on_the_departments_pages(border: Border) -> None:
    with undone():
        make_evidence(border.agency, "measure:IND-03:2026", accepted=True, title=f"Quyết định {SECRET}")
        leaks = scan(border, border.officer, only=("strategy:", "evidence:"))
    assert any("draft headline" in kinds for kinds in leaks.values())


# -- nothing leaves ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "reader", "ministry_user"])
def test_no_page_and_no_export_shows_a_private_word(border: Border, outside: Outside, who: str) -> None:
    with undone(), connection.execute_wrapper(outside):
        leaks = scan(border, getattr(border, who), allowed=CHECKERS_SEE if who == "officer" else frozenset())
    assert leaks == {}


def test_the_scan_reached_the_departments_own_screens(border: Border) -> None:
    """A scan of refusals would be empty, too: these addresses answered with something to read."""
    own = {"reporting:version", "reporting:export", "evidence:queue", "maturity:results", "assurance:draws"}
    must = {
        f"strategy:{name}" for name in ("plan", "measure", "records", "declaration", "case", "rollup")
    } | own
    reached = set()
    with undone():
        scan(border, border.officer, only=tuple(must), reached=reached)
    assert must <= reached, must - reached


def test_no_answer_of_the_api_holds_a_private_word(border: Border) -> None:
    """Every operation, about the private story and the one that is out, by people above who may do everything."""
    with undone():
        chief = make_person(border.department, permissions=tuple(EVERYTHING), name="Trưởng Sở")
        minister = make_person(border.ministry, permissions=tuple(EVERYTHING), name="Trưởng Bộ")
        clients = [signed_in(one) for one in (border.officer, chief, minister)]
        leaks = {
            (method, path): kinds
            for client in [*clients, with_token(chief, EVERYTHING)]
            for story_id in (border.story_id, border.world.out.pk)
            for program in [Program(border.world, client, story_id)]
            for method, path in TABLE
            if (kinds := found_in(words_of(program(method, path))))
        }
    assert leaks == {}


def test_the_api_shows_the_newsroom_its_own_words(border: Border) -> None:
    """So the test above has something to miss."""
    with undone():
        chief = make_person(border.agency, permissions=tuple(EVERYTHING), name="Trưởng Báo")
        program = Program(border.world, signed_in(chief), border.story_id)
        seen = {kind for method, path in TABLE for kind in found_in(words_of(program(method, path)))}
    assert {"draft headline", "draft body", "working note"} <= seen


def test_search_for_a_draft_finds_nothing_outside(border: Border) -> None:
    with undone():
        for person in (border.officer, border.ministry_user, border.world.hoa):
            for query in ("bimatchung", "Bìmatchung"):
                for path in (f"/tim/?q={query}", f"/minh-chung/?q={query}"):
                    words = words_of(quiet(signed_in(person)).get(path))
                    assert found_in(words) == [], path


def test_letters_and_notices_to_others_hold_no_private_word(border: Border) -> None:
    own = set(Membership.objects.for_agency(border.agency.pk).values_list("person__email", flat=True))
    for job in ProcrastinateJob.objects.filter(task_name="kernel.send_letter"):
        jobs.tasks["kernel.send_letter"](**job.args)
    letters = [one for one in mail.outbox if not own & set(one.to)]
    assert letters
    assert [one.subject for one in letters if found_in(one.message().as_string() + one.body)] == []
    notices = Notification.objects.unscoped(why="tests").exclude(agency=border.agency)
    assert notices.exists()  # the department was told of the report and the difficulty
    assert [one.text for one in notices if found_in(f"{one.text} {one.url}", allowed=())] == []


def test_facts_hold_no_private_word(border: Border) -> None:
    """Facts are read by rooms above. A note of the newsroom goes to the newsroom's own people and nobody else."""
    leaks = {
        (one.kind, kind)
        for one in FactRecord.objects.all()
        for kind in found_in(json.dumps(one.payload, ensure_ascii=False))
    }
    assert leaks <= {("stories.StoryMoved", "return note")}


def test_jobs_hold_identifiers_and_letters_to_own_people_only(border: Border) -> None:
    people = Person.objects.filter(memberships__agency=border.agency)
    own = {one.email for one in people}
    leaks = []
    for job in ProcrastinateJob.objects.all():
        words = json.dumps(job.args, ensure_ascii=False)
        if found_in(words) and not set(_letter_to(job.args)) & own:
            leaks.append((job.task_name, found_in(words)))
    assert leaks == []


def _letter_to(args: Any) -> list[str]:
    letter = args.get("letter", args) if isinstance(args, dict) else {}
    return list(letter.get("to", ())) if isinstance(letter, dict) else []


def test_trails_of_other_organisations_hold_no_private_word(border: Border) -> None:
    others = AuditEntry.objects.unscoped(why="tests").exclude(agency_id=border.agency.pk)
    assert others.exists()
    rows = [f"{one.object_label} {one.note} {one.changes} {one.actor_name}" for one in others]
    assert [row for row in rows if found_in(row)] == []


def test_baked_pages_hold_no_private_word(border: Border, settings: Any, tmp_path: Path) -> None:
    settings.PUBLIC_ROOT = tmp_path
    with undone():
        assert released(border.agency.pk, headline="Tin đã đăng")
        jobs.tasks["site.bake_dirty"](slug=border.world.site.slug)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) > 5
        leaks = {
            path.name: kinds
            for path in files
            if (kinds := found_in(text_of(path.read_bytes(), name=path.name)))
        }
    assert leaks == {}


def test_live_messages_and_logs_hold_no_private_word(border: Border, outside: Outside) -> None:
    """Run with whatever the other tests of this file made the program write; the planting alone is enough."""
    with connection.execute_wrapper(outside), undone():
        client = quiet(signed_in(border.officer))
        client.get(f"/tin-bai/{border.story_id}/")  # refused, and the refusal is logged
        client.get(f"/khong-co/{border.story_id}/")
        broken = Client(raise_request_exception=False)
        broken.post("/dang-nhap/", {"login": f"{word('mail address')}@toasoan.example", "password": "sai"})
    assert outside.live
    assert outside.ear.lines
    assert [line for line in outside.live if found_in(line)] == []
    assert [line for line in outside.ear.lines if found_in(line)] == []


# -- the work ---------------------------------------------------------------------------------------------------


def scan(
    border: Border,
    person: Person,
    *,
    allowed: frozenset[str] = frozenset(),
    only: tuple[str, ...] = ("",),
    reached: set[str] | None = None,
) -> dict[str, list[str]]:
    """Return for each path that a person may ask what private words its answer holds, refusals included.

    `only` are beginnings of the addresses' names; those that answered with a page or a file are put into `reached`.
    """
    client, leaks = quiet(signed_in(person)), {}
    cookies = dict(client.cookies)
    for address in addresses():
        if not address.name.startswith(only):
            continue
        for path in ways_into(border, address):
            client.cookies.update(cookies)  # one of the doors is the way out
            answer = client.get(path)
            if reached is not None and answer.status_code == 200:
                reached.add(address.name)
            if kinds := found_in(words_of(answer), allowed=allowed):
                leaks[f"{path} ({address.name})"] = kinds
    return leaks


def ways_into(border: Border, address: Address) -> list[str]:
    """Return the paths of an address: of what exists, of the private story, in each form of an export."""
    world = border.world
    paths = world.paths(address)[:1]  # of stories the first is a draft, too
    before = dict(world.values)
    if "form" in address.holes:
        for form in EXPORTS:
            world.keep(form=form)
            paths += world.paths(address)[:1]
    world.values = before
    private = [path.replace(str(world.draft.pk), str(border.story_id)) for path in paths]
    return list(dict.fromkeys([*paths, *private]))


def quiet(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def planted(border: Border) -> set[str]:
    """Return the kinds of words that the database holds, read as its owner would: every text of every table."""
    words = io.StringIO()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            for (row,) in cursor.fetchall():
                words.write(f"{row}\n")
    from hoitu.channels.models import ChannelRow
    from hoitu.kernel.sealing import unseal

    sealed = [
        unseal(row.sealed_secret) for row in ChannelRow.objects.unscoped(why="tests") if row.sealed_secret
    ]
    return set(found_in(words.getvalue() + "\n".join(sealed)))

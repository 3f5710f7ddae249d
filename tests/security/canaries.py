"""Words that must not leave an agency: planted in everything private, looked for in everything that others get."""

import base64
import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import brotli
import pdfplumber
from django.http import HttpResponseBase

from hoitu.accounts.models import Device, OrganisationLink
from hoitu.accounts.operations.tokens import make_token
from hoitu.accounts.testing import make_person
from hoitu.channels.testing import make_channel
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.media import api as media
from hoitu.registers.models import Course
from hoitu.registers.testing import keep
from hoitu.reporting import api as reporting
from hoitu.reporting.data import Head
from hoitu.reporting.models import Receipt, Version
from hoitu.site.models import DailyView
from hoitu.stories import api as stories
from hoitu.stories.testing import fresh, make_story, move, paragraphs
from hoitu.strategy import api as strategy
from hoitu.strategy.models import Plan
from hoitu.strategy.testing import make_body, manage
from hoitu.workspace.demo.agencies import OFFICER_PERMISSIONS
from hoitu.workspace.models import SavedView
from tests.security.world import World, picture_bytes

# Small letters without tones: they look the same in JSON, in addresses, in a PDF and without their tones.
KINDS = (
    "draft headline", "draft body", "working note", "return note", "source", "interviewee", "contact",
    "reader data", "trainee", "refused evidence", "refusal reason", "waiting evidence", "unsent report",
    "person name", "mail address", "device", "api token", "saved view", "channel address", "channel secret",
    "unreleased picture", "spiked story",
)  # fmt: skip
READERS = 918273645  # how often a story was opened: a number, so looked for as one
OTHER_READERS_WRITINGS = ("918273645", "918.273.645", "918,273,645")
# What a body above sees because it checks it: only who may not check must not see it.
CHECKERS_SEE = frozenset({"waiting evidence"})


def word(kind: str) -> str:
    """Return the canary of a kind: nothing else contains it."""
    return "cuayxq" + kind.replace(" ", "")


CANARIES = {kind: (OTHER_READERS_WRITINGS if kind == "reader data" else (word(kind),)) for kind in KINDS}


def found_in(text: str, *, allowed: Iterable[str] = ()) -> list[str]:
    """Return the kinds of private words that a text contains."""
    small = text.lower()
    return [
        kind
        for kind, words in CANARIES.items()
        if kind not in set(allowed) and any(one in small for one in words)
    ]


def text_of(content: bytes, kind: str = "", name: str = "") -> str:
    """Return every word of a file, whatever it is: office files and archives unpacked, PDF read, pages unescaped."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(text_of(packed.read(part), name=part) for part in packed.namelist())
    if content[:5] == b"%PDF-" and len(content) > 1000:
        with pdfplumber.open(io.BytesIO(content)) as pages:
            words = "\n".join(page.extract_text() or "" for page in pages.pages)
            return f"{words}\n{pages.metadata}"
    if content[:2] == b"\x1f\x8b":
        return text_of(gzip.decompress(content))
    if name.endswith(".br"):
        return text_of(brotli.decompress(content))
    text = content.decode("utf-8", errors="replace")
    if "calendar" in kind:
        text = re.sub(r"\r?\n[ \t]", "", text)  # long lines are folded
    # Office files cut words into runs; pages escape; JSON may write letters as numbers.
    joined = re.sub(r"<[^>]*>", "", text) if "<w:t" in text or "<si>" in text else ""
    return "\n".join((text, unescape(text), unquote(text), joined, _json_words(text)))


def words_of(response: HttpResponseBase) -> str:
    """Return every word of an answer, its head included."""
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{unquote(head)}\n{text_of(content, response.headers.get('Content-Type', ''))}"


def _json_words(text: str) -> str:
    if text[:1] not in "{[":
        return ""
    try:
        plain = json.loads(text)
    except ValueError:
        return ""
    return "\n".join(_strings(plain))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    else:
        yield str(value)
        if isinstance(value, str) and len(value) > 40 and re.fullmatch(r"[A-Za-z0-9+/=]+", value):
            yield base64.b64decode(value + "==", validate=False).decode(errors="replace")


class Border:
    """The world's agency A, under a department of its province, under a ministry; both have people who look."""

    def __init__(self, world: World) -> None:
        self.world, self.agency = world, world.agency
        self.department = make_body("Sở Văn hóa, Thể thao và Du lịch")
        self.ministry = make_body("Bộ Văn hóa, Thể thao và Du lịch", "ministry")
        manage(self.agency, self.department)
        OrganisationLink.objects.create(
            from_organisation=self.department, to_organisation=self.ministry, kind="state_management"
        )
        Plan.objects.filter(owner=self.agency).update(owner=self.department, scope="managed")
        checks = OFFICER_PERMISSIONS
        self.officer = make_person(self.department, permissions=checks, name="Chuyên viên Sở")
        # A ministry's people reach an agency through the department; only who checks documents sees those that wait.
        looks = tuple(one for one in checks if one != "evidence.check")
        self.reader = make_person(self.department, permissions=looks, name="Lãnh đạo Sở")
        self.ministry_user = make_person(self.ministry, permissions=looks, name="Chuyên viên Bộ")
        self._stories()
        self._people()
        self._papers()

    def _stories(self) -> None:
        lan, minh = self.world.lan, self.world.minh
        self.story_id = stories.create_story(
            actor=lan,
            headline=f"Bìmatchung {word('draft headline')}",
            standfirst="Sapo",
            body=paragraphs(word("draft body")),
            section_id=self.world.draft.section_id,
        )
        self.story = fresh(self.story_id)
        stories.set_sources(actor=lan, story_id=self.story.pk, text=word("source"))
        stories.save_revision(actor=lan, story_id=self.story.pk, note=word("working note"))
        stories.ask_review(
            actor=lan, story_id=self.story.pk, interviewee=word("interviewee"), contact=word("contact")
        )
        move(lan, self.story, "desk")
        move(minh, self.story, "draft", note=word("return note"))
        spiked = make_story(lan, headline=word("spiked story"))
        move(self.world.dung, move(lan, spiked, "desk"), "spiked", note="Không dùng")
        media.add_picture(
            actor=lan,
            filename=f"{word('unreleased picture')}.jpg",
            data=picture_bytes(65),
            caption=word("unreleased picture"),
            credit="Lan",
            alt="Ảnh",
        )
        DailyView.objects.unscoped(why="tests").create(
            site=self.world.site, story_id=self.world.out.pk, day=clock.today(), readers=READERS
        )
        make_channel(
            self.agency,
            "ninjs",
            name="Đối tác",
            is_default=False,
            config={"url": f"https://{word('channel address')}.example/"},
            secret=word("channel secret"),
        )

    def _people(self) -> None:
        person = make_person(self.agency, "reporter", name=f"Người {word('person name')}")
        person.email = f"{word('mail address')}@toasoan.example"
        person.save()
        Device.objects.create(
            person=person,
            token_hash="0" * 64,
            label=word("device"),
        )
        make_token(actor=self.world.admin, name=word("api token"), scopes=["stories.read"], days=9)
        SavedView.objects.unscoped(why="tests").create(
            agency=self.agency, person=person, name=word("saved view"), query="q=x", made_at=clock.now()
        )
        course = Course.objects.unscoped(why="tests").filter(agency=self.agency)[0]
        trainee = make_person(self.agency, "reporter", name=f"Học viên {word('trainee')}")
        keep(
            self.world.admin, "ket-qua-hoc", course=course.code, person=trainee.email,
            test="passed", tested_on="2026-11-01",
            certificate=f"CC-{word('trainee')}", certified_on="2026-11-02",
        )  # fmt: skip

    def _papers(self) -> None:
        strategy.raise_difficulty(  # something that the department is told of
            actor=self.world.dung,
            task_id=UUID(self.world.values["task_id"]),
            title="Thiếu máy ảnh",
            words="Hai phóng viên dùng chung một máy.",
        )
        about = "measure:IND-03:2026"
        make_evidence(self.agency, about, title=word("waiting evidence"))
        refused = make_evidence(self.agency, about, accepted=False, title=word("refused evidence"))
        EvidenceRow.objects.unscoped(why="tests").filter(pk=refused).update(reason=word("refusal reason"))
        # The report that was sent went to the department, too; what is typed since stays at home.
        report_id = self.world.values["report_id"]
        sent = Version.objects.unscoped(why="tests").get(report_id=report_id)
        Receipt.objects.unscoped(why="tests").filter(version=sent, recipient=None).update(
            recipient=self.department
        )
        self.world.keep(
            receipt_id=Receipt.objects.unscoped(why="tests").get(version=sent, recipient=self.department).pk
        )
        duty = reporting.owed_by(self.agency.pk, year=clock.today().year + 1)[0]
        draft_id = reporting.open_report(
            actor=self.world.admin, rule_id=duty.duty.rule_id, period=duty.period
        )
        values = reporting.DraftInput(0, Head(), {}, {"difficulties": word("unsent report")})
        reporting.save_draft(actor=self.world.admin, report_id=draft_id, values=values)

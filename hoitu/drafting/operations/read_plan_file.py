"""Keep a plan's file and have it read into a proposal by a process of its own."""

import hashlib
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

import hoitu
from hoitu.audit import api as audit
from hoitu.drafting.errors import NotInReview
from hoitu.drafting.models import PlanProposal, ProposalItem, ProposalLine
from hoitu.drafting.operations.proposals import locked
from hoitu.drafting.proposing.proposal import from_json
from hoitu.drafting.proposing.reading import MAX_BYTES, START_BYTES, NotReadable, refuse_start
from hoitu.drafting.queries.proposals import being_made
from hoitu.drafting.reviewing.items import Beginning, from_file
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.ids import new_id
from hoitu.kernel.jobs import later
from hoitu.kernel.storage import store
from hoitu.kernel.text import nfc
from hoitu.kernel.turns import take_turn

log = logging.getLogger(__name__)
READING_SECONDS = 300
CHUNK_BYTES = 1024**2
HOUSE = Path(hoitu.__file__).parents[1]  # where `python -m hoitu…` finds the program
JOB = "drafting.read_plan_file"
State = PlanProposal.State


def open_file(*, actor: Actor, file: BinaryIO, file_name: str, size: int) -> UUID:
    """Keep an uploaded plan and queue its reading; return the proposal's id. Raises `BadInput`, `NotAllowed`.

    A file that the organisation is at already is not read again: the same bytes are the same proposal.
    """
    actor.require("strategy.manage")
    name = nfc(Path(file_name.replace("\\", "/")).name.strip())[:200] or "ke-hoach"
    _refuse(file, name, size)
    sha256, proposal_id = sha256_of(file), new_id()
    with transaction.atomic():
        take_turn("plan_file", actor.agency, sha256)
        begun = being_made(actor.agency, origin=PlanProposal.Origin.FILE, sha256=sha256)
        if begun is not None:
            return begun
        proposal = PlanProposal.objects.create(
            id=proposal_id,
            agency_id=actor.agency,
            origin=PlanProposal.Origin.FILE,
            state=State.READING,
            file_name=name,
            file_size=size,
            sha256=sha256,
            created_by_id=actor.person_id,
            created_by_name=actor.name,
            created_at=clock.now(),
        )
        store().put_file(proposal.file_key, file)
        _queue(proposal_id)
        audit.record(
            actor=actor,
            verb="strategy.open_proposal",
            object_key=f"proposal:{proposal_id}",
            object_label=name,
            changes={"file_hash": ("", proposal.sha256)},
        )
    return proposal_id


@transaction.atomic
def read_again(*, actor: Actor, proposal_id: UUID) -> None:
    """Queue the reading of a file once more that could not be read. Raises `NotInReview`, `NotFound`."""
    actor.require("strategy.manage")
    proposal = locked(actor, proposal_id, State.FAILED)
    proposal.state, proposal.problem = State.READING, ""
    proposal.save(update_fields=["state", "problem"])
    _queue(proposal_id)
    audit.record(
        actor=actor,
        verb="strategy.read_again",
        object_key=f"proposal:{proposal_id}",
        object_label=proposal.file_name,
    )


def read_file(proposal_id: UUID) -> None:
    """Read the file of a proposal, or write down why it cannot be read. Doing it again changes nothing."""
    proposal = PlanProposal.objects.unscoped(why="jobs serve every agency").filter(pk=proposal_id).first()
    if proposal is None or proposal.state != State.READING:
        return
    try:
        found = _read_apart(store().get(proposal.file_key), proposal.file_name)
    except NotFound:
        found = {"refused": _("Tệp không còn trong kho của máy chủ. Hãy tải tệp lên lại.")}
    if "refused" in found:
        _fail(proposal, found["refused"])
    else:
        _take(proposal, found["lines"], from_file(from_json(found["proposal"])))


def sha256_of(file: BinaryIO) -> str:
    """Return the hash of an uploaded file and set it back to its beginning."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def begin(proposal: PlanProposal, beginning: Beginning) -> None:
    """Store the items with which a review begins."""
    counts: dict[str, int] = {}
    rows = []
    for item in beginning.items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
        rows.append(
            ProposalItem(
                proposal=proposal,
                kind=item.kind,
                position=counts[item.kind],
                line=item.line,
                source=item.source,
                values=item.values,
            )
        )
    ProposalItem.objects.bulk_create(rows)


def _refuse(file: BinaryIO, name: str, size: int) -> None:
    if size > MAX_BYTES:
        megabytes = MAX_BYTES // 1024**2
        raise BadInput(_("Tệp lớn hơn %(n)s MB; hãy tách phần kế hoạch ra tệp riêng.") % {"n": megabytes})
    start = file.read(START_BYTES)
    file.seek(0)
    if not start.strip(b"\x00 \r\n\t") and size <= START_BYTES:
        raise BadInput(_("Tệp trống, không có nội dung để đọc."))
    try:
        refuse_start(start, name)
    except NotReadable as refusal:
        raise BadInput(str(refusal)) from None


def _queue(proposal_id: UUID) -> None:
    later(JOB, queue="reports", lock=f"proposal:{proposal_id}", proposal_id=str(proposal_id))


def _read_apart(data: bytes, name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "hoitu.drafting.proposing", name]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=READING_SECONDS,
            cwd=HOUSE,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        log.warning("a plan's file cannot be read: %s", type(error).__name__)
        return {
            "refused": _("Tệp quá nặng hoặc quá rối để máy đọc. Hãy lưu lại thành DOCX khác rồi thử lại.")
        }
    return found


@transaction.atomic
def _fail(proposal: PlanProposal, sentence: str) -> None:
    PlanProposal.objects.for_agency(proposal.agency_id).filter(pk=proposal.pk, state=State.READING).update(
        state=State.FAILED, problem=sentence
    )


@transaction.atomic
def _take(proposal: PlanProposal, lines: list[tuple[int, str]], beginning: Beginning) -> None:
    try:
        row = locked(Actor.system(agency_id=proposal.agency_id), proposal.pk, State.READING)
    except NotInReview:
        return  # dropped meanwhile, or read by the same job that came twice
    texts = ((number, text.replace("\x00", "")) for number, text in lines)
    ProposalLine.objects.bulk_create(
        [ProposalLine(proposal=row, number=number, text=text) for number, text in texts], batch_size=2000
    )
    begin(row, beginning)
    row.state, row.parent_id = State.REVIEW, beginning.parent_id
    row.save(update_fields=["state", "parent"])

"""Prove that the trail is what was written: no entry edited, removed, reordered or cut off."""

from collections.abc import Iterator
from uuid import UUID

from hoitu.audit.chain import entry_hash
from hoitu.audit.data import Problem, Verification
from hoitu.audit.models import INSTALLATION, AuditEntry, AuditHead
from hoitu.audit.operations.anchor import Anchor, read_anchors

MAX_PROBLEMS = 1000
FIRST_HASH = "0" * 64


def verify(*, agency_id: UUID | None = None) -> Verification:
    """Read one chain, or every chain when `agency_id` is None, and return what is wrong with it."""
    anchors = read_anchors()
    known = set(AuditHead.objects.values_list("agency_id", flat=True))
    entries = AuditEntry.objects.unscoped(why="verification reads every chain")
    known |= set(entries.values_list("agency_id", flat=True).distinct())
    chains = {agency_id} if agency_id else known | {anchor.agency_id for anchor in anchors}
    walks = [_Walk(chain, [each for each in anchors if each.agency_id == chain]) for chain in sorted(chains)]
    problems = [problem for walk in walks for problem in walk.problems()]
    return Verification(
        chains=len(walks),
        entries=sum(walk.count for walk in walks),
        anchors=sum(len(walk.anchors) for walk in walks),
        problems=tuple(problems[:MAX_PROBLEMS]),
    )


class _Walk:
    """One pass over one chain."""

    def __init__(self, agency_id: UUID, anchors: list[Anchor]) -> None:
        self.agency_id = agency_id
        self.anchors = anchors
        self.count = 0
        self.seq = 0
        self.hash = FIRST_HASH

    def problems(self) -> Iterator[Problem]:
        anchored = {anchor.seq: anchor.hash for anchor in self.anchors}
        for entry in AuditEntry.objects.for_agency(self.agency_id).order_by("seq").iterator(chunk_size=2000):
            yield from self._of_entry(entry, anchored.pop(entry.seq, None))
            self.count, self.seq, self.hash = self.count + 1, entry.seq, entry.hash
        yield from self._of_head()
        for seq in sorted(anchored):
            yield self._problem(seq, "cut", "Mốc niêm phong bên ngoài có mục này, nhật ký thì không.")

    def _of_entry(self, entry: AuditEntry, anchored_hash: str | None) -> Iterator[Problem]:
        if entry.seq != self.seq + 1:
            yield self._problem(self.seq + 1, "missing", f"Thiếu mục {self.seq + 1} đến {entry.seq - 1}.")
        elif entry.prev_hash != self.hash:
            yield self._problem(entry.seq, "broken", "Mục này không nối tiếp mục đứng trước.")
        if entry_hash(entry) != entry.hash:
            yield self._problem(entry.seq, "edited", "Nội dung hoặc thứ tự của mục này đã bị sửa.")
        if anchored_hash is not None and anchored_hash != entry.hash:
            yield self._problem(entry.seq, "rewritten", "Mục này khác với mốc niêm phong bên ngoài.")

    def _of_head(self) -> Iterator[Problem]:
        head = AuditHead.objects.filter(agency_id=self.agency_id).first()
        if head is None:
            yield self._problem(self.seq, "headless", "Mất dấu cuối chuỗi của nhật ký.")
        elif head.seq > self.seq:
            yield self._problem(
                self.seq + 1, "cut", f"Phần cuối bị cắt: thiếu mục {self.seq + 1} đến {head.seq}."
            )
        elif (head.seq, head.hash) != (self.seq, self.hash):
            yield self._problem(self.seq, "head", "Dấu cuối chuỗi không khớp với mục cuối cùng.")

    def _problem(self, seq: int, kind: str, sentence: str) -> Problem:
        return Problem(None if self.agency_id == INSTALLATION else self.agency_id, seq, kind, sentence)

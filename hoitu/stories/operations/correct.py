"""Begin to put right what readers already have."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc
from hoitu.stories.data import ApprovalKind, Life
from hoitu.stories.errors import MoveNotPossible
from hoitu.stories.models import CorrectionNotice
from hoitu.stories.operations.find import story_for_writing
from hoitu.stories.operations.touch import content_changed


def start_correction(
    *, actor: Actor, story_id: UUID, false_content: str, corrected_content: str, apology: bool = True
) -> UUID:
    """Attach the notice of NĐ 237/2026 Art 19 and send the story back to be approved as a correction.

    The notice is part of the next approved revision. Raises `MoveNotPossible` for stories readers do not have.
    """
    false_content, corrected_content = nfc(false_content.strip()), nfc(corrected_content.strip())
    if not false_content or not corrected_content:
        raise BadInput(_("Hãy ghi cả nội dung sai và nội dung cải chính: luật yêu cầu nêu rõ hai phần."))
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        if story.life != Life.RELEASED:
            raise MoveNotPossible(_("Bài chưa đăng nên chỉ cần sửa, không cần cải chính."))
        notice = CorrectionNotice.objects.create(
            story=story,
            false_content=false_content,
            corrected_content=corrected_content,
            apology=apology,
            made_by_id=actor.person_id,
            made_at=clock.now(),
        )
        story.next_approval = ApprovalKind.CORRECT
        content_changed(story, update_fields=["next_approval"])
        audit.record(
            actor=actor,
            verb="stories.start_correction",
            object_key=story.key,
            object_label=str(story),
            changes={"content": (false_content, corrected_content)},
        )
    return notice.pk

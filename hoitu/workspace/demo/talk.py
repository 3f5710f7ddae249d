"""What colleagues say to each other beside one story that waits for its approval."""

from datetime import datetime, timedelta
from uuid import UUID

from hoitu.discussion import api as discussion
from hoitu.discussion.data import Kind
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.workspace.demo.agencies import World

STORY = "nghi-quyet-giu-chan-bac-si"


def talk(world: World, made: dict[str, UUID]) -> None:
    """Let a comment be answered, a task block the approval, and the chat go on meanwhile."""
    story_id, lan, bich, hang = made[STORY], world.actors["lan"], world.actors["bich"], world.actors["hang"]

    def ago(minutes: int) -> datetime:
        return world.now - timedelta(minutes=minutes)

    with clock.frozen(ago(170)):
        thread_id = discussion.open_thread(
            actor=bich,
            story_id=story_id,
            kind=Kind.COMMENT,
            quote="31 bác sĩ nhận, 17 người rời đi",
            words=f"@{lan.name} con số này của Sở Y tế hay của Hội đồng?",
        )
    with clock.frozen(ago(150)):
        discussion.reply(
            actor=lan, thread_id=thread_id, words="Của Sở, trong tờ trình gửi HĐND. Em đã lưu bản chụp."
        )
    with clock.frozen(ago(95)):
        discussion.open_thread(
            actor=hang,
            story_id=story_id,
            kind=Kind.TASK,
            quote="Tổng kinh phí dự kiến 19,8 tỷ đồng một năm cho 66 vị trí",
            words="Gọi lại Sở Tài chính: 66 người × 25 triệu × 12 tháng đã đủ 19,8 tỷ, vậy nhà công vụ tính ở đâu?",
            assignee_id=lan.person_id,
        )
    _chat(
        story_id,
        [(bich, ago(60), "Ảnh trạm y tế dùng tấm ngang nhé."), (lan, ago(52), "Vâng, em đổi rồi ạ.")],
    )


def _chat(story_id: UUID, said: list[tuple[Actor, datetime, str]]) -> None:
    for actor, at, words in said:
        with clock.frozen(at):
            discussion.say_in_chat(actor=actor, story_id=story_id, words=words)

"""The demonstration's correspondence: a circular that is late at one agency, guidance, a question, a shared case."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from hoitu.correspondence import api
from hoitu.correspondence.api import Audience
from hoitu.kernel import clock
from hoitu.strategy import api as strategy
from hoitu.workspace.demo.agencies import World

ALL_PRESS = Audience(kinds=("press_agency",))
SIGNED: dict[str, Any] = {
    "place": "Vân Giang",
    "signer_authority": "KT.",
    "signer_title": "GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
}
TRAINING = """Thực hiện kế hoạch năm nay, Sở tổ chức một lớp tập huấn về tòa soạn hội tụ (nội dung thử nghiệm).
Đề nghị mỗi cơ quan báo chí cử hai người dự và gửi danh sách về Sở.
Người dự mang theo máy tính; tài liệu nằm trong Thư viện hướng dẫn."""
AWARENESS = """Đề nghị các cơ quan phổ biến tới toàn thể cán bộ, phóng viên, biên tập viên vai trò của \
chuyển đổi số (nội dung thử nghiệm), và xác nhận đã nhận văn bản này."""
HANDBOOK = """1. Mỗi tin, bài viết một lần rồi phát ra nhiều kênh.
2. Mỗi kênh có người trực và lịch đăng.
3. Số liệu lấy từ công việc hằng ngày, không nhập tay."""
CASE = api.ExperienceInput(
    "Một bài, bốn kênh: bỏ khâu chép lại",
    "Mỗi bài phải chép tay sang bản tin phát thanh, trang Zalo và báo in; hay sai số, chậm nửa buổi.",
    "Từng ban chuyển sang viết một bản; bản cho từng kênh lấy từ bản gốc, thư ký duyệt một lần.",
    "Bắt đầu từ một ban làm quen trước; giao một người giữ lịch các kênh; bỏ hẳn cách cũ sau một tháng.",
    "all",
)


def write(world: World) -> None:
    """Live through the last weeks of letters between the department and its agencies."""
    _name_spokespeople(world)
    _circulars(world)
    _library(world)
    _press(world)
    _experience(world)


@contextmanager
def _before(world: World, **ago: int) -> Iterator[None]:
    with clock.frozen(world.now - timedelta(**ago)):
        yield


def _circulars(world: World) -> None:
    yen, hoa, thanh = (world.actors[name] for name in ("yen", "hoa", "thanh"))
    today = clock.local(world.now).date()
    with _before(world, days=12):
        late = _send(
            world, "Về việc cử người dự tập huấn tòa soạn hội tụ", TRAINING, "118", needs="answer",
            deadline=today - timedelta(days=2), tasks=_training_task(world),
        )  # fmt: skip
    with _before(world, days=11):
        api.note_opening(actor=thanh, circular_id=late)
        api.hand_on(
            actor=thanh,
            circular_id=late,
            person_ids=[world.people["bich"]],
            note="Lập danh sách, gửi trước thứ Sáu",
        )
        api.note_opening(actor=hoa, circular_id=late)
    with _before(world, days=9):
        api.note_opening(actor=world.actors["bich"], circular_id=late)
        api.answer_circular(
            actor=thanh, circular_id=late, number="45/CV-BVG", words="Cử Lê Thị Ngọc Bích và Hoàng Anh Tuấn."
        )
    with _before(world, days=3):
        soon = _send(
            world, "Về việc nâng cao nhận thức về chuyển đổi số báo chí", AWARENESS, "126",
            needs="acknowledge", deadline=today + timedelta(days=3), kind="THÔNG BÁO",
        )  # fmt: skip
    with _before(world, days=2):
        api.note_opening(actor=hoa, circular_id=soon)
        api.acknowledge(actor=hoa, circular_id=soon)
        api.write_circular(
            actor=yen,
            values=api.CircularInput("Về việc gửi báo cáo năm", "Đề nghị gửi đúng hạn.", code="SVHTTDL-BC"),
            audience=ALL_PRESS,
        )


def _send(
    world: World, title: str, body: str, number: str, *, tasks: tuple[UUID, ...] = (), **more: object
) -> UUID:
    yen = world.actors["yen"]
    values = api.CircularInput(
        title,
        body,
        number=number,
        code="SVHTTDL-BC",
        signer_name="Phạm Gia Khánh",
        **SIGNED,
        **more,  # type: ignore[arg-type]
    )
    made = api.write_circular(actor=yen, values=values, audience=ALL_PRESS, task_ids=tasks)
    api.send_circular(actor=yen, circular_id=made)
    return made


def _training_task(world: World) -> tuple[UUID, ...]:
    return tuple(task.id for task in strategy.tasks_of_owner(world.bodies["so"]) if task.key.endswith("A-3"))


def _library(world: World) -> None:
    yen = world.actors["yen"]
    with _before(world, days=20):
        handbook = api.share_guide(
            actor=yen,
            values=api.GuideInput(
                "Cẩm nang tòa soạn hội tụ (thử nghiệm)",
                summary="Các bước chuyển từ làm riêng sang làm chung.",
            ),
            audience=Audience(),
            words=HANDBOOK,
        )
        api.share_guide(
            actor=yen,
            values=api.GuideInput("Khung chương trình bồi dưỡng kỹ năng số (thử nghiệm)", "framework"),
            audience=ALL_PRESS,
            words="Ba buổi: dữ liệu, nhiều loại hình, an toàn thông tin.",
        )
    with _before(world, days=15):
        api.note_reading(actor=world.actors["thanh"], guide_id=handbook)
        api.note_reading(actor=world.actors["hoa"], guide_id=handbook)
    with _before(world, days=4):
        api.new_version(
            actor=yen,
            guide_id=handbook,
            note="Thêm phần lịch trực kênh",
            words=f"{HANDBOOK}\n4. Lịch trực kênh xếp trước một tuần.",
        )
        api.note_reading(actor=world.actors["hoa"], guide_id=handbook)


def _name_spokespeople(world: World) -> None:
    since = clock.local(world.now).date() - timedelta(days=200)
    for name, title in (("yen", "Chuyên viên, người được ủy quyền phát ngôn"), ("thanh", "Giám đốc")):
        with _before(world, days=90):
            api.name_spokesperson(
                actor=world.actors[name],
                values=api.SpokespersonInput(
                    world.people[name],
                    title,
                    "Quyết định số 00/QĐ (thử nghiệm)",
                    since,
                    contact="0000 000 300",
                ),
            )


def _press(world: World) -> None:
    yen, lan, hoa = (world.actors[name] for name in ("yen", "lan", "hoa"))
    so = world.bodies["so"]
    with _before(world, days=8):
        done = api.ask(
            actor=lan,
            organisation_id=so,
            values=api.PressInput(
                "Số người đã học lớp kỹ năng số", "Đến nay bao nhiêu người đã hoàn thành?", "Nguyễn Thị Lan"
            ),
        )
    with _before(world, days=7):
        api.approve_answer(actor=yen, request_id=done, words="Đến cuối tháng trước có 42 người (thử nghiệm).")
    with _before(world, hours=46):
        api.ask(
            actor=hoa,
            organisation_id=so,
            values=api.PressInput(
                "Lịch hội chợ sách tỉnh", "Hội chợ mở ngày nào, ở đâu?", "Mạc Thị Thanh Hoa"
            ),
        )
    with _before(world, days=4):
        api.take_down(
            actor=yen,
            asker_name="Một báo ngoài hệ thống (thử nghiệm)",
            asked_at=clock.now(),
            values=api.PressInput("Kinh phí trùng tu bến cũ", "Nguồn vốn và tiến độ trùng tu?"),
        )
    with _before(world, days=1):
        said = api.write_statement(
            actor=yen,
            title="Thông cáo về tuần lễ đọc sách Vân Giang",
            body="Tuần lễ đọc sách diễn ra tại thư viện tỉnh (nội dung thử nghiệm).",
        )
        api.publish_statement(actor=yen, statement_id=said)


def _experience(world: World) -> None:
    thanh, hoa = world.actors["thanh"], world.actors["hoa"]
    with _before(world, days=6):
        case = api.write_experience(actor=thanh, values=CASE, indicators=["IND-01", "IND-03"])
        api.publish_experience(actor=thanh, experience_id=case)
    with _before(world, days=5):
        api.mark_useful(actor=hoa, experience_id=case, useful=True)
        api.ask_author(actor=hoa, experience_id=case, words="Ban ít người thì ai giữ lịch các kênh?")
    for actor in (thanh, hoa):
        api.join_comparison(actor=actor, indicator="IND-01")

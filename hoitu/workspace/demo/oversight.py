"""Oversight in the demonstration: what is watched, what readers complained of, a month's sample, the planning.

The old forum of the magazine is a feed that nobody fetches: what it showed was written here.
"""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from hoitu.kernel import clock
from hoitu.oversight import api as oversight
from hoitu.oversight.data import ComplaintKind, Medium, Outcome, Shown, Value, Via
from hoitu.workspace.demo.agencies import World

FORUM = oversight.SourceInput("https://diendan.vannghevangiang.example/rss", "Diễn đàn văn nghệ (nguồn cũ)")
QUESTIONS = (
    "Tít đúng với nội dung bài?",
    "Nguồn tin được nêu rõ và kiểm chứng được?",
    "Số liệu, tên riêng, chức danh chính xác?",
    "Có ý kiến của bên bị phê bình, nếu bài có phê bình?",
    "Ảnh, đồ họa có chú thích và ghi nguồn?",
)
PLANNED = ("Báo Vân Giang", "Đài Phát thanh và Truyền hình Vân Giang", "Tạp chí Văn nghệ Vân Giang")
Y, N, X = Value.YES, Value.NO, Value.NOT
FIRST = ((Y, Y, Y, X, Y), (Y, N, Y, X, Y), (Y, Y, Y, Y, Y), (N, Y, Y, X, N), (Y, Y, N, X, Y), (Y, Y, Y, X, Y))
SECOND = ((Y, Y, Y, X, Y), (Y, Y, Y, X, Y), (Y, Y, Y, N, Y), (N, Y, Y, X, N))


def oversee(world: World) -> None:
    """Let the department watch, readers complain, the newsroom look at its own work."""
    jobs.tasks["oversight.note_everything"]()
    _forum(world)
    items = _latest(world, "bao")
    _remarks(world, items)
    _complaints(world, items)
    _sample(world)
    _planning(world)


def _latest(world: World, agency: str) -> list[Shown]:
    return oversight.latest(agency_id=world.bodies[agency], limit=12)


def _forum(world: World) -> None:
    """The forum took two items over from the newspaper, mended one headline and put one error right."""
    source_id = oversight.add_source(
        actor=world.actors["yen"], agency_id=world.bodies["tap-chi"], values=FORUM
    )
    oversight.change_source(
        actor=world.actors["yen"],
        source_id=source_id,
        values=oversight.SourceInput("", FORUM.label, is_active=False),
    )
    old = world.now - timedelta(hours=5)
    taken = [
        one for one in _latest(world, "bao") if len(one.summary.split()) > 12 and one.published_at < old
    ][:2]
    shown = [
        oversight.SeenItem(
            f"chep-{at}", f"https://diendan.vannghevangiang.example/{at}", one.title, one.summary, "Đọc báo",
            one.published_at + timedelta(minutes=40),
        )
        for at, one in enumerate(taken)
    ]  # fmt: skip
    own = [
        ("trai-viet", "Trại viết bên sông Trang khai mạc, nghành văn hóa hỗ trợ kinh phí", "Văn nghệ", 30),
        ("dinh-chinh", "Đính chính: tên tác giả bài thơ “Bến đợi”", "Văn nghệ", 26),
        ("tho-moi", "Chùm thơ mới của hội viên trẻ", "Thơ", 20),
        ("gap-mat", "Gặp mặt hội viên nghành mỹ thuật cuối năm", "Văn nghệ", 18),
    ]
    for guid, title, section, hours in own:
        at = world.now - timedelta(hours=hours)
        url = f"https://diendan.vannghevangiang.example/{guid}"
        shown.append(oversight.SeenItem(guid, url, title, "", section, at))
    with clock.frozen(world.now - timedelta(hours=3)):
        oversight.take_shown(source_id=source_id, seen=shown, is_whole_feed=True)
    mended = "Trại viết bên sông Trang khai mạc, ngành văn hóa hỗ trợ kinh phí"
    changed = [
        oversight.SeenItem(one.guid, one.url, mended, "", one.section, one.published_at)
        if one.guid == "trai-viet"
        else one
        for one in shown
    ]
    with clock.frozen(world.now - timedelta(hours=1)):
        oversight.take_shown(source_id=source_id, seen=changed)


def _remarks(world: World, items: list[Shown]) -> None:
    if len(items) < 2:
        return
    with clock.frozen(world.now - timedelta(hours=20)):
        remark_id = oversight.make_remark(
            actor=world.actors["yen"], item_id=items[1].id, text="Đề nghị nêu rõ nguồn của số liệu trong bài."
        )
    with clock.frozen(world.now - timedelta(hours=16)):
        oversight.answer_remark(
            actor=world.actors["thanh"],
            remark_id=remark_id,
            text="Tòa soạn đã bổ sung nguồn số liệu vào bài.",
        )
    with clock.frozen(world.now - timedelta(hours=2)):
        oversight.make_remark(
            actor=world.actors["yen"], item_id=items[0].id, text="Nhờ kiểm tra lại chức danh ở đoạn cuối."
        )


def _complaints(world: World, items: list[Shown]) -> None:
    """One answered and corrected, one that is late, one that came yesterday; the department passed one on."""
    head = world.actors["khai"]
    item_id = items[2].id if len(items) > 2 else None
    wrong = _received(
        world, 9, ComplaintKind.CORRECTION, Via.MAIL, "Tên trường trong bài bị ghi sai", item_id=item_id
    )
    late = _received(world, 40, ComplaintKind.CITIZEN, Via.POST, "Bài nêu sai diện tích đất của gia đình")
    _received(world, 1, ComplaintKind.CITIZEN, Via.PHONE, "Ảnh chụp người nhà đăng khi chưa xin phép")
    with clock.frozen(world.now - timedelta(days=35)):
        oversight.note_step(actor=head, complaint_id=late, words="Đã hỏi phóng viên và xã; chờ xã trả lời.")
    with clock.frozen(world.now - timedelta(days=8)):
        oversight.note_step(actor=head, complaint_id=wrong, words="Đã đối chiếu quyết định thành lập trường.")
        answer = "Tòa soạn ghi sai tên trường, xin lỗi nhà trường và bạn đọc, sẽ cải chính."
        values = oversight.AnswerInput(Outcome.CORRECTION, answer, Medium.ONLINE)
        oversight.answer_complaint(actor=head, complaint_id=wrong, values=values)
        oversight.note_correction(
            actor=head, complaint_id=wrong, where="Mục “Thông tin cải chính, xin lỗi”, trang chủ"
        )
    with clock.frozen(world.now - timedelta(days=3)):
        passed = oversight.ComplaintInput(
            ComplaintKind.FORWARDED, Via.POST, clock.now(), "Bài thơ đăng không ghi tên người dịch",
            complainant="Bà Thử Nghiệm Một", contact="0000 000 901",
        )  # fmt: skip
        oversight.pass_on_complaint(
            actor=world.actors["yen"], agency_id=world.bodies["tap-chi"], values=passed
        )


def _received(
    world: World, days_ago: int, kind: ComplaintKind, via: Via, title: str, *, item_id: UUID | None = None
) -> UUID:
    with clock.frozen(world.now - timedelta(days=days_ago)):
        values = oversight.ComplaintInput(
            kind,
            via,
            clock.now(),
            title,
            item_id=item_id,
            complainant="Ông Thử Nghiệm",
            contact="0000 000 900",
        )
        return oversight.receive_complaint(actor=world.actors["khai"], values=values)


def _sample(world: World) -> None:
    """Two heads of desks look at the month's sample; the second one is not through yet."""
    head = world.actors["thanh"]
    with clock.frozen(world.now - timedelta(hours=5)):
        checklist_id = oversight.make_checklist(
            actor=head,
            name="Phiếu chấm tin, bài (thử nghiệm)",
            source="Quy chế nội bộ, dữ liệu thử nghiệm",
            questions=list(QUESTIONS),
        )
        month = clock.today().replace(day=1)
        if not oversight.items([world.bodies["bao"]], oversight.Search(month)).exists():
            return
        round_id = oversight.draw_sample(
            actor=head, checklist_id=checklist_id, month=month, size=6, seed="van-giang-thu-nghiem"
        )
    looked = oversight.result_of(oversight.round_of(head, round_id)).looked
    for who, answers in (("minh", FIRST), ("bich", SECOND)):
        for one, values in zip(looked, answers, strict=False):
            questions = one.sampled.round.checklist.questions.all()
            given = {question.pk: value for question, value in zip(questions, values, strict=True)}
            with clock.frozen(world.now - timedelta(hours=1)):
                oversight.review(actor=world.actors[who], sampled_id=one.sampled.pk, values=given, comment="")


def _planning(world: World) -> None:
    """The plan names three agencies; two of them became one since, as it happened in real provinces."""
    officer = world.actors["yen"]
    plan_id = oversight.save_plan(
        actor=officer,
        values=oversight.PlanInput(
            title="Sắp xếp cơ quan báo chí tỉnh Vân Giang (thử nghiệm)",
            citation="Kế hoạch thử nghiệm của UBND tỉnh Vân Giang, thực hiện QĐ 362/QĐ-TTg ngày 03/4/2019",
            confidence="unknown",
            verbatim="Tỉnh có 03 cơ quan báo chí",
            cap=3,
            valid_from=None,
            names=PLANNED,
        ),
    )
    today = clock.local(world.now).date()
    oversight.note_request(
        actor=officer,
        plan_id=plan_id,
        values=oversight.RequestInput(
            "Bộ Văn hóa, Thể thao và Du lịch",
            "Công văn thử nghiệm",
            today - timedelta(days=4),
            today + timedelta(days=6),
        ),
    )

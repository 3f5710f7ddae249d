"""The reports of the demonstration: the magazine sent and signed its own, the newspaper has still to send.

The department asked both for a report of an occasion, has the magazine's answer, and has begun its synthesis.
"""

from datetime import timedelta
from secrets import token_hex
from uuid import UUID

from hoitu.kernel import clock
from hoitu.papers import api as papers
from hoitu.reporting import api as reporting
from hoitu.reporting.api import CallInput, DraftInput, Owed, Typed
from hoitu.reporting.data import Head
from hoitu.workspace.demo.agencies import World

TYPED = {"revenue": 1_240, "revenue_digital": 85, "self_funding": 42_50}
WORDS = {
    "direction": "Tạp chí đã phân công một phó tổng biên tập phụ trách; việc chuyển đổi số được bàn ở giao ban tuần.",
    "difficulties": "Tạp chí có ít người, chưa có cán bộ kỹ thuật chuyên trách.",
    "proposals": "Đề nghị Sở tổ chức một lớp tập huấn về làm nội dung trên nền tảng số trong nước.",
}
HEAD = Head("12", "BC-TCVN", "Vân Giang", "", "TỔNG BIÊN TẬP", "")
ASKED = "Rà soát tài khoản mạng xã hội của cơ quan báo chí"
ASKED_BY = "Công văn thử nghiệm, không có số"
ANSWERED = {
    "matter": "Tạp chí có một trang trên mạng xã hội, do ban biên tập quản lý; hai người có quyền đăng.",
    "proposals": "Không có.",
}
DAYS_TO_ANSWER = 5


def send(world: World) -> None:
    """Send the magazine's reports, and let the department ask, accept and begin to add up."""
    year = clock.today().year
    [yearly] = [
        one for one in reporting.owed_by(world.actors["hoa"].agency, year=year) if one.period == str(year)
    ]
    report_id = _send(world, yearly, {key: Typed(number) for key, number in TYPED.items()}, WORDS)
    _sign(world, report_id)
    for receipt in reporting.inbox(world.actors["yen"].agency, year=year):
        reporting.accept(actor=world.actors["yen"], receipt_id=receipt.pk)
    _ask(world, yearly)
    for owed in reporting.owed_by(world.actors["hoa"].agency, year=year):
        if owed.call:
            _send(world, owed, {}, ANSWERED)
    reporting.open_report(actor=world.actors["yen"], rule_id=yearly.duty.rule_id, period=yearly.period)


def _send(world: World, owed: Owed, figures: dict[str, Typed], words: dict[str, str]) -> UUID:
    actor = world.actors["hoa"]
    report_id = reporting.open_report(actor=actor, rule_id=owed.duty.rule_id, period=owed.period)
    draft = reporting.draft_of(actor=actor, report_id=report_id)
    head = Head(
        HEAD.number, HEAD.code, HEAD.place, HEAD.signer_authority, HEAD.signer_title, world.names["hoa"]
    )
    values = DraftInput(draft.revision, head, figures, {**draft.words, **words})
    reporting.save_draft(actor=actor, report_id=report_id, values=values)
    reporting.send_report(actor=actor, report_id=report_id)
    return report_id


def _sign(world: World, report_id: UUID) -> None:
    """Sign with a certificate that signed itself and that nobody keeps; the screen says so."""
    password = token_hex()
    certificate = papers.trial_certificate(
        name=world.names["hoa"], organisation="Chứng thư để thử", password=password, days=30
    )
    actor = world.actors["hoa"]
    version = reporting.version_of(actor=actor, report_id=report_id, number=1)
    reporting.sign_version(actor=actor, version=version, pkcs12=certificate, password=password)


def _ask(world: World, yearly: Owed) -> None:
    asked = [world.bodies["bao"], world.bodies["tap-chi"]]
    due = clock.today() + timedelta(days=DAYS_TO_ANSWER)
    values = CallInput(yearly.duty.rule_id, ASKED, due, asked, ASKED_BY)
    reporting.call_for_report(actor=world.actors["yen"], values=values)

"""The reports of the demonstration: the magazine sent its own, the newspaper has still to send."""

from hoitu.kernel import clock
from hoitu.reporting import api as reporting
from hoitu.reporting.api import DraftInput, Typed
from hoitu.reporting.data import Head
from hoitu.workspace.demo.agencies import World

TYPED = {"revenue": 1_240, "revenue_digital": 85}
WORDS = {
    "direction": "Tạp chí đã phân công một phó tổng biên tập phụ trách; việc chuyển đổi số được bàn ở giao ban tuần.",
    "difficulties": "Tạp chí có ít người, chưa có cán bộ kỹ thuật chuyên trách.",
    "proposals": "Đề nghị Sở tổ chức một lớp tập huấn về làm nội dung trên nền tảng số trong nước.",
}
HEAD = Head("12", "BC-TCVN", "Vân Giang", "", "TỔNG BIÊN TẬP", "")


def send(world: World) -> None:
    """Send the magazine's yearly report to its governing body and the department."""
    actor, year = world.actors["hoa"], clock.today().year
    for owed in reporting.owed_by(actor.agency, year=year):
        report_id = reporting.open_report(actor=actor, rule_id=owed.duty.rule_id, period=owed.period)
        draft = reporting.draft_of(actor=actor, report_id=report_id)
        head = Head(
            HEAD.number, HEAD.code, HEAD.place, HEAD.signer_authority, HEAD.signer_title, world.names["hoa"]
        )
        figures = {key: Typed(number) for key, number in TYPED.items()}
        reporting.save_draft(
            actor=actor,
            report_id=report_id,
            values=DraftInput(draft.revision, head, figures, {**draft.words, **WORDS}),
        )
        reporting.send_report(actor=actor, report_id=report_id)

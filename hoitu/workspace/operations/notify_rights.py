"""Tell those who answer for rights what ends soon."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.media.events import FilesDamaged, RightsEnding
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.notify import tell


def on_rights_ending(fact: RightsEnding) -> None:
    """Tell those who may override rights which files may soon not be used, or stand there without a right."""
    assert fact.agency_id is not None
    words = {"first": fact.first, "days": fact.days}
    if fact.days == 0:
        text = _("Quyền dùng “%(first)s” đã hết mà bạn đọc vẫn thấy.") % words
    else:
        text = _("Quyền dùng “%(first)s” hết trong %(days)d ngày tới.") % words
    if fact.count > 1:
        text += " " + _("Còn %d tệp khác.") % (fact.count - 1)
    people = holding(fact.agency_id, "media.override_rights")
    path = reverse("channels:ending-rights")
    tell(
        fact.agency_id,
        people,
        f"{fact.subject}:{fact.batch_id}",
        "calendar-time",
        text,
        path,
        link_words=_("Xem quyền sắp hết hạn"),
    )


def on_files_damaged(fact: FilesDamaged) -> None:
    """Tell the technicians that files of the archive were broken on a disk."""
    assert fact.agency_id is not None
    if fact.lost:
        text = _("%(lost)d tệp gốc bị hỏng mà chưa có bản nào để sửa.") % {"lost": fact.lost}
    elif fact.alone:
        text = _("%(alone)d tệp gốc chỉ còn một bản lành: bản thứ hai hỏng mà chưa ghi lại được.") % {
            "alone": fact.alone
        }
    else:
        text = _("%(count)d tệp gốc bị hỏng trên đĩa, đã sửa từ bản kia.") % {"count": fact.repaired}
    tell(
        fact.agency_id,
        holding(fact.agency_id, "kernel.operate"),
        f"{fact.subject}:{fact.batch_id}",
        "alert-triangle",
        text,
        reverse("media:fixity"),
        link_words=_("Xem sự toàn vẹn của kho"),
    )

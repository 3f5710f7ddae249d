"""Words by which the trail names what happens to reports."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "reporting.open": _("Lập báo cáo"),
    "reporting.save": _("Lưu báo cáo"),
    "reporting.send": _("Gửi báo cáo"),
    "reporting.accept": _("Tiếp nhận báo cáo"),
    "reporting.return": _("Trả lại báo cáo"),
    "reporting.record_acceptance": _("Ghi nhận báo cáo được tiếp nhận"),
    "reporting.correct": _("Đính chính báo cáo"),
    "reporting.call": _("Yêu cầu báo cáo đột xuất"),
    "reporting.sign": _("Ký số báo cáo"),
    "reporting.attach_signed": _("Đính kèm bản đã ký số"),
}
FIELDS = {
    "period": _("Kỳ báo cáo"),
    "version": _("Bản"),
    "state": _("Tình trạng"),
    "cells": _("Số liệu"),
    "words": _("Lời văn"),
    "asked": _("Số đơn vị được yêu cầu"),
    "due_at": _("Hạn gửi"),
    "signer": _("Người ký"),
    "sha256": _("Mã băm"),
}

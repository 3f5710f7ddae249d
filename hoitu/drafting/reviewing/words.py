"""Vietnamese words for the kinds that a plan's records have."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.strategy.data import BodyKind, Op, TaskKind, Unit

OPS: dict[str, Promise] = {
    Op.AT_LEAST: _("ít nhất"),
    Op.EXACTLY: _("đúng, tất cả"),
    Op.ABOUT: _("khoảng"),
    Op.ACHIEVED: _("đạt được, không có con số"),
}
UNITS: dict[str, Promise] = {
    Unit.SHARE_OF_AGENCIES: _("% cơ quan báo chí"),
    Unit.SHARE_OF_PEOPLE: _("% người"),
    Unit.SHARE_OF_INSTITUTIONS: _("% cơ sở đào tạo"),
    Unit.SHARE_OF_SYSTEMS: _("% hệ thống thông tin"),
    Unit.GROWTH_PER_UNIT_A_YEAR: _("% tăng mỗi năm, từng đơn vị"),
    Unit.GROWTH_A_YEAR: _("% tăng mỗi năm, tính chung"),
    Unit.GROWTH_SINCE_BASE_YEAR: _("% tăng so với năm gốc"),
    Unit.NAMED_UNITS: _("đơn vị được nêu tên"),
    Unit.COUNT_OF_AGENCIES: _("cơ quan (đếm)"),
    Unit.BOOLEAN: _("có hoặc không"),
    Unit.MILESTONE: _("việc phải hoàn thành"),
}
TASK_KINDS: dict[str, Promise] = {
    TaskKind.APPENDIX: _("Dòng của phụ lục"),
    TaskKind.NARRATIVE: _("Giải pháp trong phần lời"),
    TaskKind.DUTY: _("Trách nhiệm của một cơ quan"),
    TaskKind.ASSIGNMENT: _("Câu giao cả kế hoạch"),
    TaskKind.DETAIL: _("Chi tiết của một nhiệm vụ"),
}
BODY_KINDS: dict[str, Promise] = {
    BodyKind.PRESS_AGENCY: _("Cơ quan báo chí"),
    BodyKind.GOVERNING_BODY: _("Cơ quan chủ quản"),
    BodyKind.DEPARTMENT: _("Sở, ban, ngành"),
    BodyKind.MINISTRY: _("Bộ, cơ quan ngang bộ"),
    BodyKind.TRAINING_SCHOOL: _("Cơ sở đào tạo"),
    BodyKind.OTHER: _("Tổ chức khác"),
    BodyKind.ROLE: _("Chức danh, nhóm người"),
}

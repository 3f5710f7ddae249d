"""The roles a new agency starts with: the one table of who may do what by default.

A code that no installed room declares is left out when an agency is founded; a test keeps the table and
the rooms' `permissions.py` in step. What an agency changes afterwards is its own.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DefaultRole:
    """A role as every new agency gets it."""

    key: str
    name: str | Promise
    description: str | Promise
    permissions: frozenset[str]
    mfa_required: bool = False


_CONTRIBUTOR = frozenset({"stories.write", "media.add", "language.proof", "discussion.take_part"})
_REPORTER = _CONTRIBUTOR | {"stories.read", "media.read", "channels.read", "strategy.work"}
_REPORTER |= {"correspondence.read", "correspondence.ask"}
_EDITOR = _REPORTER | {"stories.edit", "media.edit", "stories.submit_to_final"}
_DESK_HEAD = _EDITOR | {"stories.spike", "media.delete", "site.curate", "oversight.review"}
_SECRETARY = _DESK_HEAD | {
    "stories.read_sources",
    "stories.withdraw",
    "stories.manage",
    "site.manage",
    "channels.plan",
    "channels.record",
    "channels.takedown",
    "media.override_rights",
    "media.purge",
    "media.hold",
    "imports.run",
    "evidence.read",
    "evidence.add",
    "registers.read",
    "registers.wording",
    "strategy.read",
    "strategy.classify",
    "maturity.read",
    "strategy.declare",
    "reporting.read",
    "reporting.write",
    "correspondence.write",
    "correspondence.answer",
    "correspondence.press",
    "oversight.read",
    "oversight.complaints",
    "assurance.read",
    "audit.read",
}
_TECHNICIAN = frozenset(
    {
        "stories.read",
        "language.proof",
        "discussion.take_part",
        "media.read",
        "channels.read",
        "channels.manage",
        "site.manage",
        "imports.run",
        "kernel.operate",
        "accounts.tokens",
        "strategy.work",
    }
)
# Nobody can grant what they do not hold. The final approval and the protected sources stay on the editorial
# side: the administrator hands out every role but the secretary's and the head's.
_ADMIN = (
    (_SECRETARY - {"stories.read_sources", "media.override_rights"})
    | _TECHNICIAN
    | {
        "evidence.check",
        "registers.manage",
        "registers.training",
        "registers.security",
        "registers.money",
        "strategy.assign",
        "strategy.manage",
        "maturity.score",
        "maturity.send",
        "maturity.verify",
        "maturity.catalogue",
        "reporting.send",
        "reporting.receive",
        "connector.read",
        "connector.manage",
        "connector.send",
        "connector.push",
        "correspondence.send",
        "oversight.keep",
        "oversight.draw",
        "oversight.plan",
        "assurance.draw",
        "assurance.judge",
        "assurance.locations",
        "outlook.embed",
        "accounts.people",
        "accounts.roles",
        "accounts.desks",
        "accounts.organisation",
        "accounts.security",
    }
)
_DIRECTOR = _ADMIN | {
    "stories.read_sources",
    "media.override_rights",
    "stories.approve_final",
    "stories.lock",
    "strategy.approve_plan",
}

DEFAULT_ROLES = (
    DefaultRole("contributor", _("Cộng tác viên"), _("Viết và gửi bài của mình."), _CONTRIBUTOR),
    DefaultRole("reporter", _("Phóng viên"), _("Viết bài, đọc bài của cơ quan, đưa ảnh vào kho."), _REPORTER),
    DefaultRole("editor", _("Biên tập viên"), _("Biên tập bài của người khác, trình duyệt."), _EDITOR),
    DefaultRole("desk_head", _("Trưởng ban"), _("Biên tập, bỏ bài, xếp trang chuyên mục."), _DESK_HEAD),
    DefaultRole(
        "secretary",
        _("Thư ký tòa soạn"),
        _("Điều phối tin bài, phát hành, gỡ bài, xếp trang chủ."),
        _SECRETARY,
    ),
    DefaultRole(
        "director",
        _("Lãnh đạo cơ quan"),
        _("Duyệt xuất bản và quyết định mọi việc của cơ quan."),
        _DIRECTOR,
        mfa_required=True,
    ),
    DefaultRole(
        "admin",
        _("Quản trị viên"),
        _("Quản lý nhân sự, phân quyền, cấu hình; không duyệt xuất bản."),
        _ADMIN,
        mfa_required=True,
    ),
    DefaultRole(
        "technician",
        _("Kỹ thuật viên"),
        _("Vận hành trang web, kênh phát hành và nhập dữ liệu."),
        _TECHNICIAN,
        mfa_required=True,
    ),
)

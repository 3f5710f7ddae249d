"""Who may read and keep which books."""

from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Group

READ, MANAGE = "registers.read", "registers.manage"
WORDING_MANAGE = "registers.wording"
TRAINING_MANAGE, SECURITY_MANAGE, MONEY_MANAGE = (
    "registers.training",
    "registers.security",
    "registers.money",
)

LEGAL = Group("legal", _("Giấy phép, pháp lý, kiểm tra"), (READ,), MANAGE)
TRAINING = Group("training", _("Đào tạo, bồi dưỡng"), (READ,), TRAINING_MANAGE)
SECURITY = Group("security", _("An toàn thông tin"), (), SECURITY_MANAGE)
MONEY = Group("money", _("Đặt hàng, kinh phí"), (), MONEY_MANAGE)
WRITING = Group("writing", _("Cách viết"), (READ,), WORDING_MANAGE)
WORK = Group("work", _("Cơ sở vật chất, phong trào, phủ sóng"), (READ,), MANAGE)

GROUPS = (LEGAL, TRAINING, SECURITY, MONEY, WORK, WRITING)
# Everybody who holds one of these reads at least one book.
READERS = (READ, MANAGE, TRAINING_MANAGE, SECURITY_MANAGE, MONEY_MANAGE, WORDING_MANAGE)
KEEPERS = (MANAGE, TRAINING_MANAGE, SECURITY_MANAGE, MONEY_MANAGE, WORDING_MANAGE)

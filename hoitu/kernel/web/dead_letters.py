"""The operator's screen of failed deliveries: what failed, why, and "try again"."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel import dead_letters
from hoitu.kernel.access import ActorRequest, needs


@require_GET
@needs("kernel.operate")
def listing(request: ActorRequest) -> HttpResponse:
    """Show one page of failed deliveries, of all receivers or one."""
    receiver = request.GET.get("receiver", "")
    found = dead_letters.page(
        actor=request.actor,
        receiver=receiver,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    receivers = dead_letters.receivers(actor=request.actor)
    count = sum(size for name, size in receivers if receiver in ("", name))
    context = {"page": found, "receivers": receivers, "receiver": receiver, "count": count}
    return render(request, "kernel/dead_letters.html", context)


@require_POST
@needs("kernel.operate")
def replay(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """Let one delivery try again."""
    dead_letters.replay_one(actor=request.actor, delivery_id=delivery_id)
    messages.success(request, _("Đã cho chạy lại. Nếu vẫn lỗi, việc này sẽ hiện lại ở đây."))
    return redirect("kernel:dead_letters")


@require_POST
@needs("kernel.operate")
def replay_all(request: ActorRequest) -> HttpResponse:
    """Let all failed deliveries of one receiver try again."""
    count = dead_letters.replay_all(actor=request.actor, receiver=request.POST.get("receiver", ""))
    words = ngettext("Đã cho chạy lại %(count)d việc.", "Đã cho chạy lại %(count)d việc.", count)
    messages.success(request, words % {"count": count})
    return redirect("kernel:dead_letters")

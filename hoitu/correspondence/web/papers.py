"""The screen on which a sender enters what came back on paper."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoitu.correspondence import api
from hoitu.correspondence.queries.circulars import own_receipt
from hoitu.correspondence.web.forms import PaperForm
from hoitu.correspondence.web.uploads import file_of
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.web.steps import done


@needs("correspondence.send")
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest, paper_of: UUID) -> HttpResponse:
    """Enter the paper receipt or answer of one recipient; what is typed stays when it is refused."""
    receipt = own_receipt(request.actor, paper_of)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})

    def act(given: dict[str, Any]) -> UUID:
        file, name = file_of(given)
        return api.enter_paper(
            actor=request.actor,
            receipt_id=paper_of,
            values=api.PaperInput(**given),
            file=file,
            file_name=name,
        )

    if request.method == "POST":
        answer = done(request, form, act, _("Đã ghi nhận bản giấy."), _page_of)
        if answer is not None:
            return answer
    return render(request, "correspondence/enter_paper.html", {"form": form, "receipt": receipt})


def _page_of(circular_id: UUID) -> str:
    return reverse("correspondence:circular", args=[circular_id])

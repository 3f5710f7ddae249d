"""The office's embeds, and the page that other websites show."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.outlook import api
from hoitu.outlook.data import KIND_WORDS, EmbedKind
from hoitu.outlook.models import Embed
from hoitu.outlook.operations.embed import address_token, embed_of
from hoitu.outlook.queries.embedded import Shown, choices_of, shown
from hoitu.outlook.web.tiles import named_tiles
from hoitu.strategy import api as strategy

KEPT_SECONDS = 300  # a figure on a busy website is counted once in five minutes
ROWS = 14  # of the map
HEIGHTS = {EmbedKind.FIGURE: 260, EmbedKind.MAP: 820}


class EmbedForm(forms.Form):
    """What is shown, how, and where."""

    measure = forms.ChoiceField(label=_("Chỉ tiêu"))
    kind = forms.ChoiceField(label=_("Hình thức"), choices=list(KIND_WORDS.items()))
    origins = forms.CharField(
        label=_("Trang web được nhúng"),
        help_text=_(
            "Mỗi dòng một địa chỉ, dạng https://ten-trang.gov.vn. Trang khác không hiện được số này."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["measure"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices


@needs("outlook.embed")
@require_http_methods(["GET", "POST"])
def embeds(request: ActorRequest) -> HttpResponse:
    """List the office's embeds; a form makes one more."""
    actor = request.actor
    choices = choices_of([strategy.roll_up(plan) for plan in strategy.plans_of(actor.agency)])
    form = EmbedForm(
        request.POST or None, choices=choices, initial={"measure": request.GET.get("chi-tieu", "")}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            api.make_embed(
                actor=actor,
                measure_id=UUID(given["measure"]),
                kind=given["kind"],
                origins=given["origins"].split(),
            )
        except Refused as refusal:
            form.add_error("origins", refusal.sentence)
        else:
            messages.success(request, _("Đã tạo địa chỉ nhúng."))
            return redirect("outlook:embeds")
    rows = Embed.objects.for_agency(actor.agency).select_related("measure__target__plan")
    listed = [
        (row, request.build_absolute_uri(reverse("outlook:embedded", args=[address_token(row.pk)])))
        for row in rows
    ]
    context = {
        "form": form,
        "has_choices": bool(choices),
        "listed": [
            (row, strategy.indicator_name(row.measure.indicator), url, HEIGHTS[EmbedKind(row.kind)])
            for row, url in listed
        ],
    }
    return render(request, "outlook/embeds.html", context)


@needs("outlook.embed")
@require_POST
def revoke(request: ActorRequest, embed_id: UUID) -> HttpResponse:
    """End an embed."""
    api.revoke_embed(actor=request.actor, embed_id=embed_id)
    messages.success(request, _("Đã thu hồi. Trang nhúng không còn hiện số này."))
    return redirect("outlook:embeds")


@require_GET
def embedded(request: HttpRequest, token: str) -> HttpResponse:
    """Show the figure to anybody, inside the websites that the embed names and nowhere else."""
    embed = embed_of(token)
    key = f"outlook:embed:{embed.pk}"
    found: Shown | None = cache.get(key)
    if found is None:
        found = shown(embed)
        cache.set(key, found, KEPT_SECONDS)
    tiles = named_tiles(found.tiles)
    context = {"shown": found, "tiles": tiles, "on_map": [tile for tile in tiles if tile.column]}
    context["rows"] = range(1, ROWS + 1)
    response = render(request, "outlook/embedded.html", context)
    response.csp = {  # type: ignore[attr-defined]
        "frame-ancestors": " ".join(embed.origins),
        "script-src": "'none'",
        "connect-src": "'none'",
        "frame-src": "'none'",
    }
    return response

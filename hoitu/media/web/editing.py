"""The screen on which a picture is turned, levelled, cropped, toned, and parts of it are hidden."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput
from hoitu.media import api
from hoitu.media.data import Place
from hoitu.media.errors import UnreadableRecipe
from hoitu.media.models import PictureEdit
from hoitu.media.recipes import (
    HIDDEN_MOST,
    LEVEL_MOST,
    RATIOS,
    TONE_MOST,
    TONES,
    TURNS,
    WAYS,
    WHOLE,
    Box,
    Recipe,
    read_recipe,
)

SIDES = ("x", "y", "width", "height")
EMPTY_ROWS = 2  # for people whose browser runs no script
WAY_NAMES = {
    "pixelate": gettext_lazy("Ô vuông"),
    "blur": gettext_lazy("Làm mờ"),
    "solid": gettext_lazy("Tô đen"),
}
TONE_NAMES = {
    "brightness": gettext_lazy("Độ sáng"),
    "contrast": gettext_lazy("Tương phản"),
    "saturation": gettext_lazy("Độ đậm màu"),
    "warmth": gettext_lazy("Ấm, lạnh"),
}
SIDE_NAMES = {
    "x": gettext_lazy("Từ trái (%)"),
    "y": gettext_lazy("Từ trên (%)"),
    "width": gettext_lazy("Rộng (%)"),
    "height": gettext_lazy("Cao (%)"),
}


@needs("media.edit")
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show a picture's edits and change them, in place (`do` = save), as a copy (copy), or back (`return`)."""
    refused = ""
    if request.method == "POST":
        try:
            return _changed(request, asset_id)
        except BadInput as error:
            refused = error.sentence
    actor = request.actor
    edits = api.picture_edits(agency_id=actor.agency, asset_id=asset_id)
    newest = edits.versions[0] if edits.versions else None
    wanted = newest.recipe if newest and newest.state != "failed" else edits.current
    typed = _typed(request.POST) if refused and "turn" in request.POST else _fields(wanted)
    uses = api.uses_of(agency_id=actor.agency, asset_ids=[asset_id], open_only=True)
    return render(
        request,
        "media/edit.html",
        {
            "asset": api.asset(agency_id=actor.agency, asset_id=asset_id),
            "edits": edits,
            "base_url": api.signed_url(edits.base_key) if edits.base_key else "",
            "failed": newest.failed_because if newest else "",
            "refused": refused,
            "typed": typed,
            "turns": TURNS,
            "ratios": RATIOS,
            "ways": WAY_NAMES,
            "tone_fields": [(name, TONE_NAMES[name], typed[name]) for name in TONES],
            "crop_fields": [(side, SIDE_NAMES[side], typed[f"crop_{side}"]) for side in SIDES],
            "tone_most": TONE_MOST,
            "level_most": LEVEL_MOST // 10,
            "hidden_most": HIDDEN_MOST,
            "uses": uses,
            "goes_elsewhere": any(use.place != Place.WEB for use in uses),
            "versions": [
                {
                    "row": version,
                    "state": PictureEdit.State(version.state).label,
                    "words": _words(version.recipe),
                    "is_shown": version.state == "ready" and version.recipe == edits.current,
                }
                for version in edits.versions
            ],
        },
        status=400 if refused else 200,
    )


def _changed(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    actor = request.actor
    if "return" in request.POST:
        number = request.POST["return"]
        if not number.isdecimal() or len(number) > 6:
            raise UnreadableRecipe()
        api.return_to(actor=actor, asset_id=asset_id, number=int(number))
        messages.success(request, _("Đang làm lại ảnh theo bản đã chọn."))
        return redirect("media:edit", asset_id)
    recipe = _recipe(_typed(request.POST))
    if request.POST.get("do") == "copy":
        copy = api.copy_picture(actor=actor, asset_id=asset_id, recipe=recipe)
        messages.success(request, _("Đã tạo bản sao; ảnh nguồn và các trang dùng nó giữ nguyên."))
        return redirect("media:picture", copy.id)
    if api.edit_picture(actor=actor, asset_id=asset_id, recipe=recipe):
        messages.success(request, _("Đang làm ảnh. Trang tự cập nhật khi xong."))
    else:
        messages.success(request, _("Ảnh đã đúng như vậy."))
    return redirect("media:edit", asset_id)


def _typed(given: QueryDict) -> dict[str, Any]:
    """Return the fields as somebody typed them."""
    words = {name: given.get(name, "").strip() for name in ("turn", "level", *TONES)}
    crop = {f"crop_{side}": given.get(f"crop_{side}", "").strip() for side in SIDES}
    columns = [given.getlist(f"hidden_{name}")[: HIDDEN_MOST + 1] for name in (*SIDES, "way")]
    rows = [dict(zip((*SIDES, "way"), row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
    kept = [row for row in rows if any(row[side].strip() for side in SIDES)]
    return {**words, **crop, "grey": "grey" in given, "hidden": [*kept, *_empty_rows()]}


def _fields(recipe: Recipe) -> dict[str, Any]:
    """Return a recipe as the form shows it: degrees and per cent."""
    return {
        **{name: str(getattr(recipe, name)) for name in ("turn", *TONES)},
        "level": _shown(recipe.level, 10),
        **{f"crop_{side}": value for side, value in _box_fields(recipe.crop).items()},
        "grey": recipe.grey,
        "hidden": [*({**_box_fields(one), "way": one.way} for one in recipe.hidden), *_empty_rows()],
    }


def _recipe(typed: Mapping[str, Any]) -> Recipe:
    """Return what was typed as a recipe. Raises `UnreadableRecipe`."""
    hidden = [row for row in typed["hidden"] if row["x"]]
    said = {
        **{name: _read(typed[name] or "0", 1) for name in ("turn", *TONES)},
        "level": _read(typed["level"] or "0", 10),
        "crop": _box_of({side: typed[f"crop_{side}"] for side in SIDES}),
        "grey": typed["grey"],
        "hidden": [{**_box_of(row), "way": row["way"] or WAYS[0]} for row in hidden],
    }
    return read_recipe(said)


def _box_fields(box: Box) -> dict[str, str]:
    return {side: _shown(getattr(box, side), WHOLE // 100) for side in SIDES}


def _box_of(typed: Mapping[str, str]) -> dict[str, int]:
    empty = {"x": "0", "y": "0", "width": "100", "height": "100"}
    said = {side: _read(typed[side] or empty[side], WHOLE // 100) for side in SIDES}
    # Two numbers that were each rounded may reach a hair over the edge.
    for start, length in (("x", "width"), ("y", "height")):
        if WHOLE < said[start] + said[length] <= WHOLE + 2:
            said[length] = WHOLE - said[start]
    return said


def _shown(value: int, of: int) -> str:
    return f"{value / of:g}"


def _read(text: str, times: int) -> int:
    """Return a typed number, with a comma or a point, in parts of `times`. Raises `UnreadableRecipe`."""
    try:
        value = float(text.replace(",", ".").replace("−", "-")) * times
    except ValueError:
        raise UnreadableRecipe() from None
    if not abs(value) <= WHOLE:
        raise UnreadableRecipe()
    return round(value)


def _empty_rows() -> list[dict[str, str]]:
    return [dict.fromkeys(SIDES, "") | {"way": WAYS[0]} for _number in range(EMPTY_ROWS)]


def _words(recipe: Recipe) -> str:
    """Return what a recipe does, in a few words."""
    said = []
    if recipe.turn:
        said.append(_("xoay %d°") % recipe.turn)
    if recipe.level:
        said.append(_("chỉnh nghiêng %s°") % _shown(recipe.level, 10))
    if not recipe.crop.is_whole:
        said.append(_("cắt còn %(width)s × %(height)s%%") % _box_fields(recipe.crop))
    if recipe.has_tone:
        said.append(_("đen trắng") if recipe.grey else _("chỉnh màu"))
    if recipe.hidden:
        said.append(_("che %d vùng") % len(recipe.hidden))
    return ", ".join(said) or _("như lúc nhận về")

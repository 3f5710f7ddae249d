"""Screens of collections and shoots: the list, one of them, what a file lies in."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.media import api
from hoitu.media.data import Collection
from hoitu.media.models import CollectionRow
from hoitu.media.web import finding

NEW = "moi"


class CollectionForm(forms.Form):
    """What is said about a collection; the last three speak of a shoot."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=CollectionRow.Kind.choices, initial="set")
    note = forms.CharField(
        label=gettext_lazy("Mô tả"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Cả tòa soạn thấy"), required=False, initial=True)
    event = forms.CharField(label=gettext_lazy("Sự kiện"), required=False, max_length=300)
    place = forms.CharField(label=gettext_lazy("Nơi chụp"), required=False, max_length=300)
    creator = forms.CharField(label=gettext_lazy("Người chụp, quay"), required=False, max_length=300)
    apply = forms.BooleanField(
        label=gettext_lazy("Ghi vào mọi tệp đang có trong buổi chụp (hoàn tác được)"), required=False
    )


@needs("media.read")
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """List the collections that the person sees (`q`, `loai`), the last changed first."""
    kind = request.GET.get("loai", "")
    kind = kind if kind in CollectionRow.Kind.values else ""
    words = request.GET.get("q", "")[:120]
    found = api.collections(actor=request.actor, words=words, kind=kind)
    covers = api.assets(
        agency_id=request.actor.agency, asset_ids=[one.cover_id for one in found if one.cover_id]
    )
    return render(
        request,
        "media/sets/index.html",
        {
            "cards": [
                {"one": one, "thumb": finding.thumb(covers[one.cover_id]) if one.cover_id in covers else ""}
                for one in found
            ],
            "q": words,
            "kind": kind,
            "kinds": CollectionRow.Kind.choices,
        },
    )


@needs("media.read")
@require_GET
def page(request: ActorRequest, collection_id: UUID) -> HttpResponse:
    """Show one collection in its order."""
    found = api.collection(actor=request.actor, collection_id=collection_id)
    files = api.files_in(actor=request.actor, collection_id=collection_id)
    return render(
        request,
        "media/sets/page.html",
        {
            "one": found,
            "kind": CollectionRow.Kind(found.kind).label,
            "cards": [
                {"asset": file, "thumb": finding.thumb(file), "name": file.caption or file.original_name}
                for file in files
            ],
            "may_change": may_change(request.actor, found),
        },
    )


@needs("media.read")
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, collection_id: UUID | None = None) -> HttpResponse:
    """Make a collection, with the marked files (`asset`, many) in it, or change what is said about one."""
    found = api.collection(actor=request.actor, collection_id=collection_id) if collection_id else None
    if found and not may_change(request.actor, found):
        messages.warning(request, _("Chỉ người lập, hoặc biên tập viên khi bộ dùng chung, sửa được bộ này."))
        return redirect("media:collection", found.id)
    initial = (
        {name: getattr(found, name) for name in CollectionForm.base_fields if name != "apply"}
        if found
        else None
    )
    is_shoot = found is not None and found.kind == CollectionRow.Kind.SHOOT
    ids = _ids(request.POST.getlist("asset"))
    form = CollectionForm(request.POST if "name" in request.POST else None, initial=initial)
    if found:
        del form.fields["kind"]
    if not (is_shoot and found and found.file_count and request.actor.may("media.edit")):
        del form.fields["apply"]
    if request.method == "POST" and form.is_valid():
        try:
            apply = form.cleaned_data.pop("apply", False)
            key = api.save_collection(actor=request.actor, collection_id=collection_id, **form.cleaned_data)
            if ids:
                api.add_to_collection(actor=request.actor, collection_id=key, asset_ids=ids)
            messages.success(request, _("Đã lưu “%(name)s”.") % {"name": form.cleaned_data["name"]})
            if apply:
                batch_id, _count = api.describe_shoot(actor=request.actor, collection_id=key)
                if batch_id:
                    return redirect("media:batch-made", batch_id)
            return redirect("media:collection", key)
        except BadInput as refused:
            form.add_error(None, refused.sentence)
    shown = {"form": form, "one": found, "ids": ids}
    return render(request, "media/sets/edit.html", shown, status=400 if form.errors else 200)


@needs("media.read")
@require_POST
def add(request: ActorRequest) -> HttpResponse:
    """Put the marked files (`asset`, many) into a collection (`collection`), or go on to making one ("moi")."""
    ids = _ids(request.POST.getlist("asset"))
    if not ids:
        messages.warning(request, _("Chưa chọn tệp nào. Hãy đánh dấu vào các tệp cần đưa vào bộ sưu tập."))
        return redirect(_back(request))
    if request.POST.get("collection") == NEW:
        return render(request, "media/sets/edit.html", {"form": CollectionForm(), "one": None, "ids": ids})
    chosen = _ids([request.POST.get("collection", "")])
    if not chosen:
        raise BadInput(_("Hãy chọn một bộ sưu tập, hoặc chọn lập bộ mới."))
    added = api.add_to_collection(actor=request.actor, collection_id=chosen[0], asset_ids=ids)
    name = api.collection(actor=request.actor, collection_id=chosen[0]).name
    words = {"count": added, "name": name, "there": len(ids) - added}
    if added == len(ids):
        messages.success(request, _("Đã đưa %(count)d tệp vào “%(name)s”.") % words)
    else:
        messages.success(request, _("Đã đưa %(count)d tệp vào “%(name)s”; %(there)d tệp đã có sẵn.") % words)
    return redirect(_back(request))


@needs("media.read")
@require_POST
def take_out(request: ActorRequest, collection_id: UUID) -> HttpResponse:
    """Take the marked files (`asset`, many) out of a collection."""
    ids = _ids(request.POST.getlist("asset"))
    if not ids:
        raise BadInput(_("Chưa chọn tệp nào. Hãy đánh dấu vào các tệp cần đưa ra."))
    taken = api.take_from_collection(actor=request.actor, collection_id=collection_id, asset_ids=ids)
    messages.success(request, _("Đã đưa %(count)d tệp ra; tệp vẫn còn trong kho.") % {"count": taken})
    return redirect(_back(request, reverse("media:collection", args=[collection_id])))


@needs("media.read")
@require_POST
def move(request: ActorRequest, collection_id: UUID) -> HttpResponse:
    """Put a file (`asset`) in front of another (`before`, empty: at the end); scripts ask for JSON."""
    moved = _ids([request.POST.get("asset", "")])
    if not moved:
        raise BadInput(_("Chưa chọn tệp cần chuyển chỗ."))
    before = _ids([request.POST.get("before", "")])
    order = api.move_in_collection(
        actor=request.actor,
        collection_id=collection_id,
        asset_id=moved[0],
        before_id=before[0] if before else None,
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"order": [str(one) for one in order]})
    return redirect("media:collection", collection_id)


@needs("media.read")
@require_POST
def cover(request: ActorRequest, collection_id: UUID) -> HttpResponse:
    """Let a file (`asset`) stand for the collection."""
    ids = _ids(request.POST.getlist("asset"))
    if len(ids) != 1:
        raise BadInput(_("Hãy đánh dấu đúng một tệp để làm bìa."))
    api.set_cover(actor=request.actor, collection_id=collection_id, asset_id=ids[0])
    messages.success(request, _("Đã đổi bìa."))
    return redirect("media:collection", collection_id)


@needs("media.read")
@require_POST
def forget(request: ActorRequest, collection_id: UUID) -> HttpResponse:
    """Let go of a collection."""
    api.forget_collection(actor=request.actor, collection_id=collection_id)
    messages.success(request, _("Đã bỏ bộ sưu tập; các tệp vẫn còn trong kho."))
    return redirect("media:collections")


@needs("media.read")
@require_GET
def of_asset(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show which collections hold a file, and let it be put into others; a part of the file's page."""
    api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    held = api.collections_with(actor=request.actor, asset_id=asset_id)
    return render(
        request,
        "media/sets/of_asset.html",
        {
            "asset_id": asset_id,
            "held": [{"one": one, "may_change": may_change(request.actor, one)} for one in held],
            "changeable": changeable(request.actor, without={one.id for one in held}),
        },
    )


def may_change(actor: Actor, one: Collection) -> bool:
    """Say whether the person may change the collection."""
    return api.may_change_collection(actor, owner_id=one.owner_id, is_shared=one.is_shared)


def changeable(actor: Actor, without: set[UUID] | None = None) -> list[Collection]:
    """Return the collections into which the person may put files."""
    return [
        one
        for one in api.collections(actor=actor)
        if may_change(actor, one) and one.id not in (without or ())
    ]


def choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the collections that narrow the archive."""
    return [(str(one.id), one.name) for one in api.collections(actor=actor)]


def batch_context(request: ActorRequest) -> dict[str, object]:
    """Return what the archive's page needs to put marked files into a collection, or uploads into a shoot."""
    found = changeable(request.actor)
    return {
        "changeable": found,
        "shoots": [one for one in found if one.kind == CollectionRow.Kind.SHOOT],
        "templates": api.templates(agency_id=request.actor.agency),
    }


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:1000]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _back(request: ActorRequest, elsewhere: str = "") -> str:
    """Return where the person came from: the archive with its filters (`back`), or a file's page (`back_to`)."""
    asset = _ids([request.POST.get("back_to", "")])
    if asset:
        return reverse("media:picture", args=[asset[0]])
    query = request.POST.get("back", "")
    return elsewhere or reverse("media:archive") + (f"?{query}" if query else "")

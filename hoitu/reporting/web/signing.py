"""Screens of digital signatures: sign a version's PDF here, or hand in one that was signed elsewhere."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.reporting import api
from hoitu.reporting.models import Version, VersionFile
from hoitu.reporting.queries.files import address_of, signed_files
from hoitu.reporting.queries.reports import WHY, readable

PKCS12_LIMIT_BYTES = 200_000
SIGNED_LIMIT_BYTES = 30_000_000


class SignForm(forms.Form):
    """A certificate and its password, for this one use."""

    certificate = forms.FileField(
        label=gettext_lazy("Tệp chứng thư số (.p12, .pfx)"),
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        help_text=gettext_lazy("Dùng một lần rồi bỏ: tệp và mật khẩu không được lưu lại."),
        error_messages={"required": gettext_lazy("Hãy chọn tệp chứng thư số.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu của tệp"),
        strip=False,
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy nhập mật khẩu của tệp.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_certificate(self) -> bytes:
        return _read(self.cleaned_data["certificate"], PKCS12_LIMIT_BYTES)


class SignedFileForm(forms.Form):
    """A PDF that was signed elsewhere, or the signature alone."""

    signed = forms.FileField(
        label=gettext_lazy("PDF đã ký, hoặc chữ ký rời (.p7s)"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.p7s,.p7m,.sig"}),
        error_messages={"required": gettext_lazy("Hãy chọn tệp.")},
    )

    def clean_signed(self) -> bytes:
        return _read(self.cleaned_data["signed"], min(SIGNED_LIMIT_BYTES, settings.UPLOAD_LIMIT_BYTES))


@needs("reporting.send")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, report_id: UUID, number: int) -> HttpResponse:
    """Show the two ways to sign a version of the own report, and take one of them."""
    version = api.version_of(actor=request.actor, report_id=report_id, number=number)
    how = request.POST.get("how", "")
    here = SignForm(request.POST, request.FILES) if how == "here" else SignForm()
    elsewhere = SignedFileForm(request.POST, request.FILES) if how == "elsewhere" else SignedFileForm()
    form: forms.Form | None = {"here": here, "elsewhere": elsewhere}.get(how)
    if form is not None and form.is_valid():
        try:
            _take(request, version, form)
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            return redirect("reporting:version", report_id, number)
    context = {
        "report": version.report,
        "version": version,
        "here": here,
        "elsewhere": elsewhere,
        "files": signed_files(version),
    }
    return render(request, "reporting/sign.html", context)


@needs("reporting.read")
@require_GET
def file(request: ActorRequest, report_id: UUID, file_id: UUID) -> HttpResponse:
    """Send the browser to a signed file's short-lived address on the readers' origin."""
    report = readable(request.actor, report_id)
    rows = VersionFile.objects.unscoped(why=WHY).select_related("version")
    row = rows.filter(pk=file_id, version__report=report).first()
    if row is None:
        raise NotFound()
    return redirect(address_of(row, report))


@sensitive_variables("form", "given")
def _take(request: ActorRequest, version: Version, form: forms.Form) -> None:
    given = form.cleaned_data
    if isinstance(form, SignForm):
        api.sign_version(
            actor=request.actor,
            version=version,
            pkcs12=given["certificate"],
            password=given["password"],
        )
        messages.success(request, _("Đã ký số báo cáo."))
    else:
        api.attach_signed(actor=request.actor, version=version, content=given["signed"])
        messages.success(request, _("Đã kiểm tra và đính kèm bản đã ký số."))


def _read(uploaded: "UploadedFile[Any]", limit_bytes: int) -> bytes:
    if (uploaded.size or 0) > limit_bytes:
        raise forms.ValidationError(
            _("Tệp lớn quá %(limit)s MB, không phải tệp cần ở đây.")
            % {"limit": max(limit_bytes // 1_000_000, 1)}
        )
    return bytes(uploaded.read())

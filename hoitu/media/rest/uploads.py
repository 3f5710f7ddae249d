"""Resumable uploads: the tus protocol 1.0.0 with creation, creation-with-upload, expiration, checksum, termination.

Browsers use it with their session and CSRF token, programs with their token; the same operation serves both.
"""

import base64
import binascii
import shutil
import tempfile
from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from ninja import Router, Schema

from hoitu.kernel.errors import BadInput, Refused
from hoitu.kernel.rest import REFUSALS, acting
from hoitu.media import api
from hoitu.media.data import Upload

router = Router(tags=["media"])

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
CHECKSUMS = ("sha256", "sha1", "md5")
PIECE = "application/offset+octet-stream"
LONGEST_METADATA = 8_000
UPLOADS = "/uploads"
ONE = "/uploads/{uuid:upload_id}"
# What the protocol adds to the refusals that every operation may give.
ANSWERS: dict[Any, Any] = {**REFUSALS, frozenset({410, 412, 413, 415, 423, 460, 507}): None}

Operation = Callable[..., HttpResponse]


class OtherVersion(Refused):
    """Raised when a client speaks another version of the protocol."""

    status = 412

    @property
    def sentence(self) -> str:
        return _("Trình tải dùng phiên bản tus khác. Máy chủ nói tus 1.0.0.")


class NoPiece(BadInput):
    """Raised when the body of a piece is of another type."""

    status = 415

    @property
    def sentence(self) -> str:
        return _("Phần gửi lên phải có kiểu application/offset+octet-stream.")


class UploadOut(Schema):
    """Where an upload stands. `asset_id` names the asset when the file is in; `is_duplicate`: it was there before."""

    id: UUID
    name: str
    size_bytes: int
    offset_bytes: int
    state: str
    asset_id: UUID | None
    asset_state: str
    is_duplicate: bool
    refused_because: str


def of_protocol(operation: Operation) -> Operation:
    """Give every answer of an operation, refusals too, the protocol's headers; refuse other versions of it."""

    @wraps(operation)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            acting(request, "media.add")
            if request.headers.get("Tus-Resumable") != VERSION:
                raise OtherVersion()
            answer = operation(request, *args, **kwargs)
        except Refused as refused:
            answer = JsonResponse({"sentence": refused.sentence, "details": []}, status=refused.status)
            answer["Tus-Version"] = VERSION
        answer["Tus-Resumable"] = VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    return answered


@router.api_operation(["OPTIONS"], UPLOADS, response={204: None, **REFUSALS})
def upload_options(request: HttpRequest) -> HttpResponse:
    """Say what this server's tus can do. Needs `media.add`."""
    acting(request, "media.add")
    answer = HttpResponse(status=204)
    answer["Tus-Resumable"] = answer["Tus-Version"] = VERSION
    answer["Tus-Extension"] = EXTENSIONS
    answer["Tus-Max-Size"] = str(settings.ARCHIVE_LIMIT_BYTES)
    answer["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    return answer


@router.post(UPLOADS, response={201: None, **ANSWERS})
@of_protocol
def begin_upload(request: HttpRequest) -> HttpResponse:
    """Open a resumable upload (tus): `Upload-Length`, `Upload-Metadata` with filename. Needs `media.add`.

    The metadata may also hold caption, credit, alt, rights_note, tags (separated by commas),
    `collection`, the id of a collection or shoot that the file goes to, and `template`, that of a template.
    """
    actor = acting(request, "media.add")
    metadata = request.headers.get("Upload-Metadata", "")
    said = _metadata(metadata)
    upload = api.begin_upload(
        actor=actor,
        name=said.pop("filename", said.pop("name", "")),
        size_bytes=_number(request, "Upload-Length"),
        said=said,
        metadata=metadata,
    )
    address = f"{request.path.rstrip('/')}/{upload.id}"
    if request.content_type == PIECE:
        upload = _append(request, upload.id, 0)
    answer = _standing(upload, 201)
    answer["Location"] = address
    return answer


# Not in the description: a HEAD has no body to describe, and GET tells the same as JSON.
@router.api_operation(["HEAD"], ONE, response={200: None, **ANSWERS}, include_in_schema=False)
@of_protocol
def upload_offset(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Say in `Upload-Offset` how many bytes lie on the disk. Needs `media.add`; only one's own uploads."""
    actor = acting(request, "media.add")
    upload = api.upload(actor=actor, upload_id=upload_id)
    answer = _standing(upload, 200)
    answer["Upload-Length"] = str(upload.size_bytes)
    if upload.metadata:
        answer["Upload-Metadata"] = upload.metadata
    return answer


@router.patch(ONE, response={204: None, **ANSWERS})
@of_protocol
def append_piece(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Append the body at `Upload-Offset`; after the last piece the file is checked and made ready. Needs `media.add`.

    A wrong offset is 409, an upload that ended 410, a piece that does not fit its `Upload-Checksum` 460.
    """
    acting(request, "media.add")
    if request.content_type != PIECE:
        raise NoPiece()
    return _standing(_append(request, upload_id, _number(request, "Upload-Offset")), 204)


@router.delete(ONE, response={204: None, **ANSWERS})
@of_protocol
def end_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Give an upload up. Needs `media.add`; only one's own uploads."""
    api.end_upload(actor=acting(request, "media.add"), upload_id=upload_id)
    return HttpResponse(status=204)


@router.get(ONE, response={200: UploadOut, **ANSWERS})
def get_upload(request: HttpRequest, upload_id: UUID) -> UploadOut:
    """Return where an upload stands and what became of the file. Needs `media.add`; only one's own uploads."""
    upload = api.upload(actor=acting(request, "media.add"), upload_id=upload_id)
    return UploadOut(**{name: getattr(upload, name) for name in UploadOut.model_fields})


def _append(request: HttpRequest, upload_id: UUID, offset: int) -> Upload:
    with tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as piece:
        shutil.copyfileobj(request, piece)
        size = piece.tell()
        piece.seek(0)
        return api.append(
            actor=acting(request, "media.add"),
            upload_id=upload_id,
            offset_bytes=offset,
            piece=cast(BinaryIO, piece),
            piece_bytes=size,
            checksum=_checksum(request),
        )


def _standing(upload: Upload, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Upload-Offset"] = str(upload.offset_bytes)
    if upload.state == "arriving":
        answer["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return answer


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise BadInput(_("Thiếu hoặc sai dòng %(header)s.") % {"header": header})
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """Return the pairs of `Upload-Metadata`: names, each followed by its value in base64."""
    if len(header) > LONGEST_METADATA:
        raise BadInput(_("Phần mô tả kèm tệp quá dài."))
    said: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            said[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise BadInput(_("Dòng Upload-Metadata không đọc được.")) from None
    return said


def _checksum(request: HttpRequest) -> tuple[str, bytes] | None:
    header = request.headers.get("Upload-Checksum", "")
    if not header:
        return None
    name, _space, value = header.partition(" ")
    if name not in CHECKSUMS:
        raise BadInput(_("Mã kiểm tra phải là một trong: %(names)s.") % {"names": ", ".join(CHECKSUMS)})
    try:
        return name, base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise BadInput(_("Dòng Upload-Checksum không đọc được.")) from None

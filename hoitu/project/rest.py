"""The REST API of the newsroom: the rooms' routers under /api/, its description, and the page that explains it.

The description is served by this installation alone: no script or style of a foreign host.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import Response

from hoitu.accounts.api import ninja_auth
from hoitu.accounts.rest import router as accounts
from hoitu.channels.rest import router as channels
from hoitu.connector.rest import router as connector
from hoitu.discussion.rest import router as discussion
from hoitu.kernel.access import ActorRequest, signed_in
from hoitu.kernel.errors import Refused
from hoitu.language.rest import router as language
from hoitu.media.rest import router as media
from hoitu.site.rest import router as site
from hoitu.stories.rest import router as stories

api = NinjaAPI(
    title="Hội Tụ",
    version="1",
    description="Stories, pictures, releases and fronts of a newsroom. Sign in, or send a token of the screen "
    "“Khóa API” as `Authorization: Bearer hoitu_…`; a token's scopes are permissions. Refusals are JSON with a "
    "`sentence` for people.",
    auth=ninja_auth,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
for router in (stories, discussion, media, channels, site, accounts, connector, language):
    api.add_router("", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Answer an expected failure with its sentence and status."""
    details = [str(sentence) for sentence in getattr(refusal, "failures", ())]
    details += [problem.sentence for problem in getattr(refusal, "problems", ())][:50]
    return _problem(refusal.status, refusal.sentence, details)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer input of the wrong shape with the places that are wrong."""
    places = [f"{'.'.join(map(str, row['loc']))}: {row['msg']}" for row in error.errors[:50]]
    return _problem(422, _("Dữ liệu gửi lên chưa đúng dạng. Hãy xem từng chỗ sai."), places)


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer a caller without a session or token."""
    return _problem(401, _("Hãy đăng nhập hoặc gửi khóa API còn hiệu lực."))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the framework refused: unreadable JSON, a missing CSRF token."""
    return _problem(error.status_code, str(error))


@api.exception_handler(RequestDataTooBig)
@api.exception_handler(TooManyFilesSent)
def too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a body that is larger than any operation wants; files come in pieces at /api/uploads."""
    return _problem(413, _("Dữ liệu gửi lên lớn quá mức nhận. Hãy chia nhỏ, hoặc gửi tệp theo từng phần."))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer an address that does not exist."""
    return _problem(404, _("Không tìm thấy nội dung này. Có thể nó đã được chuyển hoặc xóa."))


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the machine-readable description."""
    return Response(api.get_openapi_schema())


@csrf_exempt
def missing(request: HttpRequest) -> HttpResponse:
    """Answer programs that ask for an address that is none in their own language."""
    return not_found(request, Http404())


@signed_in
@require_GET
def docs(request: ActorRequest) -> HttpResponse:
    """Explain every operation on a page of our own."""
    schema = api.get_openapi_schema()
    groups: dict[str, list[dict[str, object]]] = {}
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_entry(address, method, operation))
    return render(request, "project/api.html", {"groups": groups})


def _problem(status: int, sentence: str, details: list[str] | None = None) -> HttpResponse:
    return Response({"sentence": sentence, "details": details or []}, status=status)


def _entry(address: str, method: str, operation: Mapping[str, Any]) -> dict[str, object]:
    body = operation.get("requestBody", {}).get("content", {})
    schemas = [media["schema"] for media in body.values()]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "address": address,
        "text": operation.get("description", operation["summary"]).replace("`", ""),
        "parameters": [parameter["name"] for parameter in operation.get("parameters", [])],
        "body": ", ".join(_shape(schema) for schema in schemas),
    }


def _shape(schema: Mapping[str, Any]) -> str:
    """Return the name of a schema, or what it is made of."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    return ", ".join(schema.get("properties", {})) or str(schema.get("title", schema.get("type", "")))


urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", openapi, name="openapi"),
    path("docs", docs, name="api-docs"),
    path("", api.urls),
    re_path("", missing),
]

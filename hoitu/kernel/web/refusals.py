"""Expected failures become pages: the sentence of the refusal, its status, and a way on."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput, Refused

View = Callable[[HttpRequest], HttpResponse]
NO_FORM = _("Nội dung gửi lên không đúng dạng. Hãy tải lại trang rồi thử lại.")
UNSTORABLE = _("Trong nội dung gửi lên có ký tự không lưu được. Hãy gõ lại rồi gửi.")


class RefusalsBecomePages:
    """Answer a `Refused` that a view let through with its sentence."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse characters that no person types and PostgreSQL does not store, whatever screen they are sent to."""
        typed = (*request.GET.lists(), *request.POST.lists())
        holds_nul = any("\x00" in words for name, values in typed for words in (name, *values))
        return refused(request, BadInput(UNSTORABLE)) if holds_nul else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn refusals into answers; anything else is our mistake and goes on to the error log."""
        if isinstance(exception, RawPostDataException):  # a form where the screen's script sends bytes
            return refused(request, BadInput(NO_FORM))
        return refused(request, exception) if isinstance(exception, Refused) else None


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the page, or for scripts the JSON, that says why and what to do."""
    if request.path.startswith("/api/"):  # as the API words what it refuses itself
        return JsonResponse({"sentence": refusal.sentence, "details": []}, status=refusal.status)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
    return _page(request, refusal.status, refusal.sentence)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django itself refused (handler400); too much of it is 413."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return _page(request, 413 if too_large else 400, "")


def _page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    context = {"sentence": sentence, "status": status}
    try:
        page = render_to_string(f"{status}.html", context, request)
    except TemplateDoesNotExist:
        page = render_to_string("409.html", context, request)
    return HttpResponse(page, status=status)

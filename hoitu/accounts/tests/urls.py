"""Only the rooms up to this one: a mistake in a higher room must not fail these tests."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("", home),
    path("", include("hoitu.workspace.web.urls")),
    path("", include("hoitu.accounts.web.sign_in_urls")),
    path("", include("hoitu.accounts.web.urls")),
    path("", include("hoitu.audit.web.urls")),
    path("", include("hoitu.kernel.web.urls")),
]

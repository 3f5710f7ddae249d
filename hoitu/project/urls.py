"""Every address of the newsroom. Readers' addresses are baked files and never pass here."""

from django.urls import include, path

from hoitu.project.health import health

handler400 = "hoitu.kernel.web.refusals.bad_request"
urlpatterns = [
    path("_health", health),
    path("api/", include("hoitu.project.rest")),
    path("", include("hoitu.workspace.web.urls")),
    path("", include("hoitu.accounts.web.sign_in_urls")),
    path("", include("hoitu.accounts.web.urls")),
    path("", include("hoitu.audit.web.urls")),
    path("", include("hoitu.evidence.web.urls")),
    path("", include("hoitu.registers.web.urls")),
    path("", include("hoitu.language.web.urls")),
    path("", include("hoitu.media.web.urls")),
    path("", include("hoitu.stories.web.urls")),
    path("", include("hoitu.discussion.web.urls")),
    path("", include("hoitu.channels.web.urls")),
    path("", include("hoitu.site.web.urls")),
    path("", include("hoitu.strategy.web.urls")),
    path("", include("hoitu.drafting.web.urls")),
    path("", include("hoitu.maturity.web.urls")),
    path("", include("hoitu.reporting.web.urls")),
    path("", include("hoitu.connector.web.urls")),
    path("", include("hoitu.correspondence.web.urls")),
    path("", include("hoitu.oversight.web.urls")),
    path("", include("hoitu.assurance.web.urls")),
    path("", include("hoitu.outlook.web.urls")),
    path("", include("hoitu.imports.web.urls")),
    path("", include("hoitu.kernel.web.urls")),
]

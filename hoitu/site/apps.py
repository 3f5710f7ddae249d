from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hoitu.site"
    label = "site"

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    name = "hoitu.language"
    label = "language"

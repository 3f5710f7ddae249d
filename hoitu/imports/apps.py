from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "hoitu.imports"
    label = "imports"

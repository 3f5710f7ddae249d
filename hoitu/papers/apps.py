from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "hoitu.papers"
    label = "papers"

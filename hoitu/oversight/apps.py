from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "hoitu.oversight"
    label = "oversight"

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "hoitu.assurance"
    label = "assurance"

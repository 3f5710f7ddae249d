from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "hoitu.maturity"
    label = "maturity"

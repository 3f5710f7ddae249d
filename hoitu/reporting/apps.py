from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "hoitu.reporting"
    label = "reporting"

from django.apps import AppConfig


class OutlookConfig(AppConfig):
    name = "hoitu.outlook"
    label = "outlook"

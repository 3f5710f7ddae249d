from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "hoitu.correspondence"
    label = "correspondence"

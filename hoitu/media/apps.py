from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "hoitu.media"
    label = "media"

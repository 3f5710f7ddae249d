from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "hoitu.stories"
    label = "stories"

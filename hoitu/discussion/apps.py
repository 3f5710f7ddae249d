from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "hoitu.discussion"
    label = "discussion"

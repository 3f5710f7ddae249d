from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "hoitu.channels"
    label = "channels"

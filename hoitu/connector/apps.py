from django.apps import AppConfig


class ConnectorConfig(AppConfig):
    name = "hoitu.connector"
    label = "connector"

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "hoitu.workspace"
    label = "workspace"

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "hoitu.kernel"
    label = "kernel"

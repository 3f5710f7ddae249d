from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "hoitu.registers"
    label = "registers"

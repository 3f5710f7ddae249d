from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hoitu.audit"
    label = "audit"

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoitu.evidence"
    label = "evidence"

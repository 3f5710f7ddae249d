from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "hoitu.drafting"
    label = "drafting"

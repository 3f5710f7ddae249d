from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hoitu.accounts"
    label = "accounts"

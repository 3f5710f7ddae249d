from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hoitu.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Connects the receivers of sign-in and sign-out, whichever process this is.
        from hoitu.accounts.web import sign_in, warnings  # noqa: F401

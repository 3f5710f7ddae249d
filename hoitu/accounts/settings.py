"""Django settings that sign-in needs; the project's settings take them over with `import *`."""

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "hoitu.accounts.web.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Addresses are proven by the invitation link; there is no open sign-up.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Hội Tụ] "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wrong passwords are counted in the database (`operations/sign_in.py`): a cache would forget them at restart.
# What remains is a brake on one machine trying many addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip"}

SOCIALACCOUNT_ADAPTER = "hoitu.accounts.web.oidc.IdentityAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# A link leads to the identity server; state and PKCE guard the way back. A form would need its address in our CSP.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False

MFA_ADAPTER = "hoitu.accounts.web.sign_in.MfaAdapter"
MFA_FORMS = {
    "authenticate": "hoitu.accounts.web.sign_in.AuthenticateForm",
    "reauthenticate": "hoitu.accounts.web.sign_in.ReauthenticateForm",
    "add_webauthn": "hoitu.accounts.web.sign_in.AddKeyForm",
    "edit_webauthn": "hoitu.accounts.web.sign_in.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hội Tụ"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

USERSESSIONS_TRACK_ACTIVITY = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hoitu.accounts.passwords.PolicyValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

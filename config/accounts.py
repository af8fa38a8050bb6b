"""How staff sign in: what does not depend on where the site runs. Settings like all others: see settings.py."""

AUTH_USER_MODEL = "cspr.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "config.staff_sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGIN_TIMEOUT = 600  # seconds between the password and the code
ACCOUNT_FORMS = {"login": "config.staff_forms.SignInForm", "change_password": "config.staff_forms.ChangePasswordForm"}
# Five wrong passwords for one account at one address in a quarter of an hour. Never by the address alone: a whole
# police force or hospital trust may stand behind one. Wrong codes are counted in the database (cspr/second_factor.py).
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "5/15m/key"}
MFA_ADAPTER = "config.staff_sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "config.staff_forms.CodeForm",
    "reauthenticate": "config.staff_forms.CodeAgainForm",
    "activate_totp": "config.staff_forms.EnrolForm",
    "add_webauthn": "config.staff_forms.AddPasskeyForm",
    "edit_webauthn": "config.staff_forms.RenamePasskeyForm",
}
MFA_TOTP_ISSUER = "CSPR"

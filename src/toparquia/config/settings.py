"""Django's settings: what the house stands on, with everything that differs taken from outside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from toparquia.config.database import connection, databases
from toparquia.foundation.home import home, sample_notice, secret_key

# Counts work on small arrays: threads of linear algebra would only wait for each other, and for requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PACKAGE: Final = Path(__file__).resolve().parent.parent

SECRET_KEY = secret_key()
DEBUG = os.environ.get("TOPARQUIA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TOPARQUIA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
_CONNECTION: Final = connection()
DATABASES = databases(_CONNECTION)
EMBEDDED_DATABASE_URL = _CONNECTION.url if _CONNECTION.is_embedded else ""
# What a demo says on every page of what is made up in it.
SAMPLE_DATA = sample_notice() or ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The rooms in the order of the house, lowest first.
ROOMS: Final = [
    "gazette",
    "territory",
    "people",
    "mandates",
    "assemblies",
    "voting",
    "charters",
    "elections",
    "planning",
    "consultations",
    "ledger",
    "treasury",
    "bank",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "csp",
    "toparquia.web",
    *(f"toparquia.{room}" for room in ROOMS if (PACKAGE / room / "apps.py").exists()),
    "allauth",
    "allauth.account",
    "toparquia.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "toparquia.web.middleware.ChosenLanguageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toparquia.mandates.middleware.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "toparquia.web.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "toparquia.config.urls"
WSGI_APPLICATION = "toparquia.config.wsgi.application"
WIRING = "toparquia.config.wiring"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "toparquia.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "toparquia.web.renderer.FieldRenderer"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        # NIST SP 800-63B-4: a password that stands alone has at least 15 characters.
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"
# One address an account: nobody proves that a second one is theirs, and a code sent there would sign them in.
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
EMAIL_BACKEND = os.environ.get("TOPARQUIA_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("TOPARQUIA_EMAIL_FROM", "toparquia@localhost")

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Español")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "toparquia_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["toparquia.web.formats"]
USE_TZ = True
# The zone of the territory is a fact of its rule set; this one only serves pages without a territory.
TIME_ZONE = "America/Caracas"

STATIC_URL = "/static/"
STATIC_ROOT = home() / "static"
# A checkout that collected nothing serves the files of the apps under their plain names.
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": home() / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "toparquia.web.storage.StaticStorage"},
}
# Bounds: a form is small, a file is checked again by its room against the rule set's limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Django bounds a form but not the files in it: a longer request is refused before any of it is read.
REQUEST_MAX_BYTES = 32_000_000
# A ballot has up to 500 options, and a tally sheet a field for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
IS_BEHIND_TLS = os.environ.get("TOPARQUIA_TLS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_BEHIND_TLS
SECURE_SSL_REDIRECT = IS_BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
CSRF_FAILURE_VIEW = "toparquia.web.views.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

"""The same settings for tests, in a data folder of their own that goes with the test run."""

# ruff: noqa: F403
import os
import tempfile

# Read before anything asks where home is; workers of a parallel run inherit it and share one server.
if "TOPARQUIA_TEST_HOME" not in os.environ:
    os.environ["TOPARQUIA_TEST_HOME"] = tempfile.mkdtemp(prefix="toparquia-tests-")
os.environ["TOPARQUIA_HOME"] = os.environ["TOPARQUIA_TEST_HOME"]
os.environ.pop("TOPARQUIA_EMBEDDED_URL", None)

from toparquia.config.settings import *

# Passwords of tests protect nothing, and a slow hash would be most of their time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

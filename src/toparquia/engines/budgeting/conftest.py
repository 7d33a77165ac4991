"""Random elections take as long as they take: on a busy machine a slow example is no mistake."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

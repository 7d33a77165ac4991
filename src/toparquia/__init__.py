"""Software with which neighbourhoods govern themselves, and see that they do."""

__version__ = "0.1.0"

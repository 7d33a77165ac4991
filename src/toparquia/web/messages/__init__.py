"""Translations of every app of the house: `python -m toparquia.web.messages update|check|compile|fill`.

The sources are Spanish. Each app that shows text has `locale/en/LC_MESSAGES/django.po`, kept by this
tool without xgettext or msgfmt, so that a fresh machine needs Python alone.
"""

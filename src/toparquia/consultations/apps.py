"""The consultations room as a Django app."""

from django.apps import AppConfig


class ConsultationsApp(AppConfig):
    """Consultations from their call to the certificate that binds the State."""

    name = "toparquia.consultations"
    label = "consultations"

"""Shapes of input of the people room."""

from toparquia.people.forms.land import EvidenceForm, ParcelForm, StatementForm, StepForm
from toparquia.people.forms.registers import (
    AnnounceForm,
    AnswerForm,
    AnswerQuestionForm,
    CardForm,
    CensusForm,
    CorrectForm,
    DecideForm,
    LeaveForm,
    NameField,
    ObjectForm,
    PersonForm,
    RegisterForm,
    SignUpForm,
)

__all__ = [
    "AnnounceForm",
    "AnswerForm",
    "AnswerQuestionForm",
    "CardForm",
    "CensusForm",
    "CorrectForm",
    "DecideForm",
    "EvidenceForm",
    "LeaveForm",
    "NameField",
    "ObjectForm",
    "ParcelForm",
    "PersonForm",
    "RegisterForm",
    "SignUpForm",
    "StatementForm",
    "StepForm",
]

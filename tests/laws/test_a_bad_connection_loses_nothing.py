"""Law 9: the same write again returns the first result; the same key with other content is refused."""

from __future__ import annotations

import threading

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from toparquia.foundation.ids import new_id
from toparquia.gazette.errors import KeyUsedForSomethingElse, NotInTheGazette
from toparquia.gazette.models import Write
from toparquia.gazette.writing import KeyedForm, once, write


class NoteForm(KeyedForm):
    text = forms.CharField()


def post(key, text="hola"):
    request = RequestFactory().post("/nota/", {"key": str(key), "text": text})
    request.user = AnonymousUser()
    request.LANGUAGE_CODE = "es"
    return request


@pytest.mark.django_db
def test_the_same_again_returns_the_first_result_and_does_nothing():
    key, done = new_id(), []

    def do():
        done.append(1)
        return f"/result/{len(done)}/"

    results = [once(key=key, verb="v", content={"a": 1}, do=do) for _ in range(3)]

    assert results == ["/result/1/"] * 3
    assert done == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "content"), [("v", {"a": 2}), ("other", {"a": 1}), ("v", {"a": 1, "b": 1})])
def test_the_same_key_with_other_content_is_refused(verb, content):
    key = new_id()
    once(key=key, verb="v", content={"a": 1}, do=lambda: "/x/")

    with pytest.raises(KeyUsedForSomethingElse):
        once(key=key, verb=verb, content=content, do=lambda: "/y/")


@pytest.mark.django_db
def test_a_file_is_compared_by_its_bytes():
    key = new_id()
    once(key=key, verb="v", content={"f": SimpleUploadedFile("a.png", b"one")}, do=lambda: "/x/")

    assert once(key=key, verb="v", content={"f": SimpleUploadedFile("b.png", b"one")}, do=lambda: "") == "/x/"
    with pytest.raises(KeyUsedForSomethingElse):
        once(key=key, verb="v", content={"f": SimpleUploadedFile("a.png", b"two")}, do=lambda: "/y/")


@pytest.mark.django_db
def test_a_refusal_keeps_what_was_typed_and_frees_the_key():
    key = new_id()
    form = NoteForm({"key": str(key), "text": "hola"})

    def refuse(at):
        raise NotInTheGazette(index=9, size=1)

    assert write(post(key), form, "notes.write", refuse) is None
    assert "La Gaceta no tiene la entrada n.º 9" in form.non_field_errors()[0]
    assert form["text"].value() == "hola"
    assert not Write.objects.exists()
    assert (
        write(post(key), NoteForm({"key": str(key), "text": "hola"}), "notes.write", lambda at: "/1/")
        == "/1/"
    )


def test_fifty_at_once_have_one_effect(live_db):
    key, done, results = new_id(), [], []
    ready = threading.Barrier(10)

    def do():
        done.append(1)
        return "/only/"

    def send():
        ready.wait(timeout=30)
        for _ in range(5):
            results.extend([once(key=key, verb="v", content={"a": 1}, do=do)])
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert results == ["/only/"] * 50
    assert done == [1]

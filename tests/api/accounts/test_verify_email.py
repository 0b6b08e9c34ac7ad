"""Proving an address by the letter's link."""

import re

from allauth.account.models import EmailAddress

from accounts.models import OutgoingMail
from tests.support.browser import AUTH, Browser


def key():
    from urllib.parse import unquote

    return unquote(re.search(r"/cuenta/correo/(\S+)", OutgoingMail.objects.latest("created_at").text).group(1))


def test_the_link_proves_the_address_once(browser):
    browser.sign_up()
    link = key()
    assert browser.send(f"{AUTH}email/verify", {"key": link}).status_code == 200
    assert EmailAddress.objects.get().verified
    assert browser.send(f"{AUTH}email/verify", {"key": link}).status_code == 400


def test_it_works_on_another_device(browser):
    browser.sign_up()
    assert Browser().send(f"{AUTH}email/verify", {"key": key()}).status_code in (200, 401)
    assert EmailAddress.objects.get().verified


def test_a_forged_link(browser):
    browser.sign_up()
    for forged in ("", "x", key()[:-1] + "x", "MQ:1:2"):
        assert browser.send(f"{AUTH}email/verify", {"key": forged}).status_code == 400
    assert not EmailAddress.objects.get().verified

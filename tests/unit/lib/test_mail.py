"""The frame of every mail."""

from __future__ import annotations

from django.utils import translation

from lib.mail import Action, Aside, Block, Heading, Item, Paragraph, blocks_of, framed

BLOCKS: list[Block] = [
    Paragraph("Hola:"),
    Heading("Ventas"),
    Item("Vendiste 4 quesos", "https://minga.example/a/siete/acopio/1?x=1&y=2"),
    Item("Vendiste 2 quesos"),
    Action("Ver todo", "https://minga.example/avisos"),
]


def test_text_and_html_say_the_same():
    with translation.override("es"):
        mail = framed(
            BLOCKS, why=[Paragraph("Te llega porque lo pediste."), Aside("No más", "https://minga.example/baja/x")]
        )
    assert "* Vendiste 4 quesos\n  https://minga.example/a/siete/acopio/1?x=1&y=2\n* Vendiste 2 quesos" in mail.text
    assert "Ver todo:\nhttps://minga.example/avisos" in mail.text
    assert mail.text.index("-- \n") < mail.text.index("Te llega porque lo pediste.")
    assert "No más:\nhttps://minga.example/baja/x" in mail.text
    assert '<a href="https://minga.example/baja/x">No más</a>' in mail.html
    assert '<html lang="es">' in mail.html
    assert '<a href="https://minga.example/a/siete/acopio/1?x=1&amp;y=2">Vendiste 4 quesos</a>' in mail.html
    assert mail.html.count("<ul>") == mail.html.count("</ul>") == 1


def test_what_people_typed_stays_text():
    mail = framed([Paragraph("<script>alert(1)</script> & https://a.example/x."), Item("<b>x</b>")])
    assert "<script>" not in mail.html
    assert "<b>" not in mail.html
    assert '<a href="https://a.example/x">https://a.example/x</a>.' in mail.html


def test_nothing_tells_us_whether_it_was_read():
    html = framed(BLOCKS).html
    assert "<img" not in html
    assert "url(" not in html
    assert "color-scheme: light dark" in html


def test_a_letter_of_plain_text_keeps_its_words_and_its_link_becomes_a_button():
    text = "Hola:\n\nConfírmalo aquí:\n\nhttps://minga.example/cuenta/correo/abc\n\nSi no fuiste tú, nada."
    with translation.override("en"):
        mail = framed(blocks_of(text))
    assert mail.text.startswith(text)
    assert '<a class="go" href="https://minga.example/cuenta/correo/abc">Open it at Minga</a>' in mail.html

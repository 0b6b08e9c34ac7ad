from django.http import HttpRequest, HttpResponse

from lib import request_id


def _answer(header: str | None) -> tuple[str, HttpResponse]:
    seen: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(request_id.current())
        return HttpResponse()

    request = HttpRequest()
    if header is not None:
        request.META["HTTP_X_REQUEST_ID"] = header
    response = request_id.RequestIdMiddleware(view)(request)
    return seen[0], response


def test_a_sane_id_is_taken_over_and_sent_back() -> None:
    seen, response = _answer("from-the-proxy-1234")
    assert seen == response["X-Request-Id"] == "from-the-proxy-1234"


def test_an_id_that_could_forge_a_log_line_is_replaced() -> None:
    for hostile in ("short", "x" * 65, 'a"b" c d e f', "línea-rara-1"):
        seen, response = _answer(hostile)
        assert seen == response["X-Request-Id"] != hostile


def test_nothing_is_current_after_the_request() -> None:
    _answer(None)
    assert request_id.current() == ""

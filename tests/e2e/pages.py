"""Every page of the web app and every state of it worth looking at: `test_accessible.py` goes over this list.

A new page is one line: its name, its address (`{names}` are filled in by `stage.py`), who is signed in (None is a
guest; rosa administers, nelson is a member, isabel founds, camila buys, equipo is a steward, vecina has just signed up),
and, for a state that an address doesn't name, what to press. Whatever changes something for others stays out: all
pages share one site.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect

Reach = Callable[[Tab], None]


@dataclass(frozen=True, slots=True)
class Page:
    """`reach` brings about the state on the page as it was loaded."""

    name: str
    path: str
    who: str | None = None
    reach: Reach | None = None


def press(*names: str) -> Reach:
    """Press buttons, each by a pattern of its name in both languages."""

    def reach(tab: Tab) -> None:
        for name in names:
            tab.get_by_role("button", name=re.compile(name)).first.click()

    return reach


def ask(*names: str) -> Reach:
    """Press buttons until a dialog is open."""

    def reach(tab: Tab) -> None:
        press(*names)(tab)
        expect(tab.get_by_role("dialog")).to_be_visible()

    return reach


def opened(words: str) -> Reach:
    """Open a fold by the words on it."""

    def reach(tab: Tab) -> None:
        tab.locator("summary").filter(has_text=re.compile(words)).first.click()

    return reach


def refused(name: str) -> Reach:
    """Send a form as it is, and have it refused."""

    def reach(tab: Tab) -> None:
        press(name)(tab)
        expect(tab.locator("[aria-invalid=true]").first).to_be_visible()

    return reach


def address_missing(tab: Tab) -> None:
    """Ask for delivery at home without saying where."""
    tab.get_by_role("radio").last.check()
    refused("^(Seguir|Continue)$")(tab)


def name_missing(tab: Tab) -> None:
    """Ask for a certificate without saying under which name."""
    press("^(Mandar la|Send the)")(tab)
    expect(tab.locator(".errsum")).to_be_visible()


def too_many_labels(tab: Tab) -> None:
    """Ask for more labels than a file holds."""
    tab.get_by_role("textbox").last.fill("9999")
    refused("^(Bajar las etiquetas|Download the labels)$")(tab)


def redrawn(verdict: str, *changes: tuple[str, str]) -> Reach:
    """Have a label's page changed on its way to the reader, and wait for what her device finds."""

    def reach(tab: Tab) -> None:
        def change(route: Route) -> None:
            answer = route.fetch()
            text = answer.text()
            for pattern, instead in changes:
                text = re.sub(pattern, instead, text)
            route.fulfill(response=answer, body=text)

        tab.route("**/o/*", change)
        tab.reload()
        found(verdict)(tab)
        tab.unroute("**/o/*")

    return reach


def unanswered(path: str, verdict: str) -> Reach:
    """Have nobody answer what the device asks for at these addresses."""

    def reach(tab: Tab) -> None:
        tab.route(path, lambda route: route.abort())
        tab.reload()
        found(verdict)(tab)
        tab.unroute(path)

    return reach


def found(verdict: str) -> Reach:
    """Wait for what the reader's device finds of a label."""

    def reach(tab: Tab) -> None:
        expect(tab.locator("#verdict")).to_have_attribute("data-verdict", verdict)

    return reach


NOWHERE = "01900000-0000-7000-8000-000000000000"

PAGES = [
    # The shop.
    Page("catalog", "/"),
    Page("catalog, nothing found", "/?q=nadavezno"),
    Page("catalog, one kind in one comuna", "/?categoria=oficios&comuna=04302"),
    Page("catalog, filters", "/", None, press("^(Filtros|Filters)")),
    Page("catalog, every filter set", "/?q=queso&asociacion={coop}&temporada=ahora&quedan=si&hasta=10000&comuna=04305"),
    Page("catalog, a slip of the pen", "/?q=qeso"),
    Page("catalog, filters as a list", "/", None, press("^(Filtros|Filters)", "^(Ver como lista|See as a list)")),
    Page("map", "/mapa"),
    Page("map, one comuna", "/mapa?comuna=04305"),
    Page("map, as a list", "/mapa?comuna=04305", None, press("^(Ver como lista|See as a list)")),
    Page("producers", "/productores"),
    Page("producers of one comuna", "/productores?comuna=04305"),
    Page("producer", "/productores/{maker}"),
    Page("producer, unknown", f"/productores/{NOWHERE}"),
    Page("offer", "/productos/{offer}"),
    Page("offer, unknown", "/productos/no-hay-tal"),
    Page("seals", "/sellos"),
    Page("seal, by law", "/sellos/pisco"),
    Page("seal, applied for", "/sellos/queso-de-cabra"),
    Page("seal, unknown", "/sellos/no-hay-tal"),
    Page("associations", "/asociaciones"),
    Page("associations, none here", "/asociaciones?comuna=04104"),
    Page("association", "/asociaciones/{coop}"),
    Page("unknown address", "/nada"),
    # Behind a label.
    Page("label, valid", "/o/{label}", None, found("valid")),
    Page("label, suspended", "/o/{label_suspended}", None, found("suspended")),
    Page("label, revoked", "/o/{label_revoked}", None, found("revoked")),
    Page("label, lapsed", "/o/{label}", None, redrawn("expired", ('"at": "20', '"at": "21'))),
    Page("label, altered", "/o/{label}", None, redrawn("forged", ("seal--own", "seal--law"), (">Queso", ">Pisco"))),
    Page("label, nobody to ask", "/o/{label}", None, unanswered("**/credentials/status/**", "unsure")),
    Page("label, not checked", "/o/{label}", None, unanswered("**/.well-known/did.json", "cannot")),
    Page("label, unknown", "/o/ZZZZ-ZZ"),
    # Buying.
    Page("basket, empty", "/canasta"),
    Page("basket", "/canasta", "camila"),
    Page("checkout", "/pagar", "camila"),
    Page("checkout, address missing", "/pagar", "camila", address_missing),
    Page("checkout, review", "/pagar?paso=revisar", "camila"),
    Page("order, paid", "/pedido/{paid}"),
    Page("order, waiting for payment", "/pedido/{unpaid}"),
    Page("order, somebody else's", f"/pedido/{NOWHERE}"),
    Page("my orders", "/mis-pedidos", "camila"),
    Page("my orders, guest", "/mis-pedidos"),
    # The account.
    Page("sign up", "/registro"),
    Page("sign up, account", "/registro?vengo=buy"),
    Page("sign up, refused", "/registro?vengo=buy", None, refused("^(Crear mi cuenta|Create my account)")),
    Page("sign in", "/entrar"),
    Page("sign in, refused", "/entrar", None, refused("^(Entrar a mi cuenta|Sign in)")),
    Page("forgotten password", "/cuenta/clave"),
    Page("new password", "/cuenta/clave/{reset}"),
    Page("new password, void link", "/cuenta/clave/no-vale"),
    Page("code of the letter", "/entrar/codigo"),
    Page("code of the letter, refused", "/entrar/codigo?registro=3", None, refused("^(Seguir|Continue)$")),
    Page("link of an old letter", "/cuenta/correo/no-vale"),
    Page("account", "/cuenta", "rosa"),
    Page("account, profile", "/cuenta/perfil", "rosa"),
    Page("account, another address", "/cuenta/correo", "rosa"),
    Page("account, security", "/cuenta/seguridad", "rosa"),
    Page("account, code application", "/cuenta/seguridad/aplicacion", "rosa"),
    Page("account, asked once more", "/cuenta/datos", "nelson", ask("^(Pedir una copia|Ask for a copy)$")),
    Page("account, own data", "/cuenta/datos", "rosa"),
    Page("account, taking consent back", "/cuenta/datos", "rosa", ask("^(Retirar mi permiso|Take my consent back)$")),
    Page("account, deletion hindered", "/cuenta/borrar", "rosa"),
    Page("account, deletion", "/cuenta/borrar", "vecina"),
    Page("second step", "/entrar/paso"),
    Page("privacy notice", "/privacidad"),
    Page("account, guest", "/cuenta"),
    # Founding and joining.
    Page("new producer", "/productor/nuevo", "vecina"),
    Page("new association", "/asociaciones/nueva", "rosa"),
    Page("invitation", "/invitacion/{invitation}"),
    Page("invitation, signed in", "/invitacion/{invitation}", "rosa"),
    Page("invitation, void link", "/invitacion/no-vale"),
    Page("invitation of one's own", "/mis-invitaciones/{own_invitation}", "camila"),
    Page(
        "invitation of one's own, refusing",
        "/mis-invitaciones/{own_invitation}",
        "camila",
        ask("^No, (gracias|thanks)$"),
    ),
    Page("beginning", "/inicio", "vecina"),
    Page("beginning, invited", "/inicio", "camila"),
    # The association's workspace.
    Page("home, administrator", "/a/{coop}/inicio", "rosa"),
    Page("home, member", "/a/{coop}/inicio", "nelson"),
    Page("home, forming", "/a/{forming}/inicio", "isabel"),
    Page("home, stranger", "/a/{coop}/inicio", "camila"),
    Page("members", "/a/{coop}/socios", "rosa"),
    Page("members, forming", "/a/{forming}/socios", "isabel"),
    Page("members, inviting", "/a/{forming}/socios", "isabel", ask("^(Invitar|Invite)$")),
    Page("member", "/a/{coop}/socios/{member}", "rosa"),
    Page("member, giving an office", "/a/{coop}/socios/{member}", "rosa", ask("^(Dar un cargo|Give an office)$")),
    Page("member, suspending", "/a/{coop}/socios/{member}", "rosa", ask("^(Suspender|Suspend)$")),
    Page("register", "/a/{coop}/socios/registro", "rosa"),
    Page("history", "/a/{coop}/historia", "rosa"),
    Page("member, excluding", "/a/{coop}/socios/{member}", "rosa", ask("^(Excluir|Exclude)")),
    Page("statutes", "/a/{coop}/estatutos", "nelson"),
    Page("statutes, publishing", "/a/{coop}/estatutos/nueva", "rosa"),
    Page("statutes, publishing refused", "/a/{coop}/estatutos/nueva", "rosa", refused("^(Publicar|Publish)")),
    Page("the association", "/a/{coop}/asociacion", "rosa"),
    Page("the association, editing", "/a/{coop}/asociacion", "rosa", press("^(Editar|Edit)$")),
    Page("the association, leaving", "/a/{coop}/asociacion", "nelson", ask("^(Salir|Leave)")),
    Page("how one joins", "/a/{coop}/asociacion/ingreso", "rosa"),
    Page("asking to join", "/asociaciones/{coop}/ingreso"),
    Page("asking to join, signed in", "/asociaciones/{coop}/ingreso", "isabel"),
    Page("own applications", "/solicitudes", "isabel"),
    Page("own application", "/solicitudes/{application}", "isabel"),
    Page("own application, withdrawing", "/solicitudes/{application}", "isabel", ask("^(Retirar|Withdraw)")),
    Page("applications", "/a/{coop}/solicitudes", "rosa"),
    Page("applications, answered", "/a/{coop}/solicitudes?ver=respondidas", "rosa"),
    Page("application", "/a/{coop}/solicitudes/{application}", "rosa"),
    Page("application, refusing", "/a/{coop}/solicitudes/{application}", "rosa", ask("^(Responder que no|Say no)$")),
    Page("who may do what", "/a/{coop}/asociacion/permisos", "nelson"),
    Page("more places", "/a/{coop}/mas", "nelson"),
    Page("who acts", "/productor/{producer}/personas", "rosa"),
    Page("who acts, stopping", "/productor/{producer}/personas", "rosa", ask("^(Dejar de actuar|Stop acting)$")),
    Page("what was done for me", "/productor/{producer}/ayuda", "rosa"),
    Page("helpers", "/a/{coop}/ayudantes", "rosa"),
    Page("helpers, ending", "/a/{coop}/ayudantes", "rosa", ask("^(Terminar|End)")),
    Page("helpers, an account", "/a/{coop}/ayudantes", "rosa", ask("^(Darle su cuenta|Give an account)")),
    Page("naming a helper", "/a/{coop}/ayudantes/nombrar", "rosa"),
    Page(
        "a member on paper, refused",
        "/a/{coop}/ayudantes/nombrar?papel=1",
        "rosa",
        refused("^(Anotar el consentimiento|Write the consent down)$"),
    ),
    Page("whom I help", "/ayudo", "nelson"),
    Page("acting for a member", "/ayudo/{help}", "nelson"),
    Page("acting, a lot", "/ayudo/{help}", "nelson", ask("^(Anotar un lote|Write down a lot)$")),
    Page("acting, into the pool", "/ayudo/{help}", "nelson", ask("^(Poner en el acopio|Put )")),
    Page("acting, the statutes", "/ayudo/{help}", "nelson", ask("^(Leérselos|Read them out)$")),
    Page("receipt", "/ayudo/{help}/comprobante", "nelson"),
    Page("pool", "/a/{coop}/acopio", "nelson"),
    Page("pool at a glance", "/a/{coop}/acopio/panorama", "nelson"),
    Page("pool at a glance, table", "/a/{coop}/acopio/panorama", "rosa", opened("^(Ver como tabla|See as a table)")),
    Page("pool at a glance, nothing there", "/a/{forming}/acopio/panorama", "isabel"),
    Page("offer in the pool", "/a/{coop}/acopio/{pool}", "nelson"),
    Page("offer in the pool, adding", "/a/{coop}/acopio/{pool}", "nelson", ask("^(Sumar un lote|Add a lot)$")),
    Page("offer in the pool, its seals", "/a/{coop}/acopio/{pool}", "rosa", ask("^(Cambiar|Change): (Sellos|Seals)")),
    Page("certificates", "/a/{coop}/origen", "rosa"),
    Page("certificates, member", "/a/{coop}/origen", "nelson"),
    Page("certificates, none", "/a/{forming}/origen", "isabel"),
    Page("certificate", "/a/{coop}/origen/{certificate}", "rosa"),
    Page("certificate, suspending", "/a/{coop}/origen/{certificate}", "rosa", ask("^(Suspender|Suspend)$")),
    Page("certificate, an application", "/a/{coop}/origen/{certificate_asked}", "rosa"),
    Page(
        "certificate, planning a check",
        "/a/{coop}/origen/{certificate_asked}",
        "rosa",
        ask("^(Planificar una|Plan a)"),
    ),
    Page("certificate, revoking", "/a/{coop}/origen/{certificate}", "rosa", ask("^(Retirar el|Take the)")),
    Page("lot and its labels", "/a/{coop}/origen/lotes/{labelled_lot}", "nelson"),
    Page("lot, nothing to label", "/a/{coop}/origen/lotes/{plain_lot}", "nelson"),
    Page("lot, labels refused", "/a/{coop}/origen/lotes/{labelled_lot}", "nelson", too_many_labels),
    Page(
        "lot and its family",
        "/a/{coop}/origen/lotes/{family_lot}",
        "nelson",
        opened("^(Ver como tabla|See as a table)"),
    ),
    Page("asking for a certificate", "/a/{coop}/origen/pedir", "nelson"),
    Page("asking for a certificate, refused", "/a/{coop}/origen/pedir", "nelson", name_missing),
    Page("own seal", "/a/{coop}/origen/sellos/nuevo", "rosa"),
    Page("own seal, refused", "/a/{coop}/origen/sellos/nuevo", "rosa", refused("^(Crear el sello|Create the seal)$")),
    Page("new offer", "/a/{coop}/acopio/nueva", "rosa"),
    Page("new offer, refused", "/a/{coop}/acopio/nueva", "rosa", refused("^(Seguir|Continue)$")),
    Page("sales", "/a/{coop}/pedidos", "rosa"),
    Page("sales, marking", "/a/{coop}/pedidos?por-entregar=si", "rosa", ask("^(Marcar listo|Mark as ready)")),
    Page("sales, one offer", "/a/{coop}/pedidos?oferta={pool}", "nelson"),
    Page("sales, added up", "/a/{coop}/pedidos?ver=ventas", "nelson"),
    Page("sales, added up, table", "/a/{coop}/pedidos?ver=ventas", "rosa", opened("^(Ver como tabla|See as a table)")),
    Page("sales, nothing sold", "/a/{coop}/pedidos?ver=ventas&periodo=mes-pasado", "rosa"),
    Page("lots", "/a/{coop}/lotes", "nelson"),
    Page("new lot", "/a/{coop}/lotes/nuevo", "nelson"),
    Page("new lot, refused", "/a/{coop}/lotes/nuevo", "nelson", refused("^(Anotar el lote|Write down the lot)$")),
    Page("tables", "/a/{coop}/lotes/planillas", "nelson"),
    Page("new product", "/a/{coop}/lotes/productos/nuevo", "nelson"),
    Page("new product, refused", "/a/{coop}/lotes/productos/nuevo", "nelson", refused("^(Guardar|Save) ")),
    Page("offer's photo", "/a/{coop}/acopio/{pool}", "rosa", ask("^(Poner una foto|Put a photo)$")),
    Page("offer in the pool, taking out", "/a/{coop}/acopio/{pool}", "nelson", ask("^(Retirar|Withdraw)$")),
    # What happened.
    Page("inbox", "/avisos", "rosa"),
    Page("inbox, empty", "/avisos", "vecina"),
    Page("inbox, a line opened", "/avisos", "nelson", opened("^(Ver los|See all) ")),
    Page("how we tell you", "/avisos/ajustes", "rosa"),
    Page("how we tell you, one by one", "/avisos/ajustes", "rosa", opened("^(Elegir por separado|Choose one by one)$")),
    Page("how we tell a buyer", "/avisos/ajustes", "vecina"),
    Page("unsubscribe, a link that was cut", "/baja/no-es-un-enlace"),
    # Looking after the platform.
    Page("stewards, overview", "/equipo", "equipo"),
    Page("stewards, set aside", "/equipo/apartados", "equipo"),
    Page("stewards, work", "/equipo/trabajo", "equipo"),
    Page("stewards, people", "/equipo/personas", "equipo"),
    Page("stewards, people, refused", "/equipo/personas", "equipo", refused("^(Buscar|Find)$")),
    Page("stewards, readings", "/equipo/lecturas", "equipo"),
    Page(
        "stewards, readings, refused", "/equipo/lecturas", "equipo", refused("^(Avisar a la directiva|Tell the board)")
    ),
    Page("what waits for the line", "/espera", "nelson"),
    Page("stewards, associations, refused", "/equipo/asociaciones", "equipo", refused("^(Suspender|Suspend)$")),
    Page("stewards, record", "/equipo/registro", "equipo"),
    Page("stewards, stranger", "/equipo", "rosa"),
    Page("who has looked", "/a/{coop}/quien-ha-mirado", "rosa"),
]

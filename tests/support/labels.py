"""Labels whose certificates were signed on the very site that is looked at: what a demo brought along names another address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.flows.story_people import Someone

_REGION = ZoneInfo("America/Santiago")
_UNITS = 12


@dataclass(frozen=True, slots=True)
class Label:
    """A lot's code as it stands on its labels, the lot, and where the API has the certificate behind it."""

    code: str
    lot_id: str
    certificate: str


def signed_label(admin: Someone, member: Someone, *, product: str) -> Label:
    """Have the admin's association certify a new lot of the member's under a name of its own."""
    here = f"/api/v1/associations/{admin.get('/api/v1/me')['associations'][0]['id']}"
    producer = f"/api/v1/producers/{member.get('/api/v1/me')['producers'][0]['id']}"
    today = datetime.now(_REGION).date()
    rules = {"zone": ["04305"], "requirements": [{"rule": "zone"}]}
    seal = admin.post(f"{here}/seals", {"name_es": f"Sello de {product}", "name_en": f"Seal of {product}", **rules})
    kind = {"name": product, "category": "cheese", "comuna": "04305"}
    made = member.post(f"{producer}/products", kind)
    days = {"made_on": today - timedelta(days=40), "best_before": today + timedelta(days=90)}
    lot = member.post(
        f"{producer}/lots",
        {"product_id": made["id"], "units": _UNITS, **{name: day.isoformat() for name, day in days.items()}},
    )
    asked = member.post(f"{here}/certificates", {"product_id": made["id"], "seal_id": seal["id"]})
    certificate = f"{here}/certificates/{asked['id']}"
    plan = {"kind": "internal_control", "planned_for": today.isoformat()}
    looked = admin.post(f"{certificate}/inspections", plan)["inspections"][0]["id"]
    result = {"done_on": today.isoformat(), "outcome": "passed"}
    admin.post(f"{certificate}/inspections/{looked}/result", result, expect=200)
    last = (today + timedelta(days=300)).isoformat()
    admin.post(f"{certificate}/issue", {"assessor": "association", "last_day": last, "cap": _UNITS}, expect=200)
    packed = member.post(f"{certificate}/grants", {"lot_id": lot["id"], "units": _UNITS})
    code = next(one["origin_code"] for one in packed["lots"] if one["id"] == lot["id"])
    return Label(code, lot["id"], certificate)

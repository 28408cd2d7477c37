"""Where each setting is found or put right: the exact place, for whoever lacks it (acceptance.md O2)."""

from __future__ import annotations

from collections.abc import Mapping

ZONE = "Europe/Stockholm"
"""The zone that every new plan is meant in."""
NO_ZONES = f"Tidszonen {ZONE} saknas: installera paketet tzdata (no time zones: install the package tzdata)."
APP = "Entra admin center → App registrations → appen"
GUIDE = "docs/administrator.md avsnitt"

WHERE: Mapping[str, str] = {
    "EST_APP_ID": f"{APP} → Overview → Application (client) ID",
    "EST_APP_SECRET": f"{APP} → Certificates & secrets; {GUIDE} 3",
    "EST_APP_SECRET_FILE": f"filen som inställningen pekar på; botens konto ska kunna läsa den; {GUIDE} 3",
    "EST_APP_SECRET_EXPIRES": f"{APP} → Certificates & secrets → Client secrets → Expires",
    "EST_APP_CERTIFICATE_FILE": f"PEM-filen med nyckel och certifikat; {GUIDE} 3, Certifikat",
    "EST_MANAGED_IDENTITY": "Azure-portalen → Managed Identities → identiteten → Client ID",
    "EST_TENANTS": f"{APP} → Overview → Directory (tenant) ID",
    "EST_MUNICIPALITY_NAME": "fri text: kommunens namn",
    "EST_MUNICIPALITIES_FILE": f"TOML-filen som inställningen pekar på; {GUIDE} 4",
    "EST_LOGIN_AUTHORITY": f"bara för andra moln än det publika; {GUIDE} 4",
    "EST_OPENID_METADATA": f"bara för andra moln än det publika; {GUIDE} 4",
    "EST_TOKEN_ISSUER": f"bara för andra moln än det publika; {GUIDE} 4",
    "EST_SERVICE_HOSTS": f"bara för andra moln än det publika; {GUIDE} 4",
    "EST_PUBLIC_URL": "Azure-portalen → Azure Bot → Configuration → Messaging endpoint, utan /api/messages",
    "EST_DATABASE_URL": "sqlite:///mapp/est.db, eller PostgreSQL-adressen från den som driver databasen; docs/drift.md",
    "EST_DATABASE_URL_FILE": "filen som inställningen pekar på; botens konto ska kunna läsa den",
    "EST_HOST": "adressen som proxyn når boten på; 127.0.0.1 när de står på samma maskin",
    "EST_PORT": "en ledig port; samma som i proxyns inställning",
    "EST_LOGOTYPE": "en fil som botens konto kan läsa; docs/drift.md, Inställningar",
    "EST_RATE": "docs/drift.md, Inställningar",
    "EST_TENANT_RATE": "docs/drift.md, Inställningar",
    "EST_LOG_FORMAT": "docs/drift.md, Inställningar",
    "EST_METRICS_TOKEN": "docs/drift.md, Mätvärden",
    "EST_METRICS_TOKEN_FILE": "filen som inställningen pekar på; botens konto ska kunna läsa den",
    "EST_EMPTY": "docs/drift.md, Inställningar",
    "tidszoner": "installera programbiblioteken efter låsfilen: requirements/run.lock",
}


def where(name: str) -> str:
    """The place, or where all settings are listed."""
    return WHERE.get(name, "docs/drift.md, Inställningar")

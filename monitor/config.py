"""Settings: each one environment variable, checked together, unknown ones refused.

A secret may be given as a file instead: ``DATABASE_URL_FILE=/run/secrets/database-url``.
"""

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import which
from typing import Annotated, Final

import msgspec
import platformdirs
from msgspec import Meta

from monitor import mail_settings
from monitor.mail_settings import MailSettings, Tls

VERSION: Final = "0.1.0"

_PREFIX: Final = "GPUMARKET_"
#: The one setting without our prefix: every tool calls it this.
_DATABASE_URL: Final = "DATABASE_URL"

#: What begins the name of an API's key; the rest names it, as retailers' files do in small letters.
KEY_PREFIX: Final = f"{_PREFIX}KEY_"
_KEY_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]{0,30}")
_KEY: Final = re.compile(r"[\x20-\x7e]{1,4096}")

_EXPECTED: Final = {
    "contact": "a web or mail address, in plain letters and without spaces",
    "port": "a port number from 1 to 65535",
    "db_port": "a port number from 1 to 65535",
    "concurrency": "a number from 1 to 64",
    "rates_history_url": "a web address that begins with https://",
    "rates_daily_url": "a web address that begins with https://",
    "log_level": "debug, info, warning or error",
    "smtp_host": "the name of a mail server, such as smtp.example.org",
    "smtp_port": "a port number from 1 to 65535",
    "smtp_tls": "starttls, tls or none",
    "smtp_user": "one line of text",
    "smtp_password": "one line of text",
    "public_url": "where people reach the page, such as https://gpus.example.org",
}

_Web = Annotated[str, Meta(pattern=r"^https?://[\x21-\x7e]+$")]
_Port = Annotated[int, Meta(ge=1, le=65535)]
_Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]+\Z")]
#: What these are is never said, not even when it cannot be used.
_SECRET: Final = frozenset({"smtp_password"})


class ConfigError(Exception):
    """Settings that cannot be used; one line for each, saying what to write instead."""


def default_data_dir() -> Path:
    """The platform's place for a user's data; as root a system's place, since Postgres must be able to reach it."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "XDG_DATA_HOME" not in os.environ:
        return Path("/var/lib/gpumarket")
    return platformdirs.user_data_path("gpumarket", appauthor=False)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set from outside.

    Attributes:
        database_url: a PostgreSQL database; the embedded server where it is None.
        reader_url: the same database for the role that only reads the views, where `database_url` is set.
        data_dir: where the embedded database, its password and the user's retailers and gpus live.
        host: address the web page listens on.
        port: port of the web page.
        db_port: fixed port of the embedded server, for tools that connect to it; a free one where None.
        retailers_dir: the user's own retailer files.
        contact: web or mail address that shops see in our User-Agent; set it before polling a real shop.
        concurrency: polls at one time in one process.
        log_level: least severity that is logged.
        rates_history_url: where all exchange rates are, asked the first time and after a gap; CSV, XML or .zip.
        rates_daily_url: where the last day's exchange rates are.
        keys: keys of shops' APIs, by the name that retailers' files give them: GPUMARKET_KEY_BESTBUY is ``bestbuy``.
        chromium: the Chromium that builds pages for retailers that need one; looked for where None.
        smtp_host: the server that takes our mail; without it alerts wait.
        smtp_port: its port; 587 takes STARTTLS, 465 TLS from the start.
        smtp_tls: how the way there is kept private.
        smtp_user: whom we sign in as there, with `smtp_password`.
        smtp_ca: file of the certificates that may vouch for it, instead of the system's.
        mail_from: whom mails are from: an address, or ``Name <address>``.
        public_url: where people reach the page: links in mails begin with it. See `public_address`.
    """

    database_url: str | None = None
    reader_url: str | None = None
    data_dir: Path = msgspec.field(default_factory=default_data_dir)
    host: str = "127.0.0.1"
    port: _Port = 8000
    db_port: _Port | None = None
    retailers_dir: Path | None = None
    contact: Annotated[str, Meta(pattern=r"^[\x21-\x7e]+$")] | None = None
    concurrency: Annotated[int, Meta(ge=1, le=64)] = 8
    log_level: Annotated[str, Meta(pattern="^(?i:debug|info|warning|error)$")] = "warning"
    rates_history_url: _Web = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
    rates_daily_url: _Web = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    keys: dict[str, str] = {}
    chromium: Path | None = None
    smtp_host: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._:-]+\Z")] | None = None
    smtp_port: _Port = 587
    smtp_tls: Tls = Tls.STARTTLS
    smtp_user: _Line | None = None
    smtp_password: _Line | None = None
    smtp_ca: Path | None = None
    mail_from: str | None = None
    public_url: (
        Annotated[str, Meta(pattern=r"^https?://[^\s/?#@\x7f-\U0010ffff]+(/[^\s?#\x7f-\U0010ffff]*)?\Z")] | None
    ) = None

    @property
    def mail(self) -> MailSettings | None:
        """The server that takes our mail; None where none is set."""
        if self.smtp_host is None or self.mail_from is None:
            return None
        sender = mail_settings.read_sender(self.mail_from)
        if sender is None:
            raise ConfigError(f"{variable('mail_from')}: write {mail_settings.SENDER_EXPECTED}")
        return MailSettings(
            host=self.smtp_host,
            port=self.smtp_port,
            tls=self.smtp_tls,
            user=self.smtp_user,
            password=self.smtp_password,
            ca=self.smtp_ca,
            sender=sender,
        )

    @property
    def public_address(self) -> str:
        """What links to our pages begin with, without a slash at its end. Unless set, they lead to this machine."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # compared, not listened on
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def own_retailers(self) -> Path:
        """Where the user's own retailer files are looked for."""
        return self.retailers_dir or self.data_dir / "retailers"

    @property
    def own_gpus(self) -> Path:
        """Where the user's own rows of the catalogue are looked for."""
        return self.data_dir / "gpus.csv"

    @property
    def rules_file(self) -> Path:
        """Where the user's own rules of alerts are looked for."""
        return self.data_dir / "alerts.toml"

    @property
    def user_agent(self) -> str:
        """Who we say we are: our name, our version and where to complain."""
        return f"gpumarket/{VERSION} (+{self.contact})" if self.contact else f"gpumarket/{VERSION}"

    def __repr__(self) -> str:
        return f"Settings(data_dir={str(self.data_dir)!r}, host={self.host!r}, port={self.port})"


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return _DATABASE_URL if field == "database_url" else _PREFIX + field.upper()


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings from the environment.

    Raises:
        ConfigError: every setting that cannot be used, a line each.
    """
    known = {variable(field): field for field in Settings.__struct_fields__ if field != "keys"}
    ours = {name.removesuffix("_FILE") for name in environ if _is_ours(name)}
    keys, problems = _keys(sorted(name for name in ours - set(known) if _is_key(name)), environ)
    problems += [_unknown(name, known) for name in sorted(ours - set(known)) if not _is_key(name)]
    values: dict[str, str] = {}
    for name, field in known.items():
        try:
            value = _value(name, environ)
        except ConfigError as error:
            problems.append(str(error))
            continue
        if value:
            values[field] = value
    for field, value in values.items():
        try:
            msgspec.convert({field: value}, Settings, strict=False, dec_hook=_decode)
        except msgspec.ValidationError as error:
            expected = _EXPECTED.get(field, str(error))
            given = "" if field in _SECRET else f"={value!r}"
            problems.append(f"{variable(field)}{given} cannot be used: write {expected}")
    problems += mail_settings.problems({variable(field): value for field, value in values.items()})
    if (own := values.get("retailers_dir")) and not Path(own).expanduser().is_dir():
        problems.append(f"{variable('retailers_dir')}={own!r} is no folder: make it, or name another")
    if (program := values.get("chromium")) and which(Path(program).expanduser().absolute()) is None:
        problems.append(
            f"{variable('chromium')}={program!r} is no program: write where Chromium is, e.g. /usr/bin/chromium"
        )
    if problems:
        raise ConfigError("\n".join(problems))
    return msgspec.structs.replace(msgspec.convert(values, Settings, strict=False, dec_hook=_decode), keys=keys)


def _is_key(name: str) -> bool:
    return name.startswith(KEY_PREFIX) and bool(_KEY_NAME.fullmatch(name.removeprefix(KEY_PREFIX)))


def _keys(names: Iterable[str], environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The keys that are set, and what is wrong with those that cannot be used. No problem says what a key is."""
    keys: dict[str, str] = {}
    problems: list[str] = []
    for name in names:
        try:
            value = (_value(name, environ) or "").strip()
        except ConfigError as error:
            problems.append(str(error))
            continue
        if value and not _KEY.fullmatch(value):
            problems.append(f"{name} cannot be used: a key is one line of plain letters, digits and signs")
        elif value:
            keys[name.removeprefix(KEY_PREFIX).lower()] = value
    return keys, problems


def _decode(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value)).expanduser().absolute()
    raise NotImplementedError(kind)


def _is_ours(name: str) -> bool:
    return name.startswith(_PREFIX) or name in {_DATABASE_URL, f"{_DATABASE_URL}_FILE"}


def _unknown(name: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
    return f"{name} is no setting; {hint}"


def _value(name: str, environ: Mapping[str, str]) -> str | None:
    """The setting's text, from itself or from the file it names."""
    path = environ.get(f"{name}_FILE")
    if path is None:
        return environ.get(name)
    if name in environ:
        raise ConfigError(f"{name} and {name}_FILE are both set; keep one of them")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}_FILE={path!r} cannot be read: {error}") from error

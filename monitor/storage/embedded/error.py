"""The error of the embedded PostgreSQL. It stands alone because every part of the runner raises it."""


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be used; the message says what, where, and what to do about it."""


#: The way out that always exists, and ends most messages.
OTHER_SERVER = "or set DATABASE_URL to a PostgreSQL server of your own"

"""Ports of 127.0.0.1: which are free."""

import secrets
import socket

from monitor.storage.embedded.error import EmbeddedError

#: Below the ports that systems hand to outgoing connections, so that a chosen port is likely to stay free.
_CHOICE = range(20000, 30000)


def problem(port: int) -> str | None:
    """Say why a server cannot listen at a port; None if it can."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL does: old connections may linger
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.strerror or str(error)
        except OverflowError:
            return "ports go from 1 to 65535"
    return None


def required(port: int) -> int:
    """Give the port back if a server can listen there.

    Raises:
        EmbeddedError: it cannot, and why.
    """
    if reason := problem(port):
        raise EmbeddedError(
            f"PostgreSQL cannot listen at port {port} of 127.0.0.1 ({reason}): end the program that uses it, or choose "
            f"another port with GPUMARKET_DB_PORT."
        )
    return port


def free() -> int:
    """Choose a free port at random.

    Raises:
        EmbeddedError: there seems to be none.
    """
    for _ in range(1000):
        port = secrets.choice(_CHOICE)
        if problem(port) is None:
            return port
    raise EmbeddedError(
        f"No free port between {_CHOICE[0]} and {_CHOICE[-1]} on 127.0.0.1: name one with GPUMARKET_DB_PORT."
    )

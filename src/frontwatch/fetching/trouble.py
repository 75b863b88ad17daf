"""What went wrong with a connection, in plain words."""

from __future__ import annotations


def unproven(error: Exception) -> bool:
    """Whether the certificate is the matter; a handshake that was cut is not."""
    import ssl

    return bool(error.args) and isinstance(error.args[0], ssl.SSLCertVerificationError)


def said(error: Exception) -> str:
    """An error of the connection in plain words.

    >>> said(TimeoutError())
    'the connection failed (TimeoutError)'
    """
    from urllib3 import exceptions

    told = {
        exceptions.ProxyError: "the proxy cannot be reached, or refuses",
        exceptions.NewConnectionError: "the server cannot be reached",
        exceptions.ConnectTimeoutError: "the server cannot be reached in time",
        exceptions.ReadTimeoutError: "the server fell silent",
        exceptions.IncompleteRead: "the connection was cut",
        exceptions.ProtocolError: "the connection was cut",
        exceptions.SSLError: "the secure connection failed",
    }
    for kind, words in told.items():
        if isinstance(error, kind):
            return words
    return f"the connection failed ({type(error).__name__})"

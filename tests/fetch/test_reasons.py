"""What went wrong on the way, in words."""

import ssl
from errno import ECONNREFUSED, EIO, ENETUNREACH

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from yarl import URL

from tidings.fetch.reasons import HungUpError, reason_of
from tidings.rules import FetchRules

URL_ASKED = URL("https://post.example/feed")
KEY = ConnectionKey("post.example", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None)


def connector_error(number: int) -> aiohttp.ClientConnectorError:
    return aiohttp.ClientConnectorError(KEY, OSError(number, "words of the system"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (connector_error(ECONNREFUSED), "refused"),
        (connector_error(ENETUNREACH), "no way to post.example"),
        (connector_error(EIO), "no connection to post.example"),
        (aiohttp.ClientConnectorDNSError(KEY, OSError(0, "")), "no host is called post.example"),
        (aiohttp.ClientConnectorCertificateError(KEY, ssl.SSLCertVerificationError()), "certificate of post.example"),
        (aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError()), "secure connection"),
        (aiohttp.ConnectionTimeoutError(), "did not accept within 10 s"),
        (aiohttp.SocketTimeoutError(), "silent for 20 s"),
        (HungUpError(), "hung up"),
        (aiohttp.ClientPayloadError(), "cut off"),
        (aiohttp.InvalidURL("x"), "correct the address on the desk"),
        (aiohttp.ClientError(), "broke"),
        (ValueError(), "not an address"),
        (ZeroDivisionError(), "ZeroDivisionError): please report it"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_trouble_has_words_and_something_to_do(error: Exception, words: str) -> None:
    reason = reason_of(error, URL_ASKED, FetchRules())

    assert words in reason
    assert ": " in reason

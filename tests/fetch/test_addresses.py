"""The wall between strangers' feeds and private networks."""

import socket
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.fetch.addresses import find_refusal, is_loopback, make_guarded_socket
from tidings.model import Fetched, FetchRequest

from .site import Site, answer, ask_all, failed, fetched, open_site, redirect

PRIVATE_V4 = """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 100.100.100.200 127.0.0.1 127.1.2.3 168.63.129.16
    169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
    192.31.196.1 192.52.193.1 192.175.48.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255""".split()
PRIVATE_V6 = """:: ::1 ::127.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c:0:5efe:f5ff:fffe 2001:2::1 2001:20::1 2001:30::1 2001:db8::1 2001:1ff::1 100:0:0:1::1 2620:4f:8000::1
    2002:7f00:1::1 2002:a9fe:a9fe::1 2002:808:808::1 3fff::1 5f00::1 4000::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0
    fec0::1 ff02::1""".split()
PUBLIC = """1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 128.0.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 223.255.255.255
    2606:4700::1111 2001:200::1 2a00:1450::1 2620:0:2d0:200::7 ::ffff:8.8.8.8 64:ff9b::8.8.8.8""".split()


@pytest.mark.parametrize("address", PRIVATE_V4 + PRIVATE_V6)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert address in (find_refusal(address) or "")


@pytest.mark.parametrize("prefix", ["::ffff:", "64:ff9b::"])
@pytest.mark.parametrize("address", PRIVATE_V4)
def test_a_private_address_inside_another_is_refused(prefix: str, address: str) -> None:
    assert find_refusal(prefix + address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_asked(address: str) -> None:
    assert find_refusal(address) is None


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "2130706433", "0x7f.1", "post.example", "①②⑦.0.0.1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert find_refusal(text) == f"{text} is not an IP address"


@given(st.ip_addresses(v=4))
def test_no_way_of_writing_an_ipv4_address_opens_what_is_closed(address: IPv4Address) -> None:
    mapped, translated = IPv6Address(f"::ffff:{address}"), IPv6Address(f"64:ff9b::{address}")

    verdicts = {bool(find_refusal(str(form))) for form in (address, mapped, translated)}

    assert len(verdicts) == 1


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_is_public_here(address: IPv4Address | IPv6Address) -> None:
    inner = getattr(address, "ipv4_mapped", None) or address

    assert find_refusal(str(address)) or not (inner.is_private or inner.is_multicast or inner.is_link_local)


def test_a_socket_without_permission_is_refused() -> None:
    with pytest.raises(PermissionError, match=r"169\.254\.169\.254 is a link-local address"):
        make_guarded_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("169.254.169.254", 80)))


@pytest.mark.parametrize(
    "target",
    """http://169.254.169.254/latest/meta-data/ http://10.0.0.1/ http://[::1]/ http://[::ffff:127.0.0.1]/ http://0.0.0.0/
    http://localhost:1/ http://2130706433/ http://0x7f.1/ http://127.1/ http://①②⑦.0.0.1/ http://x.localhost/
    http://[fe80::1]/ http://[64:ff9b::a9fe:a9fe]/""".split(),
)
def test_a_redirect_into_a_private_network_is_not_followed(site: Site, target: str) -> None:
    error = failed(site.says("/feed", redirect(target)))

    assert (error.status, "feeds may not lead" in error.reason or "not a host" in error.reason) == (302, True)


def test_a_redirect_reaches_no_other_port_of_this_machine(site: Site) -> None:
    with open_site() as secret:
        url = secret.says("/secret", answer(200, b"secret"))

        assert "feeds may not lead" in failed(site.says("/feed", redirect(url))).reason
        assert secret.asked == []


def test_a_redirect_may_lead_to_a_private_host_that_the_desk_itself_names(site: Site) -> None:
    with open_site() as other:
        named = other.says("/feed", answer(200, b"feed"))
        url = site.says("/old", redirect(named))

        outcomes = ask_all([FetchRequest(feed_url=url), FetchRequest(feed_url=named)])

    assert isinstance(outcomes[url], Fetched)
    assert outcomes[url].url == named


def test_names_under_localhost_are_this_machine(site: Site) -> None:
    site.says("/feed", answer(200, b"feed"))

    assert fetched(site.url("/feed", "the-post.localhost")).body == b"feed"
    assert site.asked[0].headers["host"] == f"the-post.localhost:{site.port}"


def test_a_name_that_resolves_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.says("/feed", answer(200, b"feed"))
    point_names_at(monkeypatch, "127.0.0.1")

    error = failed(site.url("/feed", "intranet.example"))

    assert ("private_hosts" in error.reason, "127.0.0.1" in error.reason, site.asked) == (True, True, [])


def test_a_private_name_that_the_rules_list_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.says("/feed", answer(200, b"feed"))
    point_names_at(monkeypatch, "127.0.0.1")

    assert fetched(site.url("/feed", "intranet.example"), private_hosts=("Intranet.example",)).body == b"feed"


def test_of_a_names_addresses_only_the_allowed_are_dialled(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    point_names_at(monkeypatch, "127.0.0.1", "10.0.0.1", "169.254.169.254")

    assert "may not be asked" in failed(site.url("/feed", "mixed.example")).reason
    assert site.asked == []


def point_names_at(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Stand in for the system's name service, which a test cannot teach new names."""
    infos = [(socket.AF_INET, socket.IPPROTO_TCP, address) for address in addresses]
    monkeypatch.setattr("tidings.fetch.names.system_addresses", lambda host, port, family: infos)


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.example", "post.example", "10.0.0.1", "notlocalhost", ""])
def test_others_are_not_this_machine(host: str) -> None:
    assert not is_loopback(host)

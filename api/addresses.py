"""From which address a visitor comes, when trusted proxies stand in between."""

from ipaddress import ip_address, ip_network

_HOPS = 20  # a longer chain is made up


def visitor(peer: str, forwarded: str | None, trusted: str) -> str:
    """Walk back from the peer through X-Forwarded-For, as far as trusted proxies vouch.

    `trusted` lists networks, separated by commas, as the setting holds them.
    """
    networks = [ip_network(part) for part in trusted.split(",") if part]

    def vouched(address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in networks)

    chain = [part.strip() for part in (forwarded or "").split(",") if part.strip()][-_HOPS:]
    found = peer
    while chain and vouched(found):
        found = chain.pop()
    return found

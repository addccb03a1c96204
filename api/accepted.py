"""How much a caller wants what an Accept header names: the weights of RFC 9110, 12.4.2."""


def takes(header: str, encoding: str) -> bool:
    """Say whether an encoding may be sent: named with a weight above nothing, or by `*`."""
    weights = {}
    for item in header.split(","):
        name, _, parameter = item.partition(";")
        weights[name.strip().lower()] = quality(parameter)
    return weights.get(encoding, weights.get("*", 0.0)) > 0


def quality(parameter: str) -> float:
    """Read a weight such as `q=0.5`; none is the most, one that cannot be read is nothing."""
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0

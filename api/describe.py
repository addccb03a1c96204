"""Writes the OpenAPI document to standard output, for clients that are typed by it.

`python -m api.describe`: a city is opened in a folder of its own and forgotten again.
"""

import json
import sys
import tempfile

from api.app import create_app
from projections.house import open_house
from services.settings import from_environment


def main() -> None:
    """Describe the API of a city that has just been opened."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(from_environment({"SUISHOUPAI_DATA": folder}))
        try:
            described = create_app(house).openapi()
        finally:
            house.close()
    json.dump(described, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()

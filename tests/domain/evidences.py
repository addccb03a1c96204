"""An honest report by West Lake, for the tests of the evidence to spoil."""

from datetime import UTC, datetime

from domain.datum import to_e7
from domain.evidence import PhotoFacts, SentFacts
from domain.phash import Hashes
from domain.routing import Placement, PlaceRule
from domain.values import Location, Source

LON, LAT = 120.13, 30.259
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 09:30 in China
LAKE = Location(lon_e7=to_e7(LON), lat_e7=to_e7(LAT))
OFFICE = Placement("330106002", PlaceRule.INSIDE, ("330106002",), 1)
HASHES = Hashes(0x0F0F_0F0F_0F0F_0F0F, 0x3333_3333_3333_3333)

SENT = SentFacts(
    received_at=NOW,
    place=LAKE,
    source=Source.DEVICE,
    accuracy_cm=1_200,
    device_time=NOW,
    placement=OFFICE,
)
PHOTO = PhotoFacts(
    photo="photo-1",
    pixels="a" * 64,
    hashes=HASHES,
    taken_at=datetime(2026, 11, 23, 9, 29),  # noqa: DTZ001 - cameras write no zone
    lon_e7=LAKE.lon_e7,
    lat_e7=LAKE.lat_e7,
    make="HUAWEI",
    model="ANA-AN00",
)

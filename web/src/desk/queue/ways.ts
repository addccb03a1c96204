// Ways to a place: what each map app understands, in the datum it speaks.
export interface Spot {
  longitude: number
  latitude: number
}

export interface Way {
  name: 'amap' | 'tencent' | 'device'
  href: string
}

export function plain(spot: Spot): string {
  return `${spot.latitude.toFixed(6)}, ${spot.longitude.toFixed(6)}`
}

// `exact` is WGS-84, as devices and geo: links have it (RFC 5870); Chinese map apps shift everything (GCJ-02).
export function ways(exact: Spot, shifted: Spot, name: string): Way[] {
  const title = encodeURIComponent(name)
  const [lon, lat] = [shifted.longitude, shifted.latitude]
  return [
    { name: 'amap', href: `https://uri.amap.com/navigation?to=${lon},${lat},${title}&mode=ride&coordinate=gaode&callnative=1` },
    { name: 'tencent', href: `https://apis.map.qq.com/uri/v1/routeplan?type=bike&to=${title}&tocoord=${lat},${lon}&referer=suishoupai` },
    { name: 'device', href: `geo:${exact.latitude},${exact.longitude}?q=${exact.latitude},${exact.longitude}(${title})` },
  ]
}

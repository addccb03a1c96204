// A picture for each kind of problem, drawn here as strokes on a 24 by 24 grid, for a grid of large buttons.
// Codes are those of the national catalogue; what it does not know is shown by its group, then by its kind.
const DRAWN = {
  house: 'M4 20V9l6-5 6 5v11zM8 20v-5h4v5M20 8v8M16 12h8',
  bag: 'M9 7c-1-1.500-1.500-3-1-4h8c.5 1 0 2.500-1 4M9 7h6M9 7c-3 2-5 5-5 9 0 3 2 5 5 5h6c3 0 5-2 5-5 0-4-2-7-5-9M9 13l2 2M15 13l-2 2',
  rubble: 'M2 20l5-9 4 3 4-8 7 14zM8 17l2-2M14 14l2 3',
  broom: 'M18 3l-7 9M8 11l6 4-1 3c-2 2-6 3-10 3 2-2 3-5 3-8zM8 20l1-3M11.500 20l1-2.500M17 20h4',
  crack: 'M7 3 4 21M17 3l3 18M12 3l-1.500 4 3 3-3 4 2 3-1 4',
  truck: 'M2 6h11v10H2zM13 9h4l4 4v3h-8M6 18.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 18.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM3 21h.01M7 22h.01M11 21h.01',
  leaf: 'M5 19C4 10 9 4 20 4c0 11-6 16-13 14M5 19c3-5 6-8 10-10M4 21l1-2',
  branch: 'M12 21V9M12 14l-5-4M12 11l5-5M7 10V6M7 10H3M17 6V3M17 6h4M8 21h8',
  flame: 'M12 21c-4 0-6.500-2.700-6.500-6 0-3.500 3-5 3.500-9 2.500 1 4 3 4 5 1-.5 1.500-1.500 1.500-2.500 2.500 2 4 4 4 6.500 0 3.300-2.500 6-6.500 6zM12 21c-1.700 0-3-1.200-3-2.800 0-1.700 1.500-2.500 3-4.200 1.500 1.700 3 2.500 3 4.200 0 1.600-1.300 2.800-3 2.800z',
  water: 'M2 15c2-2 4-2 6 0s4 2 6 0 4-2 8 0M2 20c2-2 4-2 6 0s4 2 6 0 4-2 8 0M9 10l1-6h3l1 6M8 10h7',
  drip: 'M3 5h9a5 5 0 0 1 5 5v1M3 10h8a1 1 0 0 1 1 1M11 11h7M15 14c-1.500 2-2.300 3-2.300 4.300a2.300 2.300 0 0 0 4.600 0C17.300 17 16.500 16 15 14z',
  wreck: 'M3 16v-4l3-5h9l4 5h2v4M3 16h18M7 18.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 18.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 12h12M10 3l4 2M14 3l-4 2',
  sofa: 'M5 11V8a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v3M3 12a2 2 0 0 1 4 0v3h10v-3a2 2 0 0 1 4 0v6H3zM5 18v2M19 18v2',
  boxes: 'M3 12h8v8H3zM13 12h8v8h-8zM8 4h8v8H8zM7 12v3M17 12v3M12 4v3',
  paw: 'M12 20c-3 0-5 .5-5-2 0-3 3-5.500 5-5.500s5 2.500 5 5.500c0 2.500-2 2-5 2zM6 12a1.500 2 0 1 0 0-.01M9.500 8a1.500 2 0 1 0 0-.01M14.500 8a1.500 2 0 1 0 0-.01M18 12a1.500 2 0 1 0 0-.01',
  lock: 'M4 20h16M7 20v-4l5-3 5 3v4M12 13V9M9 9h6V5a3 3 0 0 0-6 0z',
  overflow: 'M5 11h14l-1.500 10h-11zM4 11l2-3 3 1 2-4 3 3 3-1 3 4M10 14v4M14 14v4',
  kerb: 'M2 14h7l2-3h3l-1 3h9M2 19h20M2 14v5M22 14v5M8 14v5M16 14v5',
  paving: 'M4 4h16v16H4zM8 8h.01M12 8h.01M16 8h.01M8 12h.01M12 12h.01M16 12h.01M8 16h.01M12 16h.01M16 16h.01',
  poster: 'M6 3h12v15l-4 3H6zM14 21v-3h4M9 8h6M9 12h6M9 16h2',
  billboard: 'M3 4h18v10H3zM8 14v7M16 14v7M7 9h10',
  cone: 'M12 3 6 19h12zM9.500 10h5M8 15h8M3 21h18',
  dust: 'M6 15a4 4 0 0 1 .5-8A5.500 5.500 0 0 1 17 8a3.500 3.500 0 0 1 1 7zM5 19h.01M9 20h.01M13 19h.01M17 20h.01',
  bricks: 'M3 8h18v5H3zM3 13h18v5H3zM9 8v5M15 8v5M6 13v5M12 13v5M18 13v5M6 4h12v4',
  gate: 'M3 21V8M21 21V8M3 11h18M3 8l18-4M8 21l2-4 2 3 3-3 1 4',
  cart: 'M3 5h3l2 10h10l2-7H7M9 19.500a1.500 1.500 0 1 0 0-3M17 19.500a1.500 1.500 0 1 0 0-3M10 8V4h7v4',
  shop: 'M3 9l2-5h14l2 5M3 9a3 3 0 0 0 6 0 3 3 0 0 0 6 0 3 3 0 0 0 6 0M5 12v8h14v-8M10 20v-5h4v5',
  stall: 'M3 8l9-5 9 5zM5 8v13M19 8v13M3 14h18M8 14v-2M12 14v-3M16 14v-2',
  car: 'M3 17v-5l2.500-5.500h13L21 12v5zM3 12h18M6 17v2.500M18 17v2.500M7 14.500h.01M17 14.500h.01',
  scooter: 'M6 19a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM18 19a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8.500 17H13l3.500-6L15 5h-3M5 10h6M16.500 11l1.500 3',
  bicycle: 'M6 19a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM18 19a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM6 15.500 9 9h6l3 6.500M9 9l3.500 6.500H6M15 9l-2.500 6.500M14 6h2M7.500 7h3',
  extinguisher: 'M8 9h7v12H8zM10 9V6h3v3M13 6h4l2 3M10 6 7 4M8 13h7M11.500 16v2',
  snow: 'M12 2v20M3.500 7l17 10M20.500 7l-17 10M9.500 3.500 12 6l2.500-2.500M9.500 20.500 12 18l2.500 2.500',
  cable: 'M3 4v17M21 4v17M3 6c3 7 6 8 9 8M21 6c-2 4-4 6-6 7M13 11l-2 4h3l-2 5',
  manhole: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM7 12h10M12 7v10',
  drain: 'M3 6h18v12H3zM7 9v6M10.500 9v6M14 9v6M17.500 9v6',
  lamp: 'M7 21V7a4 4 0 0 1 4-4h6M14 3h6l1 4h-8zM4 21h6M15 10l-1 3M17.500 10v3M20 10l1 3',
  gas: 'M3 8h12v4H3zM15 7h3v6h-3zM18 10h3M6 8V5M6 12v9M11 15c-1 1.300-1.500 2-1.500 3a1.500 1.500 0 0 0 3 0c0-1-.5-1.700-1.500-3z',
  rail: 'M2 9h20M2 14h20M5 6v14M12 6v14M19 6v14',
  bollard: 'M9 21V7a3 3 0 0 1 6 0v14M9 11h6M9 14h6M5 21h14',
  bin: 'M5 8h14l-1.500 13h-11zM4 5h16v3H4zM10 5V3h4v2M10 12v5M14 12v5',
  tree: 'M12 21v-8M12 16l-3-2M12 14l3-2M12 3a5 5 0 0 0-4.500 3A4 4 0 0 0 7 14h10a4 4 0 0 0-.5-8A5 5 0 0 0 12 3z',
  flag: 'M5 21V4h13l-3 4.500 3 4.500H5',
} as const

export type PictureName = keyof typeof DRAWN

const BY_CODE: Record<string, PictureName> = {
  M06001: 'house', M06010: 'bag', M06011: 'rubble', M06012: 'broom', M06013: 'crack', M06014: 'truck', M06017: 'leaf', M06018: 'branch',
  M06020: 'flame', M06025: 'water', M06030: 'drip', M06034: 'wreck', M06035: 'sofa', M06036: 'boxes', M06037: 'paw', M06040: 'lock',
  M06042: 'overflow', M06050: 'kerb', M06051: 'paving', M07001: 'poster', M07003: 'billboard', M08002: 'cone', M08004: 'dust',
  M08006: 'bricks', M08009: 'gate', M09001: 'cart', M09005: 'shop', M09006: 'stall', M09009: 'car', M09010: 'scooter', M09011: 'bicycle',
  M09012: 'extinguisher', M10001: 'snow', M10002: 'cable', C01002: 'manhole', C01004: 'drain', C01037: 'lamp', C01057: 'gas',
  C02017: 'rail', C02021: 'bollard', C03005: 'bin', C04002: 'tree',
}

const BY_GROUP: [RegExp, PictureName][] = [
  [/环卫|垃圾/, 'bin'],
  [/绿化|园林/, 'tree'],
  [/市容|环境/, 'broom'],
  [/广告|宣传/, 'poster'],
  [/施工|工地/, 'cone'],
  [/秩序|停车/, 'car'],
  [/交通/, 'rail'],
  [/公用|管线/, 'manhole'],
  [/房屋|建筑/, 'house'],
  [/水/, 'water'],
]

export function pictureOf(category: { code: string; group: string }): PictureName {
  return BY_CODE[category.code] ?? BY_GROUP.find(([words]) => words.test(category.group))?.[1] ?? 'flag'
}

export function strokes(name: PictureName): string {
  return DRAWN[name]
}

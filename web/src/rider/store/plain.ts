// A copy without Vue's proxies: a store can clone plain things only.
export function plain<T>(it: T): T {
  if (it instanceof ArrayBuffer || it instanceof Date || typeof it !== 'object' || it === null) return it
  if (Array.isArray(it)) return it.map((one: unknown) => plain(one)) as T
  return Object.fromEntries(Object.entries(it).map(([name, value]) => [name, plain(value as unknown)])) as T
}

// The service worker of the rider's page: it starts without a network, and never keeps an answer of the API.
const SHELL = __SHELL__
const NAME = 'shell-' + __VERSION__
const PAGE = '/rider'

// What did not change since the last version is not fetched again: data costs a rider money.
async function stock() {
  const shelf = await caches.open(NAME)
  await Promise.all(
    SHELL.map(async (path) => {
      const old = path === PAGE ? undefined : await caches.match(path)
      if (old) return shelf.put(path, old)
      const found = await fetch(new Request(path, { cache: path === PAGE ? 'reload' : 'default' }))
      if (!found.ok) throw new Error(path)
      return shelf.put(path, found)
    }),
  )
}

async function clear() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)))
}

self.addEventListener('install', (event) => {
  event.waitUntil(stock().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(clear().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || !SHELL.includes(pathname)) return
  // what is kept comes first: on a bad line the page opens at once; a newer version is installed beside it
  event.respondWith(caches.open(NAME).then((shelf) => shelf.match(pathname)).then((kept) => kept ?? fetch(request)))
})

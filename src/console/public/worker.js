// The pages of the console without a network: the shell and its parts are kept, answers of the server never are (src/kit/offline keeps what a case needs).
// Registered only for people who may fill something in without a network.
const store = 'shuzhi-pages-1'

self.addEventListener('install', event => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(store)
      await keepPages(cache)
      await self.skipWaiting()
    })(),
  )
})

self.addEventListener('activate', event => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('shuzhi-pages-') && name !== store) await caches.delete(name)
      await self.clients.claim()
    })(),
  )
})

/** The page and every part that the build lists; parts of an older build go. */
async function keepPages(cache) {
  const page = await fetch('/', { cache: 'no-cache' })
  const { files } = await (await fetch('/offline-files.json', { cache: 'no-cache' })).json()
  if (!page.ok) throw new Error('The page was not there')
  const wanted = new Set(files.map(file => `/${file}`))
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url)
    if (pathname !== '/' && !wanted.has(pathname)) await cache.delete(request)
  }
  for (const path of wanted) if (!(await cache.match(path))) await cache.add(path)
  await cache.put('/', page)
}

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (/^\/(api|portal|docs|health|metrics)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(fetchPage(event))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(keptOr(request))
})

async function fetchPage(event) {
  try {
    const page = await fetch(event.request)
    if (page.ok) event.waitUntil(keepAgain(page.clone()))
    return page
  } catch (error) {
    const kept = await caches.match('/')
    if (!kept) throw error
    return kept
  }
}

/** A new build brings a page with other parts: all are kept anew, so that page and parts belong together. */
async function keepAgain(page) {
  const cache = await caches.open(store)
  const [fresh, kept] = [await page.text(), await (await cache.match('/'))?.text()]
  if (fresh !== kept) await keepPages(cache).catch(() => undefined)
}

async function keptOr(request) {
  return (await caches.match(request)) ?? fetch(request)
}

// Starts the service worker once the page is up, so that it never competes with the first load.
import { recall, remember } from '@/shared/memory'

export function startWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const start = (): void => void navigator.serviceWorker.register('/sw.js').catch(() => undefined) // it only adds a cold start offline
  if (document.readyState === 'complete') start()
  else window.addEventListener('load', start, { once: true })
}

// A part of an older version that the server does not have any more: the page is loaded anew, once.
export function mendOldParts(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine || recall('reloaded') === document.lastModified) return
    event.preventDefault()
    remember('reloaded', document.lastModified)
    location.reload()
  })
}

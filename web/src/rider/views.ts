// Views that come after the first one: fetched while the page is idle, so that they open at once, also offline.
import { defineAsyncComponent, type Component } from 'vue'
import NotHere from './parts/NotHere.vue'

type Loader = () => Promise<{ default: Component }>
const LOADERS = {
  mine: () => import('./mine/MinePage.vue'),
  one: () => import('./mine/OnePage.vue'),
  inbox: () => import('./inbox/InboxPage.vue'),
  points: () => import('./points/PointsPage.vue'),
  me: () => import('./sign/MePage.vue'),
} satisfies Record<string, Loader>

const SOON_MS = 4000 // after the first view has what it needs

function view(loader: Loader): Component {
  return defineAsyncComponent({ loader, errorComponent: NotHere })
}

export const later = {
  mine: view(LOADERS.mine), one: view(LOADERS.one), inbox: view(LOADERS.inbox), points: view(LOADERS.points), me: view(LOADERS.me),
}

// One after the other, each while nothing else is to be done: no thumb that scrolls should feel it.
export function fetchViews(): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200)) // Safari has none
  const waiting: Loader[] = Object.values(LOADERS)
  function next(): void {
    const load = waiting.shift()
    if (load) void load().catch(() => undefined).then(() => idle(next)) // what failed is asked for again when it is opened
  }
  setTimeout(() => idle(next), SOON_MS)
}

// The outbox of the rider who is signed in: flushed at start, when the network or the page comes back,
// and by itself after a while; never twice at a time.
import { computed, onScopeDispose, reactive, readonly, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { store } from '../store/db'
import { backoff } from './backoff'
import { flush, type Answer, type Stop } from './flush'
import { renewed, type Parcel } from './parcel'
import { post } from './post'
import { firmDrawer, lastingDrawer, shelfOf, type Drawer } from './drawer'

const LOCK = 'suishoupai-outbox'
const parcels = shallowRef<Parcel[]>([])
const sending = ref<string | null>(null)
const stopped = ref<Stop>(null)
const forbidden = ref(false) // the browser keeps nothing for us, or has no room left
const delivered = reactive(new Map<string, Answer>())
const rider = ref('')
let looked: Promise<void> = Promise.resolve()
let busy = false
let woken = false // the network came back while we sent: what failed may go again at once
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
const drawer: Drawer = firmDrawer(lastingDrawer(store), (is) => (forbidden.value = is))

async function look(): Promise<void> {
  const who = rider.value
  const found = who ? await drawer.all(who) : []
  if (who === rider.value) parcels.value = found // nobody sees what lies here for another
}

// Only one page of this browser sends at a time. Where locks are missing the keys keep a repeat harmless.
async function alone(work: () => Promise<void>): Promise<void> {
  if (busy) return
  busy = true
  try {
    if (typeof navigator.locks?.request !== 'function') await work()
    else await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => (lock ? work() : undefined))
  } finally {
    busy = false
  }
}

export async function sendWaiting(): Promise<void> {
  clearTimeout(timer)
  if (!rider.value) return
  let until = 0
  await alone(async () => {
    woken = false
    const shelf = shelfOf(drawer, rider.value)
    const seen = { ...shelf, done: async (parcel: Parcel, answer: Answer) => {
      await shelf.done(parcel, answer)
      delivered.set(parcel.id, answer)
      await look()
    } }
    const found = await flush(seen, post, Date.now, (id) => (sending.value = id))
    stopped.value = found.stop
    failures = found.stop === 'later' ? failures + 1 : 0
    until = found.until
  })
  await look()
  // also one that was put in while we sent, or while another page does
  if (busy || stopped.value === 'sign-in' || !parcels.value.some((one) => one.state === 'waiting')) return
  clearTimeout(timer)
  timer = setTimeout(() => void sendWaiting(), Math.max(woken ? 0 : backoff(failures), until - Date.now()))
  woken = false
}

export async function put(parcel: Parcel): Promise<void> {
  await drawer.put(parcel)
  await look()
  if (parcel.state !== 'waiting') return
  void navigator.storage?.persist?.().catch(() => false) // so that a full phone does not throw it away
  void sendWaiting()
}

export async function drop(id: string): Promise<void> {
  await drawer.drop(id)
  await look()
}

export async function again(parcel: Parcel): Promise<void> {
  await put(parcel.state === 'failed' ? renewed(parcel) : { ...parcel, state: 'waiting', not_before: 0 })
}

function eager(): void {
  if (document.hidden) return
  failures = 0
  woken = true
  void sendWaiting()
}

// Runs the outbox for a rider as long as the calling component lives.
export function runOutbox(who: Ref<string>): void {
  void store().catch(() => (forbidden.value = true))
  watch(who, (now) => {
    rider.value = now
    looked = look()
    void looked.then(eager)
  }, { immediate: true })
  window.addEventListener('online', eager)
  document.addEventListener('visibilitychange', eager)
  onScopeDispose(() => {
    clearTimeout(timer)
    window.removeEventListener('online', eager)
    document.removeEventListener('visibilitychange', eager)
  })
}

// Settles once what lies on the phone is known.
async function ready(): Promise<void> {
  await looked
}

export type Stage = 'draft' | 'waiting' | 'sending' | 'failed'

export function useOutbox(): {
  parcels: typeof parcels
  open: ComputedRef<Parcel[]> // what is on its way or needs a hand
  drafts: ComputedRef<Parcel[]>
  delivered: ReadonlyMap<string, Answer>
  stopped: Readonly<Ref<Stop>>
  forbidden: Readonly<Ref<boolean>>
  stage: (parcel: Parcel) => Stage
  ready: () => Promise<void>
} {
  return {
    parcels,
    open: computed(() => parcels.value.filter((one) => one.state !== 'draft')),
    drafts: computed(() => parcels.value.filter((one) => one.state === 'draft')),
    delivered,
    stopped: readonly(stopped),
    forbidden: readonly(forbidden),
    stage: (parcel) => (sending.value === parcel.id ? 'sending' : parcel.state),
    ready,
  }
}

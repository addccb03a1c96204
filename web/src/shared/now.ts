// One clock for all that counts on a page: a tick a second while anybody looks, none while hidden.
import { onScopeDispose, readonly, ref, type DeepReadonly, type Ref } from 'vue'

const now = ref(Date.now())
let lookers = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  if (!document.hidden) now.value = Date.now()
}

export function useNow(): DeepReadonly<Ref<number>> {
  lookers += 1
  timer ??= setInterval(tick, 1000)
  onScopeDispose(() => {
    lookers -= 1
    if (lookers > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return readonly(now)
}

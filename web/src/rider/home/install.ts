// Whether this browser offers to put the page on the home screen. WeChat's never does.
import { readonly, ref, shallowRef, type DeepReadonly, type Ref, type ShallowRef } from 'vue'

interface InstallOffer extends Event {
  prompt: () => Promise<unknown>
}

export const inWeChat = /MicroMessenger/i.test(navigator.userAgent)
const offer = shallowRef<InstallOffer>()
const installed = ref(window.matchMedia('(display-mode: standalone)').matches)

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offer.value = event as InstallOffer
})
window.addEventListener('appinstalled', () => {
  installed.value = true
})

export function useInstall(): { offer: ShallowRef<InstallOffer | undefined>; install: () => Promise<void>; installed: DeepReadonly<Ref<boolean>> } {
  async function install(): Promise<void> {
    await offer.value?.prompt()
    offer.value = undefined
  }
  return { offer, install, installed: readonly(installed) }
}

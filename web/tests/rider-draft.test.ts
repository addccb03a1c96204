// The report in the making stays its rider's, whoever comes next.
import 'fake-indexeddb/auto'
import { effectScope, ref } from 'vue'
import { expect, it } from 'vitest'
import { put, runOutbox, useOutbox } from '@/rider/outbox/outbox'
import { makeParcel, makePicture } from '@/rider/outbox/parcel'
import { draft, endDraft, resume } from '@/rider/report/draft'

it('is taken up again by its own rider alone', async () => {
  const page = effectScope()
  page.run(() => runOutbox(ref('a')))
  const one = makeParcel('a', 'report', [makePicture(new Uint8Array([1]).buffer, 'image/jpeg')], { state: 'draft' })
  await put(one)
  await useOutbox().ready()

  expect(resume(one.id, 'b')).toBe(false)
  expect(draft.value).toBeNull()
  expect(resume(one.id, 'a')).toBe(true)
  expect(resume(one.id, 'b')).toBe(false) // also where it is still in the page
  endDraft()
  page.stop()
})

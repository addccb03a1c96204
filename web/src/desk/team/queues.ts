// Which queues somebody may look over: a supervisor the own offices, the city's staff all of them.
import type { Shapes } from '@/api/client'

export interface QueueChoice {
  code: string
  name: string
}

type Post = Shapes['PostHeld']
const EVERYWHERE = ['operator', 'lead', 'admin']

export function overseen(posts: readonly Post[], offices: readonly Shapes['OfficeShown'][]): QueueChoice[] {
  const all = posts.some((post) => EVERYWHERE.includes(post.role))
  const own = new Set(posts.filter((post) => post.role === 'supervisor').map((post) => post.office))
  return offices.filter((one) => all || own.has(one.code)).map((one) => ({ code: one.code, name: one.name }))
}

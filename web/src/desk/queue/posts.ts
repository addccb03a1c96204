// Which queues a person may open, their own first; and how they stand to a report.
import type { Office } from '@/shared/city'
import type { Me } from '@/shared/session'

export interface Choice {
  code: string // what /v1/queues/ takes
  kind: 'office' | 'community' | 'desk' | 'verify'
  name: string // of an office or community; the two others are named by the page
  own: boolean
}

const EVERYWHERE = ['operator', 'verifier', 'lead', 'auditor', 'admin']

type Posts = Me['roles']

export function choices(posts: Posts, offices: readonly Office[]): Choice[] {
  const found = new Map<string, Choice>()
  const names = new Map(offices.flatMap((one) => [[one.code, one.name] as const, ...one.communities.map((it) => [it.code, it.name] as const)]))
  const add = (code: string, kind: Choice['kind'], own: boolean): void => {
    if (!found.has(code)) found.set(code, { code, kind, own, name: names.get(code) ?? code })
  }
  const held = (...roles: string[]): boolean => posts.some((post) => roles.includes(post.role))
  if (held('operator')) add('desk', 'desk', true)
  if (held('verifier')) add('verify', 'verify', true)
  for (const post of posts) {
    if (post.role !== 'dispatcher' && post.role !== 'supervisor') continue
    if (post.community) add(post.community, 'community', true)
    else if (post.office) add(post.office, 'office', true)
  }
  if (held(...EVERYWHERE)) {
    for (const one of offices) add(one.code, 'office', false)
    add('desk', 'desk', false)
    add('verify', 'verify', false)
  }
  return [...found.values()]
}

export function supervises(posts: Posts, office: string | null | undefined): boolean {
  return posts.some((post) => post.role === 'supervisor' && post.office === (office ?? null))
}

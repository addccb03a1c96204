// Posts in words, and which of them somebody may give.
import type { Shapes } from '@/api/client'

export type Post = Shapes['SetPost']
export type Role = Post['role']
export const ROLES: readonly Role[] = ['dispatcher', 'supervisor', 'operator', 'verifier', 'lead', 'auditor', 'admin']
const AT_OFFICES: readonly string[] = ['dispatcher', 'supervisor']

export function needsOffice(role: string): boolean {
  return AT_OFFICES.includes(role)
}

// A community belongs to a dispatcher; a role of the whole city has no office.
export function tidy(post: Post): Post {
  if (!needsOffice(post.role)) return { role: post.role, office: null, community: null }
  return { role: post.role, office: post.office ?? null, community: post.role === 'dispatcher' ? post.community || null : null }
}

// Names places by the set-up as it is now; what is not in it, by what the page knew before.
export function placeIn(offices: readonly Shapes['OfficeSetUp'][], before: (code: string | null | undefined) => string) {
  return (code: string | null | undefined): string => {
    const places = offices.flatMap((one) => [{ code: one.code, name: one.name }, ...one.communities])
    return places.find((one) => one.code === code)?.name ?? before(code)
  }
}

export function postWords(post: Post, place: (code: string | null | undefined) => string, role: (name: string) => string, city: string): string {
  const where = post.office ? [place(post.office), place(post.community)].filter(Boolean).join(' ') : city
  return `${role(post.role)} (${where})`
}

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

export function postWords(post: Post, place: (code: string | null | undefined) => string, role: (name: string) => string, city: string): string {
  const where = post.office ? [place(post.office), place(post.community)].filter(Boolean).join(' ') : city
  return `${role(post.role)} (${where})`
}

// How each kind of notice looks: the tones of the states it tells of.
import type { Tone } from '@/design/states'
import type { IconName } from '@/components/icons'

const LOOKS: Record<string, { icon: IconName; tone: Tone }> = {
  dispatched: { icon: 'inbox', tone: 'waits' },
  in_work: { icon: 'person', tone: 'works' },
  progress: { icon: 'edit', tone: 'works' },
  fixed: { icon: 'check', tone: 'check' },
  closed: { icon: 'check', tone: 'done' },
  reopened: { icon: 'refresh', tone: 'works' },
  question: { icon: 'question', tone: 'back' },
  objection_answered: { icon: 'flag', tone: 'works' },
  rejected: { icon: 'cross', tone: 'idle' },
  duplicate: { icon: 'copies', tone: 'idle' },
  rests: { icon: 'pause', tone: 'rests' },
  extended: { icon: 'clock', tone: 'rests' },
  transferred: { icon: 'route', tone: 'waits' },
  photo_public: { icon: 'photo', tone: 'idle' },
  points_pending: { icon: 'clock', tone: 'waits' },
  points_arrived: { icon: 'coin', tone: 'done' },
  points_held: { icon: 'eye', tone: 'back' },
  points_taken_back: { icon: 'minus', tone: 'late' },
  points_refunded: { icon: 'undo', tone: 'done' },
}

export function lookOf(kind: string): { icon: IconName; tone: Tone } {
  return LOOKS[kind] ?? { icon: 'bell', tone: 'idle' }
}

// Where a notice leads.
export function leadsTo(notice: { kind: string; report: string | null; points: number | null }): string {
  if (notice.report && notice.points === null) return `#/reports/${notice.report}`
  return notice.kind.startsWith('points') ? '#/points' : notice.report ? `#/reports/${notice.report}` : '#/inbox'
}

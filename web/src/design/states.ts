// The same state has the same colour, icon and word on every page: this is the table.
import type { IconName } from '@/components/icons'

export type Tone = 'idle' | 'waits' | 'works' | 'rests' | 'back' | 'check' | 'done' | 'late'

export interface Look {
  tone: Tone
  icon: IconName
  zh: string
  en: string
}

export const STATES = {
  submitted: { tone: 'idle', icon: 'sent', zh: '已上报', en: 'Submitted' },
  dispatched: { tone: 'waits', icon: 'inbox', zh: '待认领', en: 'To be claimed' },
  claimed: { tone: 'works', icon: 'person', zh: '处置中', en: 'In work' },
  suspended: { tone: 'rests', icon: 'pause', zh: '挂账', en: 'Resting' },
  returned: { tone: 'back', icon: 'back', zh: '退回派遣台', en: 'Sent back' },
  resolved: { tone: 'check', icon: 'eye', zh: '待核查', en: 'To be verified' },
  verified: { tone: 'done', icon: 'check', zh: '已结案', en: 'Closed' },
  rejected: { tone: 'idle', icon: 'cross', zh: '不予受理', en: 'Not taken up' },
  duplicate: { tone: 'idle', icon: 'copies', zh: '重复', en: 'Duplicate' },
  withdrawn: { tone: 'idle', icon: 'undo', zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Look>

export type State = keyof typeof STATES

// What is said of a report beside its state.
export const MARKS = {
  overdue: { tone: 'late', icon: 'clock', zh: '已超时', en: 'Overdue' },
  soon: { tone: 'waits', icon: 'clock', zh: '即将超时', en: 'Due soon' },
  flagged: { tone: 'back', icon: 'flag', zh: '有疑点', en: 'Flagged' },
  waiting: { tone: 'idle', icon: 'cloud', zh: '待同步', en: 'Waiting to be sent' },
} as const satisfies Record<string, Look>

export function look(state: string): Look {
  return STATES[state as State] ?? { tone: 'idle', icon: 'dot', zh: state, en: state }
}

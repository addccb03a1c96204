// What to say when somebody else was quicker: who has it now and until when, or what happened meanwhile.
import type { Problem, Shapes } from '@/api/client'
import type { Report } from './deeds'

type Moment = Shapes['MomentShown']

export interface Lost {
  key: 'lost.claimed' | 'lost.happened' | 'lost.changed'
  who: string
  until: string | undefined // an instant
  text: string
  at: string | undefined
}

const RACES = ['already-claimed', 'stale-version', 'changed-meanwhile', 'wrong-state']

export function isRace(problem: Problem): boolean {
  return RACES.includes(problem.code)
}

// Whether what happened since `seen` is nothing to anybody: no person did it, and the report shows the same.
// A story that does not reach the report yet, one moment for each version, proves nothing.
export function sameToAll(seen: Report, now: Report, story: readonly Moment[]): boolean {
  const shown = (report: Report): string => JSON.stringify({ ...report, version: 0, position: 0 })
  const since = story.filter((one) => one.version > seen.version)
  const told = since.length === now.version - seen.version && since.every((one) => one.actor === 'system')
  return told && shown(seen) === shown(now)
}

// `report` and `story` are as they stand now, read again after the refusal.
export function lostTo(problem: Problem, report: Report | undefined, story: readonly Moment[], seen: number, me: string): Lost {
  const told = problem.members['holder_login']
  const until = problem.members['lease_until']
  if (report?.state === 'claimed' && report.claimed_by !== me && report.claimed_by_login) {
    return { key: 'lost.claimed', who: report.claimed_by_login, until: report.lease_until ?? undefined, text: '', at: undefined }
  }
  if (typeof told === 'string') {
    return { key: 'lost.claimed', who: told, until: typeof until === 'string' ? until : undefined, text: '', at: undefined }
  }
  const since = story.filter((one) => one.version > seen && one.actor !== 'system')
  const last = since.at(-1) ?? story.filter((one) => one.version > seen).at(-1)
  if (!last) return { key: 'lost.changed', who: '', until: undefined, text: '', at: undefined }
  return { key: 'lost.happened', who: last.by_login ?? '', until: undefined, text: last.text, at: last.at }
}

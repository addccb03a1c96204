// How each deed is asked of the city: at the version that was seen, under a key of its own.
import { api, taken, type Shapes } from '@/api/client'
import { freshKey } from '@/shared/key'
import type { DeedName, Report, Values } from './deeds'
import { instant } from './instants'

interface At {
  params: { path: { report: string }; header: { 'Idempotency-Key': string; 'If-Match': string } }
}
type Send = (at: At, given: Values) => Promise<Report>
type Matter = Shapes['Decide']['matter']

const SEND: Record<DeedName, Send> = {
  claim: (at) => taken(api.POST('/v1/reports/{report}/claim', { ...at, body: {} })),
  assign: (at, { holder }) => taken(api.POST('/v1/reports/{report}/claim', { ...at, body: { holder } })),
  dispatch: (at, { office, condition }) =>
    taken(api.POST('/v1/reports/{report}/dispatch', { ...at, body: { office, condition: condition || null } })),
  regrade: (at, { condition, words }) =>
    taken(api.POST('/v1/reports/{report}/regrade', { ...at, body: { condition, reason: words } })),
  reclassify: (at, { category, condition, words }) =>
    taken(api.POST('/v1/reports/{report}/reclassify', { ...at, body: { category, condition: condition || null, reason: words } })),
  entrust: (at, { unit }) => taken(api.POST('/v1/reports/{report}/entrust', { ...at, body: { unit } })),
  progress: (at, { words, photos }) => taken(api.POST('/v1/reports/{report}/progress', { ...at, body: { words, photos } })),
  note: (at, { words }) => taken(api.POST('/v1/reports/{report}/note', { ...at, body: { words } })),
  release: (at) => taken(api.POST('/v1/reports/{report}/release', { ...at, body: {} })),
  return: (at, { reason, words, office }) =>
    taken(api.POST('/v1/reports/{report}/return', { ...at, body: { reason: reason as Shapes['ReturnReason'], words, suggested: office || null } })),
  transfer: (at, { office, reason, words }) =>
    taken(api.POST('/v1/reports/{report}/transfer', { ...at, body: { office, reason: reason as Shapes['ReturnReason'], words } })),
  suspend: (at, { reason, words, until }) =>
    taken(api.POST('/v1/reports/{report}/suspend', { ...at, body: { reason: reason as Shapes['SuspendReason'], words, until: instant(until) } })),
  resume: (at) => taken(api.POST('/v1/reports/{report}/resume', { ...at, body: {} })),
  extend: (at, { reason, words }) =>
    taken(api.POST('/v1/reports/{report}/extend', { ...at, body: { reason: reason as Shapes['SuspendReason'], words } })),
  resolve: (at, { outcome, words, photos }) =>
    taken(api.POST('/v1/reports/{report}/resolve', { ...at, body: { outcome: outcome as Shapes['Outcome'], words, photos } })),
  verify: (at, { method, words, photos }) =>
    taken(api.POST('/v1/reports/{report}/verify', { ...at, body: { method: method as Shapes['Verify']['method'], words, photos } })),
  reopen: (at, { words, photos }) => taken(api.POST('/v1/reports/{report}/reopen', { ...at, body: { words, photos } })),
  reject: (at, { reason, words }) =>
    taken(api.POST('/v1/reports/{report}/reject', { ...at, body: { reason: reason as Shapes['RejectReason'], words } })),
  duplicate: (at, { original }) => taken(api.POST('/v1/reports/{report}/duplicate', { ...at, body: { original } })),
  escalate: (at, { words }) => taken(api.POST('/v1/reports/{report}/escalate', { ...at, body: { words } })),
  ask: (at, { words }) => taken(api.POST('/v1/reports/{report}/ask', { ...at, body: { words } })),
  appeal: (at, { words, photos }) => taken(api.POST('/v1/reports/{report}/appeal', { ...at, body: { words, photos } })),
  decide: (at, { matter, verdict, words }) =>
    taken(api.POST('/v1/reports/{report}/decide', { ...at, body: { matter: matter as Matter, approve: verdict === 'yes', words } })),
  publish: ({ params: { path, header } }, { photo }) =>
    taken(api.POST('/v1/reports/{report}/photos/{photo}/release', { params: { path: { ...path, photo }, header }, body: {} })),
}

// One wish: asked again after a broken line it keeps its key, so that nothing happens twice.
export class Wish {
  private key = freshKey()
  private asked = ''

  constructor(private readonly name: DeedName) {}

  send(report: Pick<Report, 'id' | 'version'>, given: Values): Promise<Report> {
    const asked = JSON.stringify([report.id, report.version, given])
    if (asked !== this.asked) this.key = freshKey()
    this.asked = asked
    const header = { 'Idempotency-Key': this.key, 'If-Match': `"v${report.version}"` }
    return SEND[this.name]({ params: { path: { report: report.id }, header } }, given)
  }
}

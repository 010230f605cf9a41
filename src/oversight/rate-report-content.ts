import { canonicalJson } from '../lib/canonical-json.js'
import { electionFormText } from '../rules/election-form.js'
import { evidenceTitle } from '../rules/rate-evidence.js'
import { sha256 } from '../infra/audit-log/event-hash.js'
import type { Db } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { loadEvidenceFacts } from './community-evidence.js'
import { sourcesOf } from './evidence-sources.js'
import { rateOf, rateRecordOf, type RecordedChange } from './rate-changes.js'
import { listClaims } from './rate-claims.js'
import { type RateReport, rateReportFormat } from './rate-report-schema.js'
import { participationText, targetWords } from './rate-words.js'

export type OpenReport = Omit<RateReport, 'seal'>

/** What tells one report from another of the same day. */
export type ReportHead = Pick<RateReport, 'number' | 'day' | 'purpose' | 'frozenAt' | 'frozenOn'>

/** The rate of a day with everything that it follows from, and the evidence of each community as it stands now. */
export async function reportOf(db: Db, season: SeasonInForce, account: Account, head: ReportHead): Promise<OpenReport> {
  const record = await rateRecordOf(db, season.id, account)
  const rate = rateOf(record, head.day)
  const evidence = await evidenceByCommunity(db, season.id, account)
  return {
    format: rateReportFormat,
    season: {
      term: season.termNumber,
      kind: season.kind,
      bureau: season.bureauName,
      firstDay: season.firstDay,
      lastDay: season.lastDay,
    },
    ...head,
    settings: settingsOf(rate.settings),
    settingsAtFirst: settingsOf(record.settings),
    townships: record.townships.map(({ id, name }) => ({ townshipId: id, name })),
    communities: rate.communities.map(({ communityId, communityName, townshipId, since, form, ...rest }) => {
      const pieces = evidence.get(communityId) ?? []
      return {
        ...{ communityId, communityName, townshipId, since: since ?? null, form: form ?? null, ...rest },
        evidence: pieces,
        evidenceSha256: sha256(canonicalJson(pieces)),
      }
    }),
    claimed: plainRate(rate.claimed),
    confirmed: plainRate(rate.confirmed),
    changes: record.changes.filter(({ on }) => on <= head.day).map(plainChange),
  }
}

type Settings = RateReport['settings']

export function settingsOf({ target, directForms, mustAllBeDirect }: Parameters<typeof targetWords>[0]): Settings {
  const { num, den } = target
  return { target: { num, den }, directForms: [...directForms], mustAllBeDirect: [...mustAllBeDirect] }
}

/** A rate without the list of those left out, which the communities say themselves. */
export function plainRate({ townships, ...rate }: ReturnType<typeof rateOf>['claimed']): RateReport['claimed'] {
  const { direct, held, pending, byForm, verdict } = rate
  return { direct, held, pending, byForm, verdict, townships: [...townships] }
}

function plainChange(change: RecordedChange): RateReport['changes'][number] {
  const { on, reason } = change
  switch (change.kind) {
    case 'settings':
      return { on, kind: 'settings', settings: settingsOf(change.settings), reason }
    case 'participation':
      return { on, kind: 'participation', communityId: change.communityId, participation: change.participation, reason }
    case 'form':
      return { on, kind: 'form', communityId: change.communityId, form: change.form }
    case 'declared':
      return { on, kind: 'declared', communityId: change.communityId, isValid: change.isValid }
    case 'confirmed':
      return { on, kind: 'confirmed', communityId: change.communityId, form: change.form }
  }
}

async function evidenceByCommunity(db: Db, seasonId: number, account: Account) {
  const claims = await listClaims(db, seasonId, account)
  const ids = claims.map(({ electionId }) => electionId)
  if (ids.length === 0) return new Map<number, RateReport['communities'][number]['evidence']>()
  const facts = await loadEvidenceFacts(db, ids)
  return new Map(
    claims.map(({ row, electionId, pieces }) => {
      const sources = sourcesOf(facts, electionId)
      return [
        row.id,
        pieces.map(({ key, state, sentences }) => ({ key, state, sentences: [...sentences], sources: sources[key] })),
      ]
    }),
  )
}

export function sealReport(report: OpenReport): string {
  return sha256(canonicalJson(report))
}

/** A report as it is kept and handed out. */
export function sealedReport(report: OpenReport): { readonly content: string; readonly fingerprint: string } {
  const fingerprint = sealReport(report)
  return { content: canonicalJson({ ...report, seal: { sha256: fingerprint } }), fingerprint }
}

export interface ReportDifference {
  readonly place: string
  readonly what: string
  /** It moves the rate itself, not only what proves it. */
  readonly isRate: boolean
}

/** Where what the system says of the same day differs from a report. */
export function differencesOf(then: OpenReport, now: OpenReport): ReportDifference[] {
  const before = new Map(then.communities.map((community) => [community.communityId, community]))
  const gone = then.communities.filter(
    ({ communityId }) => !now.communities.some((community) => community.communityId === communityId),
  )
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)
  const rate = (what: string) => ({ place: '全市', what, isRate: true })
  return [
    ...(same(then.settings, now.settings) ? [] : [rate(`那天的目标和计入方式现在是：${settingsText(now)}`)]),
    ...(same(then.claimed, now.claimed) ? [] : [rate(`申报现在是${shareText(now.claimed)}`)]),
    ...(same(then.confirmed, now.confirmed) ? [] : [rate(`核定现在是${shareText(now.confirmed)}`)]),
    ...gone.map(({ communityName }) => ({ place: communityName, what: '现在没有这个社区', isRate: true })),
    ...now.communities.flatMap((community) => communityDifferences(before.get(community.communityId), community)),
  ]
}

type ReportedCommunity = RateReport['communities'][number]

function communityDifferences(then: ReportedCommunity | undefined, now: ReportedCommunity): ReportDifference[] {
  const place = now.communityName
  if (!then) return [{ place, what: '报告里没有这个社区', isRate: true }]
  const found = (what: string, isRate: boolean) => ({ place, what, isRate })
  const formOf = (form: ReportedCommunity['form']) => (form === null ? '未启动选举' : electionFormText[form])
  const confirmedText = now.confirmed === null ? '没有核定' : `核定为${electionFormText[now.confirmed]}`
  const changed = now.evidence.filter(
    (piece, index) => canonicalJson(piece) !== canonicalJson(then.evidence[index] ?? null),
  )
  return [
    ...(then.form === now.form ? [] : [found(`那天申报的方式现在是：${formOf(now.form)}`, true)]),
    ...(then.participation === now.participation
      ? []
      : [found(`那天的情况现在是：${participationText[now.participation]}`, true)]),
    ...(then.confirmed === now.confirmed ? [] : [found(`那天的核定现在是：${confirmedText}`, true)]),
    ...(changed.length === 0
      ? []
      : [found(`凭据有变化：${changed.map(({ key }) => evidenceTitle[key]).join('、')}`, false)]),
  ]
}

function settingsText({ settings, townships }: OpenReport): string {
  const { target, directForms } = targetWords(settings)
  const named = townships.filter(({ townshipId }) => settings.mustAllBeDirect.includes(townshipId))
  return `目标 ${target}，计入${directForms}，须全部直选的有${named.map(({ name }) => name).join('、') || '无'}`
}

function shareText({ direct, held, pending }: RateReport['claimed']): string {
  return `直选 ${direct}、已选举 ${held}、未选举 ${pending}`
}

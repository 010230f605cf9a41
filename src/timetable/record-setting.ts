import type { FastifyRequest } from 'fastify'
import { type FigureName, figureText, figureTitle } from '../rules/figures.js'
import { documentText, type ProcedureDocument } from '../rules/local-procedure.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { type PlannedSetting, planSetting, type SettingPlace, type WishedSetting } from './plan-setting.js'
import { insertSetting, listSeasonSettings, type SettingDecision, updateSettings } from './setting-queries.js'

type Reason = ProcedureDocument & { readonly reason: string }

/** Carries a plan out, in the transaction in which it was made: in the elections it applies to, and for the season. */
export async function recordSetting(
  trx: Trx,
  request: FastifyRequest,
  place: SettingPlace,
  planned: readonly PlannedSetting[],
  { figure, value }: WishedSetting,
  reason: Reason,
): Promise<string> {
  const decision: SettingDecision = {
    ...reason,
    figure,
    value: value === null ? null : JSON.stringify(value),
    setBy: request.account?.id ?? 0,
    setAt: request.now,
  }
  const applying = planned.filter(({ verdict }) => verdict === 'applies')
  for (const one of applying) await applyTo(trx, request, place, one, decision)
  if (place.electionId !== null) return `“${figureTitle(figure)}”已改为：${applying[0]?.after ?? ''}。`
  await recordForSeason(trx, request, place, planned, decision)
  const left = planned.length - applying.length
  return `“${figureTitle(figure)}”已用于 ${applying.length} 个社区${left > 0 ? `，${left} 个社区没有改` : ''}；以后启动的选举也照此办理。`
}

async function applyTo(
  trx: Trx,
  { actor }: FastifyRequest,
  place: SettingPlace,
  { election, before, after, findings, settings }: PlannedSetting,
  decision: SettingDecision,
): Promise<void> {
  if (!(await updateSettings(trx, election.id, election.version, settings))) throw new Conflict()
  const isForSeason = place.electionId === null
  await insertSetting(trx, { seasonId: place.seasonId, electionId: election.id, isForSeason }, decision)
  const acknowledged = findings.map(({ code }) => code)
  await recordEvent(trx, actor, { type: 'figureSet', ...factsOf(decision), before, after, acknowledged }, election.id)
}

function factsOf({ figure, reason, ...document }: SettingDecision) {
  const text = documentText(document)
  return { figure: figureTitle(figure), reason, document: text === '' ? null : text }
}

async function recordForSeason(
  trx: Trx,
  { actor }: FastifyRequest,
  { seasonId }: SettingPlace,
  planned: readonly PlannedSetting[],
  decision: SettingDecision,
): Promise<void> {
  await insertSetting(trx, { seasonId, electionId: null, isForSeason: true }, decision)
  const names = (list: readonly PlannedSetting[]) => list.map(({ election }) => election.communityName)
  const notApplied = planned
    .filter(({ verdict }) => verdict !== 'applies')
    .map((one) => `${one.election.communityName}（${summaryText(one)}）`)
  const { value } = decision
  const after = value === null ? '恢复规则原定' : figureText(decision.figure, JSON.parse(value) as never)
  const applied = names(planned.filter(({ verdict }) => verdict === 'applies'))
  const event = { seasonId, ...factsOf(decision), after, applied, notApplied }
  await recordEvent(trx, actor, { type: 'figureSetForSeason', ...event }, null)
}

/** What becomes of one election, in a sentence without its end. */
export function summaryText({
  verdict,
  before,
  findings,
}: Pick<PlannedSetting, 'verdict' | 'before' | 'findings'>): string {
  switch (verdict) {
    case 'applies':
      return '将改'
    case 'same':
      return '不用改，已是这样'
    case 'own':
      return `不改：本社区已另行设定为“${before}”`
    case 'refused':
      return `不能改：${findings
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message)
        .join('')}`
  }
}

/** Gives an election that is being opened what was decided for the whole season, as far as its rules allow it. */
export async function applySeasonSettings(
  trx: Trx,
  request: FastifyRequest,
  { seasonId, electionId }: { readonly seasonId: number; readonly electionId: number },
): Promise<void> {
  for (const row of await listSeasonSettings(trx, seasonId)) {
    if (row.value === null) continue
    const { value, reason, documentName, documentDate, documentNumber, setBy } = row
    const figure = row.figure as FigureName
    const wish = { figure, value: JSON.parse(value) as never }
    const decision = { figure, value, reason, documentName, documentDate, documentNumber, setBy, setAt: request.now }
    const planned = await planSetting(trx, { seasonId, electionId }, wish, request.today)
    for (const one of planned.filter(({ verdict }) => verdict === 'applies')) {
      await applyTo(trx, request, { seasonId, electionId: null }, one, decision)
    }
  }
}

import type { PlainDate } from '../lib/plain-date.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { type FigureName, type Figures, figureText } from '../rules/figures.js'
import { checkSettingOpen, needsDocument, type ProcedureDocument } from '../rules/local-procedure.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { applySettings, findRuleSet } from '../rules/rule-sets.js'
import { effectOfSetting, type SettingEffect } from '../rules/setting-effect.js'
import type { Db } from '../infra/db/database.js'
import { findElectionCommittee, listMilestones, listPosts, timetableOptions } from './queries.js'
import { listElectionsToSet, listSettings } from './setting-queries.js'

/** A new value for a figure; null brings back what the rule set says. */
export interface WishedSetting<K extends FigureName = FigureName> {
  readonly figure: K
  readonly value: Figures[K] | null
}

/** Where a setting is to apply: one election, or (null) all of a season. */
export interface SettingPlace {
  readonly seasonId: number
  readonly electionId: number | null
}

/** What a setting would do to one election. `same`: nothing; `own`: the community decided for itself, which stays. */
export interface PlannedSetting {
  readonly election: Awaited<ReturnType<typeof listElectionsToSet>>[number]
  readonly verdict: 'applies' | 'same' | 'own' | 'refused'
  /** Why it is refused; for one that applies, what is to be known before. */
  readonly findings: readonly Finding[]
  readonly before: string
  readonly after: string
  readonly effect: SettingEffect
  readonly settings: Partial<Figures>
}

const noEffect: SettingEffect = { moved: [], findings: [] }

/** What a wish would do to each election it reaches, by the rules as they stand now. */
export async function planSetting(
  db: Db,
  { seasonId, electionId }: SettingPlace,
  wish: WishedSetting,
  today: PlainDate,
): Promise<PlannedSetting[]> {
  const planned: PlannedSetting[] = []
  for (const election of await listElectionsToSet(db, seasonId, electionId)) {
    planned.push(await planOne(db, election, wish, { today, isForSeason: electionId === null }))
  }
  return planned
}

async function planOne(
  db: Db,
  election: PlannedSetting['election'],
  wish: WishedSetting,
  { today, isForSeason }: { readonly today: PlainDate; readonly isForSeason: boolean },
): Promise<PlannedSetting> {
  const { figure } = wish
  const before = ruleSetInForce(election)
  const settings = settingsWith(election.settings, wish)
  const applied = applySettings(findRuleSet(election.ruleSetId) ?? before, settings)
  const texts = { before: figureText(figure, before[figure]), after: '' }
  const nothing = { election, ...texts, effect: noEffect, settings }
  if (!applied.ok) return { ...nothing, verdict: 'refused', findings: applied.error }
  const after = figureText(figure, applied.value[figure])
  if (JSON.stringify(settings[figure]) === JSON.stringify(settingsOf(election.settings)[figure])) {
    return { ...nothing, after, verdict: 'same', findings: [] }
  }
  if (isForSeason && (await hasOwnDecision(db, election.id, figure))) {
    return { ...nothing, after, verdict: 'own', findings: [] }
  }
  const milestones = await listMilestones(db, election.id)
  const closed = checkSettingOpen(figure, milestones)
  if (closed.length > 0) return { ...nothing, after, verdict: 'refused', findings: closed }
  const members = (await findElectionCommittee(db, election.id))?.members ?? []
  const soFar = {
    ...election,
    milestones,
    posts: await listPosts(db, election.id),
    electionCommittee: members.map(({ name, position }) => ({ id: name, name, position })),
    today,
    options: await timetableOptions(db, election),
  }
  const effect = effectOfSetting(soFar, before, applied.value)
  const verdict = hasErrors(effect.findings) ? 'refused' : 'applies'
  return { ...nothing, after, verdict, findings: effect.findings, effect }
}

function settingsOf(json: string): Partial<Figures> {
  return JSON.parse(json) as Partial<Figures>
}

/** An election's settings with the wish carried out. */
function settingsWith(json: string, { figure, value }: WishedSetting): Partial<Figures> {
  const others = Object.entries(settingsOf(json)).filter(([name]) => name !== figure)
  return Object.fromEntries(value === null ? others : [...others, [figure, value]])
}

/** What a community decided for itself is not overruled by what is decided for all. */
async function hasOwnDecision(db: Db, electionId: number, figure: FigureName): Promise<boolean> {
  const settings = await listSettings(db, electionId)
  return settings.some((row) => row.figure === figure && row.isForSeason === 0 && row.value !== null)
}

/** What stands beside the plan when it is looked at: another plan by the time of the confirmation is another thing. */
export function basisOf(planned: readonly PlannedSetting[], decisionId: number): string {
  return [decisionId, ...planned.map(({ election: { id, version }, verdict }) => `${id}.${version}.${verdict}`)].join(
    ' ',
  )
}

/** What of a wish must be refused for whatever election: a value laxer than the law, or no document where one is needed. */
export function checkWish(wish: WishedSetting, ruleSet: RuleSet, document: ProcedureDocument): Finding[] {
  const { figure, value } = wish
  if (value === null) return []
  const applied = applySettings(ruleSet, { [figure]: value })
  if (!applied.ok) return applied.error
  if (!needsDocument(figure, value) || document.documentName !== null) return []
  const message = `“${figureText(figure, value)}”只有经会议通过的选举办法写明才能采用：请填写文件名称。`
  return [{ code: 'setting-needs-document', severity: 'error', fields: ['documentName'], message }]
}

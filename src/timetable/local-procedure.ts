import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FigureName, figureHeadings, figureNames, figureText, figureTitle } from '../rules/figures.js'
import { checkSettingOpen, documentText, isSettable, settingOpenUntil } from '../rules/local-procedure.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { applySettings, findRuleSet } from '../rules/rule-sets.js'
import { type Milestone, milestoneText } from '../rules/stages.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { usualRuleSet } from './open-election.js'
import { type SettingPlace } from './plan-setting.js'
import { listMilestones } from './queries.js'
import { listElectionsToSet, listSeasonSettings, listSettings } from './setting-queries.js'

/** A place with its rules: as the set has them, and as its own procedure has them now. */
export interface RulesOfPlace extends SettingPlace {
  readonly address: string
  readonly title: string
  readonly original: RuleSet
  readonly present: RuleSet
  /** None for a season: what is closed in one election may be open in another. */
  readonly milestones: readonly Milestone[]
}

/** The rules of the election that the address names, or of the whole season. */
export async function rulesOfPlace(app: FastifyInstance, request: FastifyRequest): Promise<RulesOfPlace> {
  const { election, season } = request
  if (!season) throw new Conflict('还没有设立换届，不能设定选举办法。')
  if (!(request.params as { electionId?: string }).electionId) return await rulesOfSeason(app, season.id)
  const original = findRuleSet(election.ruleSetId) as RuleSet
  return {
    seasonId: election.seasonId,
    electionId: election.id,
    address: `/elections/${election.id}/local-procedure`,
    title: election.communityName,
    original,
    present: ruleSetInForce(election),
    milestones: await listMilestones(app.db, election.id),
  }
}

async function rulesOfSeason(app: FastifyInstance, seasonId: number): Promise<RulesOfPlace> {
  const original = findRuleSet(usualRuleSet) as RuleSet
  const rows = (await listSeasonSettings(app.db, seasonId)).filter(({ value }) => value !== null)
  const settings = Object.fromEntries(rows.map(({ figure, value }) => [figure, JSON.parse(value ?? '') as unknown]))
  const applied = applySettings(original, settings)
  return {
    seasonId,
    electionId: null,
    address: '/local-procedure',
    title: '全部社区',
    original,
    present: applied.ok ? applied.value : original,
    milestones: [],
  }
}

/** The figure that the address names, if a local procedure may set it. */
export function figureOf(request: FastifyRequest, { original }: RulesOfPlace): FigureName {
  const wanted = (request.params as { figure: string }).figure
  const figure = figureNames.find((name) => name === wanted)
  if (!figure || !isSettable(figure, original)) throw new NotFound('没有这一项，或者它不能由选举办法另定。')
  return figure
}

/** What a local procedure may decide, heading by heading, with what is decided already and what is still open. */
export async function showLocalProcedure(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const place = await rulesOfPlace(this, request)
  const { seasonId, electionId, original, present, milestones } = place
  const rows =
    electionId === null ? await listSeasonSettings(this.db, seasonId) : await listSettings(this.db, electionId)
  const decisions = new Map(rows.filter(({ value }) => value !== null).map((row) => [row.figure, row]))
  const settable = figureHeadings.map(({ title, names }) => ({
    title,
    rows: names.filter((name) => isSettable(name, original)).map(rowOf),
  }))
  const all = settable.flatMap((heading) => heading.rows)
  const elections = electionId === null ? (await listElectionsToSet(this.db, seasonId, null)).length : 1
  return await reply.page('timetable/local-procedure.hbs', {
    title: '本地选举办法',
    place: { ...place, isSeason: electionId === null },
    ruleSet: original.title,
    elections,
    headings: settable.filter((heading) => heading.rows.length > 0),
    total: all.length,
    own: all.filter(({ isOwn }) => isOwn).length,
    open: all.filter(({ isOpen }) => isOpen).length,
    fixed: figureNames.length - all.length,
  })

  function rowOf(name: FigureName) {
    const decision = decisions.get(name)
    const [closed] = checkSettingOpen(name, milestones)
    return {
      name,
      title: figureTitle(name),
      valueText: figureText(name, present[name]),
      isOwn: decision !== undefined,
      originalText: figureText(name, original[name]),
      source: original.provenance[name].source,
      isLimit: original.provenance[name].certainty === 'read',
      reason: decision?.reason ?? '',
      document: decision ? documentText(decision) : '',
      isOpen: closed === undefined,
      closed: closed?.message ?? '',
      until: untilText(name),
    }
  }
}

/** Until when a figure may be settled: 选民名单公布之前. */
export function untilText(figure: FigureName): string {
  const until = settingOpenUntil(figure)
  if (until === undefined) return '任期内都可以改'
  const { what, verb } = milestoneText[until]
  return `${what}${verb}之前可以改`
}

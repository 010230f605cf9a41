import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FigureName, type Figures, figureHeadings, figureText, figureTitle } from '../rules/figures.js'
import type { Provenance, RuleSet } from '../rules/rule-set.js'
import { documentText, isSettable, type ProcedureDocument } from '../rules/local-procedure.js'
import { daysInForceText, ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findRuleSet } from '../rules/rule-sets.js'
import { halfWidth, queryText } from '../infra/http/fields.js'
import { listSettings } from './setting-queries.js'

/** The figures an election runs under, each with where it comes from and how sure that is. */
export async function showRules(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const ruleSet = ruleSetInForce(election)
  const own = JSON.parse(election.settings) as Partial<Figures>
  const decisions = new Map((await listSettings(this.db, election.id)).map((row) => [row.figure, row]))
  const q = halfWidth(queryText(request.query, 'q')).slice(0, 50)
  const matches = ({ title, source }: Row) => [title, source].some((text) => halfWidth(text).includes(q))
  const all = figureHeadings.map(({ title, names }) => ({
    title,
    rows: names.map((name) => rowOf(name, ruleSet, own, decisions.get(name))),
  }))
  const headings = all
    .map(({ title, rows }) => ({ title, rows: rows.filter(matches) }))
    .filter(({ rows }) => rows.length > 0)
  return await reply.page('timetable/show-rules.hbs', {
    title: '适用规则',
    ruleSet: {
      title: ruleSet.title,
      law: ruleSet.law,
      version: election.ruleSetVersion,
      days: daysInForceText(ruleSet),
      isProvisional: ruleSet.isProvisional,
    },
    counts: countsOf(all.flatMap(({ rows }) => rows)),
    q,
    isNarrowed: q !== '',
    found: headings.flatMap(({ rows }) => rows).length,
    headings,
    maySet: request.account?.role === 'bureauAuditor',
  })
}

type Row = ReturnType<typeof rowOf>

function rowOf<K extends FigureName>(
  figure: K,
  ruleSet: RuleSet,
  own: Partial<Figures>,
  decision: (ProcedureDocument & { readonly reason: string }) | undefined,
) {
  const provenance = ruleSet.provenance[figure]
  const isOwn = Object.hasOwn(own, figure)
  const document = decision ? documentText(decision) : ''
  return {
    title: figureTitle(figure),
    valueText: figureText(figure, ruleSet[figure]),
    // Of a figure that the community set itself, the source says only what it departs from.
    source: isOwn ? `本社区选举办法（原为${originalText(figure, ruleSet)}，${provenance.source}）` : provenance.source,
    why: isOwn && decision ? `理由：${decision.reason}。${document === '' ? '' : `文件：${document}。`}` : '',
    sureness: isOwn ? '本社区另定' : surenessOf(provenance),
    isProvisional: provenance.certainty === 'secondary' && !isOwn,
    local: localText(figure, ruleSet),
  }
}

function originalText(figure: FigureName, { id }: RuleSet): string {
  const original = findRuleSet(id) as RuleSet
  return figureText(figure, original[figure])
}

/** A sibling rule is named with 参照 in the source itself; any other second-hand source is not a rule that was read. */
function surenessOf({ certainty, source }: Provenance): string {
  if (certainty === 'read') return '已核对原文'
  if (certainty === 'inferred') return '系统默认'
  return source.startsWith('参照') ? '参照同类规定' : '二手资料'
}

function localText(figure: FigureName, ruleSet: RuleSet): string {
  if (!isSettable(figure, ruleSet)) return '不可以'
  return ruleSet.provenance[figure].certainty === 'read' ? '可以，只能更严' : '可以'
}

function countsOf(rows: readonly Row[]) {
  const kinds = ['本社区另定', '已核对原文', '二手资料', '参照同类规定', '系统默认']
  const counts = kinds.map((text) => ({ text, figures: rows.filter(({ sureness }) => sureness === text).length }))
  return [{ text: '全部', figures: rows.length }, ...counts.filter(({ figures }) => figures > 0)]
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, termText } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { ok } from '../lib/result.js'
import { decisionDay } from '../rules/roll-objections.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import type { FormErrors } from '../infra/http/forms.js'
import { mannerText, objectionStateText, objectionSubjectText } from '../roll/queries.js'
import { enteredReason } from './entered-reason.js'
import { placeOf } from './place-words.js'
import { listCommunityElections } from './queries.js'
import { listObjectionsOfSeason, listWhoDecidedObjections } from './statistics-queries.js'

/** The register of objections (信访、异议台账, forms.md A5.5) as far as an account sees it. */
export interface ObjectionsInView {
  readonly season: SeasonInForce
  readonly place: string
  readonly rows: readonly ObjectionLine[]
}

export interface ObjectionLine extends ReturnType<typeof lineOf> {
  /** Blank while it is open. */
  readonly decidedBy: string
}

/** Every look at it is recorded: it names those who objected and those whom it is about. */
export async function showObjectionRegister(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await objectionsInView(this, request)
  const event = { type: 'statisticsPeopleRead', table: 'objections', people: view.rows.length } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, request.actor, event, null)))
  return await objectionsPage(request, reply, view)
}

export async function objectionsInView(app: FastifyInstance, request: FastifyRequest): Promise<ObjectionsInView> {
  const { season, today } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const communities = await listCommunityElections(app.db, season.id, account)
  const deciders = await listWhoDecidedObjections(app.db, season.id)
  const rows = (await listObjectionsOfSeason(app.db, season.id)).flatMap((row) => {
    const community = communities.find(({ electionId }) => electionId === row.electionId)
    return community ? [{ ...lineOf(row, community, today), decidedBy: deciders.get(row.id) ?? '' }] : []
  })
  return { season, place: await placeOf(app.db, account, season), rows }
}

type Row = Awaited<ReturnType<typeof listObjectionsOfSeason>>[number]
type Community = Awaited<ReturnType<typeof listCommunityElections>>[number]

function lineOf(row: Row, { name, townshipName, ruleSetId, settings }: Community, today: PlainDate) {
  const { electionId, receivedOn, decidedOn, state } = row
  const last = ruleSetId && settings !== null ? decisionDay(receivedOn, ruleSetInForce({ ruleSetId, settings })) : today
  const late = daysBetween(last, decidedOn ?? today)
  return {
    ...{ electionId, community: name, townshipName, isOpen: state === 'open', isLate: late > 0 },
    received: longDate(receivedOn),
    manner: mannerText[row.manner],
    objector: row.objector,
    subject: objectionSubjectText[row.subject],
    person: row.personName,
    grounds: row.grounds,
    state: objectionStateText[state],
    ruling: row.ruling ?? '',
    decided: decidedOn === null ? '' : longDate(decidedOn),
    late: late > 0 ? `${decidedOn === null ? '逾期' : '迟'}${late}天` : '',
  }
}

export async function objectionsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { season, place, rows }: ObjectionsInView,
  errors?: FormErrors,
) {
  return await reply.code(errors ? 422 : 200).page('oversight/show-objections.hbs', {
    title: '信访、异议台账',
    place,
    term: termText(season.termNumber),
    rows,
    count: rows.length,
    open: rows.filter(({ isOpen }) => isOpen).length,
    late: rows.filter(({ isLate }) => isLate).length,
    isAnyLate: rows.some(({ isLate }) => isLate),
    exportTo: '/statistics/objections/export',
    entered: enteredReason(request),
    ...(errors ? { errors } : {}),
  })
}

const heads = [
  ...['序号', '街道（镇）', '社区', '收到时间', '来源', '申诉人', '类别', '涉及人', '事项', '办理情况'],
  ...['处理结果', '答复时间', '超期', '承办人'],
]

/** Heads and lines of the register, every cell as words. */
export function objectionRows({ rows }: ObjectionsInView): string[][] {
  const lines = rows.map((row, index) => [
    ...[String(index + 1), row.townshipName, row.community, row.received, row.manner, row.objector, row.subject],
    ...[row.person, row.grounds, row.state, row.ruling, row.decided, row.late, row.decidedBy],
  ])
  return [heads, ...lines]
}

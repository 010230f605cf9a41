import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { halfWidth } from '../infra/http/fields.js'
import { claimForm, type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import { positionTitle } from '../rules/post.js'
import { findElectionCommittee, listReserves, takeCommitteeVersion, updateRollAnswer } from '../timetable/queries.js'
import type { FoundVoter } from './queries.js'
import { lookUp } from './voters-called.js'
import { typedText, voterText } from './words.js'

type Typed = Readonly<Record<string, unknown>>

/** A member or a reserve, with everybody of that name on the roll. */
interface Asked {
  readonly kind: 'member' | 'reserve'
  readonly id: number
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly title: string
  readonly voterId: number | null
  readonly isOffRoll: boolean
  readonly voters: readonly FoundVoter[]
}

const notOnRoll = 'off'

/** Who of the election committee is which voter: it was selected before there was a roll. */
export async function showLinks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await linksPage(this, request, reply)
}

async function linksPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const committee = await findElectionCommittee(app.db, election.id)
  const asked = await readAsked(app.db, election.id)
  const open = asked.filter(({ voterId, isOffRoll }) => voterId === null && !isOffRoll)
  return await reply.code(errors ? 422 : 200).page('nomination/link-committee.hbs', {
    title: '核对选举委员会成员',
    isFormed: committee !== undefined,
    version: typed ? typedText(typed['version']) : (committee?.version ?? 0),
    open: open.length,
    isAnyOpen: open.length > 0,
    people: asked.map((person) => ({
      ...{ key: keyOf(person), name: person.name, title: person.title },
      options: optionsFor(person),
      chosen: typed ? typedText(typed[`person-${keyOf(person)}`]) : proposedFor(person),
      number: typed ? typedText(typed[`number-${keyOf(person)}`]) : '',
      error: errors?.byField[`person-${keyOf(person)}`] ?? errors?.byField[`number-${keyOf(person)}`] ?? '',
      isProposed: !typed && person.voterId === null && !person.isOffRoll && proposedFor(person) !== '',
    })),
    errors,
  })
}

async function readAsked(db: Db, electionId: number): Promise<Asked[]> {
  const members = (await findElectionCommittee(db, electionId))?.members ?? []
  const reserves = (await listReserves(db, electionId)).filter(({ memberId }) => memberId === null)
  const people = [
    ...members.map((member) => ({ ...member, kind: 'member' as const, title: positionTitle[member.position] })),
    ...reserves.map((reserve) => ({ ...reserve, kind: 'reserve' as const, title: `得${reserve.votes}票，未选上` })),
  ]
  const found = await lookUp(
    db,
    electionId,
    people.map(({ name }) => name),
  )
  return people.map((person, index) => ({ ...person, voters: found[index]?.voters ?? [] }))
}

const keyOf = ({ kind, id }: Pick<Asked, 'kind' | 'id'>) => `${kind}-${id}`

function optionsFor({ voters, voterId }: Asked) {
  const others = voterId !== null && voters.every(({ id }) => id !== voterId)
  return [
    { value: '', text: '还没有核对' },
    ...(others ? [{ value: String(voterId), text: '原来核对的选民' }] : []),
    ...voters.map((voter) => ({
      value: String(voter.id),
      text: `${voterText(voter)}${voter.isOnRoll ? '' : '（已从名单去掉）'}`,
    })),
    { value: notOnRoll, text: '不在选民名单上' },
  ]
}

/** What was answered before; else the one voter of that name and sex, for a person to confirm. */
function proposedFor({ voterId, isOffRoll, voters, sex }: Asked): string {
  if (isOffRoll) return notOnRoll
  if (voterId !== null) return String(voterId)
  const [only, ...more] = voters.filter((voter) => voter.isOnRoll && voter.sex === sex)
  return only && more.length === 0 ? String(only.id) : ''
}

export async function saveLinks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = (request.body ?? {}) as Typed
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, typed, request.now))) return ok(0)
    return await save(trx, request, typed)
  })
  if (!saved.ok) return await linksPage(this, request, reply, typed, saved.error)
  reply.flash(saved.value > 0 ? `已保存 ${saved.value} 人的核对结果。` : '核对结果没有变化。')
  return reply.redirect(`/elections/${election.id}/nomination/committee-changes`, 303)
}

interface Answer {
  readonly person: Asked
  readonly voterId: number | null
  readonly isOffRoll: boolean
}

async function save(trx: Trx, request: FastifyRequest, typed: Typed): Promise<Result<number, FormErrors>> {
  const { election, actor } = request
  if (!(await takeCommitteeVersion(trx, election.id, Number(typedText(typed['version'], '0'))))) throw new Conflict()
  const answers = await readAnswers(trx, election.id, typed)
  if (!answers.ok) return answers
  const changed = answers.value.filter(
    ({ person, voterId, isOffRoll }) => person.voterId !== voterId || person.isOffRoll !== isOffRoll,
  )
  // Two who were taken for each other change places: both are let go before either is found again.
  for (const { person } of changed)
    await updateRollAnswer(trx, election.id, person, { voterId: null, isOffRoll: false })
  for (const { person, voterId, isOffRoll } of changed) {
    await updateRollAnswer(trx, election.id, person, { voterId, isOffRoll })
  }
  const members = changed.map(({ person, voterId, isOffRoll }) => ({ name: person.name, voterId, isOffRoll }))
  if (members.length > 0) await recordEvent(trx, actor, { type: 'committeeLinked', members }, election.id)
  return ok(changed.length)
}

/** Each answer as chosen, or by the number typed; a voter is one person. */
async function readAnswers(trx: Trx, electionId: number, typed: Typed): Promise<Result<Answer[], FormErrors>> {
  const errors: FieldError[] = []
  const answers: Answer[] = []
  const taken = new Map<number, string>()
  for (const person of await readAsked(trx, electionId)) {
    const key = keyOf(person)
    const answer = await readAnswer(trx, electionId, person, typed)
    if (typeof answer === 'string') {
      errors.push({ field: `number-${key}`, message: `${person.name}：${answer}` })
      continue
    }
    const other = answer.voterId === null ? undefined : taken.get(answer.voterId)
    if (other !== undefined) {
      errors.push({ field: `person-${key}`, message: `${person.name}和${other}选成了同一名选民` })
    }
    if (answer.voterId !== null) taken.set(answer.voterId, person.name)
    answers.push(answer)
  }
  return errors.length > 0 ? refused(formErrors(errors)) : ok(answers)
}

async function readAnswer(trx: Trx, electionId: number, person: Asked, typed: Typed): Promise<Answer | string> {
  const number = halfWidth(typedText(typed[`number-${keyOf(person)}`]))
  const chosen = typedText(typed[`person-${keyOf(person)}`])
  if (number !== '') {
    if (!/^\d{1,7}号?$/.test(number)) return '选民证号填数字'
    const [voter] = (await lookUp(trx, electionId, [number]))[0]?.voters ?? []
    return voter ? { person, voterId: voter.id, isOffRoll: false } : `没有${number}号选民`
  }
  if (chosen === notOnRoll) return { person, voterId: null, isOffRoll: true }
  if (chosen === '') return { person, voterId: null, isOffRoll: false }
  const isOffered = Number(chosen) === person.voterId || person.voters.some(({ id }) => id === Number(chosen))
  return isOffered ? { person, voterId: Number(chosen), isOffRoll: false } : '请从列出的选民中选择'
}

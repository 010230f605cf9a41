import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, readForm } from '../infra/http/forms.js'
import { checkElectionCommittee } from '../rules/election-committee.js'
import { checkLeaving, membersWhoMustLeave } from '../rules/election-committee-leaving.js'
import { presiding, succession } from '../rules/election-committee-succession.js'
import { positionTitle } from '../rules/post.js'
import { takeCommitteeVersion, takeLastChangeBack } from '../timetable/queries.js'
import { type CommitteePeople, personOf, rankedMembers, readCommitteePeople } from './committee-people.js'
import { changeText, sittingText } from './committee-words.js'

const undoForm = z.object({ version: versionField, reason: textField(200, '请写明撤销的原因') })

export async function showCommitteeChanges(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await changesPage(this, request, reply)
}

async function changesPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const people = await readCommitteePeople(app.db, election)
  const role = request.account?.role ?? ''
  const base = { title: '选举委员会成员变动', errors, mayLink: ['electionOfficer', 'rollClerk'].includes(role) }
  if (!people) return await reply.page('nomination/committee-changes.hbs', { ...base, isFormed: false })
  const members = people.sitting.map(personOf)
  const must = membersWhoMustLeave(members, people.nominees, people.kinships, people.ruleSet)
  const last = people.changes.at(-1)
  return await reply.code(errors ? 422 : 200).page('nomination/committee-changes.hbs', {
    ...base,
    isFormed: true,
    mayRecord: ['electionOfficer', 'townshipOfficer'].includes(role),
    lead: leadText(people, must.length),
    leaving: checkLeaving(members, people.nominees, people.kinships, people.ruleSet),
    unlinked: people.sitting.filter(({ voterId, isOffRoll }) => voterId === null && !isOffRoll).map(({ name }) => name),
    members: people.sitting.map((member) => ({
      id: member.id,
      name: member.name,
      positionText: positionTitle[member.position],
      votes: member.votes,
      since: sittingText(member),
      rollText: member.voterId !== null ? '在名单上' : member.isOffRoll ? '不在名单上' : '未核对',
      isOpen: member.voterId === null && !member.isOffRoll,
      mustLeave: must.some(({ memberId }) => memberId === personOf(member).id),
    })),
    findings: checkElectionCommittee(rankedMembers(people.sitting), people.ruleSet),
    places: placesOf(people),
    chair: presiding(rankedMembers(people.sitting)),
    former: people.everybody
      .filter(({ leftOn }) => leftOn !== null)
      .map((member) => ({ name: member.name, title: positionTitle[member.position], sat: sittingText(member) })),
    history: people.changes.map((change) => ({
      on: longDate(change.onDay),
      text: changeText(change, people.everybody),
      document: change.document,
    })),
    last: last ? changeText(last, people.everybody) : '',
    version: people.version,
    form: { reason: '', ...(request.body ?? {}) },
  })
}

function leadText({ openPlaces, sitting }: CommitteePeople, mustLeave: number): string {
  if (mustLeave > 0) return `有${mustLeave}名成员应当退出，请登记退出。`
  if (openPlaces.length > 0) return `有${openPlaces.length}个缺额没有补上，请按推选得票依次递补。`
  if (sitting.every(({ position }) => position !== 'chair')) return '主任已退出，请登记原推选会议确定的主任。'
  return '成员本人或者近亲属被提名为候选人的，应当退出，缺额依次递补。现在没有需要退出的成员。'
}

/** Each open place with who would follow, were they filled in the order in which they became open. */
function placesOf({ openPlaces, reserves, nominees, kinships, ruleSet }: CommitteePeople) {
  const following = succession(reserves.map(personOf), openPlaces.length, nominees, kinships, ruleSet)
  return openPlaces.map(({ memberId, name, change }, index) => {
    const next = following.successors[index]
    return {
      memberId,
      title: `${name}的缺额（${longDate(change.onDay)}退出）`,
      proposal: next ? `${next.name}，推选时得${next.votes}票` : '没有可以直接递补的人',
      explanation: index === 0 ? following.explanation : [],
    }
  })
}

/** Takes the last change back that was recorded in error; what rests on it would hang in the air otherwise. */
export async function undoCommitteeChange(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(undoForm, request.body)
  if (!form.ok) return await changesPage(this, request, reply, form.error)
  const { version, reason } = form.value
  await inTransaction(this.db, async (trx) => {
    if (await claimForm(trx, request.body, request.now)) await undo(trx, request, version, reason)
    return ok(undefined)
  })
  reply.flash('已撤销最后登记的一项变动。')
  return reply.redirect(`/elections/${request.election.id}/nomination/committee-changes`, 303)
}

async function undo(trx: Trx, { election, actor }: FastifyRequest, version: number, reason: string): Promise<void> {
  if (!(await takeCommitteeVersion(trx, election.id, version))) throw new Conflict()
  const undone = await takeLastChangeBack(trx, election.id)
  if (!undone) throw new Conflict('没有可以撤销的变动。')
  const { kind, name } = undone
  await recordEvent(trx, actor, { type: 'committeeChangeUndone', kind, name, reason }, election.id)
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { electionFormText } from '../rules/election-form.js'
import { checkElectors, electorText } from '../rules/electors.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { pageNumber } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { findElectorChoice, saveElectorChoice, setAllElectors, setElectors } from './elector-queries.js'
import { type ElectorChanges, readHouseholdChoice, readTicks, usualForEmpty } from './elector-choice.js'
import { type Household, householdsOf, rollMembers } from './electors-of-roll.js'
import { countElectors, listGroups, listPostedVoters, type RollVoter } from './queries.js'
import { lockRoll } from './version-queries.js'

const perPage = 50

interface ElectorAddress {
  readonly show?: string
  readonly group?: string
  readonly page?: string
}

/** Who casts a ballot where not every voter does: published with the roll (art. 17), so settled before it. */
export async function showChooseElectors(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await electorsPage(this.db, request, reply)
}

async function electorsPage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const { form } = election
  const findings = may('chooseElectors', await listMilestones(db, election.id), ruleSetInForce(election))
  const voters = await votersWithChoice(db, election.id, form)
  const electors = voters.filter(({ isElector }) => isElector).length
  return await reply.code(errors ? 422 : 200).page('roll/choose-electors.hbs', {
    title: form === 'allVoters' ? '投票人' : `确定${electorText[form]}`,
    formText: electionFormText[form],
    isAllVoters: form === 'allVoters',
    isHouseholds: form === 'households',
    isRepresentatives: form === 'representatives',
    mayChoose: findings.length === 0,
    findings: [
      ...findings,
      ...(form === 'allVoters' || electors === 0
        ? []
        : checkElectors(form, rollMembers(form, voters), ruleSetInForce(election))),
    ],
    voters: voters.length,
    electors,
    hasVoters: voters.length > 0,
    hasElectors: electors > 0,
    households: householdsOf(voters).length,
    ...(form === 'households' ? householdList(request, householdsOf(voters)) : await personList(db, request, voters)),
    errors,
  })
}

/** The roll with nobody chosen while the electors were named for another form. */
async function votersWithChoice(db: Db, electionId: number, form: string): Promise<RollVoter[]> {
  const voters = await listPostedVoters(db, electionId)
  const choice = await findElectorChoice(db, electionId)
  if (form === 'allVoters' || choice?.form === form) return voters
  return voters.map((voter) => ({ ...voter, isElector: false }))
}

function householdList({ query, election }: FastifyRequest, all: readonly Household[]) {
  const { show, page } = query as ElectorAddress
  const isWithout = ({ members }: Household) => !members.some(({ isElector }) => isElector)
  const without = all.filter(isWithout).length
  const shown = show === 'without' ? all.filter(isWithout) : all
  const base = `/elections/${election.id}/roll/choose-electors?show=${show === 'without' ? 'without' : ''}`
  const { some, pager, pageNow } = paged(shown, page, base, '户')
  const rows = some.map(({ title, members }) => {
    const first = members[0] as RollVoter
    return {
      title,
      address: first.address,
      size: members.length,
      label: `${title}的户代表`,
      options: [
        { value: `-${first.id}`, text: '（没有）', isChosen: !members.some(({ isElector }) => isElector) },
        ...members.map(({ id, name, relationship, isElector }) => ({
          value: String(id),
          text: relationship === '' ? name : `${name}（${relationship}）`,
          isChosen: isElector,
        })),
      ],
    }
  })
  return {
    rows,
    pager,
    pageNow,
    without,
    hasWithout: without > 0,
    showsWithout: show === 'without',
    groups: [],
    group: '',
  }
}

async function personList(db: Db, { query, election }: FastifyRequest, voters: readonly RollVoter[]) {
  const { group = '', page, show } = query as ElectorAddress
  const inGroup = voters.filter(({ residentsGroup }) => group === '' || String(residentsGroup) === group)
  const shown = show === 'chosen' ? inGroup.filter(({ isElector }) => isElector) : inGroup
  const base = `/elections/${election.id}/roll/choose-electors?${new URLSearchParams({ group, show: show === 'chosen' ? show : '' }).toString()}`
  const { some, pager, pageNow } = paged(shown, page, base, '人')
  const rows = some.map((voter) => ({ ...voter, sexText: voter.sex === 'male' ? '男' : '女' }))
  const groups = await listGroups(db, election.id)
  return {
    rows,
    pager,
    pageNow,
    without: 0,
    hasWithout: false,
    showsWithout: false,
    groups,
    group,
    showsChosen: show === 'chosen',
  }
}

function paged<T>(all: readonly T[], typed: string | undefined, base: string, unit: string) {
  const pages = Math.max(1, Math.ceil(all.length / perPage))
  const page = Math.min(pageNumber(typed), pages)
  const href = (to: number) => `${base}&page=${to}`
  return {
    some: all.slice((page - 1) * perPage, page * perPage),
    pageNow: page,
    pager: {
      total: all.length,
      unit,
      page,
      pages,
      previous: page > 1 ? href(page - 1) : '',
      next: page < pages ? href(page + 1) : '',
    },
  }
}

/** Saves what the page says of its households or persons, or names the heads for every household without anybody. */
export async function chooseElectors(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, now } = request
  const { form } = election
  if (form === 'allVoters') return reply.redirect(`/elections/${election.id}/roll/choose-electors`, 303)
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const isByRule = form === 'households' && body['rule'] === 'heads'
  const saved = await inTransaction(this.db, async (trx) => {
    await lockRoll(trx, election.id)
    const findings = may('chooseElectors', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (findings.length > 0) return refused(errorsFromFindings(findings))
    const voters = await votersWithChoice(trx, election.id, form)
    const read = form === 'representatives' ? readTicks : isByRule ? usualForEmpty : readHouseholdChoice
    const { on, off }: ElectorChanges = read(voters, body)
    const choice = await findElectorChoice(trx, election.id)
    if (choice?.form !== form) await setAllElectors(trx, election.id, false)
    await setElectors(trx, election.id, off, false)
    await setElectors(trx, election.id, on, true)
    await saveElectorChoice(trx, election.id, form, now)
    const electors = await countElectors(trx, election.id)
    await recordEvent(
      trx,
      actor,
      { type: 'electorsChosen', rule: isByRule ? 'heads' : 'byHand', electors },
      election.id,
    )
    return ok(electors)
  })
  if (!saved.ok) return await electorsPage(this.db, request, reply, saved.error)
  reply.flash(`已保存。现有${electorText[form]} ${saved.value} 人。`)
  return reply.redirect(`/elections/${election.id}/roll/choose-electors?${whereItWas(body)}`, 303)
}

function whereItWas(body: Readonly<Record<string, unknown>>): string {
  const kept = ['show', 'group', 'page'].map(
    (name) => [name, typeof body[name] === 'string' ? body[name] : ''] as [string, string],
  )
  return new URLSearchParams(kept).toString()
}

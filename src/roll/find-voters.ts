import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskedIdentityNumber } from '../lib/identity-number.js'
import { electorText } from '../rules/electors.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { lastBirthWithVote, registrationClasses, registrationClassText } from '../rules/voter-eligibility.js'
import { pageNumber, queryText } from '../infra/http/fields.js'
import { noGroup } from './group-name.js'
import {
  countFoundVoters,
  type ListState,
  listStates,
  listVoters,
  type VoterFilter,
  votersPerPage,
} from './list-queries.js'
import { readVoterSearch } from './voter-search.js'

/** What the list's script asks for while somebody types: the list alone, as the page of the roll shows it. */
export async function findVoters(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await reply.part('roll/find-voters.hbs', await voterList(this, request))
}

/** The list of voters that an address asks for, a page of it, with the count of all that were found. */
export async function voterList(app: FastifyInstance, request: FastifyRequest) {
  const { election, query } = request
  const q = [...queryText(query, 'q')].slice(0, 50).join('')
  const filter = filterOf(app, request, q)
  const total = await countFoundVoters(app.db, election.id, filter)
  const pages = Math.max(1, Math.ceil(total / votersPerPage))
  const page = Math.min(pageNumber(queryText(query, 'page')), pages)
  const found = await listVoters(app.db, election.id, filter, page)
  const address = (to: number) => `/elections/${election.id}/roll?${addressOf(q, filter)}&page=${to}`
  return {
    rows: found.map((voter) => rowOf(app, request, filter, voter)),
    pager: {
      total,
      unit: '人',
      page,
      pages,
      previous: page > 1 ? address(page - 1) : '',
      next: page < pages ? address(page + 1) : '',
    },
    filter: {
      q,
      group: filter.group ?? '',
      registrationClass: filter.registrationClass ?? '',
      state: filter.state,
      everything: `/elections/${election.id}/roll`,
      isNarrowed: q !== '' || addressOf('', filter) !== addressOf('', everything(filter)),
    },
  }
}

function everything({ lastBirthWithVote: last }: VoterFilter): VoterFilter {
  const search = { by: 'everyone' } as const
  return { search, group: undefined, registrationClass: undefined, state: 'registered', lastBirthWithVote: last }
}

function addressOf(q: string, { group, registrationClass, state }: VoterFilter): string {
  return new URLSearchParams({
    q,
    group: group === undefined ? '' : String(group),
    class: registrationClass ?? '',
    state,
  }).toString()
}

function filterOf(app: FastifyInstance, { election, query }: FastifyRequest, q: string): VoterFilter {
  const [group, wantedClass, state] = ['group', 'class', 'state'].map((name) => queryText(query, name))
  return {
    search: readVoterSearch(q, app.sealer),
    group: /^\d{1,5}$/.test(group ?? '') ? Number(group) : undefined,
    registrationClass: registrationClasses.find((each) => each === wantedClass),
    state: listStates.find((each) => each === state) ?? 'registered',
    lastBirthWithVote: lastBirthWithVote(election.electionDay, ruleSetInForce(election)),
  }
}

/** The states a list can be narrowed to, in words; who elects is named only where not every voter does. */
export function statesOf(form: keyof typeof electorText): { value: ListState; text: string }[] {
  return [
    { value: 'registered', text: '在名单上' },
    ...(form === 'allVoters' ? [] : [{ value: 'elector', text: electorText[form] } as const]),
    { value: 'objection', text: '有异议' },
    { value: 'underAge', text: '不满年龄' },
    { value: 'toCheck', text: '待核实' },
    { value: 'removed', text: '已删除' },
  ]
}

/** The classes of art. 16 without their explanation. */
export const classOptions = registrationClasses.map((value) => ({ value, text: classTextOf(value) }))

function classTextOf(registrationClass: keyof typeof registrationClassText): string {
  return registrationClassText[registrationClass].replace(/（.*/, '')
}

function rowOf(
  app: FastifyInstance,
  { election: { id, form } }: FastifyRequest,
  filter: VoterFilter,
  voter: Awaited<ReturnType<typeof listVoters>>[number],
) {
  const isRemoved = voter.state === 'removed'
  const warnings = [
    ...(voter.hasObjection ? ['有异议'] : []),
    ...(!isRemoved && voter.birthDate > filter.lastBirthWithVote ? ['不满年龄'] : []),
    ...(!isRemoved && voter.hasDouble ? ['疑似重复'] : []),
    ...(!isRemoved && voter.residentsGroup === noGroup ? ['未分组'] : []),
  ]
  return {
    ...voter,
    href: `/elections/${id}/roll/voters/${voter.id}`,
    sexText: voter.sex === 'male' ? '男' : '女',
    maskedNumber: maskedIdentityNumber(app.sealer.unsealText(voter.sealedIdentityNumber)),
    classText: voter.registrationClass === 'household' ? '' : classTextOf(voter.registrationClass),
    isRemoved,
    warnings,
    electorMark: form !== 'allVoters' && voter.isElector ? electorText[form] : '',
  }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskedIdentityNumber } from '../lib/identity-number.js'
import { electorText } from '../rules/electors.js'
import { registrationClassText } from '../rules/voter-eligibility.js'
import { pageNumber } from '../infra/http/fields.js'
import { listGroups } from './queries.js'
import { rollFacts } from './roll-facts.js'
import { rollStateOf } from './roll-state.js'
import { countByClass, countFoundVoters, listVoters, type VoterFilter, votersPerPage } from './voter-queries.js'
import { readVoterSearch } from './voter-search.js'

interface ListAddress {
  readonly q?: string
  readonly group?: string
  readonly state?: string
  readonly page?: string
}

/** The voter list: where the roll stands, how many are registered where, and everybody on it. */
export async function showRoll(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today } = request
  const facts = await rollFacts(this.db, election)
  const { next, ...state } = rollStateOf(facts, today)
  const base = `/elections/${election.id}`
  const mayTake = next !== undefined && (next.roles as readonly string[]).includes(request.account?.role ?? '')
  return await reply.page('roll/show-roll.hbs', {
    title: '选民名单',
    state,
    nextStep: next && mayTake ? { text: next.text, href: `${base}/${next.path}` } : null,
    nextAside:
      next && !mayTake
        ? `下一步：${next.text}，由${next.roles.includes('rollClerk') ? '选民登记员或' : ''}选举委员会负责人办理。`
        : '',
    ...(await counts(this, election.id, facts)),
    ...(await voterList(this, request)),
    links: linksFor(request, facts.postedOn !== undefined, base),
  })
}

async function counts(
  app: FastifyInstance,
  electionId: number,
  facts: { voters: number; electors: number; election: { form: 'allVoters' | 'households' | 'representatives' } },
) {
  const { form } = facts.election
  return {
    voters: facts.voters,
    electors: form === 'allVoters' ? null : { title: electorText[form], count: facts.electors },
    groups: await listGroups(app.db, electionId),
    classes: (await countByClass(app.db, electionId)).map(({ registrationClass, voters }) => ({
      text: registrationClassText[registrationClass],
      voters,
    })),
  }
}

async function voterList(app: FastifyInstance, request: FastifyRequest) {
  const address = request.query as ListAddress
  const q = typeof address.q === 'string' ? address.q.slice(0, 50) : ''
  const filter = filterOf(address, q)
  const { id, form } = request.election
  const total = await countFoundVoters(app.db, id, filter)
  const pages = Math.max(1, Math.ceil(total / votersPerPage))
  const page = Math.min(pageNumber(address.page), pages)
  const rows = await listVoters(app.db, id, filter, page)
  const href = (to: number) => {
    const query = new URLSearchParams({
      q,
      group: filter.group === undefined ? '' : String(filter.group),
      state: filter.state,
    })
    return `/elections/${id}/roll?${query.toString()}&page=${to}`
  }
  return {
    rows: rows.map((voter) => ({
      ...voter,
      href: `/elections/${id}/roll/voters/${voter.id}`,
      sexText: voter.sex === 'male' ? '男' : '女',
      identityNumber: maskedIdentityNumber(app.sealer.unsealText(voter.sealedIdentityNumber)),
      isOfClass: voter.registrationClass !== 'household',
      classText: registrationClassText[voter.registrationClass].replace(/（.*/, ''),
      isRemoved: voter.state === 'removed',
      electorMark: form !== 'allVoters' && voter.isElector ? electorText[form] : '',
    })),
    pager: {
      total,
      unit: '人',
      page,
      pages,
      previous: page > 1 ? href(page - 1) : '',
      next: page < pages ? href(page + 1) : '',
    },
    filter: {
      q,
      group: filter.group ?? '',
      state: filter.state,
      isNarrowed: q !== '' || filter.group !== undefined || filter.state !== 'registered',
    },
    states: [
      { value: 'registered', text: '在名单上' },
      ...(form === 'allVoters' ? [] : [{ value: 'elector', text: electorText[form] }]),
      { value: 'removed', text: '已删除' },
    ],
  }
}

function filterOf({ group, state }: ListAddress, q: string): VoterFilter {
  return {
    search: readVoterSearch(q),
    group: typeof group === 'string' && /^\d{1,5}$/.test(group) ? Number(group) : undefined,
    state: state === 'removed' || state === 'elector' ? state : 'registered',
  }
}

/** What else can be done from here, by whom. */
function linksFor({ account, election }: FastifyRequest, isPosted: boolean, base: string) {
  const isOfficer = account?.role === 'electionOfficer'
  const works = isOfficer || account?.role === 'rollClerk'
  const link = (text: string, path: string) => ({ text, href: `${base}/${path}` })
  return [
    ...(works && !isPosted ? [link('导入登记名册', 'roll/import-register')] : []),
    ...((works && !isPosted) || isOfficer ? [link('登记一名选民', 'roll/register-voter')] : []),
    ...(works && !isPosted && election.form !== 'allVoters'
      ? [link(`确定${electorText[election.form]}`, 'roll/choose-electors')]
      : []),
    ...(isPosted ? [link('异议与处理', 'roll/objections'), link('公布后的更正', 'roll/changes')] : []),
  ]
}

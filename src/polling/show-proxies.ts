import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { soughtName } from '../lib/variant-characters.js'
import { may } from '../rules/permitted-actions.js'
import { allowsProxies } from '../rules/proxies.js'
import { lastProxyPostingDay } from '../rules/proxy-votes.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { halfWidth, pageNumber, queryText } from '../infra/http/fields.js'
import { pagerOf } from '../infra/http/pager.js'
import { listGroups } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { listLapsedGrants } from './proxy-facts.js'
import { type Grant, listGrants } from './proxy-queries.js'
import { grantState } from './proxy-words.js'

const all = { value: '', text: '全部', holds: (): boolean => true }
const filters = [
  all,
  { value: 'unposted', text: '待公布', holds: (grant: Grant) => isOpen(grant) && grant.postedOn === null },
  { value: 'posted', text: '已公布', holds: (grant: Grant) => isOpen(grant) && grant.postedOn !== null },
  { value: 'voted', text: '已代领选票', holds: ({ state }: Grant) => state === 'voted' },
  { value: 'ended', text: '已取消、失效', holds: ({ state }: Grant) => state === 'cancelled' },
]

function isOpen({ state }: Grant): boolean {
  return state === 'open'
}

/** The register of proxies of the vote that is on, with what is to be done next. */
export async function showProxies(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, query } = request
  const { round } = election
  const ruleSet = ruleSetInForce(election)
  const grants = await listGrants(this.db, round.id)
  const filter = filters.find(({ value }) => value === queryText(query, 'show')) ?? all
  const [q, group] = [queryText(query, 'q'), queryText(query, 'group')]
  const chosen = grants.filter((grant) => filter.holds(grant) && isInGroup(grant, group) && isAbout(grant, q))
  const address = `/elections/${election.id}/polling/proxies?${new URLSearchParams({ show: filter.value, group, q }).toString()}`
  const { rows, pager } = pagerOf(chosen, '件', pageNumber(queryText(query, 'page')), address)
  const groups = await listGroups(this.db, election.id)
  const lapsed = (await listLapsedGrants(this.db, election)).length
  const unposted = grants.filter((grant) => isOpen(grant) && grant.postedOn === null).length
  const windowFindings = may('approveProxy', await listMilestones(this.db, election.id), ruleSet)
  return await reply.page('polling/show-proxies.hbs', {
    title: '委托投票',
    isAllowed: allowsProxies(election.form, ruleSet),
    article: ruleSet.provenance.proxyForms.source,
    isLaterVote: round.number > 1,
    standing: grants.filter(({ entry }) => entry === 'registered').length,
    postBy: longDate(lastProxyPostingDay(round.votingDay, ruleSet)),
    isUnpostedVoid: ruleSet.unpostedProxyVoid,
    windowFindings,
    mayRegister: windowFindings.length === 0,
    lapsed,
    hasLapsed: lapsed > 0,
    unposted,
    mustPost: lapsed === 0 && unposted > 0,
    rows: rows.map(rowOf),
    pager,
    filters: filters.map(({ value, text, holds }) => ({
      value,
      text: `${text}（${grants.filter(holds).length} 件）`,
    })),
    groups: [
      { value: '', text: '全部居民小组' },
      ...groups.map(({ number, name }) => ({ value: String(number), text: name })),
    ],
    filter: { show: filter.value, q, group, isNarrowed: filter.value !== '' || q !== '' || group !== '' },
  })
}

/** Of the group of the principal, whose vote it is. */
function isInGroup({ principal }: Grant, group: string): boolean {
  return group === '' || String(principal.residentsGroup) === group
}

/** By the number of the grant or of a voter, or by a part of a name. */
function isAbout({ number, principal, proxy }: Grant, q: string): boolean {
  const text = halfWidth(q).replace(/号$/, '')
  if (text === '') return true
  if (/^\d+$/.test(text)) return [number, principal.voterNumber, proxy.voterNumber].includes(Number(text))
  return [principal, proxy].some(({ name }) => soughtName(name).includes(soughtName(text)))
}

function rowOf(grant: Grant) {
  const { id, number, principal, proxy, appliedOn, endedReason } = grant
  return { id, number, principal, proxy, appliedOn, endedText: endedReason ?? '', state: grantState(grant) }
}

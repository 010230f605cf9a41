import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageNumber, queryText } from '../infra/http/fields.js'
import { changeKindText } from '../rules/roll-changes.js'
import type { RollComparison } from './compare-rolls.js'
import { pagerOf } from '../infra/http/pager.js'
import { compareRollVersions, getRollVersion, listRollVersions, rollNow } from './version-queries.js'

const kinds = ['added', 'removed', 'corrected'] as const

/** Two versions of the roll beside each other: who came, who went, what was put right, by group. */
export async function compareVersions(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, query } = request
  const versions = await listRollVersions(this.db, election.id)
  const [from, to] = [numberOf(queryText(query, 'from')), numberOf(queryText(query, 'to'))]
  for (const number of [from, to]) if (number !== rollNow) await getRollVersion(this.db, election.id, number)
  const compared = await compareRollVersions(this.db, election.id, from, to)
  const filter = {
    group: compared.groups.find(({ number }) => String(number) === queryText(query, 'group'))?.number,
    kind: kinds.find((kind) => kind === queryText(query, 'kind')),
  }
  const chosen = compared.differences.filter(
    ({ kind, voter }) =>
      (filter.kind === undefined || kind === filter.kind) &&
      (filter.group === undefined || voter.residentsGroup === filter.group),
  )
  const address = `/elections/${election.id}/roll/compare-versions?${new URLSearchParams({
    from: valueOf(from),
    to: valueOf(to),
    group: String(filter.group ?? ''),
    kind: filter.kind ?? '',
  }).toString()}`
  const { pager, rows } = pagerOf(chosen, '处', pageNumber(queryText(query, 'page')), address)
  return await reply.page('roll/compare-versions.hbs', {
    title: '对照名单版本',
    ...wordsOf(compared),
    fromText: titleOf(from),
    toText: titleOf(to),
    from: valueOf(from),
    to: valueOf(to),
    isReversed: from > to,
    isBetweenVersions: from !== rollNow && to !== rollNow,
    choices: [...versions.map(({ number }) => number), rollNow].map((n) => ({ value: valueOf(n), text: titleOf(n) })),
    kinds: [{ value: '', text: '全部' }, ...kinds.map((value) => ({ value, text: changeKindText[value] }))],
    kind: filter.kind ?? '',
    group: filter.group ?? '',
    rows: rows.map(({ kind, voter, fields }) => ({
      ...voter,
      kindText: changeKindText[kind],
      fields,
      href: `/elections/${election.id}/roll/voters/${voter.voterId}`,
    })),
    pager,
    mayPrint: (['electionOfficer', 'rollClerk', 'townshipOfficer'] as readonly (string | undefined)[]).includes(
      request.account?.role,
    ),
  })
}

function wordsOf({ added, removed, corrected, unchanged, groups }: RollComparison) {
  return { added, removed, corrected, unchanged, groups, hasGroups: groups.length > 0 }
}

/** 0 is no version: the address is then answered as one that does not exist. */
function numberOf(text: string): number {
  if (text === 'now') return rollNow
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0
}

function valueOf(number: number): string {
  return number === rollNow ? 'now' : String(number)
}

function titleOf(number: number): string {
  return number === rollNow ? '现在的名单' : `第${number}版`
}

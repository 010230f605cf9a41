import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { pageNumber, queryText } from '../infra/http/fields.js'
import { type Clash, countClashes, listClashes } from './clash-queries.js'

const perPage = 50

/**
 * People who were to be registered in one community and stand on the roll of another: for both communities, their
 * townships and the bureau.
 */
export async function showClashes(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, query } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const state = queryText(query, 'state') === 'settled' ? 'settled' : 'open'
  const open = await countClashes(this.db, season.id, account, 'open')
  const settled = await countClashes(this.db, season.id, account, 'settled')
  const total = state === 'open' ? open : settled
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(pageNumber(queryText(query, 'page')), pages)
  const rows = await listClashes(this.db, season.id, account, { state, page, perPage })
  const address = (to: number) => `/registration-clashes?state=${state}&page=${to}`
  return await reply.page('roll/show-clashes.hbs', {
    title: '重复登记',
    open,
    settled,
    isOpen: state === 'open',
    rows: rows.map((clash) => ({ ...clashWords(clash), maySettle: maySettle(account, clash) })),
    pager: {
      total,
      unit: '件',
      page,
      pages,
      previous: page > 1 ? address(page - 1) : '',
      next: page < pages ? address(page + 1) : '',
    },
  })
}

/** The township decides between two of its communities, the bureau between townships, and wherever it must. */
export function maySettle({ role, townshipId }: Account, clash: Clash): boolean {
  if (clash.state !== 'open') return false
  if (role === 'bureauAuditor') return true
  return role === 'townshipOfficer' && clash.claimantTownshipId === townshipId && clash.holderTownshipId === townshipId
}

/** A clash as pages show it: of the birthday no more than tells the person apart from a namesake. */
export function clashWords(clash: Clash) {
  const { id, name, birthDate, source, raisedOn, claimantName, holderName, keptElectionId, settledOn } = clash
  const registeredAt = clash.registeredIn === clash.claimantElectionId ? claimantName : holderName
  return {
    id,
    name,
    birthText: `${birthDate.slice(0, 4)}年**月${birthDate.slice(8)}日`,
    sourceText: source === 'desk' ? '窗口登记' : '名册导入',
    raisedText: longDate(raisedOn),
    claimantName,
    holderName,
    nameOnRoll: clash.nameOnRoll !== null && clash.nameOnRoll !== name ? clash.nameOnRoll : '',
    registeredText:
      clash.registeredIn === null
        ? '现在没有登记'
        : clash.registeredIn === clash.claimantElectionId || clash.registeredIn === clash.holderElectionId
          ? `现登记在${registeredAt}，选民号 ${clash.voterNumber}`
          : '现登记在另一个社区',
    keptName: keptElectionId === clash.claimantElectionId ? claimantName : holderName,
    settledText: settledOn === null ? '' : longDate(settledOn),
    reason: clash.reason,
    undertaking: clash.undertaking,
    isSettled: clash.state === 'settled',
    isAcrossTownships: clash.claimantTownshipId !== clash.holderTownshipId,
    href: `/settle-clash/${id}`,
  }
}

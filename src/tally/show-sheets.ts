import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { accountsIn } from '../rules/entry-words.js'
import { countTitle } from '../rules/recount.js'
import { NotFound } from '../infra/http/errors.js'
import { queryText } from '../infra/http/fields.js'
import { listAccountNames } from '../organisation/queries.js'
import { comparedSheet } from './compared-sheet.js'
import { listCounts, listSheets } from './queries.js'
import { loadSheetFacts, roundInView } from './vote-facts.js'

/**
 * The sheets of one declared count of a vote, to be read and no more: also those of a count that a recount has replaced.
 * Not for typists, who must not know what was typed before.
 */
export async function showSheets(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const round = await roundInView(this.db, election, request.query)
  const counts = await listCounts(this.db, round.id)
  const wanted = queryText(request.query, 'count') || String(counts.at(-1)?.recount ?? 0)
  const count = counts.find(({ recount }) => String(recount) === wanted)
  if (!count) throw new NotFound('没有这次计票，或者它的结果还没有宣布。')
  const sheets = await listSheets(this.db, round.id, count.recount)
  const names = await listAccountNames(this.db, [...new Set(sheets.flatMap(({ entry }) => accountsIn(entry)))])
  const shown = []
  for (const sheet of sheets) {
    const compared = comparedSheet(sheet.entry, await loadSheetFacts(this.db, election, sheet), names)
    const entered = 'first' in sheet.entry ? sheet.entry.first.entered : undefined
    shown.push({
      ...{ id: sheet.id, station: sheet.stationName, number: sheet.number, isBundle: sheet.mode === 'ballots' },
      ...{ typists: `${compared.firstName}、${compared.secondName}`, figures: compared.figures },
      ...{ returned: entered?.ballotsReturned ?? 0, valid: entered?.validBallots ?? 0 },
      ...{ invalid: entered?.invalidBallots ?? 0, blank: entered?.blankBallots ?? 0 },
    })
  }
  return await reply.page('tally/show-sheets.hbs', {
    title: `计票单（${countTitle(count.recount)}）`,
    here: `/elections/${election.id}/tally`,
    round,
    countTitle: countTitle(count.recount),
    countNumber: count.recount,
    declared: longDate(count.declaredOn ?? '2000-01-01'),
    isReplaced: counts.some(({ recount }) => recount > count.recount),
    counts: counts.map(({ recount }) => ({
      ...{ recount, title: countTitle(recount), isHere: recount === count.recount },
    })),
    hasCounts: counts.length > 1,
    sheets: shown,
    total: shown.length,
  })
}

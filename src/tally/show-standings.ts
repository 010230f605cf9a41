import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { countInHand, findResultOf, isUnpublished, listCounts, listSheets, type ResultRow } from './queries.js'
import { recountText } from './counts-of-vote.js'
import { resultFigures } from './result-page.js'
import { runningStandings, whyNoStandings } from './running-standings.js'
import { placesOf } from './sheet-progress.js'
import { roundText } from './vote-facts.js'

/**
 * The count in large type for a beamer: how many sheets are done; the votes so far only where the election procedure
 * says so, and the result from its declaration on, which is made on the spot (art. 19).
 */
export async function showStandings(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, now, season } = request
  const roundId = election.round.id
  const recount = await countInHand(this.db, roundId)
  const result = await findResultOf(this.db, roundId, recount)
  const isDeclared = result !== undefined && result.declaredOn !== null
  const sheets = await listSheets(this.db, roundId)
  const why = isDeclared ? '' : ((await whyNoStandings(this.db, election)) ?? '')
  const before = recount > 0 ? (await listCounts(this.db, roundId)).at(-1) : undefined
  return reply.part('tally/show-standings.hbs', {
    title: `${election.communityName}计票情况`,
    communityName: election.communityName,
    roundTitle: election.round.kind === 'first' ? '' : roundText[election.round.kind],
    recountTitle: recountText({ recount }),
    electionId: election.id,
    isDrill: season?.kind === 'drill',
    isUnpublished: await isUnpublished(this.db, roundId),
    asOf: now,
    why,
    total: sheets.length,
    definitive: sheets.filter(({ entry }) => entry.status === 'definitive').length,
    places: placesOf(sheets).filter(({ count }) => count > 0),
    standings: isDeclared || why !== '' ? null : await runningStandings(this.db, election),
    declared: isDeclared ? declaredOf(result) : null,
    inForce:
      isDeclared || !before
        ? ''
        : `${longDate(before.declaredOn ?? '2000-01-01')}宣布的结果，在复核结果宣布以前仍然有效。`,
  })
}

/** A declared result as the wall shows it: those elected first, by votes. */
function declaredOf({ counted, declaredOn }: ResultRow) {
  const figures = resultFigures(counted)
  return {
    on: longDate(declaredOn ?? '2000-01-01'),
    isValid: figures.isValid,
    issued: figures.issued,
    returned: figures.returned,
    valid: figures.valid,
    followUp: figures.followUp,
    posts: figures.posts.map(({ title, seats, rows }) => ({
      title,
      seats,
      rows: rows.map(({ name, for: votes, verdict, look, share }) => ({
        ...{ name, for: votes, verdict, look, share },
        bar: counted.outcome.ballots.returned === 0 ? 0 : Math.floor((votes * 1000) / counted.outcome.ballots.returned),
      })),
    })),
  }
}

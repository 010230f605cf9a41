import { assert } from '../lib/assert.js'
import type { Standing } from '../rules/count.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { listStations } from '../polling/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { sheetOfVote } from './count-vote.js'
import { countSoFar } from './decide-vote.js'
import { doubtfulAmong } from './doubtful-ballots.js'
import { listSheets } from './queries.js'
import { listReadings } from './reading-queries.js'
import { listSpellings } from './spelling-queries.js'
import { listContests } from './vote-facts.js'

/**
 * Why the votes counted so far are shown to nobody, or undefined where they may be: while anybody can still vote they
 * would sway the vote, and before the declaration only a procedure adopted before the vote lets them be seen.
 */
export async function whyNoStandings(db: Db, election: ElectionInScope): Promise<string | undefined> {
  const { id: roundId, number } = election.round
  const isOver = findMilestone(await listMilestones(db, election.id), 'pollClosed', number) !== undefined
  const stations = await listStations(db, roundId)
  if (!isOver || stations.some(({ closedAt }) => closedAt === null)) return '投票还没有全部结束，不显示任何得票情况。'
  if (ruleSetInForce(election).standingsWhileCounting) return undefined
  return '本次选举的选举办法没有规定计票时显示得票进度，宣布结果以前不显示得票。'
}

/** The votes on the sheets that are definitive by now, in the order of the ballot, so that nobody seems to lead. */
export async function runningStandings(db: Db, election: ElectionInScope) {
  const roundId = election.round.id
  const sheets = (await listSheets(db, roundId)).filter(({ entry }) => entry.status === 'definitive')
  const readings = await listReadings(db, roundId)
  const contests = await listContests(db, roundId)
  const counted = countSoFar({
    ruleSet: ruleSetInForce(election),
    contests,
    stations: await listStations(db, roundId),
    sheets: sheets.map((sheet) => sheetOfVote(sheet, readings)),
    spellings: await listSpellings(db, roundId),
  })
  assert(counted.ok, 'a definitive sheet passes its check: that is why it could become definitive')
  const { ballots, posts } = counted.value
  const undecided = doubtfulAmong(sheets, readings).filter(({ decided }) => !decided).length
  return {
    returned: ballots.returned,
    undecided,
    hasUndecided: undecided > 0,
    posts: contests.map(({ id, title, seats, candidates }) => {
      const standings = posts.find(({ postId }) => postId === id)?.standings ?? []
      const ofCandidate = (candidateId: string) => standings.find((one) => one.id === candidateId)
      const written = standings.filter(({ writeIn }) => writeIn)
      return {
        title,
        seats,
        rows: candidates.map(({ id: candidateId, name }) => rowOf(name, ofCandidate(candidateId), ballots.returned)),
        // Who was written in is not looked at before the count is done, so nobody is named.
        writeIns: written.reduce((sum, one) => sum + one.for, 0),
      }
    }),
  }
}

function rowOf(name: string, standing: Standing | undefined, returned: number) {
  const votes = standing?.for ?? 0
  return {
    name,
    for: votes,
    against: standing?.against ?? 0,
    bar: returned === 0 ? 0 : Math.floor((votes * 1000) / returned),
  }
}

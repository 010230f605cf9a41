import { groupsOf } from '../../lib/fingerprint.js'
import { percentText } from '../../lib/fraction.js'
import { electorText } from '../../rules/electors.js'
import type { Standing } from '../../rules/count.js'
import type { Outcome, PostOutcome } from '../../rules/outcome.js'
import type { Db } from '../../infra/db/database.js'
import { countVotesByProxy, getBallotsPrinted, listStationAccounts } from '../../polling/queries.js'
import { findingName, findRecordFingerprint, type ResultRow } from '../../tally/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { dayText, formSentence, officeOf, seatsText, voteName } from '../words.js'
import {
  ballotFigures,
  electedOf,
  getDeclaredResult,
  recountBasis,
  recountChanges,
  vacanciesOf,
} from './counted-result.js'
import { type ReturnFacts, sampleReturn } from './election-return-facts.js'

/**
 * 选举结果报告单: the signed sheet that is sent up, with everything from which the result can be counted again
 * (forms.md A4, blocks A to F).
 */
export const electionReturn = defineNotice<ReturnFacts>({
  key: 'election-return',
  title: '选举结果报告单',
  issuer: 'electionCommittee',
  isNumbered: false,
  rule: { articles: [19] },
  after: ['resultDeclared'],
  before: [],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  again: 'replaces',
  load: async (db, context) => {
    const declared = await getDeclaredResult(db, context.round.id)
    const { outcome, explained } = declared.counted
    const writeIns = writeInRows(outcome)
    const vacancies = vacanciesOf(outcome)
    return {
      vote: voteName(context.election, context.round),
      votingDay: dayText(declared.votingDay),
      declaredOn: dayText(declared.declaredOn ?? declared.votingDay),
      form: formSentence[declared.counted.form],
      elector: electorText[declared.counted.form],
      seats: outcome.posts.reduce((sum, { post }) => sum + post.seats, 0),
      seatsByPost: seatsText(outcome.posts.map(({ post }) => post)),
      ...ballotFigures(declared),
      ...(await recountBasis(db, declared)),
      recountChanges: await recountChanges(db, declared),
      ...(await waysOfVoting(db, context.round.id, declared.counted.votersWhoVoted)),
      ...(await ballotAccount(db, context, declared)),
      candidates: outcome.posts.flatMap((post) => candidateRows(post, outcome.ballots.returned)),
      hasWriteIns: writeIns.length > 0,
      writeIns,
      isValid: outcome.isValid,
      hasElected: electedOf(outcome).length > 0,
      electedText: electedText(outcome),
      hasVacancies: vacancies.length > 0,
      vacancyText: vacancies.map(({ post, left }) => `${post}${left}名`).join('、'),
      conclusions: outcome.explanation,
      hasExplained: explained.length > 0,
      explained: explained.map(({ sheet, code, explanation }) => ({ sheet, finding: findingName(code), explanation })),
      resultHash: groupsOfFour(declared.hash),
      fingerprint: fingerprintLines((await findRecordFingerprint(db, context.round.id)) ?? ''),
      ...recipients(context),
    }
  },
  sample: sampleReturn,
})

/** Who voted, and of them who sent a proxy: the check-ins of the poll, to which nothing is added once it is closed. */
async function waysOfVoting(db: Db, roundId: number, votersWhoVoted: number) {
  const votedByProxy = await countVotesByProxy(db, roundId)
  return { votersWhoVoted, votedByProxy, votedInPerson: votersWhoVoted - votedByProxy }
}

/** The ballots printed, and station by station what became of them. */
async function ballotAccount(db: Db, { round }: PaperContext, { counted }: ResultRow) {
  const { printed } = await getBallotsPrinted(db, round.id)
  const accounts = new Map((await listStationAccounts(db, round.id)).map((account) => [account.stationId, account]))
  const stations = counted.stations.map(({ stationId, name, issued, returned, valid, invalid, blank }) => {
    const account = accounts.get(stationId)
    const { received = issued, spoiled = 0, unused = 0 } = account ?? {}
    return { name, received, issued, spoiled, unused, returned, valid, invalid, blank }
  })
  const sum = (key: 'received' | 'issued' | 'spoiled' | 'unused') =>
    stations.reduce((total, station) => total + station[key], 0)
  return {
    hasPrinted: printed !== null,
    printed: printed ?? 0,
    received: sum('received'),
    spoiled: sum('spoiled'),
    unused: sum('unused'),
    stations,
    differences: [...accounts.values()].flatMap(({ station, differenceExplained }) =>
      differenceExplained ? { station, explanation: differenceExplained } : [],
    ),
  }
}

function candidateRows(decided: PostOutcome, returned: number): ReturnFacts['candidates'] {
  const { post, standings } = decided
  return standings
    .filter(({ writeIn }) => !writeIn)
    .map((standing) => ({
      post: post.title,
      name: standing.name,
      for: standing.for,
      against: standing.against,
      abstain: standing.abstain,
      share: percentText(standing.for, returned),
      verdict: verdictOn(standing, decided),
    }))
}

function writeInRows({ posts, ballots }: Outcome): ReturnFacts['writeIns'] {
  return posts.flatMap((decided) =>
    decided.standings
      .filter(({ writeIn }) => writeIn)
      .map((standing) => ({
        post: decided.post.title,
        name: standing.name,
        votes: standing.for,
        share: percentText(standing.for, ballots.returned),
        verdict: verdictOn(standing, decided),
      })),
  )
}

function verdictOn({ personId }: Standing, { elected, ties, electedHigher }: PostOutcome): string {
  const isAmong = (people: readonly Standing[]) => people.some((person) => person.personId === personId)
  if (isAmong(elected)) return '当选'
  if (ties.some(({ tied }) => isAmong(tied))) return '再次投票'
  return isAmong(electedHigher) ? '当选他职' : '未当选'
}

/** 主任王伟；副主任郑𬱖；委员吴桂英、马骉 */
function electedText(outcome: Outcome): string {
  const names = new Map<string, string[]>()
  for (const { post, name } of electedOf(outcome)) names.set(post, [...(names.get(post) ?? []), name])
  return [...names].map(([post, people]) => `${post}${people.join('、')}`).join('；')
}

/** 8f31 02ac …: the result's own fingerprint, so that the paper and the system can be held side by side. */
function groupsOfFour(hash: string): string {
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ')
}

/** The fingerprint of the election record on two lines of eight groups, numbered as the page of the filing numbers them. */
function fingerprintLines(hex: string): string[] {
  const groups = groupsOf(hex)
  return [0, 8].map((from) => `第${from + 1}至${from + 8}组：${groups.slice(from, from + 8).join(' ')}`)
}

function recipients({ election, bureau }: PaperContext) {
  return { townshipOffice: officeOf(election.townshipName), bureau }
}

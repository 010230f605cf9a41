import { createHash } from 'node:crypto'
import { canonicalJson } from '../lib/canonical-json.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { DirectShare } from '../rules/direct-election-rate.js'
import type { Outcome } from '../rules/outcome.js'
import type { Db } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { listElectedOfSeason } from './people-queries.js'
import { placeOf } from './place-words.js'
import {
  listNoticesOfSeason,
  listPostsOfSeason,
  listResultsOfSeason,
  listRollVersionsOfSeason,
} from './public-queries.js'
import { listCommunityElections, listVoidElections, milestonesByElection } from './queries.js'
import { rateOf } from './season-rate.js'
import { seasonFormat, type SeasonRecord } from './season-schema.js'
import { type Column, columnsOf, type CountColumn, type Figures, type StatisticsTable } from './statistics-columns.js'
import { type CommunityFacts, statisticsFacts } from './statistics-facts.js'
import { statisticsTables, totalLine, townshipLines } from './statistics-tables.js'

/** Everything public about the season as far as an account sees it, with its fingerprint. */
export async function seasonRecord(
  db: Db,
  season: SeasonInForce,
  account: Account,
  today: PlainDate,
): Promise<SeasonRecord> {
  const full = await getSeason(db, season.id)
  const townships = await listSeasonTownships(db, season.id)
  const rows = await listCommunityElections(db, season.id, account)
  const milestones = await milestonesByElection(db, season.id)
  const facts = await statisticsFacts(db, season.id, account)
  const rate = rateOf(rows, milestones, full, townships, await listVoidElections(db, season.id))
  const names = new Map(townships.map(({ id, name }) => [id, name]))
  const papers = await publicPapers(db, season.id)
  const record = {
    format: seasonFormat,
    kind: season.kind,
    bureau: season.bureauName,
    place: await placeOf(db, account, season),
    asOf: today,
    season: {
      ...{ termNumber: full.termNumber, firstDay: full.firstDay, lastDay: full.lastDay },
      target: { num: full.targetNum, den: full.targetDen },
      directForms: full.directForms,
    },
    rate: {
      ...shareOf(rate),
      townships: rate.townships.map((share) => ({
        township: names.get(share.townshipId) ?? '',
        mustAllBeDirect: share.mustAllBeDirect,
        ...shareOf(share),
      })),
    },
    communities: facts.map((community) => ({
      ...{ township: community.townshipName, community: community.name },
      ...{ participation: community.participation, reason: community.reason },
      ...{ form: community.form, electionDay: community.electionDay },
      milestones: milestones.get(community.electionId ?? 0) ?? [],
      ...papers(community),
    })),
    tables: statisticsTables.filter((table) => !table.isPersonal).map((table) => tableOf(table, facts)),
  }
  return { ...record, fingerprint: createHash('sha256').update(canonicalJson(record)).digest('hex') }
}

function shareOf({ direct, held, pending, byForm }: DirectShare) {
  return { direct, held, pending, byForm }
}

/** What hangs on walls and was announced: rolls in numbers, notices, posts with who stands and who was elected, results. */
async function publicPapers(db: Db, seasonId: number) {
  const rolls = await listRollVersionsOfSeason(db, seasonId)
  const notices = await listNoticesOfSeason(db, seasonId)
  const posts = await listPostsOfSeason(db, seasonId)
  const elected = await listElectedOfSeason(db, seasonId)
  // Of one vote the last result declared.
  const results = [
    ...new Map(
      (await listResultsOfSeason(db, seasonId)).map((row) => [`${row.electionId} ${row.number}`, row]),
    ).values(),
  ]
  return ({ electionId, people, has }: CommunityFacts) => {
    const own = <Row extends { readonly electionId: number }>(all: readonly Row[]) =>
      all.filter((row) => row.electionId === electionId)
    return {
      rolls: own(rolls).map(({ number, kind, madeOn, voters, electors, hash }) => ({
        ...{ number, kind, madeOn, voters, electors, hash },
      })),
      notices: own(notices).map((notice) => ({
        number: numberOf(notice),
        title: notice.title,
        issuedOn: notice.issuedOn,
        sha256: notice.sha256,
        state:
          notice.withdrawalId !== null
            ? ('withdrawn' as const)
            : notice.laterId !== null
              ? ('replaced' as const)
              : ('inForce' as const),
      })),
      posts: own(posts).map(({ title, seats }) => ({
        ...{ title, seats },
        candidates: (has.candidates ? people.candidates : [])
          .filter(({ post }) => post === title)
          .map(({ name, sex }) => ({ name, sex })),
        elected: own(elected)
          .filter(({ postTitle }) => postTitle === title)
          .map(({ name, votes }) => ({ name, votes })),
      })),
      votes: own(results).map(voteOf),
    }
  }
}

interface Notice {
  readonly noticeNumber: number | null
  readonly mainNumber: number | null
  readonly supplementNumber: number | null
}

function numberOf({ noticeNumber, mainNumber, supplementNumber }: Notice): string {
  return noticeNumber === null ? `第${mainNumber ?? ''}-${supplementNumber ?? ''}号` : `第${noticeNumber}号`
}

type ResultOfSeason = Awaited<ReturnType<typeof listResultsOfSeason>>[number]

function voteOf({ number, kind, votingDay, recount, outcome, declaredOn, fingerprint }: ResultOfSeason) {
  const counted = JSON.parse(outcome) as { registered: number; ballotsIssued: number; outcome: Outcome }
  const { returned, valid, invalid, blank } = counted.outcome.ballots
  return {
    ...{ round: number, kind, votingDay, declaredOn: declaredOn ?? votingDay, recount },
    isValid: counted.outcome.isValid,
    ...{ registered: counted.registered, issued: counted.ballotsIssued, returned, valid, invalid, blank },
    recordFingerprint: fingerprint,
  }
}

const isCount = (column: Column): column is CountColumn => column.kind === 'count'

function tableOf(table: StatisticsTable, facts: readonly CommunityFacts[]) {
  const figures = (own: Figures) => Object.fromEntries(own)
  const counts = new Set(columnsOf(table).filter(isCount))
  return {
    ...{ key: table.key, title: table.title, source: table.source },
    columns: table.groups.flatMap((group) =>
      group.columns
        .filter((column) => isCount(column) && counts.has(column))
        .map(({ key, title }) => ({ key, group: group.title, title })),
    ),
    townships: townshipLines(table, facts).map((line) => ({ township: line.title, figures: figures(line.figures) })),
    total: figures(totalLine(table, facts).figures),
  }
}

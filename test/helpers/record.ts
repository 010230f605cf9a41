import type { Test } from 'tap'
import type { PlainDate } from '../../src/lib/plain-date.js'
import type { ElectionForm } from '../../src/rules/election-form.js'
import type { ElectionRecord, OpenRecord } from '../../src/tally/record-schema.js'
import { sealOf } from '../../src/tally/record-seal.js'
import type { Cast } from '../../scripts/walk/cast.js'
import * as tally from '../../scripts/walk/tally.js'
import { type TestApp, testApp } from './app.js'
import type { FormValues } from './browser.js'
import { aHouse, type House, testPassword } from './factories.js'
import { holdVote, type Journey, moveTo, walkToElectionDay } from './journey.js'

/** Which way an election goes, beside the clean one. */
export type Course = 'clean' | 'runoff' | 'runoffTwice' | 'tieBreak' | 'rerun' | 'writeIn' | 'recount'

export interface Declared {
  readonly test: TestApp
  readonly journey: Journey
  readonly record: ElectionRecord
}

/** A whole election walked to its last declaration, and its record as an observer downloads it. */
export async function aDeclaredElection(
  t: Test,
  course: Course,
  form: ElectionForm = 'allVoters',
  people = 260,
): Promise<Declared> {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, form, people)
  await votes[course](journey, house)
  const record = await download(test, journey.electionId)
  return { test, journey, record }
}

const votes: Readonly<Record<Course, (journey: Journey, house: House) => Promise<void>>> = {
  clean: async (journey) => await holdVote(journey, 80, tally.clearSupport),
  runoff: async (journey, house) => {
    await holdVote(journey, 75, tally.shortOfOne('委员'))
    await later(journey, house)
    await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 40 : 20))
  },
  runoffTwice: async (journey, house) => {
    const bureau = await journey.test.visitor().signIn('bureauAuditor', testPassword)
    await bureau.open(`/elections/${journey.electionId}/local-procedure/runoffTurnout`)
    await bureau.submit({ value: 'required', reason: '办法写明另行选举也要过半数参加' })
    await bureau.submit({ step: 'confirm' })
    await holdVote(journey, 75, tally.shortOfOne('委员'))
    await later(journey, house)
    await holdVote(journey, 40, (_post, rank) => (rank === 0 ? 30 : 10))
    await later(journey, house, '2027-05-29', '2027-06-05')
    await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 40 : 20))
  },
  tieBreak: async (journey, house) => {
    const tie: tally.Support = (post, rank) =>
      post.title === '委员' ? (rank === 0 ? 70 : 60) : tally.clearSupport(post, rank)
    await holdVote(journey, 75, tie)
    await later(journey, house)
    await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 50 : 30))
  },
  rerun: async (journey, house) => {
    await holdVote(journey, 30, tally.clearSupport)
    await later(journey, house)
    await holdVote(journey, 80, tally.clearSupport)
  },
  recount: async ({ cast, electionId, ...journey }) => {
    await holdVote({ cast, electionId, ...journey }, 75, tally.clearSupport)
    const decision = { orderedBy: 'electionCommittee', decidedOn: '2027-05-20', reason: '候选人提出异议' } as const
    await tally.recount(cast, electionId, { ...decision, document: '选委会会议记录' }, nextForMember)
  },
  writeIn: async (journey) => {
    const low: tally.Support = (post, rank) => (post.title === '主任' ? 10 : tally.clearSupport(post, rank))
    await holdVote(journey, 80, low, async (cast, electionId) => await typeWithWriteIn(journey, cast, electionId, low))
  },
}

/** What the ballots say when they are counted again: the one who came last for member was elected. */
export const nextForMember: tally.Support = (post, rank) =>
  post.title === '委员' ? (memberSupport[rank - post.seats] ?? 70) : tally.clearSupport(post, rank)

/** By the distance from the last seat: who holds it, and who is next. */
const memberSupport: Readonly<Record<number, number>> = { [-1]: 22, 0: 66 }

async function later(
  { test, cast, electionId }: Journey,
  house: House,
  openedOn: PlainDate = '2027-05-21',
  votedOn: PlainDate = '2027-05-28',
): Promise<void> {
  await moveTo(test, house, openedOn)
  await tally.openRunoff(cast.officer, electionId, votedOn)
  await moveTo(test, house, votedOn)
}

/** The record as it is handed out, parsed. */
export async function download({ visitor }: TestApp, electionId: number, query = ''): Promise<ElectionRecord> {
  const observer = await visitor().signIn('observer', testPassword)
  await observer.open(`/elections/${electionId}/tally/record.json${query}`)
  return JSON.parse(observer.html) as ElectionRecord
}

/** A voter is written in and wins; somebody else is written in who cannot be elected; one typist slips first. */
async function typeWithWriteIn({ test }: Journey, cast: Cast, electionId: number, support: tally.Support) {
  const { db } = test
  const { id } = await db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
  const chair = await db.selectFrom('post').select('id').where('title', '=', '主任').executeTakeFirstOrThrow()
  const issued = (await db.selectFrom('checkIn').select('id').execute()).length
  const voter = await db.selectFrom('voter').select(['id', 'name']).orderBy('id', 'desc').executeTakeFirstOrThrow()
  const page = `/elections/${electionId}/tally/sheets/${id}/enter-sheet`
  const type = async (typist: Cast['firstTypist'], votesFor: number) => {
    await typist.open(page)
    if (typist.html.includes(`${page}/start`)) await typist.submit({}, `${page}/start`)
    await typist.open(page)
    const writeIns: FormValues = {
      [`writeIn-${chair.id}-1-name`]: voter.name,
      [`writeIn-${chair.id}-1-votes`]: votesFor,
      [`writeIn-${chair.id}-2-name`]: '外乡人',
      [`writeIn-${chair.id}-2-votes`]: 2,
    }
    await typist.submit({ ...tally.sheetValues(typist.html, issued, support), ...writeIns }, page)
  }
  const right = Math.floor(issued * 0.6)
  await type(cast.firstTypist, right)
  await type(cast.secondTypist, right - 1)
  const differences = `/elections/${electionId}/tally/sheets/${id}/resolve-differences`
  await cast.officer.open(differences)
  await cast.officer.submit({ resolution: 'keepFirst' }, differences)
  await type(cast.secondTypist, right)
  const match = `/elections/${electionId}/tally/match-write-in`
  for (const [name, decision] of [
    [voter.name, { person: `voter-${voter.id}` }],
    ['外乡人', { person: 'ineligible', reason: '不是本社区选民' }],
  ] as const) {
    await cast.officer.open(`${match}?name=${encodeURIComponent(name)}`)
    await cast.officer.submit(decision, match)
  }
  const winners = `/elections/${electionId}/tally/check-winners`
  await cast.officer.open(winners)
  const found = { person: String(voter.id), verdict: 'eligible', note: '街道联审意见' }
  await cast.officer.submit(found, winners)
}

/** What somebody does who changes a record and knows how a seal is made. */
export function tampered(record: ElectionRecord, change: (open: Draft) => void): ElectionRecord {
  const draft = structuredClone(record) as unknown as Draft
  change(draft)
  return { ...(draft as unknown as OpenRecord), seal: sealOf(draft) }
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T
export type Draft = Mutable<ElectionRecord>

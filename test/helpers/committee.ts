import type { Test } from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { findElectionCommittee, saveElectionCommittee } from '../../src/timetable/queries.js'
import { kinshipRow } from '../../src/nomination/queries.js'
import type { CloseRelation } from '../../src/rules/kinship.js'
import type { Browser } from './browser.js'
import { aNominationDesk, type NominationDesk, renameVoter } from './nomination.js'

/** A committee of 陈国强, 林美芳, 周建平, 吴桂英 and 郑志明, after them 马国良 (20), 高秀兰 (18) and 罗志明 (18). */
export interface CommitteeDesk extends NominationDesk {
  readonly memberIds: readonly number[]
  readonly reserveIds: readonly number[]
}

/** Voter numbers under which the people of the committee stand on the roll; the others are not on it. */
export const onRoll = { 陈国强: 11, 林美芳: 12, 周建平: 13, 马国良: 15, 高秀兰: 16, 罗志明: 17 } as const

const reserves = (['马国良', '高秀兰', '罗志明'] as const).map((name, index) => ({
  name,
  sex: index === 1 ? ('female' as const) : ('male' as const),
  residentsGroup: 2,
  votes: index === 0 ? 20 : 18,
}))

export async function aCommitteeDesk(t: Test, wish: { readonly withReserves?: boolean } = {}): Promise<CommitteeDesk> {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  for (const [name, number] of Object.entries(onRoll)) await renameVoter(db, desk.election, number, name)
  const committee = await findElectionCommittee(db, desk.election.id)
  if (!committee) throw new Error('the election has no committee')
  const { members, electionId, selectedBy, selectedOn, entitled, present } = committee
  const selection = { electionId, selectedBy, selectedOn, entitled, present }
  const rows = members.map(({ name, position, sex, residentsGroup, votes }) => {
    return { name, position, sex, residentsGroup, votes }
  })
  await inTransaction(db, async (trx) =>
    ok(await saveElectionCommittee(trx, selection, rows, wish.withReserves === false ? [] : reserves)),
  )
  const ids = async (table: 'electionCommitteeMember' | 'electionCommitteeReserve') =>
    (await db.selectFrom(table).select('id').orderBy('rank').execute()).map(({ id }) => id)
  const [memberIds, reserveIds] = [await ids('electionCommitteeMember'), await ids('electionCommitteeReserve')]
  return { ...desk, memberIds, reserveIds }
}

/** What the open page of links would send if nobody touched it. */
export function proposedLinks(html: string): Record<string, string> {
  const selects = [...html.matchAll(/<select[^>]* name="(person-[\w-]+)"[^>]*>(.*?)<\/select>/gs)]
  return Object.fromEntries(
    selects.map(([, name = '', options = '']) => [name, /value="([^"]*)" selected/.exec(options)?.[1] ?? '']),
  )
}

/** Confirms on its page what it proposes: those of the name on the roll; 吴桂英 and 郑志明 are not. */
export async function linkEverybody({ home, clerk, memberIds }: CommitteeDesk): Promise<void> {
  await clerk.open(`${home}/link-committee`)
  const [, , , fourth, fifth] = memberIds
  const off = { [`person-member-${fourth}`]: 'off', [`person-member-${fifth}`]: 'off' }
  await clerk.submit({ ...proposedLinks(clerk.html), ...off }, `${home}/link-committee`)
}

/** Declares two voters relatives by their numbers, as the page of relations does. */
export async function declareRelatives(desk: CommitteeDesk, one: number, other: number, relation: CloseRelation) {
  const idOf = (number: number) => String(desk.election.voterIds[number - 1])
  await desk.made.db
    .insertInto('declaredKinship')
    .values({
      electionId: desk.election.id,
      ...kinshipRow(idOf(one), idOf(other), relation),
      note: '本人申报',
      declaredBy: 1,
      declaredAt: '2027-05-05T01:00:00.000Z',
    })
    .execute()
}

export async function recordLeaving(
  by: Browser,
  { home }: CommitteeDesk,
  memberId: number | undefined,
  values: Readonly<Record<string, string>> = {},
): Promise<Browser> {
  const page = `${home}/record-leaving/${memberId}`
  await by.open(page)
  return await by.submit({ on: '2027-05-05', reason: 'relativeNominated', document: '本人书面声明', ...values }, page)
}

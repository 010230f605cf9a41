import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RateAnswerTable, RateSignatureTable, RateVerdictTable } from '../infra/db/tables/oversight.js'
import type { GivenVerdict } from '../rules/rate-verdict.js'

/** A verdict with who gave it, who seconded it, and what the township answered. */
export type VerdictRow = Awaited<ReturnType<typeof listVerdicts>>[number]

/** Every verdict on these elections, first to last. */
export async function listVerdicts(db: Db, electionIds: readonly number[]) {
  if (electionIds.length === 0) return []
  return await db
    .selectFrom('rateVerdict')
    .innerJoin('rateSignature as first', (join) =>
      join.onRef('first.verdictId', '=', 'rateVerdict.id').on('first.place', '=', 1),
    )
    .innerJoin('account as giver', 'giver.id', 'first.accountId')
    .leftJoin('rateSignature as second', (join) =>
      join.onRef('second.verdictId', '=', 'rateVerdict.id').on('second.place', '=', 2),
    )
    .leftJoin('account as seconder', 'seconder.id', 'second.accountId')
    .leftJoin('rateAnswer', 'rateAnswer.verdictId', 'rateVerdict.id')
    .leftJoin('account as answerer', 'answerer.id', 'rateAnswer.answeredBy')
    .select(['rateVerdict.id', 'rateVerdict.electionId', 'rateVerdict.number', 'rateVerdict.verdict'])
    .select(['rateVerdict.form', 'rateVerdict.reason', 'rateVerdict.evidence', 'rateVerdict.evidenceHash'])
    .select(['rateVerdict.givenOn', 'first.accountId as givenBy', 'giver.displayName as givenByName'])
    .select(['first.signedAt as givenAt', 'second.agrees', 'second.note', 'second.signedAt as secondedAt'])
    .select(['second.accountId as secondedBy', 'seconder.displayName as secondedByName'])
    .select(['rateAnswer.answer', 'rateAnswer.answeredOn', 'answerer.displayName as answeredByName'])
    .where('rateVerdict.electionId', 'in', electionIds)
    .orderBy('rateVerdict.number')
    .execute()
}

/** The last verdict on every claim of a season, without its evidence: what waits for the township or for the bureau. */
export async function listLastVerdicts(db: Db, seasonId: number, townshipId: number | null) {
  return await db
    .selectFrom('rateVerdict')
    .innerJoin('election', 'election.id', 'rateVerdict.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .leftJoin('rateVerdict as later', (join) =>
      join.onRef('later.electionId', '=', 'rateVerdict.electionId').onRef('later.number', '>', 'rateVerdict.number'),
    )
    .innerJoin('rateSignature as first', (join) =>
      join.onRef('first.verdictId', '=', 'rateVerdict.id').on('first.place', '=', 1),
    )
    .leftJoin('rateSignature as second', (join) =>
      join.onRef('second.verdictId', '=', 'rateVerdict.id').on('second.place', '=', 2),
    )
    .leftJoin('rateAnswer', 'rateAnswer.verdictId', 'rateVerdict.id')
    .select(['rateVerdict.verdict', 'rateVerdict.form', 'rateVerdict.reason', 'rateVerdict.givenOn'])
    .select(['first.accountId as givenBy', 'second.agrees', 'rateAnswer.answer'])
    .select(['community.id as communityId', 'community.name as communityName'])
    .where('election.seasonId', '=', seasonId)
    .where('later.id', 'is', null)
    .$if(townshipId !== null, (query) => query.where('community.townshipId', '=', townshipId as number))
    .orderBy('community.code')
    .execute()
}

/** A verdict as the rule reads it. */
export function givenVerdict(
  row: Pick<VerdictRow, 'verdict' | 'form' | 'givenBy' | 'agrees' | 'answer'> | undefined,
): GivenVerdict | undefined {
  if (!row) return undefined
  const { verdict, form, givenBy, agrees, answer } = row
  return { verdict, form, givenBy, agreed: agrees === null ? undefined : agrees === 1, isAnswered: answer !== null }
}

/** Gives a verdict and signs it. Two at once: one of them is a unique violation. */
export async function insertVerdict(
  trx: Trx,
  verdict: Insertable<RateVerdictTable>,
  { accountId, signedAt }: { readonly accountId: number; readonly signedAt: string },
): Promise<number> {
  const { id } = await trx.insertInto('rateVerdict').values(verdict).returning('id').executeTakeFirstOrThrow()
  await trx
    .insertInto('rateSignature')
    .values({ verdictId: id, place: 1, accountId, agrees: 1, note: '', signedAt })
    .execute()
  return id
}

/** Puts the second name to a verdict. */
export async function insertSecond(trx: Trx, signature: Omit<Insertable<RateSignatureTable>, 'place'>): Promise<void> {
  await trx
    .insertInto('rateSignature')
    .values({ ...signature, place: 2 })
    .execute()
}

export async function insertAnswer(trx: Trx, answer: Insertable<RateAnswerTable>): Promise<void> {
  await trx.insertInto('rateAnswer').values(answer).execute()
}

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

/** A verdict as the rule reads it. */
export function givenVerdict(row: VerdictRow | undefined): GivenVerdict | undefined {
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

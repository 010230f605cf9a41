import type { PlainDate } from '../lib/plain-date.js'
import type { WithdrawalGround } from '../rules/certificates.js'
import { isHigher } from '../rules/post.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { CertificateTable } from '../infra/db/tables/handover.js'

/** A certificate of the register, with what became of it. */
export interface Certificate extends Omit<CertificateTable, 'id'> {
  readonly id: number
  readonly issuedByName: string
  readonly prints: number
  readonly isWithdrawn: boolean
  readonly withdrawnOn: PlainDate | null
  readonly ground: WithdrawalGround | null
  readonly reason: string
}

/** Every certificate ever issued in an election, by number. */
export async function listCertificates(db: Db, electionId: number): Promise<Certificate[]> {
  const rows = await db
    .selectFrom('certificate')
    .innerJoin('account', 'account.id', 'certificate.issuedBy')
    .selectAll('certificate')
    .select('account.displayName as issuedByName')
    .where('certificate.electionId', '=', electionId)
    .orderBy('certificate.number')
    .execute()
  const acts = await db
    .selectFrom('certificateAct')
    .innerJoin('certificate', 'certificate.id', 'certificateAct.certificateId')
    .select(['certificateAct.certificateId', 'certificateAct.kind', 'certificateAct.ground', 'certificateAct.reason'])
    .select('certificateAct.onDay')
    .where('certificate.electionId', '=', electionId)
    .execute()
  return rows.map((row) => {
    const own = acts.filter(({ certificateId }) => certificateId === row.id)
    const withdrawal = own.find(({ kind }) => kind === 'withdrawn')
    return {
      ...row,
      prints: own.filter(({ kind }) => kind !== 'withdrawn').length,
      isWithdrawn: withdrawal !== undefined,
      withdrawnOn: withdrawal?.onDay ?? null,
      ground: withdrawal?.ground ?? null,
      reason: withdrawal?.reason ?? '',
    }
  })
}

/** Who of the members of an election has left office since, or the post for a higher one (keys of `Member`). */
export async function listWhoLeft(db: Db, electionId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('officeEnd')
    .innerJoin('electedMember', 'electedMember.id', 'officeEnd.electedMemberId')
    .select('electedMember.id')
    .where('electedMember.electionId', '=', electionId)
    .execute()
  const followed = await db
    .selectFrom('officeEnd')
    .innerJoin('succession', 'succession.id', 'officeEnd.successionId')
    .select('succession.id')
    .where('succession.electionId', '=', electionId)
    .execute()
  const elected = [...rows, ...(await listMovedUp(db, electionId))]
  return new Set([...elected.map(({ id }) => String(id)), ...followed.map(({ id }) => `s${id}`)])
}

/** Members to whom a by-election gave a higher post. The same person has another row on its roll. */
async function listMovedUp(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .innerJoin('voter', 'voter.id', 'electedMember.voterId')
    .innerJoin('byElection', 'byElection.regularId', 'electedMember.electionId')
    .innerJoin('electedMember as later', 'later.electionId', 'byElection.electionId')
    .innerJoin('voter as same', (join) =>
      join.onRef('same.id', '=', 'later.voterId').onRef('same.identityHash', '=', 'voter.identityHash'),
    )
    .innerJoin('post as higher', 'higher.id', 'later.postId')
    .select(['electedMember.id', 'post.position', 'higher.position as laterPosition'])
    .where('electedMember.electionId', '=', electionId)
    .execute()
  return rows.filter(({ position, laterPosition }) => isHigher({ position: laterPosition }, { position }))
}

export type NewCertificate = Omit<CertificateTable, 'id' | 'number' | 'issuedBy' | 'issuedAt'>

/** Issues the next number of the election. Two at once: one of them is a unique violation. */
export async function insertCertificate(trx: Trx, actor: Actor, certificate: NewCertificate): Promise<number> {
  const { last } = await trx
    .selectFrom('certificate')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('electionId', '=', certificate.electionId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  await trx
    .insertInto('certificate')
    .values({ ...certificate, number, issuedBy: actor.accountId ?? 0, issuedAt: actor.at })
    .execute()
  return number
}

/** Withdraws a certificate. A second time is a unique violation. */
export async function withdrawCertificate(
  trx: Trx,
  actor: Actor,
  certificateId: number,
  { ground, reason, on }: { readonly ground: WithdrawalGround; readonly reason: string; readonly on: PlainDate },
): Promise<void> {
  const act = { certificateId, kind: 'withdrawn', ground, reason, onDay: on } as const
  await trx
    .insertInto('certificateAct')
    .values({ ...act, recordedBy: actor.accountId ?? 0, recordedAt: actor.at })
    .execute()
}

/** Notes that certificates were printed: the first time, or once more. */
export async function notePrints(
  trx: Trx,
  actor: Actor,
  certificates: readonly Pick<Certificate, 'id' | 'prints'>[],
  on: PlainDate,
): Promise<void> {
  if (certificates.length === 0) return
  const by = { recordedBy: actor.accountId ?? 0, recordedAt: actor.at }
  const rows = certificates.map(({ id, prints }) => ({
    ...{ certificateId: id, ground: null, onDay: on, ...by },
    ...(prints === 0 ? { kind: 'printed' as const, reason: '' } : { kind: 'reprinted' as const, reason: '再次打印' }),
  }))
  await trx.insertInto('certificateAct').values(rows).execute()
}

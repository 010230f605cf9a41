import type { Db } from '../db/database.js'

const freeTries = 5
const firstLockSeconds = 30
const longestLockSeconds = 3_600

/** Until when a name is locked, or undefined. */
export async function lockedUntil(db: Db, signInName: string, now: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('signInFailure')
    .select('lockedUntil')
    .where('signInName', '=', signInName)
    .executeTakeFirst()
  return row?.lockedUntil && row.lockedUntil > now.toISOString() ? row.lockedUntil : undefined
}

/** Counts a failed try; from the fifth on the name is locked, each time twice as long, an hour at most. */
export async function recordFailedSignIn(db: Db, signInName: string, now: Date): Promise<void> {
  const row = await db
    .insertInto('signInFailure')
    .values({ signInName, failures: 1, lockedUntil: null })
    .onConflict((conflict) =>
      conflict.column('signInName').doUpdateSet((eb) => ({ failures: eb('signInFailure.failures', '+', 1) })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  if (row.failures < freeTries) return
  const seconds = Math.min(firstLockSeconds * 2 ** (row.failures - freeTries), longestLockSeconds)
  const until = new Date(now.getTime() + seconds * 1000).toISOString()
  await db.updateTable('signInFailure').set({ lockedUntil: until }).where('signInName', '=', signInName).execute()
}

export async function forgetFailedSignIns(db: Db, signInName: string): Promise<void> {
  await db.deleteFrom('signInFailure').where('signInName', '=', signInName).execute()
}

import { ok, type Result, refused } from '../../lib/result.js'
import { type Db, inTransaction } from '../db/database.js'

const freeTries = 5
const firstLockSeconds = 30
const longestLockSeconds = 3_600

export interface Locked {
  /** Instant, ISO in UTC. */
  readonly until: string
}

/**
 * Counts a try to sign in *before* the password is looked at, so that a hundred tries at once are no better than
 * one after another; a sign-in that succeeds forgets them. The fifth in a row locks the name, each further one twice
 * as long, an hour at most; a try while it is locked is refused and counts for nothing. Kept across restarts.
 */
export async function takeSignInTry(db: Db, signInName: string, now: Date): Promise<Result<undefined, Locked>> {
  return await inTransaction(db, async (trx) => {
    const { failures, lockedUntil } = await trx
      .insertInto('signInFailure')
      .values({ signInName, failures: 1, lockedUntil: null })
      .onConflict((conflict) =>
        conflict.column('signInName').doUpdateSet((eb) => ({ failures: eb('signInFailure.failures', '+', 1) })),
      )
      .returning(['failures', 'lockedUntil'])
      .executeTakeFirstOrThrow()
    if (lockedUntil !== null && lockedUntil > now.toISOString()) return refused({ until: lockedUntil })
    if (failures < freeTries) return ok(undefined)
    const seconds = Math.min(firstLockSeconds * 2 ** (failures - freeTries), longestLockSeconds)
    const until = new Date(now.getTime() + seconds * 1000).toISOString()
    await trx.updateTable('signInFailure').set({ lockedUntil: until }).where('signInName', '=', signInName).execute()
    return ok(undefined)
  })
}

export async function forgetFailedSignIns(db: Db, signInName: string): Promise<void> {
  await db.deleteFrom('signInFailure').where('signInName', '=', signInName).execute()
}

import type { Db } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { listTownships } from '../organisation/queries.js'

/** Whose table it is: the bureau's, or that of the account's own township. */
export async function placeOf(db: Db, account: Account, { bureauName }: SeasonInForce): Promise<string> {
  if (account.townshipId === null) return bureauName
  return (await listTownships(db)).find(({ id }) => id === account.townshipId)?.name ?? bureauName
}

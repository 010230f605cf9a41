import type { Account } from '../http/context.js'

/** Whether a place lies within what an account may see: the city, its township, its community. */
export function isInScope(account: Account, place: { readonly townshipId: number; readonly communityId: number }) {
  if (account.communityId !== null) return account.communityId === place.communityId
  if (account.townshipId !== null) return account.townshipId === place.townshipId
  return true
}

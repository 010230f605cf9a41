import type { Db } from '../infra/db/database.js'
import type { Finding } from '../rules/finding.js'
import { checkSignatureUse } from '../rules/nomination-papers.js'
import type { Post } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { listSignatures } from './queries.js'

interface Named {
  readonly id: number
  readonly name: string
}

/** Whether signers have used up their signatures on papers handed in before: a voter supports so many and no more. */
export async function checkUse(
  db: Db,
  electionId: number,
  paper: { readonly post: Post | undefined; readonly voter: Named | undefined; readonly signers: readonly Named[] },
  ruleSet: RuleSet,
): Promise<Finding[]> {
  const { post, voter, signers } = paper
  if (!post || signers.length === 0) return []
  const earlier = (await listSignatures(db, electionId))
    .filter(({ isInUse }) => isInUse)
    .map(({ voterId, nomineeVoterId, proposedPostId }) => {
      return { voterId, nomineeId: nomineeVoterId, postId: String(proposedPostId) }
    })
  return checkSignatureUse({ post, nomineeId: voter?.id ?? 0, nominators: signers }, earlier, ruleSet)
}

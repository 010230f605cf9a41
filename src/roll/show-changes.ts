import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fieldChanges } from './compare-rolls.js'
import {
  countUnversionedChanges,
  findRollVersion,
  listRollChanges,
  type PostedFields,
  type RollChange,
} from './version-queries.js'

/** Every change made after the roll was posted: what the correction notice is made from. */
export async function showChanges(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.election
  const changes = await listRollChanges(this.db, id)
  const count = (kind: RollChange['kind']) => changes.filter((change) => change.kind === kind).length
  const waiting = await countUnversionedChanges(this.db, id)
  return await reply.page('roll/show-changes.hbs', {
    title: '公布后的更正',
    isPosted: (await findRollVersion(this.db, id, 'posted')) !== undefined,
    waiting,
    hasWaiting: waiting > 0,
    added: count('added'),
    removed: count('removed'),
    corrected: count('corrected'),
    changes: changes.map((change) => ({
      ...change,
      ...subjectOf(change),
      href: `/elections/${id}/roll/voters/${change.voterId}`,
      details: change.before && change.after ? fieldChanges(change.before, change.after) : [],
      versionText: `第${change.rollVersion}版以后`,
    })),
  })
}

function subjectOf({ before, after }: RollChange) {
  const { name, voterNumber, groupName } = (after ?? before) as PostedFields
  return { name, voterNumber, groupName }
}

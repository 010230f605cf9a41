import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findRollVersion, listRollChanges, type PostedFields, type RollChange } from './queries.js'

/** Every change made after the roll was posted: what the correction notice is made from. */
export async function showChanges(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.election
  const changes = await listRollChanges(this.db, id)
  const count = (kind: RollChange['kind']) => changes.filter((change) => change.kind === kind).length
  return await reply.page('roll/show-changes.hbs', {
    title: '公布后的更正',
    isPosted: (await findRollVersion(this.db, id, 'posted')) !== undefined,
    added: count('added'),
    removed: count('removed'),
    corrected: count('corrected'),
    changes: changes.map((change) => ({
      ...change,
      ...subjectOf(change),
      href: `/elections/${id}/roll/voters/${change.voterId}`,
      details: change.before && change.after ? differences(change.before, change.after) : [],
      versionText: change.rollVersion === 1 ? '公布后' : '确定后',
    })),
  })
}

function subjectOf({ before, after }: RollChange) {
  const { name, voterNumber, groupName } = (after ?? before) as PostedFields
  return { name, voterNumber, groupName }
}

const shown = {
  name: '姓名',
  sex: '性别',
  birthDate: '出生日期',
  groupName: '居民小组',
  householdNumber: '户号',
  isElector: '投票资格',
} as const satisfies Partial<Record<keyof PostedFields, string>>

/** Field by field, what stood on the posted list and what stands there now. */
function differences(before: PostedFields, after: PostedFields) {
  const fields = Object.keys(shown) as (keyof typeof shown)[]
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ title: shown[field], before: valueText(before[field]), after: valueText(after[field]) }))
}

function valueText(value: PostedFields[keyof typeof shown]): string {
  if (value === 'male' || value === 'female') return value === 'male' ? '男' : '女'
  if (typeof value === 'boolean') return value ? '是户代表或居民代表' : '不是'
  return value
}

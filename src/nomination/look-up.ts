import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { queryText } from '../infra/http/fields.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listPosts } from '../timetable/queries.js'
import { checkUse } from './signature-use.js'
import type { FoundVoter } from './queries.js'
import { lookUp } from './voters-called.js'
import { sexText } from './words.js'

/**
 * What the intake page's script asks while somebody types: whom a name or number means. The page judges the whole
 * paper once more when it is sent, so this decides nothing.
 */
export async function lookUpVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = [...queryText(request.query, 'entry')].slice(0, 40).join('')
  return reply.header('cache-control', 'no-store').send(await meaningOf(this, request, typed))
}

async function meaningOf(app: FastifyInstance, request: FastifyRequest, typed: string) {
  const [found] = await lookUp(app.db, request.election.id, [typed])
  const [voter, ...others] = found?.voters ?? []
  if (!voter) return { state: 'unknown', text: '不在选民名单上，不计' }
  if (others.length > 0) {
    const choices = [voter, ...others].map((one) => ({ number: one.voterNumber, text: shown(one) }))
    return { state: 'namesakes', text: `有${choices.length}名同名选民，请选定`, choices }
  }
  if (!voter.isOnRoll) return { state: 'removed', text: `${shown(voter)}　已从选民名单中去掉，不计` }
  const used = await usedUp(app, request, voter)
  const { id, voterNumber: number } = voter
  return { state: used === '' ? 'found' : 'used', id, number, text: shown(voter), used }
}

/** Who it is, and no more than tells namesakes apart. */
function shown({ voterNumber, name, sex, birthDate, groupName }: FoundVoter): string {
  return `${voterNumber}号 ${name} ${sexText[sex]} ${birthDate.slice(0, 4)}年生 ${groupName}`
}

/** Whether the voter has signed for as many people as the procedure lets him. */
async function usedUp({ db }: FastifyInstance, { election, query }: FastifyRequest, voter: FoundVoter) {
  const post = (await listPosts(db, election.id)).find(({ id }) => id === queryText(query, 'postId'))
  const [nominee] = (await lookUp(db, election.id, [queryText(query, 'nominee')]))[0]?.voters ?? []
  const findings = await checkUse(db, election.id, { post, voter: nominee, signers: [voter] }, ruleSetInForce(election))
  return findings.map(({ message }) => message).join('')
}

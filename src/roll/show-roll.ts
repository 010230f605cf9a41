import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../infra/security/roles.js'
import { electorText } from '../rules/electors.js'
import { registrationClassText } from '../rules/voter-eligibility.js'
import { classOptions, statesOf, voterList } from './find-voters.js'
import { listGroups } from './queries.js'
import { rollFacts } from './roll-facts.js'
import { rollStateOf } from './roll-state.js'
import { countByClass } from './voter-queries.js'

/** The voter list: where the roll stands, how many are registered where, and everybody on it. */
export async function showRoll(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today } = request
  const facts = await rollFacts(this.db, election)
  const { next, ...state } = rollStateOf(facts, today)
  const base = `/elections/${election.id}`
  const mayTake = request.account !== null && next?.roles.includes(request.account.role) === true
  return await reply.page('roll/show-roll.hbs', {
    title: '选民名单',
    state,
    next: next ? { ...next, href: `${base}/${next.path}`, mayTake, who: whoTakes(next.roles) } : null,
    ...(await counts(this, election.id, facts)),
    ...(await voterList(this, request)),
    states: statesOf(election.form),
    classOptions,
    links: linksFor(request, facts.postedOn !== undefined, base),
  })
}

const whoTakes = (roles: readonly Role[]) => `${roles.includes('rollClerk') ? '选民登记员或' : ''}选举委员会负责人`

async function counts(
  app: FastifyInstance,
  electionId: number,
  facts: { voters: number; electors: number; election: { form: 'allVoters' | 'households' | 'representatives' } },
) {
  const { form } = facts.election
  return {
    voters: facts.voters,
    electors: form === 'allVoters' ? null : { title: electorText[form], count: facts.electors },
    groups: await listGroups(app.db, electionId),
    classes: (await countByClass(app.db, electionId)).map(({ registrationClass, voters }) => ({
      text: registrationClassText[registrationClass],
      voters,
    })),
  }
}

/** What else can be done from here, by whom. */
function linksFor({ account, election }: FastifyRequest, isPosted: boolean, base: string) {
  const isOfficer = account?.role === 'electionOfficer'
  const works = isOfficer || account?.role === 'rollClerk'
  const link = (text: string, path: string) => ({ text, href: `${base}/${path}` })
  return [
    ...(works && !isPosted
      ? [link('登记站', 'roll/registration-desks'), link('导入登记名册', 'roll/import-register')]
      : []),
    ...((works && !isPosted) || isOfficer ? [link('登记一名选民', 'roll/register-voter')] : []),
    ...(works && !isPosted && election.form !== 'allVoters'
      ? [link(`确定${electorText[election.form]}`, 'roll/choose-electors')]
      : []),
    ...(works ? [link('疑似同一人', 'roll/likely-same'), { text: '重复登记', href: '/registration-clashes' }] : []),
    link('居民代表和小组长', 'roll/group-representatives'),
    link('姓名用字检查', 'documents/check-names'),
    ...(isPosted
      ? [link('异议与处理', 'roll/objections'), link('公布后的更正', 'roll/changes'), link('名单版本', 'roll/versions')]
      : []),
  ]
}

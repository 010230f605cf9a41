import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, weekdayText } from '../lib/chinese-text.js'
import { ok, type Result, refused } from '../lib/result.js'
import { electorText } from '../rules/electors.js'
import { consequencesOfPosting } from '../rules/roll-posting-day.js'
import { basisOf } from '../rules/timetable-rule.js'
import { timetableRule } from '../rules/timetable-steps.js'
import { stepDays } from '../rules/timetable.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { acknowledgeable, acknowledgedIn, missingAcknowledgement, weigh } from './acknowledge.js'
import { checkPosting } from './check-posting.js'
import { setAllElectors } from './elector-queries.js'
import { listImports } from './import-queries.js'
import { makeRollVersion } from './make-version.js'
import { listGroups, listPostedVoters } from './queries.js'
import { rollFacts } from './roll-facts.js'
import { hashOfRoll } from './roll-hash.js'
import { lockRoll } from './version-queries.js'

/** What posting means, before it is done: it cannot be taken back. */
export async function showPostRoll(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await postPage(this.db, request, reply)
}

/** The roll as it would be posted, with everything the rules say of it. */
async function posting(db: Db, { election, today }: FastifyRequest) {
  const facts = await rollFacts(db, election)
  const voters = await listPostedVoters(db, election.id)
  return { facts, voters, ...weigh(checkPosting(facts, voters, await listImports(db, election.id), today)) }
}

async function postPage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, today } = request
  const { facts, voters, ...weighed } = await posting(db, request)
  const { ruleSet, milestones, timetable } = facts
  const dated = { electionDay: election.electionDay, ruleSet, milestones, ...timetable }
  const follows = consequencesOfPosting(today, dated)
  const isLate = weighed.toAcknowledge.some(({ code }) => code === 'roll-posted-late')
  return await reply.code(errors ? 422 : 200).page('roll/post-roll.hbs', {
    title: '公布选民名单',
    ...weighed,
    acknowledgeable: acknowledgeable(weighed, request.body),
    mayPost: weighed.blocking.length === 0,
    voters: voters.length,
    electors: election.form === 'allVoters' ? null : { title: electorText[election.form], count: facts.electors },
    groups: await listGroups(db, election.id),
    rollHash: hashOfRoll(voters),
    days: {
      posting: dayText(today),
      latest: dayText(stepDays('rollPosted', dated).latest),
      article: basisOf(timetableRule('rollPosted'), dated).article,
      lastObjection: dayText(follows.lastObjection),
      lastDecision: dayText(follows.lastDecision),
      earliestElection: isLate ? dayText(follows.earliestElection) : '',
    },
    pressed: follows.findings.filter(({ code }) => code.startsWith('roll-stands-after')),
    objectionDays: ruleSet.objectionDays,
    decisionDays: ruleSet.decisionDays,
    errors,
  })
}

export function dayText(day: Parameters<typeof longDate>[0]): string {
  return `${longDate(day)}（${weekdayText(day)}）`
}

/** Posts the roll: version 1, from which objections run and which only reasons change. */
export async function postRoll(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const acknowledged = acknowledgedIn(request.body)
  const posted = await inTransaction(this.db, async (trx): Promise<Result<void, FormErrors>> => {
    await lockRoll(trx, election.id)
    const { voters, ...weighed } = await posting(trx, request)
    if (weighed.blocking.length > 0) return refused(errorsFromFindings(weighed.blocking))
    const missing = missingAcknowledgement(weighed, acknowledged)
    if (missing) return refused(missing)
    if ((request.body as { rollHash?: string }).rollHash !== hashOfRoll(voters)) {
      return refused(formErrors([{ field: 'main', message: '名单刚刚有改动。请看清下面的人数，再确认一次' }]))
    }
    // The form may have become that of all voters after they were registered.
    if (election.form === 'allVoters') await setAllElectors(trx, election.id, true)
    const known = weighed.toAcknowledge.map(({ code }) => code)
    await makeRollVersion(trx, { election, actor, today }, 'posted', known)
    return ok(undefined)
  })
  if (!posted.ok) return await postPage(this.db, request, reply, posted.error)
  reply.flash('选民名单已公布。请打印选民榜，按居民小组张贴。')
  return reply.redirect(`/elections/${election.id}/roll/objections`, 303)
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay, weekdayText } from '../lib/chinese-text.js'
import { isBroken, type TimetableStep } from '../rules/timetable.js'
import { isRecordedStep } from '../rules/timetable-steps.js'
import { dayRange } from './day-range.js'
import { electionFacts, stepsOf } from './election-facts.js'
import { findCalendar } from './queries.js'
import { mayPlan } from './may-plan.js'
import { stateText, statusOf, strengthText } from './step-words.js'

/** The plan of an election: every step with its last day, what has become of it, and what follows from a miss. */
export async function showTimetable(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today, season } = request
  const facts = await electionFacts(this.db, election)
  const steps = stepsOf(facts, today)
  const broken = steps.filter(isBroken)
  const unrecorded = steps.filter(({ state }) => state === 'unrecorded')
  return await reply.page('timetable/show-timetable.hbs', {
    title: '日程与期限',
    electionDay: election.electionDay,
    steps: steps.map((step) => rowOf(step, mayPlan(request))),
    isKept: broken.length === 0,
    brokenCount: broken.length,
    hasUnrecorded: unrecorded.length > 0,
    unrecordedCount: unrecorded.length,
    range: dayRange(facts, today, season),
    hasCalendar: (await findCalendar(this.db, election.seasonId)) !== undefined,
  })
}

function rowOf(step: TimetableStep, mayRecord: boolean) {
  const { key, title, earliest, latest, article, strength, happenedOn, finding, rule, condition, consequence } = step
  const isRecorded = isRecordedStep(key)
  return {
    key,
    title,
    earliest: earliest !== undefined && earliest < latest ? monthDay(earliest) : '',
    latest: monthDay(latest),
    weekdayName: weekdayText(latest),
    article,
    strength: strengthText[strength],
    happened: happenedOn ? monthDay(happenedOn) : '',
    stateText: stateText(step),
    status: statusOf(step),
    message: finding?.message ?? rule,
    isUnlawful: finding?.severity === 'error',
    consequence: consequence ?? '',
    condition: condition ?? '',
    recordText: mayRecord && isRecorded ? (happenedOn ? '更正' : '登记办理日') : '',
  }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay, weekdayText } from '../lib/chinese-text.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type StepState, type TimetableStep, timetableOf } from '../rules/timetable.js'
import { listMilestones } from './queries.js'

/** Each state in words, with the shape it has on the page. */
const stateWords: Readonly<Record<StepState, { readonly text: (days: number) => string; readonly status: string }>> = {
  kept: { text: () => '按期完成', status: 'done' },
  violated: { text: (days) => `逾期 ${days} 天`, status: 'wrong' },
  due: { text: (days) => (days === 0 ? '今天到期' : `还有 ${days} 天`), status: 'current' },
  overdue: { text: (days) => `已超期 ${days} 天`, status: 'wrong' },
  passed: { text: () => '期限已过，请自查', status: 'warn' },
}

const strengthText = { hard: '法定', provisional: '暂定', soft: '参考' } as const

export async function showTimetable(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today } = request
  const milestones = await listMilestones(this.db, election.id)
  const steps = timetableOf(election.electionDay, ruleSetInForce(election), milestones, today, { form: election.form })
  const broken = steps.filter(({ state }) => state === 'violated' || state === 'overdue')
  return await reply.page('timetable/show-timetable.hbs', {
    title: '日程与期限',
    electionDay: election.electionDay,
    steps: steps.map(rowOf),
    isKept: broken.length === 0,
    brokenCount: broken.length,
  })
}

function rowOf({ title, latest, article, strength, state, days, happenedOn, finding }: TimetableStep) {
  return {
    title,
    latest: monthDay(latest),
    weekdayName: weekdayText(latest),
    article,
    strength: strengthText[strength],
    happened: happenedOn ? monthDay(happenedOn) : '',
    stateText: stateWords[state].text(days),
    status: stateWords[state].status,
    message: finding?.message ?? '',
  }
}

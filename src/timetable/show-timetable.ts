import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay, weekdayText } from '../lib/chinese-text.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type StepState, type TimetableStep, timetableOf } from '../rules/timetable.js'
import { listMilestones } from './queries.js'

/** The shape of each state on the page; red is for what breaks the law itself. */
function statusOf({ state, strength }: TimetableStep): string {
  if (state === 'kept') return 'done'
  if (state === 'due') return 'current'
  return isBroken(state) && strength === 'hard' ? 'wrong' : 'warn'
}

function isBroken(state: StepState): boolean {
  return state === 'violated' || state === 'overdue'
}

const strengthText = { hard: '法定', provisional: '暂定', soft: '参考' } as const

export async function showTimetable(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today } = request
  const milestones = await listMilestones(this.db, election.id)
  const steps = timetableOf(election.electionDay, ruleSetInForce(election), milestones, today, { form: election.form })
  const broken = steps.filter(({ state }) => isBroken(state))
  return await reply.page('timetable/show-timetable.hbs', {
    title: '日程与期限',
    electionDay: election.electionDay,
    steps: steps.map(rowOf),
    isKept: broken.length === 0,
    brokenCount: broken.length,
  })
}

/** A state in words. What was done on a wrong day may have been too early: a poll belongs to its own day. */
function stateText({ state, days, happenedOn, latest }: TimetableStep): string {
  switch (state) {
    case 'kept':
      return '按期完成'
    case 'violated':
      return happenedOn !== undefined && happenedOn < latest ? `早了 ${days} 天` : `迟了 ${days} 天`
    case 'due':
      return days === 0 ? '今天到期' : `还有 ${days} 天`
    case 'overdue':
      return `已逾期 ${days} 天`
    case 'unrecorded':
      return '期限已过，没有登记'
    case 'over':
      return '已截止'
  }
}

function rowOf(step: TimetableStep) {
  const { title, latest, article, strength, happenedOn, finding } = step
  return {
    title,
    latest: monthDay(latest),
    weekdayName: weekdayText(latest),
    article,
    strength: strengthText[strength],
    happened: happenedOn ? monthDay(happenedOn) : '',
    stateText: stateText(step),
    status: statusOf(step),
    message: finding?.message ?? '',
  }
}

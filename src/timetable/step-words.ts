import type { TimetableStep } from '../rules/timetable.js'
import { isBroken } from '../rules/timetable.js'

/** The shape of each state on the page; red is for what breaks the law itself. */
export function statusOf(step: TimetableStep): string {
  if (step.state === 'kept') return 'done'
  if (step.state === 'due') return 'current'
  if (step.state === 'over') return ''
  return isBroken(step) && step.strength === 'hard' ? 'wrong' : 'warn'
}

export const strengthText = { hard: '法定', provisional: '暂定', soft: '参考' } as const

/** A state in words. What was done on a wrong day may have been too early: a poll belongs to its own day. */
export function stateText({ state, days, happenedOn, latest }: TimetableStep): string {
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

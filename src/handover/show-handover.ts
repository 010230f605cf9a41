import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones } from '../timetable/queries.js'
import { listMembers } from './queries.js'

interface Task {
  readonly title: string
  readonly page: string
  readonly stateText: string
  readonly look: 'done' | 'current' | 'warn' | ''
  readonly isForOverseers: boolean
}

/** What is to be done between the declaration and the complete file, each with how far it is. */
export async function showTasks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const tasks = await tasksOf(this, request)
  const isObserver = account?.role === 'observer'
  return await reply.page('handover/show-handover.hbs', {
    title: '移交',
    here: `/elections/${election.id}`,
    tasks: tasks.filter(({ isForOverseers }) => !isForOverseers || !isObserver),
  })
}

async function tasksOf({ db }: FastifyInstance, { election }: FastifyRequest): Promise<Task[]> {
  const milestones = await listMilestones(db, election.id)
  const handedOver = findMilestone(milestones, 'handedOver')
  const members = await listMembers(db, election.id)
  const open = members.filter(({ missing, version }) => missing.length > 0 || version === 0).length
  return [
    {
      title: '当选人员登记',
      page: 'handover/members',
      isForOverseers: true,
      ...(members.length === 0
        ? { stateText: '还没有宣布结果', look: '' as const }
        : open > 0
          ? { stateText: `${members.length} 人当选，${open} 人待登记`, look: 'current' as const }
          : { stateText: `${members.length} 人，齐全`, look: 'done' as const }),
    },
    {
      title: '工作移交',
      page: 'tally/handover',
      isForOverseers: false,
      ...(handedOver
        ? { stateText: `${longDate(handedOver.on)}完成`, look: 'done' as const }
        : { stateText: '未完成', look: 'current' as const }),
    },
  ]
}

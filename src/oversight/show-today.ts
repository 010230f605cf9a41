import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate, weekdayText } from '../lib/chinese-text.js'
import { findElection } from '../infra/db/scope-queries.js'
import type { Account } from '../infra/http/context.js'
import { roleText } from '../infra/security/roles.js'
import { cockpitFacts } from './cockpit-facts.js'
import { cockpitRow } from './cockpit-row.js'
import { type Task, tasksOf } from './today-tasks.js'
import { countDeskWork, countHouseWork, listCommunitiesWithoutOfficer } from './today-queries.js'

/** Today's work of whoever signed in: what is due, what waits, and where it is done. */
export async function showToday(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const account = request.account as Account
  const { season, today } = request
  if (!season) return reply.redirect(account.role === 'administrator' ? '/season' : '/', 303)
  const day = `${longDate(today)} ${weekdayText(today)}`
  const own = { title: '今天的工作', day, role: roleText[account.role] }
  if (account.role === 'administrator') {
    const tasks = await houseTasks(this, season.id, request.now)
    return await reply.page('oversight/show-today.hbs', { ...own, place: null, ...listed(tasks) })
  }
  if (account.communityId === null) return reply.redirect('/', 303)
  const facts = await cockpitFacts(this.db, season, account, today)
  const rows = facts.rows.map((row) => cockpitRow(row, facts))
  const row = rows[0]
  if (!row || row.electionId === 0) return reply.redirect('/', 303)
  const election = await findElection(this.db, row.electionId)
  if (!election) return reply.redirect('/', 303)
  const work = await countDeskWork(this.db, election.id, election.round.id)
  const { votingDay } = election.round
  const tasks = tasksOf(account.role, { row, work, votingDay, today, accountId: account.id })
  const place = { name: row.name, href: row.href, stage: row.stage, votingDay }
  return await reply.page('oversight/show-today.hbs', { ...own, place, ...listed(tasks) })
}

function listed(tasks: readonly Task[]) {
  return {
    tasks,
    count: tasks.length,
    isAny: tasks.length > 0,
    pressing: tasks.filter((task) => task.isPressing).length,
  }
}

/** What keeps the house in order. */
async function houseTasks(app: FastifyInstance, seasonId: number, now: string): Promise<Task[]> {
  const work = await countHouseWork(app.db, now)
  const without = await listCommunitiesWithoutOfficer(app.db, seasonId)
  const task = (text: string, detail: string, href: string, button: string, isPressing = false): Task => ({
    ...{ text, detail, href, button, isPressing },
  })
  return [
    ...(work.locked.length > 0
      ? [task(`暂停登录的账号 ${work.locked.length} 个`, work.locked.join('、'), '/accounts', '看账号', true)]
      : []),
    ...(without.length > 0
      ? [
          task(
            `没有选举委员会负责人账号的社区 ${without.length} 个`,
            without.slice(0, 8).join('、') + (without.length > 8 ? '等' : ''),
            '/accounts',
            '开设账号',
          ),
        ]
      : []),
    ...(work.firstPassword > 0
      ? [task(`还没有改初始密码的账号 ${work.firstPassword} 个`, `在用账号共 ${work.all} 个`, '/accounts', '看账号')]
      : []),
  ]
}

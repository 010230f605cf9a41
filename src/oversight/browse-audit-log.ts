import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findBrokenLink } from '../infra/audit-log/check-chain.js'
import { queryText } from '../infra/http/fields.js'
import { type Role, roleText } from '../infra/security/roles.js'
import type { Db } from '../infra/db/database.js'
import { listChangedLists } from '../nomination/queries.js'
import { factsText } from './event-facts.js'
import { eventText, eventTypes } from './event-text.js'
import { eventsPerPage, getChainHead, listEvents } from './queries.js'

const digits = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)

export async function browseAuditLog(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const asked = (name: string) => queryText(request.query, name)
  const [election, account, type] = [asked('election'), asked('account'), asked('type')]
  const filter = { electionId: digits(election), accountName: account, type }
  const rows = await listEvents(this.db, filter, digits(asked('before')))
  const events = rows.slice(0, eventsPerPage)
  const head = await getChainHead(this.db)
  const last = events.at(-1)?.sequence
  const address = new URLSearchParams({ election, account, type, before: String(last ?? '') })
  return await reply.page('oversight/browse-audit-log.hbs', {
    title: '操作日志',
    filter: { election, account },
    types: [{ value: '', text: '全部', isChosen: type === '' }, ...typeChoices(type)],
    events: events.map(({ content, role, hash, communityName, ...event }) => ({
      ...event,
      what: eventText(event.type),
      detail: factsText(content),
      place: communityName ?? '',
      roleText: roleText[role as Role] ?? (role === 'system' ? '系统' : '未登录'),
      fingerprint: hash.slice(0, 12),
    })),
    older: rows.length > eventsPerPage ? `/audit-log?${address.toString()}` : '',
    head: { sequence: head.sequence, hash: head.hash.match(/.{1,8}/g)?.join(' ') ?? '' },
    verified: asked('verify') === 'yes' ? await verify(this.db) : null,
  })
}

function typeChoices(chosen: string) {
  return eventTypes.map(([value, text]) => ({ value, text, isChosen: value === chosen }))
}

/** The chain of the log, and the frozen lists of candidates that it vouches for. */
async function verify(db: Db) {
  const broken = await findBrokenLink(db)
  const [changed] = await listChangedLists(db)
  if (broken) {
    return { isWhole: false, text: `第 ${broken.sequence} 条处断开：它或它前面的记录被改动、删除或插入过。` }
  }
  if (changed) {
    const { electionId, round, version } = changed
    const text = `日志完整，但选举 ${electionId} 第 ${round} 轮第 ${version} 版候选人名单与固定时的内容不一致，被改动过。`
    return { isWhole: false, text }
  }
  return { isWhole: true, text: '逐条核对完毕，首尾相连，没有改动；各次选举的候选人名单与固定时一致。' }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { queryText } from '../infra/http/fields.js'
import { type Role, roleText } from '../infra/security/roles.js'
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
  })
}

function typeChoices(chosen: string) {
  return eventTypes.map(([value, text]) => ({ value, text, isChosen: value === chosen }))
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import type { Account } from '../infra/http/context.js'
import { queryText } from '../infra/http/fields.js'
import { type FilteredLog, logInView } from './log-in-view.js'
import { filterInWords, kindChoices, logAddress } from './log-filter.js'
import { subjectKinds } from './log-subjects.js'
import { listElectionsToChoose } from './log-queries.js'
import { getChainHead } from './queries.js'

/**
 * The log, newest first, as far as it is somebody's to see: all of it for the bureau, all of one election for those who
 * answer for it, and of an election what they did themselves for everybody else who works in it.
 */
export async function browseAuditLog(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const asked = queryText(request.query, 'before')
  const view = await logInView(this, request, /^\d{1,9}$/.test(asked) ? Number(asked) : undefined)
  const { read, home, events, isOwn } = view
  const { choice, filter, errors } = read
  const elections =
    filter.electionId === undefined || !request.election ? await electionChoices(this, choice.election) : []
  const head = await getChainHead(this.db)
  return await reply.code(errors ? 422 : 200).page('oversight/browse-audit-log.hbs', {
    title: '操作日志',
    home,
    filter: choice,
    isOwn,
    isOfElection: request.election !== undefined,
    hasFilter: Object.values(choice).some((value) => value !== ''),
    filterText: filterInWords(read, elections.find(({ isChosen }) => isChosen)?.text ?? ''),
    subject: filter.subject && {
      kind: subjectKinds[filter.subject.kind].title,
      name: filter.subject.name,
      without: logAddress(home, { ...choice, about: '' }),
    },
    elections,
    kinds: kindChoices(choice.type),
    ...countsOf(view, head.sequence),
    events,
    older: view.older === undefined ? '' : logAddress(home, choice, view.older),
    newest: asked === '' ? '' : logAddress(home, choice),
    mayVerify: request.election === undefined,
    exportTo: logAddress('/audit-log/export', choice),
    head: { sequence: head.sequence, hash: head.hash.match(/.{1,8}/g)?.join(' ') ?? '' },
    printedBy: (request.account as Account).displayName,
    now: request.now,
    errors,
  })
}

/** The elections to choose from. */
export async function electionChoices({ db }: Pick<FastifyInstance, 'db'>, chosen: string) {
  return (await listElectionsToChoose(db)).map(({ id, kind, termNumber, communityName }) => ({
    value: id,
    text: `${communityName}${termText(termNumber)}${kind === 'byElection' ? '补选' : '换届'}`,
    isChosen: String(id) === chosen,
  }))
}

/** How many there are; beyond a thousand they are not counted, and deeper inside not again. */
function countsOf({ count, events, isAtTop, read }: FilteredLog, all: number) {
  const isEmpty = events.length === 0
  const isEverything = Object.values(read.filter).every((value) => value === undefined)
  return {
    isEmpty,
    isCounted: isAtTop && !isEmpty,
    isManyMore: !isEverything && count.isMore,
    count: isEverything ? all : count.counted,
  }
}

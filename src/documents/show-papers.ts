import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { articleIn } from '../rules/citation.js'
import { hasErrors } from '../rules/finding.js'
import { timetableOf } from '../rules/timetable.js'
import type { Db } from '../infra/db/database.js'
import type { Role } from '../infra/security/roles.js'
import { listRounds } from '../timetable/queries.js'
import { catalogue } from './catalogue.js'
import type { Paper, PaperContext } from './define-notice.js'
import { contextOf, isOf, mayRead, type PaperInView, viewOf } from './paper-in-view.js'
import { findLastIssued, type IssuedPaper, listIssuedPapers } from './queries.js'
import { checkPaper } from './readiness.js'
import { printers } from './sheet-catalogue.js'
import { isOnWalls, postingReaders } from './posting-row.js'
import { listPostedPapers } from './posting-queries.js'
import { numberText } from './paper-number.js'
import { codeText } from './paper-code.js'
import { listUntruePapers } from './untrue-papers.js'
import { untrueRows } from './untrue-rows.js'
import { wordingInForce } from './wording-in-force.js'
import { voteText } from './words.js'
import { fileReaders } from './show-file.js'

type State = 'issued' | 'reworded' | 'changed' | 'ready' | 'notYet' | 'missed'

/** Each in words, with its shape on the page. */
const stateWords: Readonly<Record<State, { readonly text: string; readonly look: string }>> = {
  issued: { text: '已印发', look: 'done' },
  reworded: { text: '已印发', look: 'done' },
  changed: { text: '内容有变化', look: 'warn' },
  ready: { text: '可以印发', look: 'current' },
  notYet: { text: '还不能印发', look: '' },
  missed: { text: '没有印发', look: 'warn' },
}

/** New words alone make no paper untrue: whoever issued it may leave it hanging. */
const rewordedText = '印发以后措辞有了新版，内容没有变化，不必重发；要换新措辞的，可以重新印发。'

/** Every paper of the catalogue in the order of the election, and what has become of it. */
export async function showPapers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const context = await contextOf(this.db, request)
  const issued = await listIssuedPapers(this.db, election.id)
  const last = latestDays(context)
  const untrue = await listUntruePapers(this.db, context)
  const untrueIds = new Set(untrue.map(({ issued: { id } }) => id))
  const rows = []
  for (const view of await viewsOf(this.db, context)) {
    rows.push(await rowOf(this.db, request, view, issued, untrueIds, last.get(view.paper.rule.step ?? '') ?? ''))
  }
  const mayIssue = ['electionOfficer', 'townshipOfficer'].includes(account?.role ?? '')
  const next = rows.find(({ state }) => state === 'ready' || state === 'changed')
  return await reply.page('documents/show-papers.hbs', {
    title: '公告与文书',
    mayIssue,
    mayPrint: account !== null && account !== undefined && printers.includes(account.role),
    mayCheckNames: account?.role !== 'observer',
    mayReadFile: account !== null && account !== undefined && fileReaders.includes(account.role),
    issuedCount: issued.length,
    readyCount: rows.filter(({ state }) => state === 'ready' || state === 'changed').length,
    total: rows.length,
    next: next ? { title: next.title, issue: next.links.issue } : null,
    rows: rows.map((row, index) => ({ ...row, n: index + 1 })),
    untrue: untrueRows(request, untrue),
    ...(await unpostedOf(this.db, issued, account?.role)),
  })
}

/** How many notices in force hang nowhere yet, for whoever may look after them. */
async function unpostedOf(db: Db, issued: readonly IssuedPaper[], role: Role | undefined) {
  const posted = new Set((await listPostedPapers(db, issued[0]?.electionId ?? 0)).map(({ paperId }) => paperId))
  const unposted = issued.filter((paper) => isOnWalls(paper) && !posted.has(paper.id)).length
  return { unposted, hasUnposted: unposted > 0, maySeePostings: role !== undefined && postingReaders.includes(role) }
}

/** The papers of the whole election, and those of each vote in turn. */
async function viewsOf(db: Db, context: PaperContext): Promise<PaperInView[]> {
  const rounds = await listRounds(db, context.election.id)
  const [first, ...later] = rounds
  const inFirst = catalogue.filter((paper) => !paper.rounds || (first && isOf(paper, first)))
  return [
    ...inFirst.map((paper) => viewOf(paper, { ...context, round: first ?? context.round })),
    ...later.flatMap((round) =>
      catalogue.filter((paper) => isOf(paper, round)).map((paper) => viewOf(paper, { ...context, round })),
    ),
  ]
}

function latestDays({ election, ruleSet, milestones, timetable, today }: PaperContext): Map<string, string> {
  const steps = timetableOf(election.electionDay, ruleSet, milestones, today, timetable)
  return new Map(steps.map(({ key, latest }) => [key, latest]))
}

async function rowOf(
  db: Db,
  request: FastifyRequest,
  view: PaperInView,
  issued: readonly IssuedPaper[],
  untrue: ReadonlySet<number>,
  latest: string,
) {
  const { paper, context, roundId } = view
  const own = issued.filter((each) => each.key === paper.key && each.roundId === roundId)
  const findings = await checkPaper(db, paper, context)
  const last = own.findLast(({ withdrawnOn }) => withdrawnOn === null)
  const isIssued = last !== undefined
  const state = await stateOf(db, view, last, untrue, hasErrors(findings))
  const { round } = context
  return {
    title: round.number > 1 && paper.rounds ? `${paper.title}（${voteText[round.kind]}）` : paper.title,
    article: paper.rule.articles.map((article) => articleIn(context.ruleSet, article)).join('、'),
    latest: round.number === 1 ? latest : '',
    state,
    stateText: stateWords[state].text,
    look: stateWords[state].look,
    why: state === 'reworded' ? rewordedText : isIssued ? '' : findings.map(({ message }) => message).join(''),
    issued: own.map((each) => issuedRow(request, paper, each)),
    mayPreview: mayRead(request, paper) && !hasErrors(findings),
    isIssuable: state === 'ready' || state === 'changed' || state === 'reworded',
    links: { preview: view.address('preview'), issue: view.address('issue-paper') },
  }
}

async function stateOf(
  db: Db,
  view: PaperInView,
  last: IssuedPaper | undefined,
  untrue: ReadonlySet<number>,
  isBlocked: boolean,
): Promise<State> {
  const { paper, context, roundId } = view
  if (!last) return isBlocked ? (isOver(view) ? 'missed' : 'notYet') : 'ready'
  if (isBlocked) return 'issued'
  // What is added to, not replaced, is ready again only when there is something new.
  if (paper.again === 'adds') return 'ready'
  if (untrue.has(last.id)) return 'changed'
  const stored = await findLastIssued(db, context.election.id, paper.key, roundId)
  return stored?.wording === (await wordingInForce(db, paper)).text ? 'issued' : 'reworded'
}

/** Whether the time for it has gone by. */
function isOver({ paper, context: { milestones, round } }: PaperInView): boolean {
  return paper.before.some((name) =>
    milestones.some((reached) => reached.name === name && (reached.round === 0 || reached.round === round.number)),
  )
}

function issuedRow(request: FastifyRequest, paper: Paper, issued: IssuedPaper) {
  const isReplaced = issued.replacedBy !== null
  return {
    id: issued.id,
    number: numberText(issued),
    on: issued.issuedOn,
    by: issued.issuedByName,
    pages: issued.pages,
    code: issued.code === null ? '' : codeText(issued.code),
    wording: issued.wordingVersion > 0 ? `本市措辞第${issued.wordingVersion}版` : '',
    goneText: issued.withdrawnOn !== null ? '已撤回' : isReplaced ? '已被替换' : '',
    mayFetch: mayRead(request, paper),
  }
}

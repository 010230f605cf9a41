import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { listAccountNames } from '../organisation/queries.js'
import { countElectors } from '../roll/queries.js'
import { accountsIn, entryDue, isToBeResolved, mayType, statusText, waitsFor } from '../rules/entry-words.js'
import type { Db } from '../infra/db/database.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import { listRounds } from '../timetable/queries.js'
import { choicesOf } from './primary-choice.js'
import { quorumText, tieText } from './primary-facts.js'
import { listCandidates, type Primary } from './queries.js'
import { primariesDue, primaryDayFindings, primaryFindings } from './set-up-primary.js'
import { readSlate, type Slate } from './slate.js'

/** Where the primary stands: whether one is due and why, the one under way, and those held before. */
export async function showPrimary(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const slate = await readSlate(this.db, election)
  const open = slate.primaries.find(({ decision }) => decision === undefined)
  const isTimely = may('holdPrimary', slate.milestones, slate.ruleSet).length === 0
  const due = isTimely && !open ? primariesDue(slate) : []
  const electors = await countElectors(this.db, election.id)
  const names = await listAccountNames(this.db, open ? accountsIn(open.entry) : [])
  const isOfficer = account?.role === 'electionOfficer'
  const isConfirmed = findMilestone(slate.milestones, 'candidatesConfirmed', 1) !== undefined
  const chosen = isConfirmed ? await votersOnFirstList(this.db, election.id) : votersChosen(slate)
  return await reply.page('nomination/show-primary.hbs', {
    title: '预选',
    lead: leadLine(slate, open, due.length),
    next: nextStep(request, slate, open),
    due: due.map(({ sentence }) => ({ code: 'primary-due', severity: 'warning', message: sentence, article: '' })),
    findings: isConfirmed || (isTimely && due.length === 0 && !open) ? [] : findingsOf(request, slate, open),
    quorum: quorumText(election.form, electors, slate.ruleSet),
    tie: tieText(slate.ruleSet),
    open: open && {
      ...planWords(open),
      status: statusText[open.entry.status],
      typists: accountsIn(open.entry).map((id) => names.get(id) ?? ''),
      posts: open.posts.map(({ post, places, nominees }) => ({
        title: post.title,
        places,
        names: nominees.map(({ name }) => name),
      })),
      mayChange: isOfficer && isTimely && open.entry.status === 'empty',
      mayLook: isOfficer && open.entry.status !== 'empty',
    },
    held: [...slate.primaries].reverse().flatMap((primary) => (primary.decision ? [heldWords(primary, chosen)] : [])),
    mayPrint: isOfficer,
  })
}

function planWords({ number, kind, heldOn, opens, closes, place }: Primary) {
  const title = kind === 'regular' ? `第${number}次预选` : `第${number}次预选（得票相等的人中再次投票）`
  return { number, title, heldOn: longDate(heldOn), hours: `${opens}—${closes}`, place }
}

function findingsOf(request: FastifyRequest, slate: Slate, open: Primary | undefined) {
  return open ? primaryDayFindings(open.heldOn, request, slate) : primaryFindings(slate)
}

/** Those who become candidates by what was decided so far. */
function votersChosen(slate: Slate): Set<number> {
  return new Set(choicesOf(slate).flatMap(({ due, chosen }) => (due ? [] : chosen.map(({ voterId }) => voterId))))
}

/** Those on the list of the first vote that is in force. */
async function votersOnFirstList(db: Db, electionId: number): Promise<Set<number>> {
  const [first] = await listRounds(db, electionId)
  const candidates = first ? await listCandidates(db, first.id) : []
  return new Set(candidates.flatMap(({ voterId }) => voterId ?? []))
}

/** One that was decided; who stands now follows from all that were, and from who dropped out since. */
function heldWords(primary: Primary, chosen: ReadonlySet<number>) {
  const { decision } = primary
  return {
    ...planWords(primary),
    isValid: decision?.isValid ?? false,
    sentences: decision?.explanation ?? [],
    electors: decision?.electors ?? 0,
    issued: decision?.ballotsIssued ?? 0,
    returned: decision?.ballotsReturned ?? 0,
    valid: decision?.validBallots ?? 0,
    invalid: decision?.invalidBallots ?? 0,
    posts: primary.posts.map(({ post, places, nominees }) => ({
      title: post.title,
      places,
      nominees: [...nominees]
        .sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
        .map(({ voterId, name, votes }) => ({ name, votes: votes ?? 0, isChosen: chosen.has(voterId) })),
    })),
  }
}

function leadLine({ primaries }: Slate, open: Primary | undefined, due: number): string {
  if (open) return `${longDate(open.heldOn)}举行预选，计票单${statusText[open.entry.status].text}。`
  const last = primaries.at(-1)
  if (last?.decision && !last.decision.isValid && due > 0) return '上次预选无效，须重新预选。'
  if (due > 0) return '有的职务提名人数超过规定差额，或者末位得票相等，须举行预选。'
  return last ? '预选已经完成，按结果确定正式候选人。' : '各职务提名人数没有超过规定差额，不需要预选。'
}

interface NextStep {
  readonly text: string
  readonly href: string
  readonly button: string
}

function nextStep({ election, account, today }: FastifyRequest, slate: Slate, open?: Primary): NextStep | null {
  const home = `/elections/${election.id}/nomination`
  const isOfficer = account?.role === 'electionOfficer'
  if (!open) {
    if (!isOfficer || primaryFindings(slate).length > 0) return null
    return { text: '定下预选的日期、时间和地点。', href: `${home}/primary/set-up-primary`, button: '组织预选' }
  }
  if (account?.role === 'tallyClerk') {
    const typing = mayType(open.entry, account.id)
    if (!typing.may || today < open.heldOn || entryDue(open.entry) === undefined) return null
    return { text: '请拿好预选计票单，照单录入。', href: `${home}/primary/enter-primary`, button: '录入预选计票单' }
  }
  if (!isOfficer) return null
  if (open.entry.status === 'definitive') {
    return { text: '计票单两次录入一致。', href: `${home}/primary/decide-primary`, button: '确定预选结果' }
  }
  if (isToBeResolved(open.entry)) {
    return { text: '请对照纸质计票单核对。', href: `${home}/primary/resolve-primary`, button: '核对计票单' }
  }
  if (today < open.heldOn) {
    return {
      text: '打印并张贴预选办法公告。',
      href: `/elections/${election.id}/documents/primary/preview`,
      button: '到预选办法公告',
    }
  }
  return { text: `计票单在等：${waitsFor(open.entry)}。`, href: `${home}`, button: '回到提名与候选人' }
}

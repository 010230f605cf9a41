import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { judgeLine } from '../rules/ballot-bundle.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { ballotLine, readBallotLine } from '../rules/typed-ballot.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { idField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { lineText, verdictText } from './ballot-words.js'
import { type DoubtfulBallot, listDoubtfulBallots } from './doubtful-ballots.js'
import { listAccountNames } from '../organisation/queries.js'
import { isUnpublished } from './queries.js'
import { saveReading } from './reading-queries.js'
import { checkTallyOpen, noteTallyCompleted } from './tally-open.js'
import { listContests } from './vote-facts.js'

const judgeForm = z.object({
  sheetId: idField,
  ballot: idField,
  /** The reading that the page showed as standing; empty for none. */
  before: z.string().default(''),
  reading: textField(200, '请按选票上的标记录入，或者录 w1 至 w4、0'),
  grounds: textField(200, '请写明认定的依据'),
})

type JudgeForm = z.infer<typeof judgeForm>
type Typed = Readonly<Record<string, unknown>>

/** The doubtful ballots of the bundles, and how each is read: decided by the officer with the ballot in hand. */
export async function showDoubtful(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await doubtfulPage(this, request, reply)
}

async function doubtfulPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const typed = (request.body ?? {}) as Typed
  const contests = await listContests(app.db, election.round.id)
  const ruleSet = ruleSetInForce(election)
  const ballots = await listDoubtfulBallots(app.db, election.round.id)
  const deciders = ballots.flatMap(({ decided }) => (decided ? [decided.decidedBy] : []))
  const names = await listAccountNames(app.db, [...new Set(deciders)])
  const closed = await checkTallyOpen(app.db, election)
  const rows = ballots.map((ballot) => {
    const isTyped = typed['sheetId'] === String(ballot.sheet.id) && typed['ballot'] === String(ballot.number)
    const { decided } = ballot
    return {
      ...placeOf(ballot),
      question: ballot.questions.join('；') || '没有写明疑问',
      isDecided: decided !== undefined,
      before: decided?.reading ?? '',
      words: decided ? lineText(decided.reading, contests) : '',
      verdict: decided ? verdictText(judgeLine(decided.reading, contests, ruleSet), contests) : '',
      grounds: decided?.grounds ?? '',
      by: decided ? (names.get(decided.decidedBy) ?? '') : '',
      typedReading: isTyped ? typed['reading'] : (decided?.reading ?? ''),
      typedGrounds: isTyped ? typed['grounds'] : (decided?.grounds ?? ''),
    }
  })
  return await reply.code(errors ? 422 : 200).page('tally/judge-doubtful.hbs', {
    title: '疑难票认定',
    isUnpublished: await isUnpublished(app.db, election.round.id),
    here: `/elections/${election.id}/tally/judge-doubtful`,
    closed,
    mayJudge: closed.length === 0 && request.account?.role === 'electionOfficer',
    rows,
    total: rows.length,
    open: rows.filter(({ isDecided }) => !isDecided).length,
    posts: contests.map(({ title, candidates }, index) => ({ number: index + 1, title, names: candidates.length })),
    codes: contests.flatMap(({ candidates }) => candidates).map(({ name }, index) => ({ number: index + 1, name })),
    errors,
  })
}

function placeOf({ sheet, number }: DoubtfulBallot) {
  return { sheetId: sheet.id, station: sheet.stationName, bundle: sheet.number, ballot: number }
}

/** Decides how one doubtful ballot is read. Nothing of what was typed is changed by it. */
export async function judgeDoubtful(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(judgeForm, request.body)
  if (!form.ok) return await doubtfulPage(this, request, reply, form.error)
  const judged = await inTransaction<'done' | 'again', FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const closed = await checkTallyOpen(trx, election)
    if (closed.length > 0) return refused(errorsFromFindings(closed))
    const contests = await listContests(trx, election.round.id)
    const read = readBallotLine(form.value.reading, contests)
    if (!read.ok) return refused(formErrors([{ field: 'reading', message: read.error.message }]))
    if (read.value.kind === 'doubtful') {
      return refused(formErrors([{ field: 'reading', message: '认定要有结论：有效的录标记，无效的录 w1 至 w4' }]))
    }
    await decide(trx, request, form.value, ballotLine(read.value, contests))
    return ok('done' as const)
  })
  if (!judged.ok) return await doubtfulPage(this, request, reply, judged.error)
  if (judged.value === 'done') reply.flash('已认定。')
  return reply.redirect(`/elections/${election.id}/tally/judge-doubtful`, 303)
}

async function decide(trx: Trx, request: FastifyRequest, form: JudgeForm, reading: string): Promise<void> {
  const { election, actor, today } = request
  const { sheetId, ballot, grounds } = form
  const ballots = await listDoubtfulBallots(trx, election.round.id)
  const doubtful = ballots.find(({ sheet, number }) => sheet.id === sheetId && number === ballot)
  if (!doubtful) throw new Conflict('这张票已不在疑难票中，可能这一捆已经重录。')
  const before = doubtful.decided?.reading ?? null
  if ((before ?? '') !== form.before) throw new Conflict('这张疑难票刚刚由别人认定，请重新打开页面看一看。')
  const decidedBy = request.account?.id as number
  await saveReading(trx, { sheetId, ballotNumber: ballot, reading, grounds, decidedBy, decidedAt: request.now })
  await recordEvent(
    trx,
    actor,
    { type: 'doubtfulBallotJudged', sheetId, ballot, reading, grounds, before },
    election.id,
  )
  await noteTallyCompleted(trx, actor, election, today)
}

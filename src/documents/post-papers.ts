import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { checkPosting } from '../rules/posting-term.js'
import { findMilestone } from '../rules/stages.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { dateField, textField, tickField, timeField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import type { PaperContext } from './define-notice.js'
import { contextOf } from './paper-in-view.js'
import { numberText } from './paper-number.js'
import { insertPosting, listPostings } from './posting-queries.js'
import { isOnWalls, postingRow, suggestedPlaces } from './posting-row.js'
import { type IssuedPaper, listIssuedPapers } from './queries.js'
import { shortTitle } from './register-row.js'

/** One choice comes as a text, several as a list. */
const chosenPapers = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) =>
    [value ?? []]
      .flat()
      .filter((text) => /^[1-9]\d{0,8}$/.test(text))
      .map(Number),
  )
  .refine((ids) => ids.length > 0, '请勾选张贴了哪些公告')

const postForm = z.object({
  papers: chosenPapers,
  places: textField(300, '请填写张贴的地点').transform((text) =>
    [...new Set(text.split(/[、，,；;\n]+/u).map((p) => p.trim()))].filter((p) => p !== ''),
  ),
  postedOn: dateField,
  postedTime: timeField,
  postedBy: textField(40, '请填写张贴人'),
  acknowledged: tickField,
})

type PostForm = z.infer<typeof postForm>

/** Posting: one table of what hangs where, and one form for many sheets at once. */
export async function showPostPapers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await postingsPage(this, request, reply)
}

async function postingsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: { readonly errors: FormErrors; readonly findings?: readonly Finding[] },
) {
  const { election, today, now, account } = request
  const context = await contextOf(app.db, request)
  const papers = await listIssuedPapers(app.db, election.id)
  const postings = await listPostings(app.db, election.id)
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const ticked = new Set([typed['papers'] ?? []].flat().map(String))
  const text = (name: string, otherwise: string) => (typeof typed[name] === 'string' ? typed[name] : otherwise)
  const toPost = papers
    .filter((paper) => isOnWalls(paper))
    .map((paper) => {
      const places = postings.filter(({ paperId, takenDownOn }) => paperId === paper.id && takenDownOn === null)
      return {
        id: paper.id,
        number: numberText(paper),
        title: shortTitle(paper.title, election.communityName),
        on: paper.issuedOn,
        places: places.length,
        isPosted: places.length > 0,
        isTicked: ticked.has(String(paper.id)),
      }
    })
  const rows = postings.map((posting) => postingRow(posting, context, papers))
  return await reply.code(refusal ? 422 : 200).page('documents/post-papers.hbs', {
    title: '张贴登记',
    toPost,
    unposted: toPost.filter(({ isPosted }) => !isPosted).length,
    rows,
    withoutPhoto: rows.filter(({ needsPhoto }) => needsPhoto).length,
    needsPhotos: rows.some(({ needsPhoto }) => needsPhoto),
    toTakeDown: rows.filter(({ isGone }) => isGone).length,
    hasToTakeDown: rows.some(({ isGone }) => isGone),
    today,
    works: account?.role !== 'bureauAuditor',
    form: {
      places: text('places', suggestedPlaces(postings).join('、')),
      postedOn: text('postedOn', today),
      postedTime: text('postedTime', shanghaiTime(now).slice(11, 16)),
      postedBy: text('postedBy', postings.at(-1)?.postedBy ?? account?.displayName ?? ''),
    },
    findings: refusal?.findings ?? [],
    errors: refusal?.errors,
  })
}

/** Records that several papers hang at several places since a moment. */
export async function postPapers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today } = request
  const form = readForm(postForm, request.body)
  if (!form.ok) return await postingsPage(this, request, reply, { errors: form.error })
  const papers = (await listIssuedPapers(this.db, election.id)).filter(
    (paper) => isOnWalls(paper) && form.value.papers.includes(paper.id),
  )
  const findings =
    form.value.postedOn > today ? [notYet] : checkAll(papers, form.value, await contextOf(this.db, request))
  const wrong = findings.filter(({ severity }) => severity === 'error')
  if (wrong.length > 0) return await postingsPage(this, request, reply, { errors: errorsFromFindings(wrong) })
  if (papers.length < form.value.papers.length) {
    const errors = formErrors([{ field: 'papers', message: '勾选的公告有的已被替换或者撤回，请重新勾选' }])
    return await postingsPage(this, request, reply, { errors })
  }
  if (findings.length > 0 && !form.value.acknowledged) {
    const errors = formErrors([{ field: 'acknowledged', message: '请看过提醒后勾选' }])
    return await postingsPage(this, request, reply, { errors, findings })
  }
  const done = await record(this, request, papers, form.value, findings)
  if (done !== '') reply.flash(done)
  return reply.redirect(`/elections/${election.id}/documents/postings/photos`, 303)
}

const notYet: Finding = {
  code: 'posted-in-future',
  severity: 'error',
  fields: ['postedOn'],
  message: '这一天还没有到。张贴以后再登记',
}

/** What is odd about the days, each once. */
function checkAll(papers: readonly IssuedPaper[], { postedOn }: PostForm, context: PaperContext): Finding[] {
  const rollPostedOn = findMilestone(context.milestones, 'rollPosted')?.on
  const findings = papers.flatMap(({ key, issuedOn }) =>
    checkPosting(
      { postedOn, issuedOn, ...(key === 'posted-voter-list' && rollPostedOn ? { rollPostedOn } : {}) },
      context.ruleSet,
      context.timetable.isHoliday,
    ),
  )
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()]
}

async function record(
  { db }: FastifyInstance,
  { election, actor, account, now, body }: FastifyRequest,
  papers: readonly IssuedPaper[],
  { places, postedOn, postedTime, postedBy }: PostForm,
  findings: readonly Finding[],
): Promise<string> {
  const acknowledged = findings.map(({ code }) => code)
  const done = await inTransaction(db, async (trx) => {
    if (!(await claimForm(trx, body, now))) return ok('')
    let count = 0
    for (const paper of papers) {
      const put: string[] = []
      for (const place of places) {
        const row = { paperId: paper.id, place, postedOn, postedTime, postedBy, takenDownOn: null }
        if (await insertPosting(trx, { ...row, recordedBy: account?.id ?? 0, recordedAt: now })) put.push(place)
      }
      if (put.length === 0) continue
      count += put.length
      const event = { paperId: paper.id, noticeNumber: numberText(paper), places: put, on: postedOn, time: postedTime }
      await recordEvent(trx, actor, { type: 'paperPosted', ...event, by: postedBy, acknowledged }, election.id)
    }
    return ok(count === 0 ? '这些地方早已登记过，没有重复登记。' : `已登记张贴 ${count} 张。请到现场用手机拍照存档。`)
  })
  return done.ok ? done.value : ''
}

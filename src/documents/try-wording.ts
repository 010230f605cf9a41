import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Conflict } from '../infra/http/errors.js'
import { type FormErrors, readForm } from '../infra/http/forms.js'
import type { Paper } from './define-notice.js'
import { paperTitle, setPaper } from './render-paper.js'
import { sendPdf } from './send-pdf.js'
import { paperOfWording } from './wording-page.js'
import { namesOfFacts, previewWording, type WordingPreview } from './wording-preview.js'

/** Browsers send line ends as CR and LF; files have LF and end with one. */
const wordingField = z
  .string('请填写措辞')
  .transform((text) => `${text.replace(/\r\n?/g, '\n').trim()}\n`)
  .refine((text) => text.trim() !== '', '请填写措辞')

/** A wording to be looked at, and whose facts it is filled with. */
export const triedForm = z.object({ wording: wordingField, electionId: z.string().default('') })

/** What the preview shows, as a part of the page and when it is asked for alone. */
export function previewPart({ key, isNumbered }: Paper, { mistakes, leftOut, html, of }: WordingPreview) {
  return { mistakes, leftOutText: namesOfFacts(key, leftOut), html, of, isNumbered, mayShow: html !== '' }
}

/** The preview alone, while somebody types. */
export async function showWordingPreview(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const paper = paperOfWording(request)
  const form = readForm(triedForm, request.body)
  if (!form.ok)
    return await reply.code(422).part('documents/try-wording.hbs', { ...nothing, mistakes: mistakesOf(form.error) })
  const { wording, electionId } = form.value
  const preview = await previewWording(this, request, paper, { source: wording, electionId })
  return await reply.part('documents/try-wording.hbs', previewPart(paper, preview))
}

const nothing = { leftOutText: '', html: '', of: '', isNumbered: false, mayShow: false }

function mistakesOf({ list }: FormErrors) {
  return list.map(({ message }) => ({ line: 1, message }))
}

/** The wording as it would come out on paper: a 样张 without a number. */
export async function fetchWordingDraft(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const paper = paperOfWording(request)
  const form = readForm(triedForm, request.body)
  if (!form.ok) throw new Conflict('没有措辞，不能排版。')
  const { wording, electionId } = form.value
  const { mistakes, facts } = await previewWording(this, request, paper, { source: wording, electionId })
  const [mistake] = mistakes
  if (mistake) throw new Conflict(`措辞还不能排版。第${mistake.line}行：${mistake.message}。`)
  const set = await setPaper(paper, facts, { number: null, on: request.today, sample: true, wording })
  if (!set.ok) throw new Conflict(`字体中没有这些字：${set.error.map(({ character }) => character).join('、')}。`)
  return sendPdf(reply, set.value.bytes, `样张-${paperTitle(paper, facts.community, null)}`, `draft-${paper.key}`)
}

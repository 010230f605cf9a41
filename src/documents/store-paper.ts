import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { isRecordedStep } from '../rules/timetable-steps.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm } from '../infra/http/forms.js'
import { recordStepOnce } from '../timetable/queries.js'
import type { RenderedPdf } from './layout/render-pdf.js'
import { paperCode } from './paper-code.js'
import type { PaperInView } from './paper-in-view.js'
import { bareNumber, claimNumber, nextNumber, type NumberedPaper } from './paper-number.js'
import { prepare, type Prepared } from './prepare-paper.js'
import { countIssuedOf, insertIssuedPaper } from './queries.js'
import { obstacle } from './readiness.js'
import { paperTitle, setPaper } from './render-paper.js'

/** How often a paper is set anew because others took its number in the meantime. */
const attempts = 8

/** What the transaction answers when another paper took the number that was printed. */
const numberTaken = 'number-taken'

/** A paper about to be stored, as it was set. */
interface SetPaper {
  readonly prepared: Prepared
  readonly number: NumberedPaper
  readonly code: string
  readonly pdf: RenderedPdf
}

/**
 * Sets a paper as PDF first, because that is slow, then numbers and stores it if nothing changed meanwhile. Answers what
 * was done in a sentence; empty when this very form was carried out before.
 */
export async function setAndStore(
  app: FastifyInstance,
  request: FastifyRequest,
  view: PaperInView,
  prepared: Prepared,
): Promise<Result<string, readonly Finding[]>> {
  const { paper, context, supplements } = view
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const number = await nextNumber(app.db, context.election.id, { isNumbered: paper.isNumbered, supplements })
    const code = await codeFor(app, view, prepared, number)
    const set = await setPaper(paper, prepared.facts, {
      number: bareNumber(number),
      on: context.today,
      sample: request.season?.kind !== 'real',
      wording: prepared.wording,
      wordingVersion: prepared.wordingVersion,
      proof: { code, publicUrl: app.publicUrl },
    })
    if (!set.ok) return refused(set.error.map(withoutFont))
    const stored = await inTransaction<string, typeof numberTaken>(app.db, async (trx) =>
      (await claimForm(trx, request.body, request.now))
        ? await store(trx, request, view, { prepared, number, code, pdf: set.value })
        : ok(''),
    )
    if (stored.ok) return stored
  }
  throw new Conflict('同时印发的文书太多，这一份没有印发。请稍后再试。')
}

function withoutFont({ character, text }: { readonly character: string; readonly text: string }): Finding {
  return obstacle(
    'character-without-font',
    `字体中没有“${character}”字，见“${text}”。请系统管理员安装含有这个字的字体后再印发。`,
  )
}

async function codeFor(
  { db, sealer }: FastifyInstance,
  { paper: { key }, context, roundId }: PaperInView,
  { facts, wording }: Prepared,
  number: NumberedPaper,
): Promise<string> {
  const electionId = context.election.id
  const before = await countIssuedOf(db, electionId, key, roundId)
  const said = { facts: JSON.stringify(facts), wording, number: bareNumber(number), on: context.today }
  return paperCode(sealer, { electionId, roundId, key, before, ...said })
}

async function store(
  trx: Trx,
  request: FastifyRequest,
  view: PaperInView,
  set: SetPaper,
): Promise<Result<string, typeof numberTaken>> {
  const { election } = view.context
  const { prepared, number } = set
  const claimed = await claimNumber(trx, election.id, number, view.supplements)
  const now = await prepare(trx, view)
  // The plan's own fields came with the request: a change of the plan shows itself in its version.
  const isSame = now.ok && now.value.basis === prepared.basis && now.value.replaces?.id === prepared.replaces?.id
  if (!isSame || claimed.version !== election.version) {
    throw new Conflict('排版的时候，文书的内容有了变化，或者别人刚刚印发了这份文书。没有印发，请返回重新核对。')
  }
  if (!claimed.isOurs) return refused(numberTaken)
  const row = issuedRow(request, view, set)
  const paperId = await insertIssuedPaper(trx, row)
  const { key, noticeNumber, sha256, pages, replaces, supplements, supplementNumber, title } = row
  const adapted = row.wordingVersion > 0 ? { wordingVersion: row.wordingVersion } : {}
  const acknowledged = prepared.findings.map(({ code }) => code)
  const supplement = supplements !== null && supplementNumber !== null ? { supplements, supplementNumber } : {}
  const event = { paperId, key, noticeNumber, sha256, pages, replaces, ...adapted, ...supplement, acknowledged }
  await recordEvent(trx, request.actor, { type: 'paperIssued', ...event }, election.id)
  await recordItsStep(trx, request, view, title)
  await view.paper.issued?.(trx, { actor: request.actor, title }, view.context)
  return ok(`已印发《${title}》，共 ${pages} 页。`)
}

/** A notice that is a step of the timetable does that step; those of a later vote have no day in it. */
async function recordItsStep(trx: Trx, request: FastifyRequest, { paper, context }: PaperInView, title: string) {
  const { step } = paper.rule
  if (step === undefined || !isRecordedStep(step) || context.round.number > 1) return
  const note = `印发《${title}》`
  await recordStepOnce(trx, request.actor, context.election.id, { step, on: context.today, note })
}

function issuedRow(
  request: FastifyRequest,
  { paper, context, roundId, supplements }: PaperInView,
  { prepared: { facts, wording, wordingVersion, replaces }, number, code, pdf: { bytes, pages } }: SetPaper,
) {
  return {
    electionId: context.election.id,
    roundId,
    key: paper.key,
    noticeNumber: number.noticeNumber,
    replaces: replaces?.id ?? null,
    supplements: supplements?.id ?? null,
    supplementNumber: number.supplementNumber ?? null,
    code,
    title: paperTitle(paper, facts.community, bareNumber(number)),
    facts: JSON.stringify(facts),
    wording,
    wordingVersion,
    content: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pages,
    issuedOn: context.today,
    issuedAt: request.now,
    issuedBy: request.account?.id ?? 0,
  }
}

import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, type Result, refused } from '../lib/result.js'
import { ballotDesignStateText } from '../rules/ballot-approval.js'
import { ballotDifferences } from '../rules/ballot-changes.js'
import { type BallotContent, ballotTitle, checkArrangement, checkBallotContent } from '../rules/ballot-content.js'
import { ballotInstructions } from '../rules/ballot-instructions.js'
import { ballotOrder } from '../rules/ballot-order.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { tickField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import {
  type BallotDesign,
  type BallotKind,
  insertBallotDesign,
  listBallotDesigns,
  listStations,
  loadBallotContent,
  struckIds,
} from '../polling/queries.js'
import { listGroups } from '../roll/queries.js'
import { ballotKind, ballotsAddress, designRefusals } from './ballot-in-view.js'
import { arrangementText, kindText, layoutText, paperText, stateMark } from './ballot-words.js'
import { type BallotLayout, paperColours } from './ballots/ballot-layout.js'
import { type RenderedBallot, renderBallot } from './ballots/render-ballot.js'

type Typed = Readonly<Record<string, unknown>>

const colourField = z.enum(paperColours, '请选择纸的颜色').default('白色')

/** A field for the colour of each post's paper. */
function layoutForm(posts: number) {
  return z.object({
    paper: z.enum(['A5', 'A4', 'A3'], '请选择纸张'),
    arrangement: z.enum(['oneSheet', 'sheetPerPost'], '请选择选票的样式'),
    isTinted: tickField,
    basis: z.string('请从本页提交'),
    colours: z.object(Object.fromEntries(Array.from({ length: posts }, (_, i) => [`colour-${i + 1}`, colourField]))),
  })
}

type LayoutForm = z.infer<ReturnType<typeof layoutForm>>

function layoutOf({ paper, arrangement, isTinted, colours }: LayoutForm): BallotLayout {
  const chosen = Object.values(colours)
  return { paper, arrangement, isTinted, colours: arrangement === 'oneSheet' ? chosen.slice(0, 1) : chosen }
}

/** What the page showed, so that nobody makes a proof of something else than they looked at. */
function basisOf(content: BallotContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** The ballot of the vote under way: what stands on it, how it is laid out, its proofs and who approved them. */
export async function showBallots(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await ballotsPage(this, request, reply)
}

async function ballotsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const kind = ballotKind(request)
  const content = await loadBallotContent(app.db, request.election, kind)
  const refusals = await designRefusals(app.db, request, kind)
  const findings = refusals.length > 0 ? refusals : checkBallotContent(content)
  const designs = await listBallotDesigns(app.db, request.election.round.id, kind)
  const isOfficer = request.account?.role === 'electionOfficer'
  const address = `/elections/${request.election.id}/documents/ballots`
  const struck = kind === 'vote' ? await struckIds(app.db, request.election) : new Set<string>()
  const versions = designs.map((design, i) => versionOf(design, i === 0 ? content : undefined, struck, address))
  const [latest] = versions
  const isInForce = latest?.isUsable === true && latest.isFrozen
  const mayDesign = isOfficer && !hasErrors(findings)
  return await reply.code(errors ? 422 : 200).page('documents/design-ballot.hbs', {
    title: kindText[kind],
    isPrimary: kind === 'primary',
    // Nothing is amiss with a ballot in force because it can no longer be changed.
    findings: isInForce ? [] : findings,
    latest: latest ?? null,
    isInForce,
    struck: struckText(content, designs[0], struck),
    isOutdated: latest?.isOutdated === true,
    differences: latest?.differences ?? [],
    mayApprove: latest?.isUsable === true && !latest.isFrozen && refusals.length === 0 && mayIssue(request),
    mayFetch: mayIssue(request),
    mayDesign,
    isFirstStep: mayDesign && latest?.isUsable !== true,
    versions,
    ...shownContent(content),
    order: kind === 'vote' ? await orderOf(app.db, request) : { hasLines: false, lines: [], total: 0, reserve: 0 },
    basis: basisOf(content),
    action: ballotsAddress(request, kind),
    form: formOf(content, designs[0], typed),
    choices: formChoices(content),
    isTogether: content.posts.length > 1,
    errors,
  })
}

/** Who stands on the ballot in force and dropped out too late for it to be printed anew; empty where nobody did. */
function struckText(now: BallotContent, design: BallotDesign | undefined, struck: ReadonlySet<string>): string {
  const names = (design?.content.posts ?? []).flatMap((post) => post.names.filter(({ id }) => struck.has(id)))
  const standing = new Set(now.posts.flatMap((post) => post.names.map(({ id }) => id)))
  return names
    .filter(({ id }) => !standing.has(id))
    .map(({ name }) => name)
    .join('、')
}

function mayIssue({ account }: FastifyRequest): boolean {
  return account?.role === 'electionOfficer' || account?.role === 'townshipOfficer'
}

function versionOf(design: BallotDesign, now: BallotContent | undefined, struck: ReadonlySet<string>, address: string) {
  const differences = now ? ballotDifferences(design.content, now, struck) : []
  const isUsable = now !== undefined && differences.length === 0
  const layout = JSON.parse(design.layout) as BallotLayout
  return {
    id: design.id,
    number: design.number,
    isUsable,
    isFrozen: design.state === 'frozen',
    isOutdated: differences.length > 0,
    differences,
    stateText: now === undefined ? '已被新稿代替' : isUsable ? ballotDesignStateText[design.state] : '已过时，不能使用',
    stateMark: isUsable ? stateMark[design.state] : 'warn',
    layoutText: layoutText(
      layout,
      design.content.posts.map(({ title }) => title),
    ),
    pages: design.pages,
    madeAt: design.madeAt,
    madeBy: design.madeByName,
    approvals: design.approvals,
    fingerprint: fingerprintGroups(design.fingerprint.slice(0, 16)),
    sha256: fingerprintGroups(design.printSha256.slice(0, 16)),
    links: {
      sample: `${address}/${design.id}/sample`,
      print: `${address}/${design.id}/print`,
      approve: `${address}/${design.id}/approve-ballot`,
    },
  }
}

function shownContent(content: BallotContent) {
  const { body, paper } = ballotTitle(content)
  return {
    ballotTitle: `${body}${paper}`,
    votingDay: content.votingDay,
    posts: content.posts.map(({ title, seats, names, writeIns }) => ({
      title,
      seats,
      writeIns,
      names: names.map(({ name, note }) => (note === '' ? name : `${name}（${note}）`)).join('、'),
    })),
    instructions: ballotInstructions({ ...content, isOneOfSeveral: false }),
  }
}

/** How many to have printed for each station, with the reserve by the rules. */
async function orderOf(db: Db, request: FastifyRequest) {
  const { election } = request
  const ruleSet = ruleSetInForce(election)
  const stations = (await listStations(db, election.round.id)).filter(({ kind }) => kind !== 'mobile')
  const lines = ballotOrder(stations, await listGroups(db, election.id), ruleSet)
  return {
    hasLines: lines.length > 0,
    lines: lines.map((line) => ({ ...line, name: stations.find(({ id }) => id === line.stationId)?.name ?? '' })),
    total: lines.reduce((sum, { ballots }) => sum + ballots, 0),
    reserve: ruleSet.ballotReserve,
  }
}

/** A sheet a post is offered where it can be counted. */
function formChoices({ posts }: BallotContent) {
  const arrangements = Object.entries(arrangementText).map(([value, text]) => ({ value, text }))
  return {
    paper: Object.entries(paperText).map(([value, text]) => ({ value, text })),
    arrangement: arrangements.filter(({ value }) => value === 'oneSheet' || posts.length <= 1),
    colours: paperColours.map((colour) => ({ value: colour, text: colour })),
  }
}

/** As typed, else as the last proof was laid out, else what is usual. */
function formOf({ posts }: BallotContent, last: BallotDesign | undefined, typed: Typed | undefined) {
  const usual: BallotLayout = { paper: 'A4', arrangement: 'oneSheet', colours: [], isTinted: false }
  const layout = last ? (JSON.parse(last.layout) as BallotLayout) : usual
  const textOf = (name: string, otherwise: string) => {
    const value = typed?.[name]
    return typeof value === 'string' ? value : otherwise
  }
  return {
    paper: textOf('paper', layout.paper),
    arrangement: textOf('arrangement', layout.arrangement),
    isTinted: typed ? typed['isTinted'] === 'yes' : layout.isTinted,
    // Several posts on one sheet: its paper has one colour.
    colours: posts.slice(0, 1).map(({ title }, i) => {
      const name = `colour-${i + 1}`
      const own = layout.arrangement === 'sheetPerPost' ? layout.colours[i] : undefined
      return { name, label: title, value: textOf(name, own ?? paperColours[i % paperColours.length] ?? '白色') }
    }),
  }
}

/** Sets the ballot as chosen and keeps it as the next proof; slow, so not in the transaction that keeps it. */
export async function makeProof(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const kind = ballotKind(request)
  const typed = (request.body ?? {}) as Typed
  const content = await loadBallotContent(this.db, request.election, kind)
  const form = readForm(layoutForm(content.posts.length), { ...typed, colours: typed })
  if (!form.ok) return await ballotsPage(this, request, reply, typed, form.error)
  const refuse = async (list: readonly { readonly field: string; readonly message: string }[]) =>
    await ballotsPage(this, request, reply, typed, formErrors(list))
  const findings = [...(await designRefusals(this.db, request, kind)), ...checkBallotContent(content)]
  if (hasErrors(findings)) return await refuse(findings.map(({ message }) => ({ field: 'paper', message })))
  const uncountable = checkArrangement(content.posts.length, form.value.arrangement)
  if (uncountable.length > 0) return await refuse(uncountable.map(({ message }) => ({ field: 'arrangement', message })))
  if (form.value.basis !== basisOf(content)) {
    return await refuse([{ field: 'paper', message: '打开本页以后，候选人或者职务有了变化，请重新核对。' }])
  }
  const made = await setAndKeep(this, request, { kind, content, layout: layoutOf(form.value) })
  if (!made.ok) return await refuse(made.error.map(({ message }) => ({ field: 'paper', message })))
  if (made.value !== 0) reply.flash(`选票第${made.value}稿的样票已做好，请两个人先后核准。`)
  return reply.redirect(ballotsAddress(request, kind), 303)
}

interface ProofWish {
  readonly kind: BallotKind
  readonly content: BallotContent
  readonly layout: BallotLayout
}

/** The number of the proof; 0 when this very form was carried out before. */
async function setAndKeep(
  app: FastifyInstance,
  request: FastifyRequest,
  wish: ProofWish,
): Promise<Result<number, readonly Pick<Finding, 'message'>[]>> {
  const { round } = request.election
  const [last] = await listBallotDesigns(app.db, round.id, wish.kind)
  const number = (last?.number ?? 0) + 1
  const designCode = `${round.id}-${wish.kind === 'primary' ? 'P' : 'V'}${number}`
  const sample = await renderBallot({ ...wish, designCode, isSample: true })
  if (!sample.ok) return refused(sample.error)
  // A drill has no ballots that could be mistaken for real ones.
  const isDrill = request.season?.kind !== 'real'
  const print = isDrill ? sample : await renderBallot({ ...wish, designCode, isSample: false })
  if (!print.ok) return refused(print.error)
  const kept = await inTransaction<number, never>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    const now = await loadBallotContent(trx, request.election, wish.kind)
    if (basisOf(now) !== basisOf(wish.content)) throw new Conflict('排版的时候，候选人或者职务有了变化。')
    await keep(trx, request, { ...wish, number }, sample.value, print.value.bytes)
    return ok(number)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('另一个人刚刚做了一份样票，请先看那一份。')
    throw error
  })
  return kept
}

async function keep(
  trx: Trx,
  { election, account, actor, now }: FastifyRequest,
  { kind, content, layout, number }: ProofWish & { readonly number: number },
  { bytes, geometry, fingerprint }: RenderedBallot,
  printPdf: Buffer,
): Promise<void> {
  const sha256 = createHash('sha256').update(printPdf).digest('hex')
  const pages = geometry.pages.length
  const designId = await insertBallotDesign(trx, {
    roundId: election.round.id,
    kind,
    number,
    content: JSON.stringify(content),
    layout: JSON.stringify(layout),
    geometry: JSON.stringify(geometry),
    fingerprint,
    pages,
    samplePdf: bytes,
    printPdf,
    printSha256: sha256,
    madeAt: now,
    madeBy: account?.id ?? 0,
  })
  const { paper, arrangement } = layout
  const facts = { designId, number, kind, paper, arrangement, fingerprint, sha256, pages }
  await recordEvent(trx, actor, { type: 'ballotProofMade', ...facts }, election.id)
}

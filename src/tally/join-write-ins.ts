import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { plainName } from '../rules/write-in.js'
import { mayJoin, type SpellingRefusal } from '../rules/write-in-spellings.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { Conflict } from '../infra/http/errors.js'
import { textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { pinyinOf, searchVoters } from '../roll/queries.js'
import { findResult, listSheets, listWriteInDecisions } from './queries.js'
import { listReadings } from './reading-queries.js'
import { deleteSpelling, deleteWriteInDecision, insertSpelling, listSpellings } from './spelling-queries.js'
import { listContests } from './vote-facts.js'
import { type WrittenFacts, writtenNames, whyNotJoined } from './written-names.js'

const nameField = z.string().transform(plainName)
const joinForm = z.object({
  spelling: z.preprocess((typed) => (typed === undefined ? [] : [typed].flat()), z.array(nameField)),
  name: z.string('请选择以哪个写法为准').transform(plainName),
  grounds: textField(200, '请写明为什么是同一个人'),
})
const partForm = z.object({ spelling: nameField })

const verdictText = { voter: '选民', resident: '居民', ineligible: '不符合条件或者认不出' } as const

/** All persons written in, gathered from the definitive sheets, and which spellings are counted as one. */
export async function showWriteIns(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await writeInsPage(this, request, reply)
}

async function loadWritten(db: Db, election: ElectionInScope): Promise<WrittenFacts> {
  const roundId = election.round.id
  return {
    sheets: await listSheets(db, roundId),
    readings: await listReadings(db, roundId),
    contests: await listContests(db, roundId),
    ruleSet: ruleSetInForce(election),
  }
}

async function writeInsPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const ticked = new Set([typed['spelling'] ?? []].flat())
  const decisions = await listWriteInDecisions(app.db, election.round.id)
  const spellings = await listSpellings(app.db, election.round.id)
  const rows = []
  for (const { name, votes } of writtenNames(await loadWritten(app.db, election))) {
    const found = await searchVoters(app.db, app.sealer, election.id, name, 20)
    const decision = decisions.find((other) => other.name === name)
    rows.push({
      ...{ name, votes, sound: pinyinOf(name).pinyin, query: encodeURIComponent(name) },
      namesakes: found.filter((voter) => plainName(voter.name) === name).length,
      under: spellings.find(({ spelling }) => spelling === name)?.name ?? '',
      decided: decision ? verdictText[decision.verdict] : '',
      isTicked: ticked.has(name),
      isChosen: typed['name'] === name,
    })
  }
  rows.sort((a, b) => (a.sound < b.sound ? -1 : a.sound > b.sound ? 1 : a.name < b.name ? -1 : 1))
  const sounds = rows.map(({ sound }) => sound)
  const result = await findResult(app.db, election.round.id)
  return await reply.code(errors ? 422 : 200).page('tally/join-write-ins.hbs', {
    title: '另选人汇总',
    here: `/elections/${election.id}/tally/join-write-ins`,
    isUnpublished: !result?.declaredOn,
    isOpen: result === undefined,
    rows: rows.map((row) => ({ ...row, soundsAlike: sounds.filter((sound) => sound === row.sound).length > 1 })),
    total: rows.length,
    joined: spellings.length,
    mayJoin: result === undefined && rows.length > 1,
    grounds: typed['grounds'] ?? '',
    errors,
  })
}

/** Counts spellings of one person under one name from now on; nothing of what was typed is changed by it. */
export async function joinWriteIns(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(joinForm, request.body)
  if (!form.ok) return await writeInsPage(this, request, reply, form.error)
  const { name, grounds } = form.value
  const spellings = [...new Set(form.value.spelling)].filter((spelling) => spelling !== name)
  return await change(this, request, reply, `已合并，都按“${name}”计票。`, async (trx) => {
    const { round } = request.election
    const findings = await checkJoin(trx, request.election, name, spellings)
    if (findings.length > 0) return findings
    for (const spelling of spellings) {
      const when = { joinedBy: request.account?.id ?? 0, joinedAt: request.now }
      await insertSpelling(trx, { roundId: round.id, spelling, name, ...when })
      await deleteWriteInDecision(trx, round.id, spelling)
    }
    const event = { type: 'writeInsJoined', roundId: round.id, name, spellings, grounds } as const
    await recordEvent(trx, request.actor, event, request.election.id)
    return []
  })
}

async function checkJoin(
  trx: Trx,
  election: ElectionInScope,
  name: string,
  spellings: readonly string[],
): Promise<Finding[]> {
  if (spellings.length === 0) return [refusal('spelling', '请勾选要合并的写法，至少一个不是为准的写法。')]
  const facts = await loadWritten(trx, election)
  const written = new Set(writtenNames(facts).map((one) => one.name))
  const missing = [name, ...spellings].find((one) => !written.has(one))
  if (missing !== undefined) throw new Conflict(`计票单上已经没有另选人“${missing}”。`)
  const joined = await listSpellings(trx, election.round.id)
  const known = new Map(joined.map((one) => [one.spelling, one.name]))
  for (const spelling of spellings) {
    const why = mayJoin(spelling, name, known)
    if (why) return [refusal('spelling', refusalText(why, spelling, name))]
    known.set(spelling, name)
  }
  const decisions = await listWriteInDecisions(trx, election.round.id)
  const target = decisions.find((decision) => decision.name === name)
  const other = decisions.find(
    (decision) =>
      spellings.includes(decision.name) && decision.verdict !== 'ineligible' && decision.voterId !== target?.voterId,
  )
  if (other) {
    return [refusal('spelling', `“${other.name}”已经认定是谁；请以“${other.name}”为准，或者先改正它的认定。`)]
  }
  const why = whyNotJoined(
    facts,
    [...known].map(([spelling, under]) => ({ spelling, name: under })),
  )
  return why === undefined ? [] : [refusal('spelling', `不能合并：合并以后，${why}`)]
}

function refusalText(why: SpellingRefusal, spelling: string, name: string): string {
  if (why === 'name-is-a-spelling') return `“${name}”自己已经合并到别的写法里，请以那个写法为准。`
  if (why === 'spelling-has-spellings') return `已经有写法合并到“${spelling}”，请以“${spelling}”为准，或者先拆开。`
  return `“${spelling}”已经合并过了。`
}

/** Takes a joining back: the spelling is counted by itself again. */
export async function partWriteIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(partForm, request.body)
  if (!form.ok) return await writeInsPage(this, request, reply, form.error)
  const { spelling } = form.value
  return await change(this, request, reply, `“${spelling}”已拆开，单独计票。`, async (trx) => {
    const { round } = request.election
    const name = (await listSpellings(trx, round.id)).find((one) => one.spelling === spelling)?.name
    if (name === undefined || !(await deleteSpelling(trx, round.id, spelling))) {
      throw new Conflict('这个写法已经拆开了。')
    }
    await recordEvent(
      trx,
      request.actor,
      { type: 'writeInsParted', roundId: round.id, name, spelling },
      request.election.id,
    )
    return []
  })
}

/** Never under a result: it rests on how the names were counted. */
async function change(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  said: string,
  act: (trx: Trx) => Promise<Finding[]>,
) {
  const { election } = request
  const done = await inTransaction<'done' | 'again', readonly Finding[]>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    if (await findResult(trx, election.round.id)) {
      return refused([refusal('', '计票结果已经提出或者宣布。要改动，请先撤回这个结果。')])
    }
    const findings = await act(trx)
    return findings.length > 0 ? refused(findings) : ok('done' as const)
  })
  if (!done.ok) return await writeInsPage(app, request, reply, errorsFromFindings(done.error))
  if (done.value === 'done') reply.flash(said)
  return reply.redirect(`/elections/${election.id}/tally/join-write-ins`, 303)
}

function refusal(field: string, message: string): Finding {
  return { code: 'joining-refused', severity: 'error', fields: field === '' ? [] : [field], message }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { decideRecall as decideByRule, type RecallDecision } from '../rules/recall.js'
import type { RuleSet } from '../rules/rule-set.js'
import { Conflict } from '../infra/http/errors.js'
import { positiveField } from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Trx } from '../infra/db/database.js'
import { takeRecallStep } from './recall-steps.js'
import type { RecallRow } from './recall-queries.js'
import { insertEnd } from './save-end.js'
import { isAbout } from './show-recall.js'
import type { Standing } from './standing.js'
import { termInView } from './term-in-view.js'
import { recallVerdictText } from './term-words.js'

/** Makes what was typed twice alike the outcome of the recall; a member who is recalled leaves that day (art. 20). */
export async function decideRecall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await takeRecallStep(this, request, reply, async (trx, recall) => {
    const { standing, ruleSet } = await termInView(trx, request)
    const assembly = assemblyOf(recall, request.body)
    if (!assembly.ok) return assembly
    const decision = decisionOf({ ...recall, ...assembly.value }, standing, ruleSet)
    if (!decision.ok) return decision
    const { verdict, sentences, findings } = decision.value
    const said = [...sentences, ...findings.map(({ message }: Finding) => message)]
    if (verdict === 'recalled') await dismiss(trx, request, { recall, standing, sentences })
    const { id: recallId, name } = recall
    const change = {
      ...assembly.value,
      ...{ verdict, sentences: JSON.stringify(said), decidedOn: request.today },
      decidedBy: request.account?.id ?? 0,
    }
    const event = { type: 'recallDecided', recallId, name, verdict, explanation: said } as const
    return ok({ change, event, said: `${recallVerdictText[verdict]}。请印发罢免结果公告。` })
  })
}

const assemblyForm = z.object({ assemblyEntitled: positiveField, assemblyPresent: positiveField })

/** Where representatives voted, their assembly must have been quorate too (art. 29). */
function assemblyOf(
  { form, entry }: RecallRow,
  body: unknown,
): Result<Partial<z.infer<typeof assemblyForm>>, FormErrors> {
  if (form !== 'representatives' || entry.status !== 'definitive') return ok({})
  return readForm(assemblyForm, body)
}

/** A member who left meanwhile ends the recall; otherwise the definitive sheet decides. */
function decisionOf(recall: RecallRow, standing: Standing, ruleSet: RuleSet): Result<RecallDecision, FormErrors> {
  const left = standing.former.find((member) => isAbout(recall, member))?.end
  if (left) {
    const sentence = left.cause === 'resigned' ? `${recall.name}的辞职已经会议同意` : `${recall.name}的职务已经终止`
    return ok({ verdict: 'ended', sentences: [`${sentence}，罢免程序终止。`], findings: [] })
  }
  const { entry, voteOn, voters, filedOn, form, name } = recall
  if (entry.status !== 'definitive' || voteOn === null) {
    return refused(formErrors([{ field: 'issued', message: '计票单还没有两次录入一致，不能定出结果' }]))
  }
  const { sheet } = entry.first
  const { assemblyEntitled, assemblyPresent } = recall
  const assembly =
    assemblyEntitled === null || assemblyPresent === null
      ? {}
      : { assembly: { entitled: assemblyEntitled, present: assemblyPresent } }
  const vote = { form, entitled: voters ?? 0, returned: sheet.returned, ...assembly }
  return ok(decideByRule({ ...vote, member: name, filedOn, on: voteOn, for: sheet.for }, ruleSet))
}

interface Dismissal {
  readonly recall: RecallRow
  readonly standing: Standing
  readonly sentences: readonly string[]
}

async function dismiss(trx: Trx, request: FastifyRequest, { recall, standing, sentences }: Dismissal): Promise<void> {
  const member = standing.sitting.find((one) => isAbout(recall, one))
  if (!member || recall.voteOn === null) throw new Conflict('这名成员已经离任。')
  await insertEnd(trx, request, member, {
    cause: 'recalled',
    onDay: recall.voteOn,
    explanation: sentences.join(''),
    document: '罢免表决计票单、罢免表决结果公告',
    facts: { recallId: recall.id },
  })
}

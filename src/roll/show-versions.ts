import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { electorText } from '../rules/electors.js'
import { may } from '../rules/permitted-actions.js'
import { checkVersionNumbers } from '../rules/roll-versions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { inTransaction } from '../infra/db/database.js'
import { textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { makeCorrectedVersion } from './make-version.js'
import { rollDeciders } from './roll-state.js'
import { typedAgain } from './typed-again.js'
import { countUnversionedChanges, listRollChanges, listRollVersions, lockRoll } from './version-queries.js'
import { versionWords } from './version-words.js'

/** Every version of the roll with what changed to make it, and the changes that stand in none yet. */
export async function showVersions(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await versionsPage(this, request, reply)
}

async function versionsPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, account } = request
  const base = `/elections/${election.id}/roll`
  const versions = await listRollVersions(app.db, election.id)
  const changes = await listRollChanges(app.db, election.id)
  const waiting = await countUnversionedChanges(app.db, election.id)
  const decides = account !== null && rollDeciders.includes(account.role)
  const mayMake =
    decides && may('correctRoll', await listMilestones(app.db, election.id), ruleSetInForce(election)).length === 0
  const count = (version: number, kind: string) =>
    changes.filter((change) => change.rollVersion === version - 1 && change.kind === kind).length
  const last = versions.at(-1)?.number ?? 0
  return await reply.code(errors ? 422 : 200).page('roll/show-versions.hbs', {
    title: '名单版本',
    isPosted: versions.length > 0,
    electorTitle: election.form === 'allVoters' ? '' : electorText[election.form],
    rows: versions.map((version) => ({
      ...versionWords(version, versions),
      isFirst: version.number === 1,
      added: count(version.number, 'added'),
      removed: count(version.number, 'removed'),
      corrected: count(version.number, 'corrected'),
      href: `${base}/show-version/${version.number}`,
      compareHref: `${base}/compare-versions?from=${version.number - 1}&to=${version.number}`,
    })),
    last,
    gaps: checkVersionNumbers(versions.map(({ number }) => number)),
    waiting,
    hasWaiting: waiting > 0,
    mayMake: mayMake && waiting > 0,
    nowHref: `${base}/compare-versions?from=${last}&to=now`,
    choices: [
      ...versions.map(({ number }) => ({ value: String(number), text: `第${number}版` })),
      { value: 'now', text: '现在的名单' },
    ],
    compared: { from: '1', to: 'now' },
    form: { cause: '', ...typedAgain(request, errors) },
    errors,
  })
}

const versionForm = z.object({ cause: textField(100, '请写明为什么形成这一版，如“异议处理完毕”') })

/** Fixes the roll with the changes made since the last version, without waiting for a notice. */
export async function makeVersion(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const form = readForm(versionForm, request.body)
  if (!form.ok) return await versionsPage(this, request, reply, form.error)
  const made = await inTransaction(this.db, async (trx): Promise<Result<number | null, FormErrors>> => {
    await lockRoll(trx, election.id)
    if (!(await claimForm(trx, request.body, request.now))) return ok(null)
    const untimely = may('correctRoll', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (untimely.length > 0) return refused(errorsFromFindings(untimely))
    const number = await makeCorrectedVersion(trx, { election, actor, today }, form.value.cause)
    if (number !== undefined) return ok(number)
    return refused(formErrors([{ field: 'cause', message: '上一版以后，名单没有改动，不用形成新的版本' }]))
  })
  if (!made.ok) return await versionsPage(this, request, reply, made.error)
  if (made.value !== null) reply.flash(`第 ${made.value} 版名单已形成。`)
  return reply.redirect(`/elections/${election.id}/roll/versions`, 303)
}

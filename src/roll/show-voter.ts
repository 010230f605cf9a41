import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskedIdentityNumber, maskedTelephone } from '../lib/identity-number.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { electorText } from '../rules/electors.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { countEvidence } from './evidence-queries.js'
import { changeKindText, changeReasonText } from '../rules/roll-changes.js'
import { rollWorkers } from './roll-state.js'
import { listChangesOf } from './version-queries.js'
import { decisionInWords, registrationInWords } from './registration-words.js'
import { getVoterDetails, type VoterDetails } from './voter-queries.js'

/** The key of a voter in the address. */
export function voterIdOf(request: FastifyRequest): number {
  const { voterId } = request.params as { voterId: string }
  if (!/^[1-9]\d{0,8}$/.test(voterId)) throw new NotFound()
  return Number(voterId)
}

export async function showVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const voter = await getVoterDetails(this.db, request.election.id, voterIdOf(request))
  return await voterPage(this, request, reply, voter)
}

/**
 * The whole identity number and telephone, on a click that leaves a trace: what is seen on a screen is as much out of the
 * file as what is copied (Personal Information Protection Law, art. 51).
 */
export async function showIdentityNumber(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const voter = await getVoterDetails(this.db, election.id, voterIdOf(request))
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, request.actor, { type: 'identityNumberSeen', voterId: voter.id }, election.id)),
  )
  return await voterPage(this, request, reply, voter, true)
}

async function voterPage(
  { db, sealer }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  voter: VoterDetails,
  isWhole = false,
) {
  const { election, account } = request
  const milestones = await listMilestones(db, election.id)
  const isPosted = findMilestone(milestones, 'rollPosted') !== undefined
  const works = account !== null && rollWorkers.includes(account.role)
  const mayChange =
    works &&
    voter.state === 'registered' &&
    (!isPosted || account.role === 'electionOfficer') &&
    may(isPosted ? 'correctRoll' : 'registerVoter', milestones, ruleSetInForce(election)).length === 0
  const shown = (sealed: string, mask: (number: string) => string) =>
    isWhole ? sealer.unsealText(sealed) : mask(sealer.unsealText(sealed))
  const changes = await listChangesOf(db, election.id, voter.id)
  return await reply.page('roll/show-voter.hbs', {
    title: voter.name,
    voter: {
      ...voter,
      sexText: voter.sex === 'male' ? '男' : '女',
      ...registrationInWords(voter),
      ...(await decisionInWords(db, election.id, voter)),
      telephone: voter.sealedTelephone === null || !works ? '' : shown(voter.sealedTelephone, maskedTelephone),
      identityNumber: shown(voter.sealedIdentityNumber, maskedIdentityNumber),
      isRemoved: voter.state === 'removed',
      electorText:
        election.form === 'allVoters'
          ? ''
          : voter.isElector
            ? electorText[election.form]
            : `不是${electorText[election.form]}`,
    },
    evidenceCount: await countEvidence(db, voter.id),
    maySeeEvidence: works || account?.role === 'townshipOfficer',
    isNumberShown: isWhole,
    maySeeNumber: works && !isWhole,
    works,
    mayChange,
    changes: changes.map(({ kind, reason, note, changedOn }) => ({
      changedOn,
      kindText: changeKindText[kind],
      reasonText: note === '' ? changeReasonText(reason) : `${changeReasonText(reason)}：${note}`,
    })),
  })
}

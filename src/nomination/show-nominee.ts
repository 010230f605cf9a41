import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskedTelephone } from '../lib/identity-number.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import type { FormErrors } from '../infra/http/forms.js'
import { nominationKindText } from '../rules/nomination.js'
import { may } from '../rules/permitted-actions.js'
import { isSamePlace, placesOnForm, vettingPlaceText } from '../rules/vetting-verdict.js'
import { listVotersInFull } from '../roll/queries.js'
import { kinFindingsOf } from './kin-findings.js'
import { acceptsText } from './nominee-facts.js'
import { historyOf } from './nominee-history.js'
import { findNominee, findPhoto, listNomineeEvents, listPapers, type NomineeRow } from './queries.js'
import { scansText } from './scan-words.js'
import { countScans } from './scan-queries.js'
import { relationsOf } from './relation-words.js'
import { paperFindings, readSlate, type Slate, standing } from './slate.js'
import { listDepartments, listOpinionsOf } from './vetting-queries.js'
import { nomineeWords } from './words.js'

/** The nominee that an address names; one of another election is not there. */
export async function getNominee(db: Db, request: FastifyRequest): Promise<NomineeRow> {
  const { nomineeId = '' } = request.params as { nomineeId?: string }
  const nominee = /^[1-9]\d{0,8}$/.test(nomineeId)
    ? await findNominee(db, request.election.id, Number(nomineeId))
    : undefined
  if (!nominee) throw new NotFound('没有这位被提名人。')
  return nominee
}

export async function showNominee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await nomineePage(this, request, reply)
}

/** The whole telephone, on a click that leaves a trace (Personal Information Protection Law, art. 51). */
export async function showTelephone(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { actor, election } = request
  const { voterId } = await getNominee(this.db, request)
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, actor, { type: 'telephoneSeen', voterId }, election.id)),
  )
  return await nomineePage(this, request, reply, undefined, true)
}

/** Everything about a nominee: facts, papers, consent, review, relatives, and what was done. */
export async function nomineePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  isTelephoneWhole = false,
) {
  const { election, account } = request
  const { db } = app
  const nominee = await getNominee(db, request)
  const slate = await readSlate(db, election)
  const isWithdrawn = nominee.vetting === 'withdrawn'
  const isOpen = may('recordNomination', slate.milestones, slate.ruleSet).length === 0
  const isDesk = account?.role === 'electionOfficer' || account?.role === 'rollClerk'
  const missing = await missingOpinions(db, election.seasonId, nominee)
  return await reply.code(errors ? 422 : 200).page('nomination/show-nominee.hbs', {
    title: nominee.name,
    person: nomineeWords(nominee, election.electionDay),
    ofRoll: await factsOfRoll(app, request, nominee, isTelephoneWhole),
    isTelephoneWhole,
    id: nominee.id,
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    acceptsText: acceptsText(nominee.acceptsConditions),
    resume: nominee.resume,
    pledge: nominee.pledge,
    consentId: nominee.id,
    consentScans: scansText((await countScans(db, 'consent', [nominee.id])).get(nominee.id)),
    hasPhoto: (await findPhoto(db, nominee.id)) !== undefined,
    vettingReason: nominee.vettingReason ?? '',
    vettedOn: nominee.vettedOn ?? '',
    missing: isWithdrawn ? '' : missing,
    papers: await paperRows(db, slate, nominee),
    paperFindings: isWithdrawn ? [] : paperFindings(slate, nominee),
    kinFindings: isWithdrawn ? [] : kinFindingsOf(nominee, standing(slate), slate),
    relations: relationsOf(nominee, slate.relations),
    history: historyOf(await listNomineeEvents(db, election.id, nominee.id), slate.posts),
    isDesk,
    mayChange: isOpen && isDesk,
    consentIsNext: nominee.consentedOn === null && !isWithdrawn,
    errors,
  })
}

/** What stands on the roll; the telephone only for those who call people (Personal Information Protection Law, art. 6). */
async function factsOfRoll(
  { db, sealer }: FastifyInstance,
  request: FastifyRequest,
  { voterNumber }: NomineeRow,
  isWhole: boolean,
) {
  const [voter] = await listVotersInFull(db, request.election.id, { voterNumber })
  const isDesk = request.account?.role === 'electionOfficer' || request.account?.role === 'rollClerk'
  const sealed = isDesk ? voter?.sealedTelephone : null
  return {
    nationality: voter?.nationality ?? '',
    groupName: voter?.groupName ?? '',
    address: voter?.address ?? '',
    telephone: sealed ? (isWhole ? sealer.unsealText(sealed) : maskedTelephone(sealer.unsealText(sealed))) : '',
  }
}

async function missingOpinions(db: Db, seasonId: number, { id }: NomineeRow): Promise<string> {
  const given = await listOpinionsOf(db, id)
  return placesOnForm(await listDepartments(db, seasonId), given)
    .filter((place) => !given.some((row) => isSamePlace(row, place)))
    .map(vettingPlaceText)
    .join('、')
}

async function paperRows(db: Db, slate: Slate, nominee: NomineeRow) {
  const signatures = slate.signatures.filter(({ nomineeId }) => nomineeId === nominee.id)
  const papers = await listPapers(db, nominee.id)
  const scans = await countScans(
    db,
    'paper',
    papers.map(({ id }) => id),
  )
  return papers.map((paper) => ({
    id: paper.id,
    scansText: scansText(scans.get(paper.id)),
    number: paper.number,
    kindText: nominationKindText[paper.kind],
    by: paper.partyOrganisation ?? '',
    isJoint: paper.kind === 'joint',
    postTitle: paper.postTitle,
    isOtherPost: paper.postId !== nominee.postId,
    receivedOn: paper.receivedOn,
    reason: paper.reason,
    nominators: signatures.filter(({ paperId }) => paperId === paper.id),
    counted: signatures.filter(({ paperId, isOnRoll }) => paperId === paper.id && isOnRoll).length,
  }))
}

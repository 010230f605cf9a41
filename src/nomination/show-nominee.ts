import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { statutoryBarText } from '../rules/candidate-vetting.js'
import { nominationKindText } from '../rules/nomination.js'
import { may } from '../rules/permitted-actions.js'
import { findNominee, listNomineeEvents, listPapers, listVotersCalled, type NomineeRow } from './queries.js'
import { historyOf } from './nominee-history.js'
import { paperFindings, readSlate } from './slate.js'
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
  const { election, account } = request
  const nominee = await getNominee(this.db, request)
  const slate = await readSlate(this.db, election)
  const papers = await listPapers(this.db, nominee.id)
  const signatures = slate.signatures.filter(({ nomineeId }) => nomineeId === nominee.id)
  const [found] = await listVotersCalled(this.db, election.id, [], [nominee.voterNumber])
  const isOpen = may('vetNominee', slate.milestones, slate.ruleSet).length === 0
  const isOfficer = account?.role === 'electionOfficer'
  return await reply.page('nomination/show-nominee.hbs', {
    title: nominee.name,
    person: nomineeWords(nominee, election.electionDay),
    groupName: found?.groupName ?? '',
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    vettingReason: nominee.vettingReason ?? '',
    vettedOn: nominee.vettedOn ?? '',
    bars: nominee.statutoryBars.map((bar) => statutoryBarText[bar]),
    papers: papers.map((paper) => ({
      number: paper.number,
      kindText: nominationKindText[paper.kind],
      by: paper.partyOrganisation ?? '',
      isJoint: paper.kind === 'joint',
      postTitle: paper.postTitle,
      isOtherPost: paper.postId !== nominee.postId,
      receivedOn: paper.receivedOn,
      nominators: signatures.filter(({ paperId }) => paperId === paper.id),
      counted: signatures.filter(({ paperId, isOnRoll }) => paperId === paper.id && isOnRoll).length,
    })),
    paperFindings: nominee.vetting === 'withdrawn' ? [] : paperFindings(slate, nominee),
    history: historyOf(await listNomineeEvents(this.db, election.id, nominee.id), slate.posts),
    mayChange: isOpen && (isOfficer || account?.role === 'rollClerk'),
    mayVet: isOpen && isOfficer && nominee.vetting !== 'withdrawn',
    consentIsNext: nominee.consentedOn === null && nominee.vetting !== 'withdrawn',
    vettingIsNext: nominee.consentedOn !== null && nominee.vetting === 'open',
  })
}

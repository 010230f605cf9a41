import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { electionForms, electionFormText } from '../rules/election-form.js'
import { type EvidenceKey, evidenceStateText, evidenceTitle } from '../rules/rate-evidence.js'
import { verdictKindText, verdicts } from '../rules/rate-verdict.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import type { FormErrors } from '../infra/http/forms.js'
import { type Claim, claimWords, findClaim } from './rate-claims.js'
import { stateMark } from './rate-evidence.js'
import type { VerdictRow } from './verdict-queries.js'

type Typed = Readonly<Record<string, unknown>>

/** Where each piece is found, below the address of its election. */
const placeOf: Readonly<Record<EvidenceKey, { readonly page: string; readonly link: string }>> = {
  formDecision: { page: 'form-decision', link: '会议的登记' },
  dayNotice: { page: 'documents/register', link: '文书登记簿' },
  roll: { page: 'roll/versions', link: '名单的各版' },
  ballots: { page: 'polling', link: '投票站和选票账目' },
  turnout: { page: 'tally/result', link: '选举结果' },
  count: { page: 'tally', link: '计票单' },
  electionReturn: { page: 'documents/register', link: '文书登记簿' },
  resultNotice: { page: 'documents/register', link: '文书登记簿' },
}

/** The claim that an address names, if it lies within what the account may see. */
export async function claimInView(app: FastifyInstance, request: FastifyRequest): Promise<Claim> {
  const { communityId } = request.params as { communityId: string }
  if (!request.season || !/^[1-9]\d{0,8}$/.test(communityId)) throw new NotFound()
  const claim = await findClaim(app.db, request.season.id, request.account as Account, Number(communityId))
  if (!claim) throw new NotFound('没有这个社区的选举，或者它不在您的管辖范围内。')
  return claim
}

export async function showRateCommunity(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await communityPage(request, reply, await claimInView(this, request))
}

export async function communityPage(
  request: FastifyRequest,
  reply: FastifyReply,
  claim: Claim,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { account } = request
  const { row, pieces, state, verdicts: given } = claim
  const isBureau = account?.role === 'bureauAuditor'
  const last = given.at(-1)
  return await reply.code(errors ? 422 : 200).page('oversight/rate-community.hbs', {
    title: `${row.name}直选率凭据`,
    name: row.name,
    townshipName: row.townshipName,
    communityId: row.id,
    isHeld: claim.isHeld,
    ...claimWords(claim),
    pieces: pieces.map(({ key, state: pieceState, sentences }) => ({
      title: evidenceTitle[key],
      look: stateMark[pieceState].look,
      stateText: evidenceStateText[pieceState],
      sentences,
      href: `/elections/${claim.electionId}/${placeOf[key].page}`,
      link: placeOf[key].link,
    })),
    verdicts: [...given].reverse().map(verdictRow),
    isExamined: given.length > 0,
    mayExamine: isBureau && state !== 'proposed',
    maySecond: isBureau && state === 'proposed' && last?.givenBy !== account?.id,
    waitsForAnother: isBureau && state === 'proposed' && last?.givenBy === account?.id,
    mayAnswer: account?.role === 'townshipOfficer' && state === 'sentBack',
    sentBackReason: state === 'sentBack' ? (last?.reason ?? '') : '',
    number: last?.number ?? 0,
    kinds: verdicts.map((value) => ({ value, text: kindLabel[value] })),
    forms: electionForms.map((value) => ({ value, text: electionFormText[value] })),
    wish: { verdict: '', form: claim.form, reason: '', note: '', answer: '', ...typed },
    errors,
  })
}

const kindLabel = {
  confirmed: '核定：凭据足以证明',
  doubtful: '存疑：现有凭据不足以证明，也无从补充',
  sentBack: '退回补充：由街道（镇）补充或更正后再审',
} as const

function verdictRow(verdict: VerdictRow) {
  const { agrees, secondedByName, secondedAt, note, answer, answeredOn, answeredByName } = verdict
  return {
    number: verdict.number,
    kind: verdictKindText[verdict.verdict],
    form: verdict.form === null ? '' : electionFormText[verdict.form],
    reason: verdict.reason,
    by: verdict.givenByName,
    on: longDate(verdict.givenOn),
    isSeconded: secondedByName !== null,
    second: secondedByName === null ? '' : `${secondedByName}${agrees === 1 ? '同意' : '不同意'}`,
    secondedAt: secondedAt ?? '',
    note: note ?? '',
    isAnswered: answer !== null,
    answer: answer ?? '',
    answered: answeredOn === null ? '' : `${longDate(answeredOn)}，${answeredByName ?? ''}`,
  }
}

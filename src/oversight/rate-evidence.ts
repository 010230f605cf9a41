import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type EvidenceState, evidenceStateText, evidenceTitle } from '../rules/rate-evidence.js'
import { evidenceKeys } from '../rules/rate-evidence.js'
import { claimStateText } from '../rules/rate-verdict.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { queryText } from '../infra/http/fields.js'
import { type Claim, claimWords, listClaims } from './rate-claims.js'

/** A mark and a word for each state, so that a narrow cell is read without colour. */
export const stateMark: Readonly<Record<EvidenceState, { readonly mark: string; readonly look: string }>> = {
  consistent: { mark: '√', look: 'done' },
  missing: { mark: '缺', look: 'warn' },
  contradictory: { mark: '×', look: 'wrong' },
  notDue: { mark: '—', look: '' },
}

const filters = {
  open: '要处理的',
  unexamined: claimStateText.unexamined,
  proposed: claimStateText.proposed,
  sentBack: claimStateText.sentBack,
  answered: claimStateText.answered,
  faulty: '凭据缺少或不一致',
} as const

/** Communities × pieces of evidence: what proves each claim, and how far the audit is. */
export async function showRateEvidence(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, account } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const claims = await listClaims(this.db, season.id, account as Account)
  const chosen = queryText(request.query, 'show')
  const shown = claims.filter((claim) => isShown(claim, chosen, account?.role === 'bureauAuditor'))
  return await reply.page('oversight/rate-evidence.hbs', {
    title: '直选率凭据',
    keys: evidenceKeys.map((key) => evidenceTitle[key]),
    filters: [{ value: '', text: '全部' }, ...Object.entries(filters).map(([value, text]) => ({ value, text }))].map(
      (choice) => ({ ...choice, isChosen: choice.value === chosen }),
    ),
    total: claims.length,
    shownCount: shown.length,
    complete: claims.filter(({ standing }) => standing === 'complete').length,
    faulty: claims.filter(({ standing }) => standing === 'missing' || standing === 'contradictory').length,
    confirmed: claims.filter(({ state }) => state === 'confirmed').length,
    held: claims.filter(({ isHeld }) => isHeld).length,
    rows: shown.map((claim) => ({
      ...claimWords(claim),
      communityId: claim.row.id,
      name: claim.row.name,
      townshipName: claim.row.townshipName,
      isHeld: claim.isHeld,
      cells: claim.pieces.map(({ key, state }) => ({
        ...stateMark[state],
        text: `${evidenceTitle[key]}：${evidenceStateText[state]}`,
      })),
    })),
  })
}

/** What each side has to do: the bureau examines, a second person agrees, the township answers. */
function isShown({ state, isHeld, standing }: Claim, chosen: string, isBureau: boolean): boolean {
  const isFaulty = standing === 'missing' || standing === 'contradictory'
  if (chosen === 'faulty') return isFaulty
  if (chosen === 'open') {
    if (!isBureau) return state === 'sentBack' || isFaulty
    return isHeld && state !== 'confirmed' && state !== 'doubtful' && state !== 'sentBack'
  }
  if (chosen === 'unexamined') return isHeld && state === 'unexamined'
  return chosen === '' || chosen === state
}

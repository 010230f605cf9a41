import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import { type FieldError, formErrors, type FormErrors } from '../infra/http/forms.js'
import { checkByElectionNominee } from '../rules/by-election-nominee.js'
import type { Finding } from '../rules/finding.js'
import { checkNomination, checkNominationDay, type NominationKind } from '../rules/nomination.js'
import type { Post } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { findNomineeVoter, postErrors, sexFindings, stateErrors } from './judge-nominee.js'
import type { NomineeFacts } from './nominee-facts.js'
import { findNomineeOfVoter, type FoundVoter, type NomineeRow } from './queries.js'
import { checkUse } from './signature-use.js'
import { listTiesToCommittee } from './sitting-queries.js'
import { judgeSigners, type Signers } from './signers.js'
import { lookUp, readEntries } from './voters-called.js'

/** A nomination paper as typed from the sheet handed in. */
export interface EnteredPaper extends NomineeFacts {
  readonly postId: number
  /** A name or a voter number. */
  readonly nominee: string
  /** Chosen among namesakes. */
  readonly nomineeVoterId: number | undefined
  readonly kind: NominationKind
  readonly nominators: string
  readonly partyOrganisation: string
  readonly receivedOn: PlainDate
  /** 提名理由 */
  readonly reason: string
  /** The post the nominee chose in writing, where papers propose two. */
  readonly chosenPostId: number | undefined
  readonly acknowledged: string
}

/** A paper that may be filed. */
export interface JudgedPaper {
  readonly voter: FoundVoter
  /** The nominee as known from earlier papers. */
  readonly nominee: NomineeRow | undefined
  /** The post the nominee stands for from now on. */
  readonly postId: number
  readonly facts: NomineeFacts
  readonly voterIds: readonly number[]
}

/** Why a paper cannot be filed (yet), with what the page needs to go on. */
export interface RefusedPaper {
  readonly errors: FormErrors
  readonly namesakes?: readonly FoundVoter[]
  readonly notes?: readonly string[]
  readonly findings?: readonly Finding[]
  /** What has to be sent back as `acknowledged` to file the paper all the same. */
  readonly toAcknowledge?: string
  /** The post of the papers before, when this one proposes another. */
  readonly otherPost?: NomineeRow
}

export type Judgement =
  | { readonly ok: true; readonly value: JudgedPaper }
  | { readonly ok: false; readonly error: RefusedPaper }

interface Circumstances {
  readonly electionId: number
  readonly electionDay: PlainDate
  readonly rollPostedOn: PlainDate | undefined
  readonly posts: readonly Post[]
  readonly ruleSet: RuleSet
}

/** Judges a paper against the roll, the rules and the papers before it; everything wrong is said at once. */
export async function judgePaper(
  db: Db,
  entered: EnteredPaper,
  { electionId, posts, ruleSet, ...days }: Circumstances,
): Promise<Judgement> {
  const named = await findNomineeVoter(db, electionId, entered)
  const signers = judgeSigners(
    await lookUp(db, electionId, entered.kind === 'joint' ? readEntries(entered.nominators) : []),
  )
  const errors: FieldError[] = [...named.errors, ...signerErrors(entered, signers)]
  const { voter } = named
  if (!voter) return refuse({ errors: formErrors(errors), namesakes: named.namesakes, notes: signers.notes })

  const nominee = await findNomineeOfVoter(db, electionId, voter.id)
  const post = posts.find(({ id }) => Number(id) === entered.postId)
  const findings = [
    ...checkNominationDay(entered, days, ruleSet),
    ...ruleFindings(entered, voter, signers, ruleSet),
    ...sexFindings(voter, post, ruleSet),
    ...(await tieFindings(db, electionId, { post, voter }, ruleSet)),
    ...(await checkUse(db, electionId, { post, voter, signers: signers.voters }, ruleSet)),
  ]
  errors.push(...findings.filter(({ severity }) => severity === 'error').map(toFieldError))
  if (!post) errors.push({ field: 'postId', message: '请选择拟任职务' })
  errors.push(...stateErrors(nominee), ...postErrors(entered, nominee, post))
  const facts = factsOf(entered, voter, nominee)
  for (const [field, label] of factLabels) if (facts[field] === '') errors.push({ field, message: `请填写${label}` })
  if (entered.kind === 'self' && facts.acceptsConditions === null) {
    errors.push({ field: 'acceptsConditions', message: '请按自荐表选明是否服从资格条件' })
  }

  const warnings = findings.filter(({ severity, code }) => severity === 'warning' && !saidOneByOne.has(code))
  const isOtherPost = nominee !== undefined && nominee.postId !== entered.postId
  const about = { notes: signers.notes, findings: warnings, ...(isOtherPost ? { otherPost: nominee } : {}) }
  if (errors.length > 0) return refuse({ errors: formErrors(errors), ...about })
  const toAcknowledge = [...signers.notes, ...warnings.map(({ message }) => message)].join('\n')
  if (toAcknowledge !== '' && !sameText(toAcknowledge, entered.acknowledged)) {
    const message = '请核对下面列出的情况，确认后再登记'
    return refuse({ errors: formErrors([{ field: 'acknowledged', message }]), ...about, toAcknowledge })
  }
  const postId = isOtherPost ? (entered.chosenPostId ?? entered.postId) : entered.postId
  return { ok: true, value: { voter, nominee, postId, facts, voterIds: signers.voters.map(({ id }) => id) } }
}

/** The notes name the very entries, which is more than the rule's numbers do. */
const saidOneByOne: ReadonlySet<string> = new Set(['nominator-repeated', 'nominator-not-on-roll'])

function refuse(error: RefusedPaper): Judgement {
  return { ok: false, error }
}

const factLabels = [
  ['occupation', '现职业或者职务'],
  ['politicalStatus', '政治面貌'],
  ['education', '文化程度'],
] as const

/** Browsers send line ends of their own. */
function sameText(a: string, b: string): boolean {
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '')
}

function toFieldError({ fields, message, article }: Finding): FieldError {
  return { field: fields[0] ?? '', message: article ? `${message}（${article}）` : message }
}

function signerErrors({ kind, nominators, partyOrganisation }: EnteredPaper, signers: Signers): FieldError[] {
  if (kind === 'self') return []
  if (kind === 'party') {
    return partyOrganisation === '' ? [{ field: 'partyOrganisation', message: '请填写提名的党组织名称' }] : []
  }
  if (readEntries(nominators).length === 0) return [{ field: 'nominators', message: '请填写联名的选民，一行一名' }]
  return signers.hasAmbiguous
    ? [{ field: 'nominators', message: '联名人中有同名选民，请改填选民证号，见下面逐条说明' }]
    : []
}

function ruleFindings(entered: EnteredPaper, voter: FoundVoter, signers: Signers, ruleSet: RuleSet): Finding[] {
  // With namesakes still open the number of signatures is not known.
  if (entered.kind === 'joint' && (signers.hasAmbiguous || signers.people.length === 0)) return []
  const onRoll = new Set(signers.voters.map(({ id }) => id))
  if (voter.isOnRoll) onRoll.add(voter.id)
  const paper = { kind: entered.kind, nominee: { id: voter.id, name: voter.name }, nominators: signers.people }
  return checkNomination(paper, (id) => onRoll.has(Number(id)), ruleSet)
}

/** In a by-election: what the nominee has to do with the committee whose seats it fills. */
async function tieFindings(
  db: Db,
  electionId: number,
  { post, voter }: { readonly post: Post | undefined; readonly voter: FoundVoter },
  ruleSet: RuleSet,
): Promise<Finding[]> {
  const ties = (await listTiesToCommittee(db, electionId, [voter.id])).get(voter.id)
  return post && ties ? checkByElectionNominee({ ...ties, name: voter.name }, post, ruleSet) : []
}

/** What the paper says; else what an earlier paper said; else what the roll says. */
function factsOf(entered: EnteredPaper, voter: FoundVoter, nominee: NomineeRow | undefined): NomineeFacts {
  return {
    occupation: entered.occupation || nominee?.occupation || '',
    politicalStatus: entered.politicalStatus || nominee?.politicalStatus || voter.politicalStatus,
    education: entered.education || nominee?.education || voter.education,
    resume: entered.resume.length > 0 ? entered.resume : (nominee?.resume ?? []),
    pledge: entered.pledge || nominee?.pledge || '',
    acceptsConditions: entered.acceptsConditions ?? nominee?.acceptsConditions ?? null,
  }
}

import type { PlainDate } from '../../src/lib/plain-date.js'
import type { Db } from '../../src/infra/db/database.js'
import { carryOut, offered } from '../walk/browser.js'
import type { Cast } from '../walk/cast.js'
import * as nomination from '../walk/nominate.js'
import { portrait } from './portrait.js'

/** Communities in which the demo shows more than a smooth nomination. */
const withSelfNomination = '春晖社区'
const withRelatives = '居敬社区'
const withOpenReview = '绿都社区'

interface Nominating {
  readonly db: Db
  readonly cast: Cast
  readonly community: string
  readonly electionId: number
  readonly today: PlainDate
  /** A voter whom no other paper names. */
  readonly another: number
}

/** The bureau lets one community take self-nominations, as its own procedure has it, and somebody comes forward. */
export async function takeSelfNomination({ cast, community, electionId, today, another }: Nominating): Promise<void> {
  if (community !== withSelfNomination) return
  const figure = `/elections/${electionId}/local-procedure/selfNomination`
  await cast.auditor.open(figure)
  const document = { documentName: `${community}选举办法`, documentDate: '2027-04-20', documentNumber: '' }
  await carryOut(cast.auditor, { value: 'true', reason: '居民代表会议通过的选举办法允许自荐', ...document }, figure)
  await carryOut(cast.auditor, { step: 'confirm' }, figure)
  await nomination.nominate(
    cast,
    electionId,
    [{ postTitle: '委员', voterNumber: another, signers: [], isSelf: true }],
    today,
  )
}

/** Drawn photographs, one pair of relatives, and one review that is still under way with somebody failing it. */
export async function addWhatPapersBring(nominating: Nominating): Promise<void> {
  const { db, cast, community, electionId, today } = nominating
  const nominees = await db
    .selectFrom('nominee')
    .innerJoin('voter', 'voter.id', 'nominee.voterId')
    .select(['nominee.id', 'voter.voterNumber', 'voter.sex'])
    .where('nominee.electionId', '=', electionId)
    .orderBy('nominee.id')
    .execute()
  const addressOf = (id: number) => `/elections/${electionId}/nomination/nominees/${id}`
  for (const { id, voterNumber, sex } of nominees) {
    const page = addressOf(id)
    await cast.rollClerk.open(page)
    await cast.rollClerk.upload(
      { field: 'file', fileName: '照片.png', bytes: portrait(voterNumber, sex) },
      {},
      `${page}/photo`,
    )
  }
  const [first, second] = nominees
  if (community === withRelatives && first && second) {
    const page = `${addressOf(first.id)}/declare-kinship`
    await cast.rollClerk.open(page)
    const declared = { relationship: 'sibling', evidence: '两人书面申报' }
    await carryOut(cast.rollClerk, { relative: second.voterNumber, ...declared }, page)
  }
  if (community !== withOpenReview || !first) return
  const failing = { row: 'department 法院', opinion: 'failed', note: '本社区选举办法规定的失信情形，已列入名单' }
  const page = `${addressOf(first.id)}/vet-nominee`
  await cast.township.open(`${page}?row=${encodeURIComponent(failing.row)}`)
  const when = { givenBy: '周明', givenOn: today, document: '法院复函' }
  await carryOut(cast.township, { ...failing, basis: `${community}选举办法第九条`, ...when }, page)
  const grid = `/elections/${electionId}/nomination/vet-nominees`
  await cast.township.open(grid)
  const answered = offered(cast.township.html, 'passed').filter((cell) => / department (组织|公安|信访)$/.test(cell))
  await carryOut(cast.township, { passed: answered, givenBy: '周明', givenOn: today }, grid)
}

/** Everywhere but where the demo shows a review under way the review is over by then. */
export function isReviewOver(community: string): boolean {
  return community !== withOpenReview
}

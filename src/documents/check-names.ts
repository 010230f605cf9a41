import type { FastifyReply, FastifyRequest, FastifyInstance } from 'fastify'
import { codePointText, hanOf } from '../lib/code-point.js'
import type { Db } from '../infra/db/database.js'
import { listNominees } from '../nomination/queries.js'
import { readStrokeKey } from '../organisation/queries.js'
import { listStaff } from '../polling/queries.js'
import { findElectionCommittee, listRounds } from '../timetable/queries.js'
import { fontSet } from './layout/fonts.js'
import { listVoterNames } from './queries.js'
import { lostCharacters, remedyFor, unprintable } from './unprintable.js'

/** A name that will stand on some paper, with whose it is. */
interface NameInUse {
  readonly name: string
  readonly whose: string
  /** Where it is corrected; empty when nowhere by a page of its own. */
  readonly href: string
  /** Names of nominees are put in the order of strokes. */
  readonly isOrdered: boolean
}

/** As many as a person works through; the count is of all. */
const shownMost = 200

/** Every name of an election with a character that cannot be printed, was lost, or has no place among the strokes. */
export async function showCheckNames(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const names = await namesInUse(this.db, request)
  const strokeKey = await readStrokeKey(this.db)
  const troubles = names.flatMap((each) => [
    ...unprintable(each.name).map((character) => trouble(each, character, '不能印', remedyFor(character))),
    ...lostCharacters(each.name).map((character) =>
      trouble(each, character, '字已丢失', '这是替代符号，不是姓名用字。请对照身份证更正姓名。'),
    ),
    ...(each.isOrdered ? hanOf(each.name).filter((character) => strokeKey(character) === undefined) : []).map(
      (character) => trouble(each, character, '没有笔画资料', '请民政局在“笔画补录”中补录，姓名即按笔画排列。'),
    ),
  ])
  const withoutFont = new Set(troubles.filter(({ what }) => what === '不能印').map(({ name }) => name)).size
  return await reply.page('documents/check-names.hbs', {
    title: '姓名用字检查',
    checked: names.length,
    troubles: troubles.slice(0, shownMost),
    troubleCount: troubles.length,
    hasMore: troubles.length > shownMost,
    withoutFont,
    hasWithoutFont: withoutFont > 0,
    warnings: fontSet().warnings,
  })
}

function trouble({ name, whose, href }: NameInUse, character: string, what: string, remedy: string) {
  return { name, whose, href, character, codePoint: codePointText(character), what, remedy }
}

async function namesInUse(db: Db, { election, account }: FastifyRequest): Promise<NameInUse[]> {
  const base = `/elections/${election.id}`
  const seesNominees = account?.role !== 'checkInClerk' && account?.role !== 'tallyClerk'
  const committee = await findElectionCommittee(db, election.id)
  const staff = []
  for (const round of await listRounds(db, election.id)) staff.push(...(await listStaff(db, round.id)).values())
  return [
    ...(committee?.members ?? []).map(({ name }) => used(name, '选举委员会成员', '')),
    ...(await listNominees(db, election.id)).map(({ id, name }) => ({
      ...used(name, '被提名人', seesNominees ? `${base}/nomination/nominees/${id}` : ''),
      isOrdered: true,
    })),
    ...staff.flat().map(({ name }) => used(name, '投票站工作人员', `${base}/polling/set-up-stations`)),
    ...(await listVoterNames(db, election.id)).map(({ id, voterNumber, name }) =>
      used(name, `选民 ${voterNumber} 号`, `${base}/roll/voters/${id}`),
    ),
  ]
}

function used(name: string, whose: string, href: string): NameInUse {
  return { name, whose, href, isOrdered: false }
}

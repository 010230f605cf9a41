import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { untrueCertificates, withoutCertificate } from '../rules/certificates.js'
import { handoverPlan } from '../rules/handover.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { queryText } from '../infra/http/fields.js'
import {
  filingStateText,
  findHandover,
  listCertificates,
  listFilings,
  listMembers,
  listWhoLeft,
  resultState,
} from '../handover/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { electionFile } from './election-file.js'
import { listElectionsInScope } from './queries.js'
import { placeName } from './words.js'

interface Cell {
  readonly text: string
  readonly look: 'done' | 'current' | 'warn' | 'wrong' | ''
}

interface Row {
  readonly electionId: number
  readonly community: string
  readonly township: string
  readonly foundedText: string
  readonly handover: Cell
  readonly days: Cell
  readonly filing: Cell
  readonly certificates: Cell
  readonly file: Cell
  /** The last day; of those handed over none. */
  readonly open: PlainDate | undefined
  readonly isLate: boolean
  readonly isFileShort: boolean
  readonly isRegular: boolean
}

const filters = {
  all: { text: '全部', has: () => true },
  open: { text: '待移交', has: ({ open }: Row) => open !== undefined },
  late: { text: '逾期', has: ({ isLate }: Row) => isLate },
  file: { text: '档案不全', has: ({ isFileShort }: Row) => isFileShort },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly has: (row: Row) => boolean }>>

type FilterName = keyof typeof filters

/**
 * From the founding of the new committee to the complete file, community by community: what is left of the ten days (art.
 * 25), and what the file lacks. Those whose days run out first stand first.
 */
export async function showTownshipHandovers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, account, today } = request
  const elections = season && account ? await listElectionsInScope(this.db, season.id, account) : []
  const rows: Row[] = []
  for (const election of elections) {
    const row = await rowOf(this.db, election, today)
    if (row) rows.push(row)
  }
  rows.sort((a, b) => ((a.open ?? '9999') < (b.open ?? '9999') ? -1 : 1))
  const wanted = queryText(request.query, 'show')
  const chosen = (Object.keys(filters) as FilterName[]).find((name) => name === wanted) ?? 'all'
  return await reply.page('documents/township-handovers.hbs', {
    title: '移交与档案',
    rows: rows.filter((row) => filters[chosen].has(row)),
    isAny: rows.some((row) => filters[chosen].has(row)),
    founded: rows.filter(({ isRegular }) => isRegular).length,
    waiting:
      elections.filter(({ kind }) => kind === 'regular').length - rows.filter(({ isRegular }) => isRegular).length,
    lateCount: rows.filter(({ isLate }) => isLate).length,
    isAnyLate: rows.some(({ isLate }) => isLate),
    choices: (Object.keys(filters) as FilterName[]).map((name) => ({
      name,
      text: filters[name].text,
      count: rows.filter((row) => filters[name].has(row)).length,
      isHere: name === chosen,
    })),
  })
}

/** Undefined while the new committee has not come into being. */
async function rowOf(db: Db, election: ElectionInScope, today: PlainDate): Promise<Row | undefined> {
  const { isLaterVoteOpen, foundedOn } = resultState(await listMilestones(db, election.id))
  if (foundedOn === undefined || isLaterVoteOpen) return undefined
  const handover = await findHandover(db, election.id)
  const steps = handoverPlan(foundedOn, ruleSetInForce(election))
  const latest = steps.find(({ what }) => what === 'handover')?.latest ?? foundedOn
  const { missing } = await electionFile(db, election)
  const isLate = handover === undefined && today > latest
  return {
    electionId: election.id,
    community: placeName(election),
    township: election.townshipName,
    foundedText: monthDay(foundedOn),
    handover: handover
      ? { text: `${monthDay(handover.handedOn)}已移交`, look: handover.handedOn > latest ? 'warn' : 'done' }
      : { text: `最迟${monthDay(latest)}`, look: '' },
    days: daysCell(handover?.handedOn, latest, today),
    filing: await filingCell(db, election.id),
    certificates: await certificatesCell(db, election.id),
    file: missing === 0 ? { text: '齐全', look: 'done' } : { text: `缺 ${missing} 件`, look: 'warn' },
    open: handover ? undefined : latest,
    isLate,
    isFileShort: missing > 0,
    isRegular: election.kind === 'regular',
  }
}

/** What is left of the days, or how many too many they were. */
function daysCell(handedOn: PlainDate | undefined, latest: PlainDate, today: PlainDate): Cell {
  const left = daysBetween(handedOn ?? today, latest)
  if (handedOn !== undefined)
    return left < 0 ? { text: `迟 ${-left} 天`, look: 'warn' } : { text: '按期', look: 'done' }
  if (left < 0) return { text: `逾期 ${-left} 天`, look: 'wrong' }
  if (left === 0) return { text: '今天截止', look: 'warn' }
  return { text: `还剩 ${left} 天`, look: left <= 3 ? 'warn' : 'current' }
}

async function filingCell(db: Db, electionId: number): Promise<Cell> {
  const last = (await listFilings(db, electionId)).at(-1)
  return last ? filingStateText[last.state] : { text: '未报送', look: '' }
}

async function certificatesCell(db: Db, electionId: number): Promise<Cell> {
  const left = await listWhoLeft(db, electionId)
  const members = (await listMembers(db, electionId)).filter(({ key }) => !left.has(key))
  const certificates = await listCertificates(db, electionId)
  const untrue = untrueCertificates(certificates, members).length
  const due = withoutCertificate(members, certificates).length
  if (untrue > 0) return { text: `${untrue} 份要收回`, look: 'wrong' }
  if (due === 0) return { text: `已发 ${members.length} 份`, look: 'done' }
  return due === members.length ? { text: '未颁发', look: '' } : { text: `还差 ${due} 份`, look: 'current' }
}

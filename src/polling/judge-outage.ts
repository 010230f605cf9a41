import type { Finding } from '../rules/finding.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { findVoterOfNumber } from '../roll/queries.js'
import type { DeskStation } from './check-in-queries.js'
import { type DeskStanding, deskStanding } from './desk-standing.js'
import type { Handout } from './issue-ballots.js'
import type { OutageLine, UnreadableLine } from './outage-lines.js'
import type { Grant } from './proxy-queries.js'

/** A line of the signed list with what it would enter, or what stands against it. */
export interface JudgedLine {
  readonly text: string
  readonly name: string
  readonly message: string
  readonly isWrong: boolean
  readonly handouts: readonly Handout[]
  readonly endsGrants: readonly Grant[]
}

/** What each line enters, one after the other: a ballot that an earlier line took cannot be taken again. */
export async function judgeLines(
  db: Db,
  election: ElectionInScope,
  station: DeskStation,
  lines: readonly (OutageLine | UnreadableLine)[],
): Promise<JudgedLine[]> {
  const taken = new Map<number, string>()
  const judged: JudgedLine[] = []
  for (const line of lines) {
    const one = await judgeLine(db, election, station, line)
    const twice = one.handouts.map(({ voterId }) => taken.get(voterId)).find((text) => text !== undefined)
    judged.push(twice === undefined ? one : wrong(one.text, one.name, `与“${twice}”这一行重复。`))
    if (twice === undefined) for (const { voterId } of one.handouts) taken.set(voterId, one.text)
  }
  return judged
}

async function judgeLine(
  db: Db,
  election: ElectionInScope,
  station: DeskStation,
  line: OutageLine | UnreadableLine,
): Promise<JudgedLine> {
  if (!('voterNumber' in line))
    return wrong(line.text, '', '看不懂这一行：写选民证号，代领写成“12代45、46”或“12只代45”。')
  const voter = await findVoterOfNumber(db, election.id, line.voterNumber)
  if (!voter) return wrong(line.text, '', `名单上没有 ${line.voterNumber} 号。`)
  const standing = await deskStanding(db, election, station, voter.id)
  const { principals } = standing
  const grants = line.principals.map((number) => principals.find(({ grant }) => grant.principal.voterNumber === number))
  const problem = problemOf(line, standing, grants)
  if (problem !== undefined) return wrong(line.text, voter.name, problem)
  const { own } = standing
  const forOthers = grants.flatMap((asked) => (asked ? [asked.grant] : []))
  const ended = line.own && own.endsGrant ? [own.endsGrant] : []
  return {
    ...{ text: line.text, name: voter.name, isWrong: false, endsGrants: ended },
    message: own.findings
      .filter(() => line.own)
      .map(({ message }) => message)
      .join(' '),
    handouts: [
      ...(line.own ? [{ voterId: voter.id, proxyId: null, grantId: own.endsGrant?.id ?? null }] : []),
      ...forOthers.map(({ id, principal }) => ({ voterId: principal.id, proxyId: voter.id, grantId: id })),
    ],
  }
}

function problemOf(
  line: OutageLine,
  { voter, own }: DeskStanding,
  grants: readonly (DeskStanding['principals'][number] | undefined)[],
): string | undefined {
  const asked = [...(line.own ? [own] : []), ...grants.filter((grant) => grant !== undefined)]
  const barred = asked.flatMap(({ findings }) => findings).find(standsAgainst)
  if (barred) return barred.message
  const unknown = line.principals.find((_, at) => grants[at] === undefined)
  return unknown === undefined ? undefined : `没有登记 ${unknown} 号对${voter.name}的委托，或者委托已经取消。`
}

/** Whether a box on its way has this voter's ballot is not known; that the paper has it, is. */
function standsAgainst({ severity, code }: Finding): boolean {
  return severity === 'error' && code !== 'mobile-box-is-out'
}

function wrong(text: string, name: string, message: string): JudgedLine {
  return { text, name, message, isWrong: true, handouts: [], endsGrants: [] }
}

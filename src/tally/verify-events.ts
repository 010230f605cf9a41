import { hashOfContent, hashOfLink } from '../infra/audit-log/event-hash.js'
import { compare, fault, type RecordFault } from './record-faults.js'
import { isOpenType, type OpenContent, openContentOf, type OpenType } from './record-events.js'
import type { ElectionRecord, RecordedEvent, RecordedVote } from './record-schema.js'

/** The chain of events link by link, and then whether what its open events say is what the record says. */
export function checkEvents(record: ElectionRecord): RecordFault[] {
  const broken = record.events.flatMap((event, index) => checkLink(record, event, index))
  // A broken chain says nothing.
  return broken.length > 0 ? broken : checkContents(record)
}

function checkLink({ election, events }: ElectionRecord, event: RecordedEvent, index: number): RecordFault[] {
  const path = `events[${index}]`
  const before = events[index - 1]
  const faults: RecordFault[] = []
  if (event.hash !== hashOfLink({ ...event, electionId: election.id })) {
    faults.push(fault(`${path}.hash`, '与这一条的内容不符'))
  }
  if (event.previousInElection !== (before?.hash ?? null)) {
    faults.push(fault(`${path}.previousInElection`, '接不上本次选举的前一条：中间有增、删或者调换'))
  }
  if (before && event.sequence <= before.sequence) faults.push(fault(`${path}.sequence`, '顺序颠倒'))
  if (before && event.sequence === before.sequence + 1 && event.previousHash !== before.hash) {
    faults.push(fault(`${path}.previousHash`, '接不上操作日志的前一条'))
  }
  return [...faults, ...checkOpened(event, path)]
}

function checkOpened(event: RecordedEvent, path: string): RecordFault[] {
  const { type, opened, contentHash } = event
  if (!opened) return isOpenType(type) ? [fault(`${path}.opened`, '这类事项的内容应当公开')] : []
  if (!isOpenType(type)) return [fault(`${path}.opened`, '这类事项的内容不公开')]
  if (hashOfContent(opened.key, opened.content) !== contentHash) return [fault(`${path}.opened`, '内容与它的指纹不符')]
  return openContentOf(event, type) ? [] : [fault(`${path}.opened.content`, '不是这类事项的内容')]
}

function contentsOf<T extends OpenType>({ events }: ElectionRecord, type: T): OpenContent<T>[] {
  return events.flatMap((event) => openContentOf(event, type) ?? [])
}

function checkContents(record: ElectionRecord): RecordFault[] {
  return [
    ...checkEnds(record),
    ...checkRoll(record),
    ...checkMilestones(record),
    ...checkCheckIns(record),
    ...record.votes.flatMap((vote, index) => checkVote(record, vote, `votes[${index}]`)),
  ]
}

/** From the opening of the election, under its rules, to the declaration of its last vote. */
function checkEnds(record: ElectionRecord): RecordFault[] {
  const { events, rules } = record
  const [opening] = contentsOf(record, 'electionOpened')
  const declarations = contentsOf(record, 'resultDeclared')
  const times = (type: string) => events.filter((event) => event.type === type).length
  const recounts = record.votes.reduce((sum, { earlierCounts = [] }) => sum + earlierCounts.length, 0)
  return [
    ...compare(recounts, times('recountOpened') - times('recountAbandoned'), 'votes.recount'),
    ...compare(events[0]?.type, 'electionOpened', 'events[0].type'),
    ...compare(events.at(-1)?.type, 'resultDeclared', `events[${events.length - 1}].type`),
    ...compare(rules.id, opening?.ruleSetId, 'rules.id'),
    ...compare(rules.version, opening?.ruleSetVersion, 'rules.version'),
    ...compare(
      record.votes.flatMap(({ id, earlierCounts = [] }) => [...earlierCounts.map(() => id), id]),
      declarations.map(({ roundId }) => roundId),
      'votes',
    ),
  ]
}

const versionKinds = { rollPosted: 'posted', rollCorrected: 'corrected', rollClosed: 'closed' } as const

function checkRoll(record: ElectionRecord): RecordFault[] {
  const made = (['rollPosted', 'rollCorrected', 'rollClosed'] as const).flatMap((type) =>
    contentsOf(record, type).map((version) => ({ kind: versionKinds[type], ...version })),
  )
  const expected = made.map(({ version: number, ...rest }) => ({ number, ...rest })).sort((a, b) => a.number - b.number)
  const { versions, changes } = record.roll
  const closed = versions.find(({ kind }) => kind === 'closed')
  const isFinal = closed !== undefined && !changes.some(({ afterVersion }) => afterVersion >= closed.number)
  const registered = isFinal
    ? record.votes.flatMap((vote, index) => compare(vote.registered, closed.electors, `votes[${index}].registered`))
    : []
  return [...compare(versions, expected, 'roll.versions'), ...registered]
}

/** Milestones that are taken back when they are over: a vote that is due no more after a recount, and the recount itself. */
const passing = /^(laterVoteDue|recountOpened) /

/** By name and vote: the day of a milestone may have been corrected after it was recorded. */
function checkMilestones(record: ElectionRecord): RecordFault[] {
  const reached = record.milestones.map(({ name, round }) => `${name} ${round}`)
  const recorded = contentsOf(record, 'milestoneReached').map(({ milestone, round }) => `${milestone} ${round}`)
  return [
    ...reached.flatMap((name, index) =>
      recorded.includes(name) ? [] : [fault(`milestones[${index}]`, `操作日志里没有：${name}`)],
    ),
    ...recorded
      .filter((name) => !reached.includes(name) && !mayPass(record, name))
      .map((name) => fault('milestones', `少了：${name}`)),
  ]
}

/** Only where a vote was counted again, or was to be. */
function mayPass({ events }: ElectionRecord, milestone: string): boolean {
  return passing.test(milestone) && events.some(({ type }) => type === 'recountOpened')
}

/** A ballot is handed out by checking a voter in: both are counted, and must be the same number. */
function checkCheckIns({ events, votes }: ElectionRecord): RecordFault[] {
  const count = (type: string) => events.filter((event) => event.type === type).length
  const checkedIn = count('voterCheckedIn') - count('checkInUndone')
  const issued = votes.reduce((sum, vote) => sum + issuedOf(vote), 0)
  return checkedIn === issued ? [] : [fault('votes', `共发出${issued}张选票，操作日志里验证发票${checkedIn}次`)]
}

function issuedOf({ stations }: RecordedVote): number {
  return stations.reduce((sum, { issued }) => sum + issued, 0)
}

type Count = Pick<RecordedVote, 'sheets' | 'outcome' | 'result'>

function checkVote(record: ElectionRecord, vote: RecordedVote, path: string): RecordFault[] {
  const closing = contentsOf(record, 'pollClosed').find(({ roundId }) => roundId === vote.id)
  const { earlierCounts = [] } = vote
  return [
    ...compare(issuedOf(vote), closing?.issued, `${path}.stations`),
    ...[...earlierCounts, vote].flatMap((count, place) =>
      checkCount(
        record,
        { id: vote.id, place },
        count,
        place < earlierCounts.length ? `${path}.earlierCounts[${place}]` : path,
      ),
    ),
  ]
}

/** One count of a vote: proposed and declared as the log says, by its place among the declarations of the vote. */
function checkCount(
  record: ElectionRecord,
  { id, place }: { readonly id: number; readonly place: number },
  vote: Count,
  path: string,
): RecordFault[] {
  const declaration = contentsOf(record, 'resultDeclared').filter(({ roundId }) => roundId === id)[place]
  const proposals = contentsOf(record, 'resultProposed').filter(({ roundId }) => roundId === id)
  const proposal = proposals.findLast(({ hash }) => hash === declaration?.hash) ?? proposals.at(-1)
  const elected = vote.outcome.posts.flatMap(({ post, elected: people }) =>
    people.map((person) => ({ postId: post.id, name: person.name, votes: person.for })),
  )
  const declared = declaration?.elected ?? []
  return [
    ...compare(vote.result.hash, proposal?.hash, `${path}.result.hash`),
    ...compare(vote.result.hash, declaration?.hash, `${path}.result.hash`),
    ...compare(
      elected,
      declared.map(({ postId, name, votes }) => ({ postId: String(postId), name, votes })),
      `${path}.outcome.posts`,
    ),
    ...compare(vote.outcome.followUp.kind, declaration?.followUp, `${path}.outcome.followUp.kind`),
    ...vote.sheets.flatMap((sheet, index) => checkSheet(record, sheet, `${path}.sheets[${index}]`)),
  ]
}

/** The log has the sheet becoming definitive, and each decision about its differences. */
function checkSheet(record: ElectionRecord, { id, resolutions }: RecordedVote['sheets'][number], path: string) {
  const entries = contentsOf(record, 'sheetEntered').filter(({ sheetId }) => sheetId === id)
  const resolved = contentsOf(record, 'differencesResolved').filter(({ sheetId }) => sheetId === id)
  return [
    ...compare('definitive', entries.at(-1)?.state, `${path}.id`),
    ...compare(
      resolutions,
      resolved.map(({ resolution }) => resolution),
      `${path}.resolutions`,
    ),
  ]
}

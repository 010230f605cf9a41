import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ageOn, type PlainDate } from '../lib/plain-date.js'
import { NotFound } from '../infra/http/errors.js'
import { queryText } from '../infra/http/fields.js'
import { dropOutText } from '../rules/candidate-withdrawal.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones, listRoundPosts } from '../timetable/queries.js'
import {
  type CandidateList,
  type CandidateRow,
  type DropOutRow,
  getCandidateList,
  listCandidateLists,
  listChangedLists,
  listDropOuts,
} from './queries.js'
import { insiders } from './insiders.js'
import { scansText } from './scan-words.js'
import { countScans } from './scan-queries.js'
import { sexText } from './words.js'

const roundTitle = {
  first: '正式候选人',
  runoff: '另行选举候选人',
  tieBreak: '再次投票候选人',
  rerun: '重新选举候选人',
} as const

/**
 * The names on the ballot of the vote that is on; whoever may look at the election may look at these. Earlier lists of
 * the same vote stay to be looked at by their version.
 */
export async function showCandidates(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const { round } = election
  const milestones = await listMilestones(this.db, election.id)
  const confirmedOn = findMilestone(milestones, 'candidatesConfirmed', round.number)?.on
  const lists = await listCandidateLists(this.db, round.id)
  const asked = queryText(request.query, 'version')
  const list = await getCandidateList(this.db, round.id, asked === '' ? undefined : Number(asked))
  if (asked !== '' && !list) throw new NotFound('没有这一版候选人名单。')
  const isCurrent = list === undefined || list.version === lists.at(-1)?.version
  const ruleSet = ruleSetInForce(election)
  const mayDropOut = account?.role === 'electionOfficer' && may('recordDropOut', milestones, ruleSet).length === 0
  const changed = await listChangedLists(this.db, round.id)
  const dropOuts = (await listDropOuts(this.db, election.id)).filter(({ roundId }) => roundId === round.id)
  const scans = await countScans(
    this.db,
    'drop-out',
    dropOuts.map(({ id }) => id),
  )
  const posts = list?.posts ?? (await listRoundPosts(this.db, round.id)).map((post) => ({ post, candidates: [] }))
  return await reply.page('nomination/show-candidates.hbs', {
    title: roundTitle[round.kind],
    lead: leadLine(confirmedOn, list, isCurrent),
    isLaterVote: round.number > 1,
    isBeforePoll: confirmedOn !== undefined && isCurrent && !findMilestone(milestones, 'pollOpened', round.number),
    isReopened: confirmedOn === undefined && list !== undefined,
    list: list && { version: list.version, groups: fingerprintGroups(list.hash), madeAt: list.madeAt, isCurrent },
    changed: changed.map(({ version }) => ({
      severity: 'error',
      article: '',
      message: `第${version}版名单与固定时的内容不一致：数据库中的名单被改动过。请立即停止使用，向民政局报告。`,
    })),
    versions: lists.length > 1 ? lists.map((one) => versionWords(one, list?.version, dropOuts)) : [],
    mayDropOut: mayDropOut && isCurrent,
    posts: posts.map(({ post: { title, seats, reservedForWoman }, candidates }) => {
      const note = reservedForWoman ? '妇女名额' : ''
      return { title, seats, note, count: candidates.length, candidates: candidates.map((one) => words(one, request)) }
    }),
    // Why somebody left, and with what paper, is for those who look after the list.
    dropOuts:
      account?.role === 'observer'
        ? []
        : dropOuts.map((one) => ({ ...dropOutWords(one), scansText: scansText(scans.get(one.id)) })),
    seesScans: account !== null && insiders.includes(account.role),
  })
}

function leadLine(confirmedOn: PlainDate | undefined, list: CandidateList | undefined, isCurrent: boolean): string {
  if (list && !isCurrent) return `这是第${list.version}版名单，已被后来的名单代替，留存备查。`
  if (confirmedOn) return `${longDate(confirmedOn)}确定，以下按选票上的顺序。`
  return list ? '候选人有变动，名单须补足以后重新确定。' : '候选人还没有确定。'
}

type ListHead = Awaited<ReturnType<typeof listCandidateLists>>[number]

function versionWords(list: ListHead, shown: number | undefined, dropOuts: readonly DropOutRow[]) {
  const { version, hash, madeAt, madeByName } = list
  const cause = dropOuts.find(({ listVersion }) => listVersion === version)
  return {
    version,
    isHere: version === shown,
    groups: fingerprintGroups(hash),
    madeAt,
    madeBy: madeByName ?? '',
    cause: cause ? `${cause.name}${dropOutText[cause.reason]}` : version === 1 ? '确定候选人' : '补足以后重新确定',
  }
}

function dropOutWords({
  id,
  name,
  postTitle,
  reason,
  droppedOn,
  document,
  lateReason,
  consequences,
  listVersion,
}: DropOutRow) {
  return {
    ...{ id, name, postTitle, document, consequences, version: listVersion },
    reasonText: dropOutText[reason],
    on: longDate(droppedOn),
    lateReason: lateReason ?? '',
  }
}

function words(candidate: CandidateRow, { election }: FastifyRequest) {
  const { birthDate, sex, previousVotes } = candidate
  return {
    id: candidate.id,
    place: candidate.ballotOrder,
    name: candidate.name,
    sexText: sex ? sexText[sex] : '—',
    ageText: birthDate ? String(ageOn(birthDate, election.round.votingDay)) : '—',
    politicalStatus: candidate.politicalStatus ?? '—',
    education: candidate.education ?? '—',
    occupation: candidate.occupation ?? '—',
    previousVotes: previousVotes === null ? '—' : String(previousVotes),
  }
}

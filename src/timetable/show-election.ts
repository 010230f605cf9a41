import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { electionFormText } from '../rules/election-form.js'
import {
  currentStage,
  findMilestone,
  hasOpenLaterVote,
  isLaterVoteDue,
  isRecountOpen,
  type Milestone,
  type Stage,
} from '../rules/stages.js'
import { isBroken } from '../rules/timetable.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Role } from '../infra/security/roles.js'
import { electionFacts, stepsOf } from './election-facts.js'
import { listPosts } from './queries.js'

interface NextStep {
  readonly text: string
  readonly page: string
  readonly button: string
  readonly roles: readonly Role[]
}

/** What is to be done next in each stage, and by whom. */
const nextSteps: Readonly<Record<Stage, NextStep>> = {
  preparation: {
    text: '核对选举方案。',
    page: 'plan',
    button: '看选举方案',
    roles: ['electionOfficer', 'townshipOfficer'],
  },
  electionCommittee: {
    text: '登记居民选举委员会的推选结果。',
    page: 'election-committee',
    button: '登记选举委员会',
    roles: ['electionOfficer', 'townshipOfficer'],
  },
  registration: {
    text: '导入登记名册，核对后公布选民名单。',
    page: 'roll',
    button: '办理选民登记',
    roles: ['electionOfficer', 'rollClerk'],
  },
  rollPosted: {
    text: '受理和处理对名单的异议，期满后确定名单。',
    page: 'roll/objections',
    button: '办理异议',
    roles: ['electionOfficer', 'rollClerk'],
  },
  nomination: {
    text: '登记提名，审查资格，确定正式候选人。',
    page: 'nomination',
    button: '办理提名',
    roles: ['electionOfficer', 'rollClerk'],
  },
  polling: {
    text: '设置投票站，分发选票；选举日验证发票。',
    page: 'polling',
    button: '办理投票',
    roles: ['electionOfficer', 'checkInClerk'],
  },
  tally: {
    text: '录入计票单，两人各录一遍。',
    page: 'tally',
    button: '录入计票单',
    roles: ['electionOfficer', 'tallyClerk'],
  },
  result: {
    text: '核对结果，由另一人宣布。',
    page: 'tally/result',
    button: '看选举结果',
    roles: ['electionOfficer', 'tallyClerk'],
  },
  handover: {
    text: '登记当选人员，颁发证书，报送备案，十日内完成工作移交。',
    page: 'handover',
    button: '办理移交',
    roles: ['electionOfficer'],
  },
}

const laterVoteStep: NextStep = {
  text: '还有名额没有选出，须再次投票。确定投票日和候选人。',
  page: 'tally/open-runoff',
  button: '组织再次投票',
  roles: ['electionOfficer'],
}

const recountStep: NextStep = {
  text: '选举结果正在复核：重新录入计票单，另行提出和宣布复核结果。',
  page: 'tally',
  button: '录入计票单',
  roles: ['electionOfficer', 'tallyClerk'],
}

/** The roll of a by-election begins as a copy of the regular election's: nothing is imported. */
const rollTakenOver: NextStep = {
  ...nextSteps.registration,
  text: '选民名单已按换届选举的名单列好，核对增减后公布。',
}

/** A vote after the first goes through polling, tally and result once more. */
function nextStepOf(milestones: readonly Milestone[], kind: ElectionInScope['kind']): NextStep {
  if (isRecountOpen(milestones)) return recountStep
  if (isLaterVoteDue(milestones)) return laterVoteStep
  if (!hasOpenLaterVote(milestones)) {
    const stage = currentStage(milestones)
    return kind === 'byElection' && stage === 'registration' ? rollTakenOver : nextSteps[stage]
  }
  if (findMilestone(milestones, 'pollClosed') === undefined) return nextSteps.polling
  return findMilestone(milestones, 'tallyCompleted') === undefined ? nextSteps.tally : nextSteps.result
}

export async function showElection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today, account } = request
  const facts = await electionFacts(this.db, election)
  const { milestones } = facts
  const posts = await listPosts(this.db, election.id)
  const steps = stepsOf(facts, today)
  const isOver = milestones.some(({ name }) => name === 'handedOver')
  const next = nextStepOf(milestones, election.kind)
  const due = steps.filter(({ state }) => state === 'due').slice(0, 4)
  return await reply.page('timetable/show-election.hbs', {
    title: `${election.communityName}${termText(election.termNumber)}居民委员会${election.kind === 'byElection' ? '补选' : '换届选举'}`,
    isOver,
    next,
    isMine: account !== null && next.roles.includes(account.role),
    broken: steps.flatMap((step) => (isBroken(step) && step.finding ? [step.finding] : [])),
    due: due.map(({ title, latest, days }) => ({ title, latest, days, isToday: days === 0 })),
    formText: electionFormText[election.form],
    posts: posts.map(({ title, seats }) => ({ title, seats })),
    electionDay: election.electionDay,
    isByElection: election.kind === 'byElection',
    seesVoters: account?.role !== 'observer',
  })
}

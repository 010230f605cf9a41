import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { untrueCertificates, withoutCertificate } from '../rules/certificates.js'
import { findMilestone, type Milestone } from '../rules/stages.js'
import type { Role } from '../infra/security/roles.js'
import { listMilestones, timetableOptions } from '../timetable/queries.js'
import { filingStateText } from './filing-row.js'
import {
  type Certificate,
  type Filing,
  findSupervisionCommittee,
  listCertificates,
  listFilings,
  listMembers,
  listWhoLeft,
  type Member,
  type SupervisionCommittee,
} from './queries.js'
import { resultState } from './result-state.js'

/** Who may see what is personal about those elected. */
export const overseers: readonly Role[] = ['electionOfficer', 'townshipOfficer', 'bureauAuditor']

interface Task {
  readonly title: string
  readonly page: string
  readonly stateText: string
  readonly look: 'done' | 'current' | 'warn' | 'wrong' | ''
  readonly isForOverseers: boolean
}

/** What is to be done between the declaration and the complete file, each with how far it is. */
export async function showTasks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const isOverseer = overseers.includes(account?.role as Role)
  const tasks = (await tasksOf(this, request)).filter(({ isForOverseers }) => isOverseer || !isForOverseers)
  const { isDeclared } = resultState(await listMilestones(this.db, election.id))
  const next = tasks.find(({ look }) => look !== 'done')
  return await reply.page('handover/show-handover.hbs', {
    title: '移交',
    here: `/elections/${election.id}`,
    tasks,
    isDeclared,
    next: account?.role === 'electionOfficer' && isDeclared && next ? next : null,
  })
}

async function tasksOf({ db }: FastifyInstance, { election }: FastifyRequest): Promise<Task[]> {
  const left = await listWhoLeft(db, election.id)
  const members = await listMembers(db, election.id)
  const inOffice = members.filter(({ key }) => !left.has(key))
  const certificates = await listCertificates(db, election.id)
  return [
    membersTask(inOffice),
    filingTask((await listFilings(db, election.id)).at(-1)),
    certificatesTask(inOffice, certificates),
    handoverTask(findMilestone(await listMilestones(db, election.id), 'handedOver')),
    ...(election.kind === 'byElection' ? [] : [supervisionTask(await findSupervisionCommittee(db, election.id))]),
    archiveTask((await timetableOptions(db, election)).done?.archive),
  ]
}

function membersTask(members: readonly Member[]): Task {
  const task = { title: '当选人员登记', page: 'handover/members', isForOverseers: true }
  const open = members.filter(({ missing, version }) => missing.length > 0 || version === 0).length
  if (members.length === 0) return { ...task, stateText: '还没有宣布结果', look: '' }
  if (open > 0) return { ...task, stateText: `${members.length} 人当选，${open} 人待登记`, look: 'current' }
  return { ...task, stateText: `${members.length} 人，齐全`, look: 'done' }
}

function filingTask(last: Filing | undefined): Task {
  const task = { title: '报送备案', page: 'handover/filing', isForOverseers: true }
  if (!last) return { ...task, stateText: '未报送', look: '' }
  const { text, look } = filingStateText[last.state]
  return { ...task, stateText: text, look }
}

function certificatesTask(members: readonly Member[], certificates: readonly Certificate[]): Task {
  const task = { title: '当选证书', page: 'handover/certificates', isForOverseers: true }
  if (untrueCertificates(certificates, members).length > 0) {
    return { ...task, stateText: '有证书与当选人不符', look: 'wrong' }
  }
  const due = withoutCertificate(members, certificates).length
  if (members.length === 0 || due === members.length) return { ...task, stateText: '未颁发', look: '' }
  if (due > 0) return { ...task, stateText: `还有 ${due} 人没有证书`, look: 'current' }
  return { ...task, stateText: `已颁发 ${members.length} 份`, look: 'done' }
}

function handoverTask(handedOver: Milestone | undefined): Task {
  const task = { title: '工作移交', page: 'handover/hand-over', isForOverseers: false }
  if (!handedOver) return { ...task, stateText: '未完成', look: '' }
  return { ...task, stateText: `${longDate(handedOver.on)}完成`, look: 'done' }
}

function archiveTask(handedInOn: PlainDate | undefined): Task {
  const task = { title: '选举档案', page: 'documents/file', isForOverseers: true }
  if (!handedInOn) return { ...task, stateText: '未移交，看清单', look: '' }
  return { ...task, stateText: `${longDate(handedInOn)}移交`, look: 'done' }
}

function supervisionTask(committee: SupervisionCommittee | undefined): Task {
  const task = { title: '居务监督委员会', page: 'handover/supervision', isForOverseers: false }
  if (!committee) return { ...task, stateText: '未登记', look: '' }
  return { ...task, stateText: `${committee.members.length} 人`, look: 'done' }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { memberAge, partyOfficeText, serviceText } from '../rules/member-facts.js'
import { listMembers, listWhoLeft, type Member } from './queries.js'
import { sexText } from './words.js'

/** The register of those elected (当选人员名册), each with what is still missing. */
export async function showMembers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const members = await listMembers(this.db, election.id)
  const left = await listWhoLeft(this.db, election.id)
  const incomplete = members.filter(
    ({ key, missing, version }) => !left.has(key) && (missing.length > 0 || version === 0),
  )
  return await reply.page('handover/list-members.hbs', {
    title: '当选人员登记',
    home: `/elections/${election.id}/handover`,
    members: members.map((member) => ({ ...memberRow(member, request), hasLeft: left.has(member.key) })),
    count: members.length,
    hasMembers: members.length > 0,
    openCount: incomplete.length,
    isComplete: members.length > 0 && incomplete.length === 0,
    mayRecord: account?.role === 'electionOfficer',
  })
}

function memberRow(member: Member, { election }: FastifyRequest) {
  const { facts, missing, version } = member
  return {
    ...{ key: member.key, name: member.name },
    postTitle: member.hasFollowed ? `${member.postTitle}（递补）` : member.postTitle,
    ...{ votes: member.votes, totalVotes: member.totalVotes },
    sexText: facts.sex ? sexText[facts.sex] : '—',
    age: facts.birthDate ? String(memberAge(facts.birthDate, election.electionDay)) : '—',
    politicalStatus: facts.politicalStatus || '—',
    education: facts.education || '—',
    service: facts.service ? serviceText[facts.service] : '—',
    fullTime: facts.isFullTime === null ? '—' : facts.isFullTime ? '是' : '否',
    partyOffice: facts.partyOffice ? partyOfficeText[facts.partyOffice] : '—',
    missing: missing.join('、'),
    isDone: missing.length === 0 && version > 0,
    isTakenOver: version === 0,
  }
}

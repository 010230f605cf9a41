import type { FastifyInstance, FastifyRequest } from 'fastify'
import { monthDay } from '../lib/chinese-text.js'
import { findRemoval } from '../roll/queries.js'
import type { Desk } from './check-in-queries.js'
import { type BallotAsked, type DeskStanding, deskStanding } from './desk-standing.js'
import { ageBand, personOf } from './desk-voter.js'

/** The one voter to be confirmed: who it is, what to look at, and which ballots one Enter hands out. */
export async function voterPanel(app: FastifyInstance, request: FastifyRequest, desk: Desk, voterId: number) {
  const { election, account } = request
  const standing = await deskStanding(app.db, election, desk, voterId)
  const { voter, own } = standing
  const principals = standing.principals.map(principalLine)
  const isOwnReady = own.state === 'ready'
  const ready = Number(isOwnReady) + principals.filter(({ isReady }) => isReady).length
  const isOfficer = account?.role === 'electionOfficer'
  return {
    ...personOf(voter),
    age: ageBand(voter.birthDate, election.round.votingDay),
    tail: app.sealer.unsealText(voter.sealedIdentityNumber).slice(-4),
    state: ready > 0 ? 'ready' : own.state,
    isReady: ready > 0,
    isOwnReady,
    ownRefusal: await ownRefusal(app, request, standing),
    warnings: own.findings.filter(({ severity }) => severity === 'warning'),
    principals,
    hasPrincipals: principals.length > 0,
    papers: papersText(standing),
    ready,
    buttonText: ready === 1 ? '发一张选票' : `发 ${ready} 张选票`,
    undoId: own.checkIn && isOfficer ? String(own.checkIn.id) : '',
  }
}

function principalLine({ grant, state, findings }: DeskStanding['principals'][number]) {
  const { id, number, principal } = grant
  return {
    ...{ grantId: id, number, name: principal.name, voterNumber: principal.voterNumber },
    isReady: state === 'ready',
    text: findings.map(({ message }) => message).join(' '),
  }
}

/** Why there is no ballot of the voter's own; of somebody taken off the roll also for what reason and when. */
async function ownRefusal({ db }: FastifyInstance, { election }: FastifyRequest, { voter, own }: DeskStanding) {
  if (own.state === 'ready') return ''
  const message = firstError(own)
  const removal = voter.state === 'removed' ? await findRemoval(db, election.id, voter.id) : undefined
  return removal ? `${message}取消原因：${removal.reasonText}（${monthDay(removal.changedOn)}）。` : message
}

function firstError({ findings }: BallotAsked): string {
  return findings.find(({ severity }) => severity === 'error')?.message ?? ''
}

/** The papers that a clerk asks for. */
function papersText({ own, principals }: DeskStanding): string {
  const held = principals.filter(({ state }) => state === 'ready')
  const grants = held.map(({ grant }) => `第 ${grant.number} 号`).join('、')
  const ofProxy = held.length === 0 ? [] : [`委托证或委托书（${grants}）`]
  return [own.state === 'ready' ? '身份证、选民证' : '身份证', ...ofProxy].join('，')
}

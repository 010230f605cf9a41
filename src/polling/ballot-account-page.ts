import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ballotTotals, roundSum } from '../rules/ballot-ledger.js'
import { checkBallotSupply } from '../rules/ballot-supply.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { FormErrors } from '../infra/http/forms.js'
import { countElectors } from '../roll/queries.js'
import { findElectionCommittee, listMilestones } from '../timetable/queries.js'
import {
  type BallotStepRow,
  checkBallotDesign,
  listBallotSteps,
  listStaff,
  listStations,
  type Station,
} from './queries.js'
import { ballotStepPeople, ballotStepText } from './ballot-step-text.js'
import { stationState } from './station-text.js'

export type Typed = Readonly<Record<string, unknown>>

/** The fields of a station's row in the form. */
export function stationFields({ id }: Pick<Station, 'id'>) {
  return { received: `received-${id}`, first: `handed-${id}`, second: `taken-${id}` }
}

/** What keeps ballots from being accounted for: the time, or a ballot that is not frozen and true. */
export async function accountRefusals(db: Db, { election }: Pick<FastifyRequest, 'election'>): Promise<Finding[]> {
  const untimely = may('accountBallots', await listMilestones(db, election.id), ruleSetInForce(election))
  return untimely.length > 0 ? untimely : await checkBallotDesign(db, election)
}

export function supplyOf(station: Station) {
  const { received, ...rest } = { received: station.received ?? undefined, name: station.name, issued: station.issued }
  return { ...rest, received, field: stationFields(station).received }
}

/** The page of 选票印制、发放、封存记录: where the ballots are, the next step, and every step so far. */
export async function accountPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed = {},
  errors?: FormErrors,
) {
  const { election } = request
  const stations = await listStations(app.db, election.round.id)
  const steps = await listBallotSteps(app.db, election.round.id)
  const totals = ballotTotals(steps)
  const electors = await countElectors(app.db, election.id)
  const refusals = await accountRefusals(app.db, request)
  const textOf = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  return await reply.code(errors ? 422 : 200).page('polling/account-ballots.hbs', {
    title: '选票印制、发放、封存记录',
    refusals,
    mayChange: refusals.length === 0,
    hasStations: stations.length > 0,
    electors,
    totals,
    isPrinted: totals.printed > 0,
    findings: checkBallotSupply({
      printed: totals.printed > 0 ? totals.printed : undefined,
      electors,
      stations: stations.map(supplyOf),
    }),
    form: Object.fromEntries(fieldNames.map((name) => [name, textOf(name)])),
    lastStep: steps.at(-1)?.id ?? 0,
    stations: stations.map((station) => ({ ...stationRow(station), ...typedIn(station, textOf) })),
    stationChoices: [
      { value: '', text: '（选举委员会）' },
      ...stations.map(({ id, name }) => ({ value: String(id), text: name })),
    ],
    kindChoices,
    steps: steps.map(stepRow),
    hasSteps: steps.length > 0,
    isRefused: errors !== undefined,
    sum: sumOf(stations, totals),
    people: await likelyPeople(app.db, request),
    errors,
  })
}

const fieldNames = [
  'announced',
  'printed',
  'deliveredBy',
  'checkedBy',
  'explanation',
  'kind',
  'stationId',
  'ballots',
  'firstName',
  'secondName',
  'reason',
]

const kindChoices = [
  { value: 'broughtBack', text: '投票站退回选举委员会' },
  { value: 'printedLess', text: '印制数多登了，更正' },
  { value: 'sealed', text: '封存选举委员会手里的剩余选票' },
]

function stationRow(station: Station) {
  return {
    ...station,
    fields: stationFields(station),
    stateText: stationState(station).text,
    isClosed: station.closedAt !== null,
    received: station.received ?? 0,
    isSupplied: station.received !== null,
    spoiled: station.spoiled ?? 0,
    unused: station.unused ?? 0,
  }
}

function typedIn(station: Station, textOf: (name: string) => string) {
  const { received, first, second } = stationFields(station)
  return { typed: { received: textOf(received), first: textOf(first), second: textOf(second) } }
}

function stepRow(step: BallotStepRow) {
  const [first, second] = ballotStepPeople[step.kind]
  return {
    ...step,
    text: ballotStepText[step.kind],
    place: step.stationName ?? '选举委员会',
    people: `${first}${step.firstName}，${second}${step.secondName}`,
    explanation: step.explanation ?? '',
  }
}

/** Printed = issued + left + spoiled, once every station has closed. */
function sumOf(stations: readonly Station[], { printed, left }: { printed: number; left: number }) {
  if (stations.length === 0 || stations.some(({ closedAt }) => closedAt === null)) return null
  const total = (figure: (station: Station) => number | null) =>
    stations.reduce((sum, station) => sum + (figure(station) ?? 0), 0)
  const [issued, spoiled, unused] = [
    total((station) => station.issued),
    total((station) => station.spoiled),
    total((station) => station.unused),
  ]
  return roundSum({ printed, left, issued, spoiled, unused })
}

/** Whom the fields offer: the election committee and the stations' staff. */
async function likelyPeople(db: Db, { election }: FastifyRequest): Promise<string[]> {
  const committee = (await findElectionCommittee(db, election.id))?.members ?? []
  const staff = [...(await listStaff(db, election.round.id)).values()].flat()
  return [...new Set([...committee, ...staff].map(({ name }) => name))]
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hasErrors } from '../rules/finding.js'
import type { Account } from '../infra/http/context.js'
import { listRounds } from '../timetable/queries.js'
import { catalogue } from './catalogue.js'
import type { Paper, PaperContext, PaperFacts } from './define-notice.js'
import { contextFor, isOf } from './paper-in-view.js'
import { listElectionsInScope } from './queries.js'
import { checkPaper } from './readiness.js'
import { wordPaper } from './render-paper.js'
import { checkWording, type CheckedWording, type Mistake } from './wording-check.js'
import { shapeOfPaper } from './wording-in-force.js'
import { meaningOf } from './fact-meanings.js'
import { WordingError } from './wording-tags.js'
import { readWording } from './wording.js'

/** What a wording looks like with facts, and what is wrong with it. */
export interface WordingPreview extends CheckedWording {
  /** Empty where mistakes keep it from being shown. */
  readonly html: string
  readonly facts: PaperFacts
  /** Whose facts they are. */
  readonly of: string
}

/** Elections whose facts a wording can be tried with. */
export async function electionsToTry({ db }: FastifyInstance, { season, account }: FastifyRequest) {
  return season && account ? await listElectionsInScope(db, season.id, account satisfies Account) : []
}

/** Checks a wording, and fills it with the facts of a community or with the sample's. */
export async function previewWording(
  app: FastifyInstance,
  request: FastifyRequest,
  paper: Paper,
  { source, electionId }: { readonly source: string; readonly electionId: string },
): Promise<WordingPreview> {
  const { facts, of } = await factsToTry(app, request, paper, electionId)
  const checked = checkWording(source, readWording(paper.key), shapeOfPaper(paper))
  if (checked.mistakes.length > 0) return { ...checked, html: '', facts, of }
  try {
    const marks = { number: null, on: request.today }
    for (const answer of [true, false]) wordPaper(paper, withFlags(paper.sample, answer), marks, source)
    return { ...checked, html: wordPaper(paper, facts, marks, source).html, facts, of }
  } catch (error) {
    if (!(error instanceof WordingError)) throw error
    return { ...checked, mistakes: [asMistake(error)], html: '', facts, of }
  }
}

function asMistake({ message }: WordingError): Mistake {
  return { line: 1, message: `填上资料以后不能成文：${message.replace(/（第\d+行）$/u, '')}` }
}

/** Sample facts with every yes or no answered alike: both branches of each condition must make a paper. */
function withFlags(facts: PaperFacts, answer: boolean): PaperFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'boolean' ? answer : value]),
  ) as unknown as PaperFacts
}

const ofSample = '样例资料'

async function factsToTry(app: FastifyInstance, request: FastifyRequest, paper: Paper, electionId: string) {
  const elections = electionId === '' ? [] : await electionsToTry(app, request)
  const election = elections.find(({ id }) => String(id) === electionId)
  if (!election) return { facts: paper.sample, of: ofSample }
  const context = await contextFor(app.db, election, request.season?.bureauName ?? '', request.today)
  const tried = await contextToTry(app, paper, context)
  const findings = tried ? await checkPaper(app.db, paper, tried) : []
  if (!tried || hasErrors(findings)) {
    const why = findings.map(({ message }) => message).join('') || '没有这份文书的资料。'
    return { facts: paper.sample, of: `${ofSample}（${election.communityName}现在还不能用：${why}）` }
  }
  return { facts: await paper.load(app.db, tried), of: `${election.communityName}现在的资料` }
}

async function contextToTry({ db }: FastifyInstance, paper: Paper, context: PaperContext) {
  if (!catalogue.includes(paper)) return undefined
  if (!paper.rounds) return context
  const round = (await listRounds(db, context.election.id)).findLast((each) => isOf(paper, each))
  return round && { ...context, round }
}

/** Facts by name in words, for what is left out. */
export function namesOfFacts(key: string, paths: readonly string[]): string {
  return paths.map((path) => `${meaningOf(key, path) ?? path}（{{${path.replace(/^.*\./, '')}}}）`).join('、')
}

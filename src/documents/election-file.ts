import { longDate, termText } from '../lib/chinese-text.js'
import { unsealedText } from '../rules/ballot-seals.js'
import { type FileLine, fileContents, fileItems, fileLines, type FilePiece } from '../rules/election-file.js'
import { findMilestone, type MilestoneName } from '../rules/stages.js'
import type { Db } from '../infra/db/database.js'
import { findAcceptedFiling, listCertificates } from '../handover/queries.js'
import { listSealedVotes } from '../tally/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { type FilePaperRow, listElectionRecords, listFilePapers } from './file-queries.js'
import { numberText } from './paper-number.js'
import { type IssuedPaper, listIssuedPapers } from './queries.js'

export interface ElectionFile {
  readonly lines: readonly FileLine[]
  readonly contents: ReturnType<typeof fileContents>
  readonly papers: readonly FilePaperRow[]
  readonly missing: number
}

interface FiledElection {
  readonly id: number
  readonly communityName: string
  readonly townshipName: string
  readonly termNumber: number
}

/** What only a person can say to be there: of all else the facts speak. */
const onPaper = new Set(fileItems.filter(({ from }) => from === 'paper').map(({ key }) => key))

/** The election file as it stands: notices in force, what the system holds, and what was said of papers. */
export async function electionFile(db: Db, election: FiledElection): Promise<ElectionFile> {
  const papers = (await listFilePapers(db, election.id)).filter(({ item }) => onPaper.has(item))
  const votes = await listSealedVotes(db, election.id)
  const committee = `${election.communityName}${termText(election.termNumber)}居民选举委员会`
  const pieces = [
    ...noticePieces(await listIssuedPapers(db, election.id), committee),
    ...(await recordPieces(db, election, committee)),
    ...votes.flatMap((vote) => sealPiece(vote, committee)),
    ...papers.flatMap(({ item, state, pages, paperDate, note }) =>
      state === 'present' ? [{ key: item, number: '', by: committee, on: paperDate, pages: pages ?? 1, note }] : [],
    ),
  ]
  const notNeeded = papers.flatMap(({ item, state, note }) => (state === 'notNeeded' ? [{ key: item, note }] : []))
  const unsealed = votes.flatMap((vote) => unsealedText(vote) ?? [])
  const lacking = unsealed.length > 0 ? [{ key: 'sealed-ballots', note: `${unsealed.join('；')}。` }] : []
  const lines = fileLines(pieces, notNeeded, lacking)
  const missing = lines.filter(({ state }) => state === 'missing').length
  return { lines, contents: fileContents(lines), papers, missing }
}

/** Notices in force; a correction lies with the notice that it corrects. */
function noticePieces(issued: readonly IssuedPaper[], by: string): FilePiece[] {
  const inForce = issued.filter(({ replacedBy, withdrawnOn }) => replacedBy === null && withdrawnOn === null)
  return inForce.map((paper) => {
    const main = issued.find(({ id }) => id === paper.supplements)
    const { issuedOn: on, pages } = paper
    // The number has a column of its own.
    const title = paper.title.replace(/（第[^）]*号）$/u, '')
    return { key: main?.key ?? paper.key, number: numberText(paper), by, on, pages, title, note: '' }
  })
}

const recordsAfter = [
  ['roll-statistics', 'rollPosted'],
  ['nominee-overview', 'nomineesPosted'],
  ['elected-roster', 'resultDeclared'],
] as const satisfies readonly (readonly [string, MilestoneName])[]

/** What the system holds as data; it lies in the file as it is printed or exported, and takes no pages of it. */
async function recordPieces(db: Db, election: FiledElection, by: string): Promise<FilePiece[]> {
  const milestones = await listMilestones(db, election.id)
  const record = (key: string, piece: Partial<FilePiece>): FilePiece => ({
    ...{ key, number: '', by, on: null, pages: 0, note: '电子数据' },
    ...piece,
  })
  const sheets = recordsAfter.flatMap(([key, name]) => {
    const reached = findMilestone(milestones, name, 1)
    return reached ? [record(key, { on: reached.on })] : []
  })
  const votes = (await listElectionRecords(db, election.id)).map(({ round, recount, fingerprint }) =>
    record('election-record', {
      title: `选举记录（第${round}轮${recount > 0 ? `，第${recount}次复核` : ''}）`,
      note: `电子数据，指纹${fingerprint.slice(0, 8)}…`,
    }),
  )
  const filing = await findAcceptedFiling(db, election.id)
  const certificates = (await listCertificates(db, election.id)).filter(({ isWithdrawn }) => !isWithdrawn)
  return [
    ...sheets,
    ...votes,
    ...(filing
      ? [record('filing', { number: filing.filingNumber ?? '', by: election.townshipName, on: filing.decidedOn })]
      : []),
    ...(certificates.length > 0
      ? [
          record('certificates', {
            on: certificates[0]?.issuedOn ?? null,
            note: `电子数据，${certificates.length}份有效`,
          }),
        ]
      : []),
  ]
}

/** The seals recorded of a vote: each package is a page of the paper (选票封存单), signed. */
function sealPiece({ title, seals }: Awaited<ReturnType<typeof listSealedVotes>>[number], by: string): FilePiece[] {
  const last = seals.at(-1)
  if (!last) return []
  const numbers = seals.length === 1 ? '第1号' : `第1—${last.number}号`
  const piece = { key: 'sealed-ballots', number: '', by, on: last.sealedOn, pages: seals.length }
  return [{ ...piece, title: `选票封存单（${title}${numbers}）`, note: '选票另行封存保管' }]
}

/** The list of contents in the words of the form: 序号、文号、责任者、题名、日期、页号、备注. */
export function contentRows({ contents }: ElectionFile): string[][] {
  return contents.map(({ number, piece, title, pages }) => [
    ...[String(number), piece.number, piece.by, title],
    ...[piece.on === null ? '' : longDate(piece.on), pages, piece.note],
  ])
}

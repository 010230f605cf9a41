import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut } from './browser.js'

/** A meeting of representatives, quorate and of one mind. */
const meeting = { assembly: 'representativesAssembly', entitled: 42, present: 39, inFavour: 36 } as const

/** The first member of a post resigns: applied for, then approved by the meeting of the day. Returns the name. */
export async function resign(
  officer: Browser,
  electionId: number,
  postTitle: string,
  days: { readonly appliedOn: PlainDate; readonly on: PlainDate },
): Promise<string> {
  const home = `/elections/${electionId}/term`
  await officer.open(home)
  const row = new RegExp(`<tr><td[^>]*>${postTitle}</td><th scope="row" class="name">([^<]+)</th>.*?/members/(\\w+)/`)
  const [, name = '', key = ''] = row.exec(officer.html) ?? []
  await officer.open(`${home}/members/${key}/record-resignation`)
  await carryOut(officer, { ...days, ...meeting, document: '本人辞职书、居民代表会议记录' })
  return name
}

/** Opens a by-election for every empty seat, decided by the residents' assembly; returns its key. */
export async function openByElection(
  officer: Browser,
  electionId: number,
  wish: { readonly decidedOn: PlainDate; readonly electionDay: PlainDate },
): Promise<number> {
  await officer.open(`/elections/${electionId}/term/open-by-election`)
  const ticked = [...officer.html.matchAll(/name="(post-\d+)" value="yes" checked/g)].map(([, name]) => [name, 'yes'])
  const proposed = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(officer.html)?.[1] ?? ''
  await carryOut(officer, {
    ...{ contactPlace: proposed('contactPlace'), contactTelephone: proposed('contactTelephone') },
    ...(Object.fromEntries(ticked) as Record<string, string>),
    ...{ assembly: 'residentsAssembly', on: wish.decidedOn, entitled: 420, present: 260, inFavour: 240 },
    ...{ form: 'allVoters', electionDay: wish.electionDay },
  })
  const id = /\/elections\/(\d+)$/.exec(officer.url)?.[1]
  if (!id) throw new Error(`no by-election was opened: ${officer.url}`)
  return Number(id)
}

/** Seats whoever follows by votes in the first post that somebody may follow into; returns what the page says of it. */
export async function followByVotes(officer: Browser, electionId: number): Promise<void> {
  await officer.open(`/elections/${electionId}/term/follow-by-votes`)
  await carryOut(officer, {}, `/elections/${electionId}/term/follow-by-votes`)
}

/** A demand for the recall of the last member of a post, taken, answered, and put to the vote on a day. */
export async function planRecall(
  officer: Browser,
  electionId: number,
  postTitle: string,
  petition: {
    readonly filedOn: PlainDate
    readonly reasons: string
    readonly signatories: readonly number[]
    readonly entitled: number
    readonly answer: string
    readonly voteOn: PlainDate
    readonly voters: number
  },
): Promise<void> {
  const home = `/elections/${electionId}/term`
  await officer.open(home)
  const keys = [...officer.html.matchAll(new RegExp(`<tr><td[^>]*>${postTitle}</td>.*?/members/(\\w+)/`, 'g'))]
  const page = `${home}/members/${keys.at(-1)?.[1] ?? ''}/file-recall`
  const { filedOn, reasons, signatories, entitled, answer, voteOn, voters } = petition
  await officer.open(page)
  await carryOut(
    officer,
    { filedOn, reasons, signatories: signatories.join('\n'), entitled, entitledSource: '公安派出所常住人口统计' },
    page,
  )
  const recall = officer.url
  await carryOut(officer, { answeredOn: filedOn, answer }, `${recall}/answer`)
  await officer.open(recall)
  const vote = { voteOn, opens: '08:00', closes: '16:00', place: '社区礼堂', voters }
  await carryOut(officer, vote, `${recall}/plan`)
}

import { verifyRecord } from '../../src/tally/verify-record.js'
import type { TestApp } from './app.js'
import type { Journey } from './journey.js'
import { allText, readPdf } from './pdf.js'
import { download } from './record.js'

/** Who holds a seat, as `post name`, from the highest post down and by votes. */
export async function seatHolders({ db }: TestApp, electionId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .select(['post.title', 'electedMember.name'])
    .where('electedMember.electionId', '=', electionId)
    .orderBy('post.rank')
    .orderBy('electedMember.votes', 'desc')
    .execute()
  return rows.map(({ title, name }) => `${title} ${name}`)
}

/** What stands on every page of a drill's paper and may fall between two words. */
const onEveryPage = /样张|—\d+—|校验码[0-9A-Z]{16}|凭编号和校验码，可向署名单位核对真伪。|(?:浙江|四川)规则2026第1版/g

/** The running text of the paper of a key that was issued last, read back from its PDF. */
export async function printedText({ db }: TestApp, electionId: number, key: string): Promise<string> {
  const { content } = await db
    .selectFrom('issuedPaper')
    .select('content')
    .where('electionId', '=', electionId)
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return allText(await readPdf(Buffer.from(content)))
    .replaceAll('\n', '')
    .replaceAll(onEveryPage, '')
}

/** The record as handed out, and what a recount of it finds: the faults are none when all of it agrees. */
export async function recordOf({ test, electionId }: Journey) {
  const record = await download(test, electionId)
  return { record, faults: verifyRecord(record) }
}

/** Candidates of a post in the vote under way, in the order of the ballot. */
export async function onTheBallot({ db }: TestApp, electionId: number, postTitle: string) {
  const round = await db
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', electionId)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  return await db
    .selectFrom('candidate')
    .innerJoin('post', 'post.id', 'candidate.postId')
    .innerJoin('candidateListPlace', 'candidateListPlace.candidateId', 'candidate.id')
    .select(['candidate.voterId', 'candidate.name', 'candidate.sex'])
    .where('candidate.roundId', '=', round.id)
    .where('post.title', '=', postTitle)
    .orderBy('candidateListPlace.ballotOrder')
    .execute()
}

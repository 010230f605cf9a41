import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { type FileChapter, fileChapterText, type FileLine } from '../rules/election-file.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import type { Role } from '../infra/security/roles.js'
import { type ElectionFile, electionFile } from './election-file.js'
import { listFileExports } from './file-queries.js'

/** Who makes the election file, and who looks after it. */
export const fileReaders: readonly Role[] = ['electionOfficer', 'townshipOfficer', 'bureauAuditor']

const stateText = {
  complete: { text: '齐全', look: 'done' },
  missing: { text: '缺', look: 'wrong' },
  notNeeded: { text: '不需要', look: '' },
} as const

/** The election file (选举档案): the checklist with what is there, what is missing, and who said so. */
export async function showFile(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const file = await electionFile(this.db, election)
  const home = `/elections/${election.id}/documents/file`
  const exports = await listFileExports(this.db, election.id)
  const mayExport = account?.role === 'electionOfficer' || account?.role === 'townshipOfficer'
  return await reply.page('documents/show-file.hbs', {
    title: '选举档案',
    home,
    election: { id: election.id },
    chapters: (Object.keys(fileChapterText) as FileChapter[]).map((chapter) => ({
      title: fileChapterText[chapter],
      lines: file.lines.filter(({ item }) => item.chapter === chapter).map((line) => lineRow(line, file)),
    })),
    count: file.contents.length,
    missing: file.missing,
    isComplete: file.missing === 0,
    mayWrite: account?.role === 'electionOfficer',
    mayExport,
    exports: mayExport
      ? exports.map(({ id, fileName, requestedAt, requestedByName, sha256, fileId }) => ({
          ...{ id, fileName, requestedByName, sha256: sha256 ?? '' },
          at: shanghaiTime(requestedAt).replace('T', ' ').slice(0, 16),
          isKept: fileId !== null,
        }))
      : [],
  })
}

function lineRow({ item, state, pieces, note }: FileLine, { papers }: ElectionFile) {
  const said = papers.find((paper) => paper.item === item.key)
  return {
    key: item.key,
    title: item.title,
    condition: item.condition ?? '',
    isPaper: item.from === 'paper',
    fromText: { notice: '系统印发', record: '系统生成', paper: '纸质' }[item.from],
    stateText: stateText[state].text,
    look: stateText[state].look,
    pieces: pieces.map(({ title, number, on, pages, note: own }) => ({
      title: title ?? '',
      number,
      onText: on ? longDate(on) : '',
      pagesText: pages > 0 ? `${pages}页` : '',
      note: own,
    })),
    note,
    saidText: said ? `${shanghaiTime(said.recordedAt).slice(0, 10)}，${said.recordedByName}登记` : '',
  }
}

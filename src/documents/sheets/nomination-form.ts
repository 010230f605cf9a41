import { longDate } from '../../lib/chinese-text.js'
import { listPapers, listSignatures, listVotersCalled } from '../../nomination/queries.js'
import type { Db } from '../../infra/db/database.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'
import {
  findNomineeByNumber,
  label,
  nobody,
  personOnForm,
  personRows,
  type PersonOnForm,
  samplePerson,
  written,
} from './nominee-block.js'

interface Signer {
  readonly name: string
  readonly number: string
  readonly group: string
}

interface Paper {
  readonly number: string
  readonly person: PersonOnForm
  readonly reason: string
  readonly receivedOn: string
  readonly signers: readonly Signer[]
}

interface Facts {
  readonly nominatorsMinimum: number
  readonly papers: readonly Paper[]
}

const noSigner: Signer = { name: '', number: '', group: '' }
/** Lines on a blank form: the least there must be, and a few for those who turn out not to count. */
const spareLines = 2

/** 提名表（联名）: blank for the residents, or a paper that was filed, to be signed or checked against (forms.md A4). */
export const nominationForm = defineSheet<Facts>({
  key: 'nomination-form',
  title: '提名表（联名）',
  use: '不填选民证号印一张空白表；填被提名人的选民证号，印已登记的提名表，供核对、补签。含住址和电话，用后归档。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db, sealer }, { election, ruleSet }, { voterNumber }) => {
    const { nominatorsMinimum } = ruleSet
    if (voterNumber === undefined) return { nominatorsMinimum, papers: [blankPaper(nominatorsMinimum)] }
    const nominee = await findNomineeByNumber(db, election.id, voterNumber)
    if (!nominee) return { nominatorsMinimum, papers: [] }
    const person = await personOnForm(db, election.id, nominee, sealer)
    const papers = (await listPapers(db, nominee.id)).filter(({ kind }) => kind === 'joint')
    const filed = papers.map(async ({ id, number, reason, receivedOn, postTitle }): Promise<Paper> => {
      const signers = await signersOf(db, election.id, id)
      return {
        number: String(number),
        person: { ...person, post: postTitle },
        reason,
        receivedOn: longDate(receivedOn),
        signers,
      }
    })
    return { nominatorsMinimum, papers: await Promise.all(filed) }
  },
  count: ({ papers }) => papers.length,
  blocks: ({ election, nominatorsMinimum, papers }) =>
    papers.flatMap((paper, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '提名表（联名）'] },
      ...(paper.number === '' ? [] : [{ kind: 'numberLine', text: `（第${paper.number}号）` } as const]),
      {
        kind: 'form',
        columns: 12,
        rows: [
          ...personRows(paper.person, { withPhoto: false, withTelephone: true }),
          { cells: [label('提名理由'), written(paper.reason, 10)], lines: 2 },
        ],
      },
      {
        kind: 'table',
        caption: `联名提名人（须${nominatorsMinimum}名以上选民，本人签名）`,
        size: 10.5,
        columns: [
          { title: '序号', align: 'right', width: 3 },
          { title: '姓名', align: 'name', width: 8 },
          { title: '选民证号', align: 'right', width: 6 },
          { title: '居民小组', width: 9 },
          { title: '签名', width: 10 },
        ],
        rows: paper.signers.map(({ name, number, group }, n) => [String(n + 1), name, number, group, '']),
      },
      { kind: 'signers', labels: ['收表人', '收表时间', '审核', '选举委员会收讫章'] },
      ...(paper.receivedOn === '' ? [] : [{ kind: 'note', text: `${paper.receivedOn}收表登记` } as const]),
    ]),
  sample: {
    nominatorsMinimum: 10,
    papers: [
      {
        number: '3',
        person: samplePerson,
        reason: '工作认真，熟悉社区情况，愿意为居民办事。',
        receivedOn: '2027年5月3日',
        signers: [
          ['王伟', '101', '第一居民小组'],
          ['欧阳𬱖', '102', '第一居民小组'],
          ['阿依努尔·买买提', '103', '第二居民小组'],
          ...Array.from({ length: 7 }, (_, n) => [`李秀${'英兰珍芳梅琴云'[n]}`, String(110 + n), '第二居民小组']),
        ].map(([name = '', number = '', group = '']) => ({ name, number, group })),
      },
    ],
  },
})

function blankPaper(nominatorsMinimum: number): Paper {
  const signers = Array.from({ length: nominatorsMinimum + spareLines }, () => noSigner)
  return { number: '', person: nobody, reason: '', receivedOn: '', signers }
}

async function signersOf(db: Db, electionId: number, paperId: number): Promise<Signer[]> {
  const numbers = (await listSignatures(db, electionId))
    .filter((signature) => signature.paperId === paperId)
    .map(({ voterNumber }) => voterNumber)
  const voters = await listVotersCalled(db, electionId, [], numbers)
  return voters.map(({ name, voterNumber, groupName }) => ({ name, number: String(voterNumber), group: groupName }))
}

import type { PlainDate } from '../lib/plain-date.js'

/** The parts of an election file, in the order of the election. */
export const fileChapterText = {
  preparation: '筹备',
  committee: '选举委员会',
  roll: '选民登记',
  nomination: '提名和候选人',
  polling: '投票',
  result: '计票和结果',
  handover: '移交',
} as const

export type FileChapter = keyof typeof fileChapterText

/**
 * A paper that belongs into the file. `notice`: issued here, the item is its key in the catalogue; `record`: what the
 * system holds as data; `paper`: kept on paper only, somebody says that it is there.
 */
export interface FileItem {
  readonly key: string
  readonly chapter: FileChapter
  readonly from: 'notice' | 'record' | 'paper'
  readonly title: string
  /** When it is needed at all; without it always. */
  readonly condition?: string
}

const notice = (chapter: FileChapter, key: string, title: string, condition?: string): FileItem => ({
  ...{ key, chapter, from: 'notice', title },
  ...(condition === undefined ? {} : { condition }),
})
const paper = (chapter: FileChapter, key: string, title: string, condition?: string): FileItem => ({
  ...{ key, chapter, from: 'paper', title },
  ...(condition === undefined ? {} : { condition }),
})
const record = (chapter: FileChapter, key: string, title: string): FileItem => ({ key, chapter, from: 'record', title })

/** Everything that belongs into the file of a community (forms.md A6; after the 47 materials of the Putian list). */
export const fileItems: readonly FileItem[] = [
  paper('preparation', 'plan', '换届选举工作方案、选举办法'),
  paper('preparation', 'form-meeting', '居民会议（居民代表会议）记录：选举方式、职数、选举日'),
  paper('preparation', 'departure-audit', '上一届主任离任审计材料'),
  paper('preparation', 'publicity', '宣传标语、横幅、动员会照片'),
  paper('preparation', 'training', '选举工作人员培训记录'),
  notice('preparation', 'election-day', '选举日和选举方式公告'),
  paper('committee', 'committee-meeting', '推选选举委员会的会议记录'),
  paper('committee', 'committee-votes', '选举委员会推选票、推选结果报告单'),
  notice('committee', 'committee-members', '居民选举委员会成员名单公告'),
  notice('committee', 'committee-change', '居民选举委员会成员变动公告', '成员有退出、递补的'),
  notice('roll', 'voter-registration', '选民登记公告'),
  paper('roll', 'registration-forms', '选民登记表、登记册'),
  paper('roll', 'registration-photos', '选民登记现场照片'),
  paper('roll', 'registration-report', '选民登记情况报告'),
  notice('roll', 'posted-voter-list', '选民榜'),
  notice('roll', 'roll-correction', '选民名单补正公告', '名单有补正的'),
  paper('roll', 'objection-rulings', '名单异议申请和处理决定', '有人提出异议的'),
  record('roll', 'roll-statistics', '选民登记情况统计表'),
  notice('nomination', 'nomination-call', '候选人提名公告'),
  paper('nomination', 'nomination-papers', '提名表、自荐表原件'),
  notice('nomination', 'nominees', '初步候选人名单公告'),
  record('nomination', 'nominee-overview', '初步候选人一览表'),
  paper('nomination', 'vetting-forms', '候选人资格审查表（联审）'),
  paper('nomination', 'withdrawals', '放弃（取消）候选人资格申请', '有人退出的'),
  notice('nomination', 'primary', '预选办法公告', '举行预选的'),
  notice('nomination', 'primary-result', '预选结果公告', '举行预选的'),
  paper('nomination', 'primary-ballots', '预选选票、计票单、结果报告单', '举行预选的'),
  notice('nomination', 'candidates', '正式候选人名单公告'),
  paper('nomination', 'candidates-meet', '候选人与居民见面会记录'),
  notice('polling', 'polling-arrangements', '投票时间、地点公告'),
  notice('polling', 'polling-staff', '选举工作人员名单公告'),
  notice('polling', 'mobile-box-list', '使用流动票箱投票人员名单公告', '设流动票箱的'),
  notice('polling', 'proxy-list', '委托投票名单公告', '有人委托投票的'),
  paper('polling', 'proxy-letters', '委托投票申请、委托书原件', '有人委托投票的'),
  notice('polling', 'ballot-scribes', '代写人员名单公告', '有人要求代写的'),
  notice('polling', 'ballot-validity', '有效票、无效票认定规则公告'),
  paper('polling', 'ballot-record', '选票印制、发放、封存记录'),
  paper('polling', 'ballot-register', '领票登记表'),
  paper('polling', 'box-records', '票箱启封、封存记录'),
  paper('polling', 'polling-photos', '投票、计票现场照片'),
  paper('result', 'tally-sheets', '唱票计票单、分站计票结果报告单'),
  paper('result', 'doubtful-ballots', '疑难票认定记录', '有疑难票的'),
  record('result', 'election-record', '选举记录（可以重新计算）'),
  notice('result', 'result', '选举结果公告'),
  notice('result', 'election-return', '选举结果报告单'),
  notice('result', 'runoff', '另行选举公告', '另行选举的'),
  notice('result', 'rerun', '重新选举公告', '重新选举的'),
  record('result', 'sealed-ballots', '选票封存单（选票另行封存保管）'),
  record('handover', 'elected-roster', '当选人员名册'),
  paper('handover', 'member-forms', '当选人员登记表（本人签名）'),
  record('handover', 'filing', '报送备案和审核记录'),
  record('handover', 'certificates', '当选证书颁发登记'),
  paper('handover', 'handover-list', '工作移交清单（三方签字）'),
  notice('handover', 'supervision-committee', '居务监督委员会成员公告'),
  paper('handover', 'supervision-papers', '推选居务监督委员会的会议记录、选票'),
  notice('handover', 'handover', '工作移交情况公告'),
  paper('handover', 'summary', '换届选举工作总结'),
  paper('handover', 'committee-seal', '选举委员会印章缴销记录'),
]

/** What is known of a piece in the file: a notice in force, a record, or what somebody said of a paper. */
export interface FilePiece {
  readonly key: string
  /** 文号 */
  readonly number: string
  /** 责任者 */
  readonly by: string
  readonly on: PlainDate | null
  readonly pages: number
  readonly title?: string
  readonly note: string
}

/** Of an item why it is not needed, or what of it is lacking. */
export interface NotNeeded {
  readonly key: string
  readonly note: string
}

/** An item of the checklist with what stands for it in the file. */
export interface FileLine {
  readonly item: FileItem
  readonly state: 'complete' | 'missing' | 'notNeeded'
  readonly pieces: readonly FilePiece[]
  readonly note: string
}

/**
 * The checklist: what is complete and what is missing. A notice that is needed on a condition only and was not issued
 * is not needed; of a paper somebody has to say so. Of what there is only in part, `lacking` says what is not there.
 */
export function fileLines(
  pieces: readonly FilePiece[],
  notNeeded: readonly NotNeeded[],
  lacking: readonly NotNeeded[] = [],
): FileLine[] {
  return fileItems.map((item): FileLine => {
    const own = pieces.filter(({ key }) => key === item.key)
    const said = notNeeded.find(({ key }) => key === item.key)
    const lack = lacking.find(({ key }) => key === item.key)
    if (lack) return { item, state: 'missing', pieces: own, note: lack.note }
    if (own.length > 0) return { item, state: 'complete', pieces: own, note: '' }
    if (said) return { item, state: 'notNeeded', pieces: [], note: said.note }
    const isIdle = item.from === 'notice' && item.condition !== undefined
    return { item, state: isIdle ? 'notNeeded' : 'missing', pieces: [], note: isIdle ? '没有发生' : '' }
  })
}

/** A line of the list of contents (卷内目录), with the pages that the piece takes in the file. */
export interface FileContent {
  readonly number: number
  readonly piece: FilePiece
  readonly title: string
  readonly chapter: FileChapter
  readonly pages: string
}

/** The contents in order, numbered through, the pages counted on from piece to piece: 1, 2—5. */
export function fileContents(lines: readonly FileLine[]): FileContent[] {
  let page = 0
  const all = lines.flatMap(({ item, pieces }) => pieces.map((piece) => ({ item, piece })))
  return all.map(({ item, piece }, index) => {
    const first = page + 1
    page += piece.pages
    const pages = piece.pages === 0 ? '' : piece.pages === 1 ? String(first) : `${first}—${page}`
    return { number: index + 1, piece, title: piece.title ?? item.title, chapter: item.chapter, pages }
  })
}

/** The first and the last day of what is in the file. */
export function fileSpan(
  pieces: readonly FilePiece[],
): { readonly from: PlainDate; readonly until: PlainDate } | undefined {
  const days = pieces.flatMap(({ on }) => (on === null ? [] : [on])).sort()
  const [from] = days
  const until = days.at(-1)
  return from !== undefined && until !== undefined ? { from, until } : undefined
}

import type { Tables } from './tables.js'

/** Whether the audit log proves the rows of a table. */
type Coverage<T> =
  | {
      /** What its rows are, for people. */
      readonly title: string
      /** Its primary key. */
      readonly key: readonly (keyof T & string)[]
      /** Columns that change without an event, and prove nothing. Fixed once released. */
      readonly leftOut: readonly (keyof T & string)[]
    }
  | { readonly because: string }

type Coverages = { readonly [Name in keyof Tables]: Coverage<Tables[Name]> }

function rows(title: string): { readonly title: string; readonly key: readonly ['id']; readonly leftOut: readonly [] } {
  return { title, key: ['id'], leftOut: [] }
}

function rowsBy<const Key extends string>(title: string, ...key: readonly Key[]) {
  return { title, key, leftOut: [] as readonly [] }
}

const passing = { because: 'signing in and sending forms: gone after a while, and nothing rests on it' }
const underWay = { because: 'work under way; what comes of it goes to tables that are covered' }
const ordered = { because: 'an order to a job; what came of it stands in the event of the job' }
const sealedBytes = {
  because: 'encrypted bytes that open only unchanged; their SHA-256 stands in a row that is covered',
}
const theLog = { because: 'the log itself: proven link by link' }

/**
 * Every table of the database: covered by the audit log row by row, or not, and why. A new table gets a line here, or
 * tsc fails. What is covered may be changed only in a transaction that records an event (`recordEvent`).
 */
export const sealedTables: Coverages = {
  installation: rows('系统'),
  township: rows('街道（镇）'),
  community: rows('社区'),
  account: rows('账号'),
  session: passing,
  signInFailure: passing,
  submittedForm: passing,
  auditEvent: theLog,
  auditHead: theLog,
  rowSeal: theLog,
  touchedRow: { because: 'empty but within a transaction' },
  season: rows('换届'),
  characterStrokes: rowsBy('补录的笔画', 'character'),
  seasonTownship: rowsBy('街道（镇）目标', 'seasonId', 'townshipId'),
  seasonCommunity: rowsBy('社区参加情况', 'seasonId', 'communityId'),
  election: rows('选举'),
  post: rows('职务'),
  votingRound: rows('投票'),
  roundPost: rowsBy('投票的职务', 'roundId', 'postId'),
  milestone: rows('完成的阶段'),
  electionCommittee: rowsBy('选举委员会', 'electionId'),
  electionCommitteeMember: rows('选举委员会成员'),
  electionCommitteeReserve: rows('选举委员会候补'),
  electionCommitteeChange: rows('选举委员会变动'),
  holidayCalendar: rowsBy('放假日历', 'seasonId'),
  calendarDay: rowsBy('放假日', 'seasonId', 'day'),
  recordedStep: rowsBy('事项办理日', 'electionId', 'step'),
  formDecision: rows('选举方式的决定'),
  storedFile: sealedBytes,
  storedFilePiece: sealedBytes,
  job: underWay,
  ruleSetting: rows('本地选举办法'),
  registerImport: { because: 'work under way; the events of its upload and commit bear the SHA-256 of its file' },
  registerRow: underWay,
  rememberedColumn: rowsBy('名册各列的含义', 'communityId', 'header'),
  voter: rows('选民'),
  pendingVoter: underWay,
  mergedVoter: underWay,
  rollGroup: rows('居民小组'),
  electorChoice: rowsBy('选举人的确定', 'electionId'),
  groupSeats: rows('居民代表名额'),
  representative: rows('居民代表'),
  registrationDesk: rows('登记站'),
  rollVersion: rows('选民名单'),
  rollChange: rows('名单变动'),
  evidence: rows('证明材料'),
  objection: rows('异议'),
  registrationClash: rows('重复登记'),
  namesakeRuling: rowsBy('疑似同一人的核对', 'voterId', 'otherId'),
  recheckMark: rowsBy('复核事项', 'electionId', 'item'),
  nominee: rows('被提名人'),
  nominationPaper: rows('提名表'),
  nominationScan: rows('提名扫描件'),
  nominator: rowsBy('联名人', 'paperId', 'voterId'),
  nomineePhoto: rows('被提名人照片'),
  vettingDepartment: rows('联审部门'),
  vettingOpinion: rows('审查意见'),
  declaredKinship: rows('近亲属关系'),
  candidate: rows('正式候选人'),
  candidateList: rows('候选人名单'),
  candidateListPlace: rowsBy('候选人名单的名次', 'listId', 'postId', 'ballotOrder'),
  candidateDropOut: rows('候选人退出'),
  primaryVote: rows('预选'),
  primaryPost: rowsBy('预选的职务', 'primaryId', 'postId'),
  primaryNominee: rowsBy('预选的被提名人', 'primaryId', 'nomineeId'),
  pollingStation: rows('投票站'),
  stationStaff: rows('投票站工作人员'),
  countPlan: rows('开箱计票地点'),
  scribeRequest: rows('代写请求'),
  checkIn: rows('验证发票'),
  checkInDesk: rowsBy('发票员的站点', 'accountId'),
  outageEntry: rows('断网补录'),
  proxyGrant: rows('委托投票'),
  proxyScan: rows('委托书扫描件'),
  mobileBox: rowsBy('流动票箱', 'stationId'),
  mobileBoxUser: rows('流动票箱选民'),
  ballotDesign: rows('选票样票'),
  ballotApproval: rows('选票核准'),
  ballotStep: rows('选票交接'),
  boxAct: rows('票箱启封封存'),
  ballotSeal: rows('选票封存'),
  sealOpening: rows('选票启封'),
  tallySheet: { title: '计票单', key: ['id'], leftOut: ['draft'] },
  ballotReading: rows('疑难票认定'),
  writeInSpelling: rows('另选人写法'),
  winnerCheck: rows('当选资格核对'),
  writeInDecision: rows('另选人认定'),
  result: rows('选举结果'),
  electionRecord: rowsBy('选举记录', 'roundId', 'recount'),
  electedMember: rows('当选人'),
  memberFacts: rows('当选人情况'),
  certificate: rows('当选证书'),
  certificateAct: rows('当选证书的收发'),
  filing: rows('备案'),
  handover: rows('移交'),
  handoverItem: rows('移交清单'),
  supervisionCommittee: rows('居务监督委员会'),
  supervisionMember: rows('居务监督委员会成员'),
  filePaper: rows('档案材料'),
  fileExport: ordered,
  officeEnd: rows('成员离任'),
  succession: rows('递补'),
  vacancyDecision: rows('缺额暂缺'),
  byElection: rowsBy('补选', 'electionId'),
  byElectionPost: rowsBy('补选的职务', 'postId'),
  recall: rows('罢免'),
  recallSignatory: rowsBy('罢免联名人', 'recallId', 'voterId'),
  recount: rows('复核计票'),
  issuedPaper: rows('文书'),
  paperWithdrawal: rows('文书撤回'),
  paperPosting: rows('张贴'),
  paperWording: rows('文书措辞'),
  postingPhoto: rows('张贴照片'),
  printRun: ordered,
  rateVerdict: rows('直选率审核意见'),
  rateSignature: rows('直选率审核签名'),
  rateAnswer: rows('直选率补充凭据'),
  rateReport: rows('直选率报告'),
  rateReportSignature: rows('直选率报告签名'),
  rateReportPaper: rows('直选率报告文件'),
  rateQuestionAnswer: rows('直选率问题的答复'),
  inspection: rows('抽查'),
  inspectionDraw: rows('抽签'),
  inspectionFinding: rows('抽查情况'),
  logCheckpoint: rows('日志存证'),
}

/** A covered table as the database knows it. */
export interface SealedTable {
  readonly name: string
  readonly title: string
  readonly key: readonly string[]
  readonly leftOut: ReadonlySet<string>
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** All covered tables by the database's name for them. */
export const coveredTables: ReadonlyMap<string, SealedTable> = new Map(
  Object.entries(sealedTables).flatMap(([tableName, coverage]) => {
    if ('because' in coverage) return []
    const { title, key, leftOut } = coverage
    const name = snakeCase(tableName)
    return [[name, { name, title, key: key.map(snakeCase), leftOut: new Set(leftOut.map(snakeCase)) }] as const]
  }),
)

/** What the rows of a table are, for people. */
export function titleOfTable(name: string): string {
  return coveredTables.get(name)?.title ?? name
}

import { statutoryBarText } from '../rules/candidate-vetting.js'
import { dropOutText } from '../rules/candidate-withdrawal.js'
import { electionFormText } from '../rules/election-form.js'
import { ineligibleText } from '../rules/eligibility.js'
import { formDeciderText } from '../rules/form-decision.js'
import { withdrawalText } from '../rules/certificates.js'
import { handoverCategoryText } from '../rules/handover.js'
import { closeRelationText } from '../rules/kinship.js'
import { verdictKindText } from '../rules/rate-verdict.js'
import { recountOrdererText } from '../rules/recount.js'
import { milestoneText } from '../rules/stages.js'
import { timetableKeys, timetableRule } from '../rules/timetable-steps.js'
import { vettingBodyText, vettingOpinionText } from '../rules/vetting-verdict.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { roleText } from '../infra/security/roles.js'
import { bodyText, causeText, recallVerdictText } from '../term/queries.js'

type FactName = AuditEvent extends infer Event
  ? Event extends AuditEvent
    ? Exclude<keyof Event, 'type'>
    : never
  : never

/** Every fact of every event in words: one without words does not compile. */
const titles: Readonly<Record<FactName, string>> = {
  accepted: '采用',
  accountId: '账号编号',
  acknowledged: '已知悉的提醒',
  added: '增加',
  after: '改后',
  announced: '送货单张数',
  applied: '已采用的社区',
  appliedOn: '申请日',
  article: '依据',
  bar: '法定情形',
  agrees: '同意',
  answer: '补充说明',
  ballots: '选票张数',
  ballot: '第几张选票',
  bars: '不合资格的情形',
  basis: '依据',
  approval: '核准次序',
  arrangement: '样式',
  before: '改前',
  because: '因何人',
  begins: '开始',
  began: '开始',
  between: '两人',
  body: '意见来自',
  boxNumber: '箱号',
  bureauName: '主管部门',
  byElectionId: '补选编号',
  candidateId: '候选人编号',
  candidates: '候选人',
  changed: '修改',
  character: '字',
  category: '类别',
  cause: '缘由',
  chairedBy: '主持',
  checkInId: '发票编号',
  clashId: '重复登记编号',
  closes: '结束',
  codePoint: '码位',
  columns: '各列',
  communityId: '社区编号',
  count: '笔画数',
  decidedBy: '决定的会议',
  decidedOn: '处理日',
  department: '部门',
  designId: '选票设计编号',
  difference: '差额说明',
  document: '文件',
  displayName: '姓名',
  elected: '当选人',
  electionDay: '选举日',
  electors: '选举人数',
  ended: '结束',
  entitled: '应到人数',
  entry: '录入',
  entries: '人数',
  evidenceHash: '凭据指纹',
  explanation: '说明',
  fields: '项目',
  figure: '事项',
  fileName: '文件',
  filingNumber: '备案号',
  files: '文件数',
  findings: '提醒',
  fingerprint: '选票校验码',
  firstDay: '开始日',
  followUp: '后续',
  form: '选举方式',
  format: '格式',
  from: '原为',
  grantId: '委托编号',
  handedOverBy: '移交人',
  grants: '委托件数',
  givenBy: '经办人',
  ground: '缘由',
  grounds: '依据',
  groups: '居民小组数',
  leads: '小组职务',
  seats: '名额',
  hash: '指纹',
  heldOn: '举行日',
  how: '方式',
  item: '材料',
  items: '项数',
  importId: '名册编号',
  invalid: '无效票',
  inFavour: '同意人数',
  insteadOf: '接替',
  isActive: '在用',
  isSealWhole: '封条完好',
  isReopened: '名单须重新确定',
  isValid: '有效',
  issued: '发出',
  keptElectionId: '保留登记的选举',
  key: '文书',
  kind: '类别',
  lastDay: '结束日',
  lateReason: '迟延原因',
  list: '名单',
  members: '成员',
  milestone: '事项',
  mode: '录入方式',
  name: '名称',
  nomineeId: '被提名人编号',
  nominees: '被提名人',
  nominators: '联名人数',
  notAdded: '未增加',
  note: '说明',
  notApplied: '未采用的社区',
  noticeNumber: '公告编号',
  number: '序号',
  objectionId: '异议编号',
  on: '日期',
  opens: '开始',
  opinion: '意见',
  orderReason: '排序说明',
  otherId: '另一人编号',
  outageId: '补录编号',
  pages: '页数',
  paper: '纸张',
  paperId: '文书编号',
  participation: '参加情况',
  people: '人数',
  place: '地点',
  post: '职务',
  postId: '职务编号',
  postTitle: '职务',
  posts: '职务',
  present: '实到人数',
  principalId: '委托人选民编号',
  printed: '印制',
  passedOver: '不递补的',
  proxyId: '受委托人选民编号',
  picked: '打印条件',
  primaryId: '预选编号',
  reading: '认定',
  reason: '原因',
  received: '领取',
  recallId: '罢免编号',
  receivedBy: '接收人',
  receivedOn: '收到日',
  recount: '第几次复核',
  orderedBy: '由谁决定',
  refused: '不采用',
  refill: '递补',
  relation: '关系',
  replaces: '替换',
  reserves: '其他得票人',
  resolution: '处理',
  restored: '恢复原来的资料',
  returned: '收回',
  restoredFrom: '恢复自第几版',
  role: '岗位',
  round: '轮次',
  roundId: '轮次编号',
  row: '行',
  rows: '行数',
  rule: '办法',
  ruleSetId: '规则',
  ruleSetVersion: '规则版本',
  ruling: '决定',
  scribe: '代书人',
  seasonId: '换届编号',
  seatsLeft: '缺额',
  selectedOn: '推选日',
  sha256: '文件指纹',
  sheetId: '计票单编号',
  sent: '报送材料',
  signatories: '联名人数',
  signInName: '登录账号',
  source: '依据',
  spelling: '写法',
  spellings: '写法',
  spoiled: '污损换发',
  staff: '工作人员',
  state: '状态',
  statement: '申辩意见',
  stationId: '投票站编号',
  step: '事项',
  strokes: '笔顺',
  subject: '异议事项',
  title: '材料',
  supplementNumber: '补充公告序号',
  supervisedBy: '监交人',
  supplements: '所更正的文书编号',
  places: '地点',
  time: '时间',
  by: '张贴人',
  postingId: '张贴编号',
  runId: '打印编号',
  documents: '份数',
  takenOff: '撤下人数',
  table: '统计表',
  target: '直选率目标',
  termNumber: '届次',
  to: '改为',
  townshipId: '街道（镇）编号',
  typist: '录入人编号',
  undertaking: '承诺书',
  unused: '剩余',
  valid: '有效票',
  verdict: '认定',
  version: '版本',
  wordingVersion: '措辞版次',
  vetting: '审查',
  voterId: '选民编号',
  voterNumber: '选民号',
  voters: '选民数',
  votes: '得票',
  votingDay: '投票日',
  witnesses: '见证人',
}

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  milestone: Object.fromEntries(Object.entries(milestoneText).map(([name, { what, verb }]) => [name, what + verb])),
  form: electionFormText,
  decidedBy: formDeciderText,
  step: Object.fromEntries(timetableKeys.map((key) => [key, timetableRule(key).title])),
  role: roleText,
  source: { desk: '发票台', paper: '纸质登记补录' },
  state: { cancelled: '取消', lapsed: '失效', votedInPerson: '本人到场投票', present: '在卷', notNeeded: '不需要' },
  relation: closeRelationText,
  leads: { nothing: '无', head: '组长', deputy: '副组长' },
  category: handoverCategoryText,
  ground: withdrawalText,
  body: { department: '部门', ...vettingBodyText, ...bodyText },
  cause: causeText,
  orderedBy: recountOrdererText,
  opinion: vettingOpinionText,
  bar: statutoryBarText,
  verdict: { eligible: '符合当选条件', ...ineligibleText, ...verdictKindText, ...recallVerdictText },
  participation: { takingPart: '参加换届', postponed: '延期', notHeld: '本届不换届' },
  reason: {
    unknown: '没有这个账号',
    password: '密码不对',
    locked: '暂停登录期间',
    inactive: '账号已停用',
    ...dropOutText,
  },
  refill: {
    byVotes: '按得票递补',
    tied: '再次投票',
    nominateAgain: '另行提名',
    notNeeded: '不递补',
    tooLate: '过期不递补',
  },
}

/** The facts of an event as one line: what it was, in Chinese, and what it became; long ones cut off. */
export function factsText(content: string, longest = 240): string {
  const facts = Object.entries(JSON.parse(content) as Readonly<Record<string, unknown>>)
  const text = facts.map(([name, value]) => `${titleOf(name)}：${valueText(name, value)}`).join('　')
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text
}

/** What stands within the facts of an event only. */
const innerTitles = { ballotOrder: '顺序', nomineeIds: '被提名人编号', places: '名额', votes: '得票' }

function titleOf(name: string): string {
  return ({ ...innerTitles, ...titles } as Readonly<Record<string, string>>)[name] ?? name
}

function valueText(name: string, value: unknown): string {
  if (value === null) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return words[name]?.[value] ?? value
  if (Array.isArray(value)) return value.map((item: unknown) => valueText(name, item)).join('；')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => innerText(key, inner))
      .join('，')
  return JSON.stringify(value)
}

function innerText(key: string, value: unknown): string {
  return `${titleOf(key)} ${valueText(key, value)}`
}

import { statutoryBarText } from '../rules/candidate-vetting.js'
import { dropOutText } from '../rules/candidate-withdrawal.js'
import { electionFormText } from '../rules/election-form.js'
import { ineligibleText } from '../rules/eligibility.js'
import { formDeciderText } from '../rules/form-decision.js'
import { withdrawalText } from '../rules/certificates.js'
import { handoverCategoryText } from '../rules/handover.js'
import { closeRelationText } from '../rules/kinship.js'
import { rateQuestionTitle } from '../rules/rate-questions.js'
import { verdictKindText } from '../rules/rate-verdict.js'
import { recountOrdererText } from '../rules/recount.js'
import type { Resolution } from '../rules/entry-decisions.js'
import { entryText, modeText, statusText } from '../rules/entry-words.js'
import { nominationKindText } from '../rules/nomination.js'
import { positionTitle } from '../rules/post.js'
import { staffFunctionText } from '../rules/station-functions.js'
import { ruleSets } from '../rules/rule-sets.js'
import { milestoneText } from '../rules/stages.js'
import { timetableKeys, timetableRule } from '../rules/timetable-steps.js'
import { vettingBodyText, vettingOpinionText } from '../rules/vetting-verdict.js'
import { roleText } from '../infra/security/roles.js'
import { coveredTables } from '../infra/db/sealed-tables.js'
import { bodyText, causeText, recallVerdictText } from '../term/queries.js'
import { leavingReasonText, scanText } from '../nomination/queries.js'
import { ballotStepText, boxActText, stationKindText } from '../polling/queries.js'
import { objectionStateText, objectionSubjectText } from '../roll/queries.js'
import { titleOfKey } from '../documents/queries.js'
import { findingWord } from './finding-words.js'
import { statisticsTables } from './statistics-tables.js'

const entryStates = Object.fromEntries(Object.entries(statusText).map(([status, { text }]) => [status, text]))

/** What was decided about two entries that differ. */
const resolutionText = {
  returnEntry: '退回改正',
  keepFirst: '采用第一次，第二次重录',
  keepSecond: '采用第二次，第一次重录',
  correctFirst: '第一次的不一致处补录',
  correctSecond: '第二次的不一致处补录',
  discardAll: '都作废，重录两遍',
  release: '放弃录入，换人再录',
  reopen: '核定后重录',
} as const satisfies Readonly<Record<Resolution, string>>

/** `kind` of everything that has kinds. */
const kindText: Readonly<Record<string, string>> = {
  ...ballotStepText,
  ...boxActText,
  ...nominationKindText,
  ...stationKindText,
  // A box and the ballots that are left are both sealed.
  sealed: '封存',
  drill: '演练',
  real: '正式',
  vote: '选票',
  primary: '预选选票',
  regular: '第一次预选',
  again: '再次预选',
  first: '第一次投票',
  runoff: '另行选举',
  tieBreak: '再次投票',
  rerun: '重新选举',
  left: '退出',
  succeeded: '递补',
  chosen: '另行推选',
  chair: '确定主任',
  off: '放假',
  work: '上班',
}

/**
 * What the code words within a fact say, by the name of the fact. Where one name stands in events of several kinds its
 * words are all here; none of them says two things.
 */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  milestone: Object.fromEntries(Object.entries(milestoneText).map(([name, { what, verb }]) => [name, what + verb])),
  form: electionFormText,
  directForms: electionFormText,
  question: rateQuestionTitle,
  tables: Object.fromEntries([...coveredTables.values()].map(({ name, title }) => [name, title])),
  decidedBy: formDeciderText,
  step: Object.fromEntries(timetableKeys.map((key) => [key, timetableRule(key).title])),
  role: roleText,
  arrangement: { oneSheet: '一张选票，每职一栏', sheetPerPost: '一职一张' },
  entry: entryText,
  followUp: { none: '没有', runoff: '另行选举', tieBreak: '再次投票', rerun: '重新选举' },
  format: { pdf: 'PDF', xlsx: 'Excel', csv: 'CSV', json: 'JSON', zip: 'ZIP', jsonl: 'JSON' },
  function: staffFunctionText,
  how: { succeeded: '依次递补', chosen: '另行推选' },
  kind: kindText,
  mode: modeText,
  position: positionTitle,
  rule: { heads: '按户主', byHand: '逐人指定', representatives: '按居民代表' },
  ruling: { different: '不是同一人', same: '是同一人' },
  resolution: resolutionText,
  identity: { none: '不印', last4: '印后四位', whole: '印全部' },
  layout: { names: '只排姓名', table: '排成表格' },
  order: { list: '名单次序', number: '选民证号', strokes: '姓氏笔画', pinyin: '姓名拼音' },
  ruleSetId: Object.fromEntries(ruleSets.map(({ id, shortTitle }) => [id, shortTitle])),
  sex: { male: '男', female: '女' },
  subject: objectionSubjectText,
  drawnFrom: { community: '社区', station: '投票站', sheet: '计票单' },
  outcome: { agrees: '相符', differs: '不符' },
  compared: { same: '相同', altered: '改动过', shorter: '日志比存证少' },
  signedBy: { ours: '本系统签的', other: '不是本系统的密钥签的', nobody: '签名不对', unknown: '没有核对' },
  table: {
    ...{ digest: '每周进度表', objections: '信访、异议台账', package: '统计资料包', seasonRecord: '换届公开数据' },
    ...Object.fromEntries(statisticsTables.map(({ key, title }) => [key, title])),
  },
  vetting: { open: '待审查', passed: '合格', failed: '不合格', withdrawn: '已放弃' },
  source: { desk: '发票台', paper: '纸质登记补录' },
  state: {
    ...entryStates,
    ...objectionStateText,
    submitted: '已报送',
    accepted: '已备案',
    returned: '退回',
    cancelled: '取消',
    lapsed: '失效',
    votedInPerson: '本人到场投票',
    present: '在卷',
    notNeeded: '不需要',
  },
  relation: closeRelationText,
  leads: { nothing: '无', head: '组长', deputy: '副组长' },
  category: handoverCategoryText,
  behind: scanText,
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
    ...leavingReasonText,
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

const findingFacts: ReadonlySet<string> = new Set(['findings', 'acknowledged'])

/** A code word in words; anything else as it is. Papers are called by their titles. */
export function wordOf(name: string, value: string): string {
  if (name === 'key') return titleOfKey(value) ?? '已取消的文书种类'
  if (findingFacts.has(name)) return findingWord(value) ?? '其他提醒'
  return words[name]?.[value] ?? value
}

const fingerprints: ReadonlySet<string> = new Set([
  'sha256',
  'hash',
  'itemsHash',
  'evidenceHash',
  'reportHash',
  'fingerprint',
])

/** Whether a fact is a fingerprint, of which a list shows the beginning. */
export function isFingerprint(name: string): boolean {
  return fingerprints.has(name)
}

import { rowOutcomeText } from '../roll/queries.js'
import { titleOf } from './event-titles.js'

/** What stands within the facts of an event only. */
const innerTitles = {
  acceptsConditions: '服从资格条件',
  address: '住址',
  age: '年龄',
  contactPlace: '联系地点',
  contactTelephone: '联系电话',
  duty: '职务',
  earlierVersion: '较早的版本',
  education: '文化程度',
  employer: '单位',
  groupName: '居民小组',
  groups: '居民小组',
  hasScribeDesk: '设代写处',
  hasVotingBooth: '设秘密写票处',
  householdNumber: '户号',
  id: '编号',
  identity: '身份证号',
  isElector: '有投票资格',
  isOffRoll: '不在名单上',
  layout: '排法',
  order: '次序',
  occupation: '现职业或者职务',
  orientation: '纸张方向',
  pledge: '竞选承诺',
  politicalStatus: '政治面貌',
  previousVotes: '上一轮得票',
  rank: '顺序',
  resume: '个人简历',
  span: '起止年月',
  telephone: '电话',
  ballotOrder: '顺序',
  birthDate: '出生日期',
  directForms: '计入直选的方式',
  directTownships: '须全部直选的街道（镇）',
  day: '日期',
  days: '日子',
  function: '岗位',
  isActive: '在用',
  nomineeIds: '被提名人',
  places: '名额',
  position: '职务',
  reservedForWoman: '妇女名额',
  residentsGroup: '居民小组',
  seats: '名额',
  seatsForWomen: '妇女名额',
  sex: '性别',
  targetDen: '直选率目标分母',
  targetNum: '直选率目标分子',
  title: '名称',
  underAge: '未满十八周岁',
  votes: '得票',
  weekendsAreOff: '周末放假',
  writeIn: '另选人',
}

/** The name of a part of a fact: of somebody or something in a list, or of what was changed. */
export function partTitleOf(name: string, type = ''): string {
  // How many rows of a register came to what.
  const outcome = type === 'registerCommitted' ? (rowOutcomeText as Readonly<Record<string, string>>)[name] : undefined
  return outcome ?? (innerTitles as Readonly<Record<string, string>>)[name] ?? titleOf(name, type)
}

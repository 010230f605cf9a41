import type { RegisterField } from './register/checked-register.js'

/** What is found in rows of a register, short enough for a table of counts. */
const titles: Readonly<Record<string, string>> = {
  'name-missing': '没有姓名',
  'id-missing': '没有身份号码',
  'id-damaged-by-spreadsheet': '身份号码被表格软件改坏',
  'id-malformed': '身份号码位数或字符不对',
  'id-checksum': '身份号码最后一位对不上',
  'id-impossible-date': '身份号码里的日期不存在',
  'duplicate-in-file': '同一份名册里重复',
  'spreadsheet-error': '表格出错标记（如 #N/A）',
  'id-15-digits': '15 位旧身份号码',
  'id-region-unknown': '身份号码的地区代码不明',
  'birth-disagrees-with-id': '出生日期与身份号码不一致',
  'birth-unreadable': '出生日期读不出',
  'sex-disagrees-with-id': '性别与身份号码不一致',
  'sex-unreadable': '性别看不明白',
  'name-has-odd-characters': '姓名里有可疑字符',
  'group-missing': '没有居民小组',
  deceased: '注明已去世',
  'moved-away': '注明已迁出',
  enlisted: '注明入伍',
  'deprived-of-rights': '注明被剥夺政治权利',
  'serving-sentence': '注明服刑或在押',
}

export function findingTitle(code: string): string {
  return titles[code] ?? '其他问题'
}

/** What we call each column of a register. */
export const columnTitle: Readonly<Record<RegisterField, string>> = {
  name: '姓名',
  identityNumber: '公民身份号码',
  sex: '性别',
  nationality: '民族',
  birth: '出生日期',
  residentsGroup: '居民小组',
  householdNumber: '户号',
  householder: '户主',
  relation: '与户主关系',
  registeredAddress: '户籍地址',
  address: '住址',
  building: '楼幢',
  unit: '单元',
  room: '室号',
  residence: '人员类别',
  residingSince: '居住起始',
  politicalStatus: '政治面貌',
  education: '文化程度',
  phone: '联系电话',
  remark: '备注',
  status: '状态',
  death: '死亡',
  departure: '迁出',
  age: '年龄',
  sequence: '序号',
}

import type { RegisterField } from './checked-register.js'

/** Headers as offices write them (forms.md D1), without spaces, stars and bracketed notes. */
const words: Readonly<Record<RegisterField, string>> = {
  name: '姓名 居民姓名 选民姓名 名字 人员姓名 本人姓名 成员姓名 户籍人姓名',
  identityNumber:
    '身份证号 公民身份号码 身份证号码 公民身份证号码 公民身份证号 居民身份证号 居民身份证号码 证件号码 证件号 身份证 身份号码 有效证件号 有效证件号码 身份证件号码 身份证编号',
  sex: '性别',
  nationality: '民族',
  birth: '出生日期 出生年月 出生年月日 生日 出生时间 出生',
  residentsGroup:
    '居民小组 小组 组别 组 所属小组 所在小组 所属居民小组 所在居民小组 居民组 小组名称 网格 所属网格 片组 选区 小组号 组号',
  householdNumber: '户号 户编号 户籍号 户口簿编号 户口本编号 家庭编号 户口号 户口簿号',
  householder: '户主 户主姓名 户主名',
  relation: '与户主关系 关系 家庭关系 与户主的关系 户主关系 户内关系 与户主或本人关系',
  registeredAddress: '户籍地址 户口所在地 户籍所在地 户籍地 户口地址 户籍住址 户口所在地址',
  address:
    '居住地址 现住址 现居住地 现居住地址 家庭住址 住址 地址 现住地址 常住地址 居住地 详细地址 现居地址 家庭地址 小区 居住小区',
  building: '楼栋 幢号 楼号 栋号 幢 楼栋号 楼幢 门牌号 楼',
  unit: '单元 单元号',
  room: '室号 房号 室 房间号 房屋号',
  residence:
    '户别 户口性质 人员类别 人户状态 户籍情况 人户情况 登记类别 人口类别 人口类型 居住情况 居住状况 户籍状态 户籍类别 户籍性质 常住类别 人员性质 登记类型',
  residingSince:
    '居住起始 居住起始日期 居住起始时间 居住开始日期 开始居住日期 何时居住 入住日期 入住时间 来本社区日期 来本社区时间 来本地日期',
  politicalStatus: '政治面貌 政治面目',
  education: '文化程度 学历 受教育程度 文化水平',
  phone: '联系电话 手机 手机号码 电话 手机号 联系方式 电话号码 移动电话 联系手机 本人电话 固定电话',
  remark: '备注 备注说明 说明 其他 其他情况 备注信息',
  status: '状态 人员状态 登记情况 是否登记 人口状态 服刑 外出 是否外出 服刑情况 外出情况',
  death: '死亡 是否死亡 死亡日期 死亡时间 死亡注销 死亡注销日期',
  departure: '迁出 是否迁出 迁出日期 迁出时间 注销日期 迁出注销 迁出注销日期',
  age: '年龄 周岁 实足年龄',
  sequence: '序号 编号 序 行号 顺序号 no no. 选民证号 选民编号',
}

const fieldOfWord = new Map<string, RegisterField>(
  Object.entries(words).flatMap(([field, list]) =>
    list.split(' ').map((word) => [word, field as RegisterField] as const),
  ),
)

/** A header as it is compared: no spaces, no star of a required column, no note in brackets, half-width letters. */
export function bareHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200f\u2060\ufeff*:：_-]+/g, '')
    .replace(/[([【〔][^)\]】〕]*[)\]】〕]?$/u, '')
}

/** What a header is remembered by; one that is nothing but a note in brackets, as it stands. */
export function headerKey(text: string): string {
  return bareHeader(text) || text.trim()
}

/** The field a header stands for by itself, or undefined. */
export function fieldOfHeader(text: string): RegisterField | undefined {
  const bare = bareHeader(text)
  const known = fieldOfWord.get(bare)
  if (known !== undefined || bare.length > 16) return known
  // Somebody else's number or name must never be taken for the person's own.
  if (/户主|配偶|父|母|监护|联系人|亲属|代理|曾用|填表|登记员/.test(bare)) return undefined
  if (/身份证|公民身份/.test(bare) && !/类型|类别|有效期|地址|住址|是否|照片|复印/.test(bare)) return 'identityNumber'
  return undefined
}

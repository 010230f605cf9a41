import { checkCharacterOf } from '../src/lib/identity-number.js'
import { addDays, ageOn, type PlainDate } from '../src/lib/plain-date.js'

/** A person who does not exist. The identity number stands on a region code that was never issued. */
export interface MadePerson {
  readonly name: string
  readonly sex: '男' | '女'
  readonly nationality: string
  readonly bornOn: PlainDate
  readonly identityNumber: string
  readonly residentsGroup: string
  readonly householdNumber: string
  readonly relation: '户主' | '配偶' | '子女' | '父母'
  readonly address: string
  /** 户籍地址: those who are registered elsewhere have another. */
  readonly registeredAddress: string
  readonly residence: '户籍在册' | '非户籍常住' | '空挂户'
  /** 2016年9月; people know the month at best. */
  readonly residingSince: string
  readonly politicalStatus: string
  readonly education: string
  readonly phone: string
}

export interface RegisterPlan {
  /** The same seed makes the same register, to the byte. */
  readonly seed: number
  readonly people: number
  /** 0 to 99. Two registers of different codes never share an identity number, nor a telephone. */
  readonly communityCode: number
  /** Ages are spread as they would be on this day. */
  readonly asOf?: PlainDate
}

export interface MadeRegister {
  /** As an office exports it, UTF-8 text without a mark. */
  readonly csv: string
  readonly people: readonly MadePerson[]
}

/** The code of 宁波 with a county number that GB/T 2260 never gave away. */
const regionCode = '330299'
const surnames =
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 罗 高 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 竺 邬 应 俞 傅 阮 葛 欧阳 诸葛 上官'.split(
    ' ',
  )
const maleCharacters = [...'伟强军杰勇涛磊明刚平辉鹏飞建国华志文斌波浩宇俊峰凯健林东海亮成龙康泽轩博铭宏毅旭晨']
const femaleCharacters = [...'芳娜敏静丽艳娟霞秀英玲桂兰燕红梅琴萍莉雪琳晶婷慧洁倩颖悦欣怡涵梓玥琪佳瑶诗雨蓉素珍']
/** Characters outside the old national set, which many a program loses: names must come through unharmed. */
const rareCharacters = [...'祎赟玥堃镕昪垚叕翀䶮㛃㐂𬱖𡋾𣲗𠅤']
const minorityNames = ['阿依古丽·买买提', '热依汗古丽·阿卜杜拉', '扎西·多吉']
const roads = [
  '松风路',
  '桥东岸路',
  '云溪路',
  '晴川路',
  '竹影路',
  '听雨路',
  '桂香路',
  '双塘路',
  '南麓路',
  '青禾路',
  '月湾路',
  '石榴路',
]
const politicalStatuses = ['群众', '群众', '群众', '群众', '群众', '群众', '中共党员', '共青团员', '民主党派']
const educations = ['小学', '初中', '初中', '高中', '中专', '大专', '本科', '研究生']

/** Mulberry32: 32 bits of state, the same on every machine. Returns a whole number from 0 to below `limit`. */
export function seededDie(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * limit)
  }
}

interface Maker {
  readonly die: (limit: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly communityCode: number
  readonly asOf: PlainDate
  readonly groups: number
  readonly numbers: Set<string>
}

/** Makes a register of persons who do not exist, in households that look like households. */
export function makeRegister({ seed, people: wanted, communityCode, asOf = '2027-05-01' }: RegisterPlan): MadeRegister {
  if (!Number.isInteger(communityCode) || communityCode < 0 || communityCode > 99) {
    throw new RangeError(`a community code is a whole number from 0 to 99, not ${communityCode}`)
  }
  // Ten numbers a day of birth belong to a community; beyond this many people they run out on busy days.
  if (wanted > 150_000) throw new RangeError(`at most 150,000 people can be made for a community, not ${wanted}`)
  const die = seededDie(seed * 101 + communityCode)
  const groups = Math.max(6, Math.min(15, Math.round(wanted / 200)))
  const maker: Maker = {
    die,
    pick: (list) => list[die(list.length)] as never,
    communityCode,
    asOf,
    groups,
    numbers: new Set(),
  }
  const people: MadePerson[] = []
  for (let household = 1; people.length < wanted; household++) {
    people.push(...makeHousehold(maker, household, people.length).slice(0, wanted - people.length))
  }
  return { csv: csvOf(people), people }
}

function makeHousehold(maker: Maker, household: number, already: number): MadePerson[] {
  const { die, pick } = maker
  const headAge = 24 + die(60)
  const headSex = die(3) === 0 ? '女' : '男'
  const surname = pick(surnames)
  const shared = {
    residentsGroup: `第${1 + die(maker.groups)}居民小组`,
    householdNumber: String(household).padStart(5, '0'),
    address: `${pick(roads)}${1 + die(199)}弄${1 + die(40)}号${1 + die(6)}0${1 + die(4)}室`,
  }
  const make = (relation: MadePerson['relation'], age: number, sex: MadePerson['sex'], family: string) => {
    const order = already + members.length
    const person = makePerson(maker, relation, age, sex, family, order)
    const registeredAddress =
      person.residence === '非户籍常住' ? `云岭县白石镇青禾村${1 + (order % 300)}号` : shared.address
    return { ...shared, ...person, registeredAddress }
  }
  const members: MadePerson[] = []
  const otherSex = headSex === '男' ? '女' : '男'
  members.push(make('户主', headAge, headSex, surname))
  if (die(10) < 8) members.push(make('配偶', Math.max(22, headAge - 3 + die(7)), otherSex, pick(surnames)))
  const children = headAge < 75 ? die(3) : 0
  for (let i = 0; i < children; i++)
    members.push(make('子女', Math.max(0, headAge - 24 - die(8)), die(2) === 0 ? '男' : '女', surname))
  if (headAge < 60 && die(10) === 0) members.push(make('父母', headAge + 22 + die(8), '女', pick(surnames)))
  return members
}

function makePerson(
  maker: Maker,
  relation: MadePerson['relation'],
  age: number,
  sex: MadePerson['sex'],
  family: string,
  order: number,
): Omit<MadePerson, 'residentsGroup' | 'householdNumber' | 'address' | 'registeredAddress'> {
  const { die, pick, asOf } = maker
  const { identityNumber, bornOn } = makeNumber(maker, age, sex)
  const isMinority = die(300) === 0
  return {
    name: isMinority ? pick(minorityNames) : makeName(maker, family, sex),
    sex,
    nationality: isMinority
      ? '维吾尔族'
      : pick(['汉族', '汉族', '汉族', '汉族', '汉族', '汉族', '汉族', '汉族', '汉族', '畲族']),
    bornOn,
    identityNumber,
    relation,
    residence: pick(['户籍在册', '户籍在册', '户籍在册', '户籍在册', '户籍在册', '户籍在册', '非户籍常住', '空挂户']),
    residingSince: sinceOf(bornOn, asOf, order),
    politicalStatus: ageOn(bornOn, asOf) < 14 ? '群众' : pick(politicalStatuses),
    education: ageOn(bornOn, asOf) < 15 ? '小学' : pick(educations),
    // No mobile number begins with 10: nobody can be called by mistake.
    phone: `10${String(maker.communityCode).padStart(2, '0')}${String(order).padStart(7, '0')}`,
  }
}

/** Some year of their life, without the die: what else is made of a seed stays as it was. */
function sinceOf(bornOn: PlainDate, asOf: PlainDate, order: number): string {
  const born = Number(bornOn.slice(0, 4))
  return `${born + 1 + ((order * 7) % Math.max(1, Number(asOf.slice(0, 4)) - born - 1))}年${1 + (order % 12)}月`
}

function makeName({ die, pick }: Maker, family: string, sex: MadePerson['sex']): string {
  const characters = sex === '男' ? maleCharacters : femaleCharacters
  const given = () => (die(60) === 0 ? pick(rareCharacters) : pick(characters))
  return family + given() + (die(3) === 0 ? '' : given())
}

/** An identity number nobody in this register has yet; on a day that is used up, the next day is tried. */
function makeNumber({ die, communityCode, asOf, numbers }: Maker, age: number, sex: MadePerson['sex']) {
  const birthday = `${Number(asOf.slice(0, 4)) - age}-01-01` as PlainDate
  let bornOn = addDays(birthday, die(365))
  if (bornOn > asOf) bornOn = addDays(asOf, -die(300))
  for (let tries = 0; ; tries++) {
    const last = 2 * die(5) + (sex === '男' ? 1 : 0)
    const first17 = `${regionCode}${bornOn.replaceAll('-', '')}${String(communityCode).padStart(2, '0')}${last}`
    const identityNumber = first17 + checkCharacterOf(first17)
    if (!numbers.has(identityNumber)) {
      numbers.add(identityNumber)
      return { identityNumber, bornOn }
    }
    if (tries % 10 === 9) bornOn = addDays(bornOn, -1)
  }
}

const headers =
  '序号,居民小组,户号,姓名,性别,民族,出生日期,公民身份号码,与户主关系,住址,户籍地址,户籍情况,居住起始,政治面貌,文化程度,联系电话,备注'

function csvOf(people: readonly MadePerson[]): string {
  const lines = people.map((p, index) =>
    [
      index + 1,
      p.residentsGroup,
      p.householdNumber,
      p.name,
      p.sex,
      p.nationality,
      p.bornOn,
      p.identityNumber,
      p.relation,
      p.address,
      p.registeredAddress,
      p.residence,
      p.residingSince,
      p.politicalStatus,
      p.education,
      p.phone,
      '',
    ].join(','),
  )
  return `${[headers, ...lines].join('\r\n')}\r\n`
}

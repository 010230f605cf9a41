import { longDate } from '../../lib/chinese-text.js'
import type { PlainDate } from '../../lib/plain-date.js'
import type { Finding } from '../../rules/finding.js'
import type { RegisterField } from './checked-register.js'
import type { RemarkSign } from './remark-signs.js'

type Make = (code: string, fields: RegisterField[], message: string, article?: string) => Finding

const make =
  (severity: Finding['severity']): Make =>
  (code, fields, message, article) =>
    article === undefined ? { code, severity, fields, message } : { code, severity, fields, message, article }
const error = make('error')
const warning = make('warning')

const sexText = { male: '男', female: '女' }

/** What may be wrong with a row, in words for the clerk who has to put it right. Codes: interfaces.md. */
export const rowFinding = {
  nameMissing: () => error('name-missing', ['name'], '没有姓名。请在名册中补上姓名后重新导入。'),
  idMissing: () => error('id-missing', ['identityNumber'], '没有公民身份号码。请查对身份证或户口簿，补上后重新导入。'),
  idDamaged: () =>
    error(
      'id-damaged-by-spreadsheet',
      ['identityNumber'],
      '身份号码被表格软件改坏了：按数字存放时只保留前15位，末尾变成000。丢失的数字无法恢复，请按身份证重新填写，并把这一列设为“文本”格式。',
    ),
  idMalformed: (length: number) =>
    error(
      'id-malformed',
      ['identityNumber'],
      `身份号码应为18位（旧证15位），这里读到${length}位，或含有其他字符。请按身份证核对改正。`,
    ),
  idChecksum: () =>
    error(
      'id-checksum',
      ['identityNumber'],
      '身份号码的最后一位与前17位对不上，至少有一位写错了。请按身份证核对改正。',
    ),
  idImpossibleDate: () =>
    error('id-impossible-date', ['identityNumber'], '身份号码第7至14位不是一个存在的日期。请按身份证核对改正。'),
  duplicate: (first: string) =>
    error(
      'duplicate-in-file',
      ['identityNumber'],
      `与${first}的身份号码相同，同一人只登记一次。请核对：多出的一行删去，号码写错的改正。`,
    ),
  spreadsheetError: (fields: RegisterField[], headers: string) =>
    error(
      'spreadsheet-error',
      fields,
      `${headers}一格是表格软件的出错标记（如 #N/A），读不到内容。请在名册中改正后重新导入。`,
    ),
  idShort: () =>
    warning(
      'id-15-digits',
      ['identityNumber'],
      '这是15位的旧身份号码，已按规则换算为18位。请与现在的身份证核对，一致的予以确认。',
    ),
  idRegion: () =>
    warning(
      'id-region-unknown',
      ['identityNumber'],
      '身份号码前两位不是任何省、自治区、直辖市的代码。请按身份证核对。',
    ),
  birthDisagrees: (written: string, bornOn: PlainDate) =>
    warning(
      'birth-disagrees-with-id',
      ['birth', 'identityNumber'],
      `出生日期写的是“${written}”，身份号码中是${longDate(bornOn)}。请查对后确认以哪个为准。`,
    ),
  birthUnreadable: (written: string, bornOn: PlainDate) =>
    warning(
      'birth-unreadable',
      ['birth'],
      `出生日期“${written}”读不出公历的年月日，身份号码中是${longDate(bornOn)}。请查对后确认。`,
    ),
  sexDisagrees: (written: 'male' | 'female', bySex: 'male' | 'female') =>
    warning(
      'sex-disagrees-with-id',
      ['sex', 'identityNumber'],
      `性别写的是${sexText[written]}，按身份号码应为${sexText[bySex]}。请查对后确认以哪个为准。`,
    ),
  sexUnreadable: (written: string) => warning('sex-unreadable', ['sex'], `性别“${written}”看不明白。请查对后确认。`),
  oddName: (name: string) =>
    warning(
      'name-has-odd-characters',
      ['name'],
      `姓名“${name}”中有不像姓名的字符，可能是生僻字在导出时丢失或用别的写法代替。请按身份证核对。`,
    ),
  groupMissing: () => warning('group-missing', ['residentsGroup'], '没有写居民小组。请补上，或确认后在系统里指定。'),
} as const

/** The article that makes deprivation of political rights a bar; the only ground there is. */
const eligibilityArticle = '《中华人民共和国城市居民委员会组织法》第十六条'

export function signFinding(sign: RemarkSign, field: RegisterField): Finding {
  switch (sign) {
    case 'deceased':
      return warning('deceased', [field], '名册注明已去世。请核实；属实的不列入选民名单。')
    case 'moved-away':
      return warning('moved-away', [field], '名册注明户口已迁出或注销。请核实是否仍在本社区居住、是否可以登记。')
    case 'enlisted':
      return warning('enlisted', [field], '名册注明入伍。请核实户口是否已注销、是否在本社区登记。')
    case 'deprived-of-rights':
      return warning(
        'deprived-of-rights',
        [field],
        '名册注明被剥夺政治权利。请核实期限；选举日仍在期限内的没有选举权。',
        eligibilityArticle,
      )
    case 'serving-sentence':
      return warning(
        'serving-sentence',
        [field],
        '名册注明服刑或在押。请核实是否附加剥夺政治权利；没有剥夺的仍有选举权。',
        eligibilityArticle,
      )
  }
}

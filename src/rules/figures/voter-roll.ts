import { flag, number, numbers } from './figure.js'
import { before, days } from './wording.js'

/** The first and the last day of registration, counted back from election day. */
export interface RegistrationDays {
  readonly opens: number
  readonly closes: number
}

/** Who is registered, and how the roll becomes final. */
export const voterRoll = {
  /** Registration opens and closes so many days before election day. */
  registrationDaysBefore: numbers<RegistrationDays>(
    '选民登记起止提前天数',
    { opens: '开始', closes: '结束' },
    ({ opens, closes }) => `选举日前第${opens}日至第${closes}日`,
  ),
  /** Age, completed on election day, from which a resident has the vote. */
  votingAge: number('选民年龄', (n) => `年满${n}周岁`),
  /** Whether only those are registered who say that they will take part. */
  registrationByDeclaration: flag('登记须表示参加选举', '须本人表示参加', '不须表示'),
  /** Months a resident without local household registration must have lived here; 0: usual residence is enough. */
  usualResidenceMonths: number('非户籍居民居住月数', (n) => (n === 0 ? '在本社区常住，不限月数' : `满${n}个月`)),
  /** Months a community worker without local household registration must have worked here. */
  communityWorkerMonths: number('社区工作者工作月数', (n) => `满${n}个月`),
  /** Whether the election committee confirms the registration of a community worker who applied. */
  communityWorkerConfirmed: flag('社区工作者登记须经确认', '本人申请，选举委员会确认', '不须确认'),
  /** Whether nobody may be registered in two communities. */
  registeredOnceOnly: flag('不得重复登记', '只能在一个社区登记', '没有规定'),
  /** The roll is posted at least so many days before election day. */
  rollDaysBefore: number('选民名单公布提前天数', before, 'more'),
  /** Days from posting within which an objection to the roll may be raised. */
  objectionDays: number('名单异议天数', days),
  /** Whether a resident's last day moves past a holiday (Civil Code art. 203); a committee's own never does. */
  residentsDeadlineSkipsHolidays: flag('居民期限遇节假日顺延', '顺延', '不顺延'),
  /** Days from receipt within which an objection is decided. */
  decisionDays: number('异议处理天数', days, 'fewer'),
  /** Days within which a ruling on an objection may be taken to the township; 0: there is no second appeal. */
  appealDays: number('异议处理后再申诉天数', (n) => (n === 0 ? '不设' : `${n}日`)),
  /** The roll is posted anew when election day moves by more than so many days; 0: on any move. */
  rollRepostedAfterMoveOf: number(
    '选举日变动须重新公布名单',
    (n) => (n === 0 ? '一有变动即重新公布' : `变动超过${n}日`),
    'fewer',
  ),
}

import { isSecretaryAndChair, originText, type Origin, sitsOnBoth } from '../rules/member-facts.js'
import { ageBandOf, educationLevel, hasCollege, ministryAgeBands } from '../rules/member-statistics.js'
import { type ChangeReason, changeReasonNames, changeReasons } from '../rules/roll-changes.js'
import { count, type CountColumn, people, share, type StatisticsTable } from './statistics-columns.js'
import type { CommunityFacts, VotingWays } from './statistics-facts.js'
import { fromRoll, isCompleted, isDue, isOfMinority, isParty, isWoman, kinds, oneIf } from './statistics-kinds.js'
import type { Person } from './statistics-people.js'

const preparation: StatisticsTable = {
  key: 'preparation',
  title: '选举准备情况',
  source: '民政部统计卡片一',
  groups: [
    {
      title: '选民登记',
      columns: [
        count('entitled', '选民总数', ({ entitled }) => entitled),
        count('registered', '本届登记选民', ({ registered }) => registered),
        share('registeredShare', '登记率', 'registered', 'entitled'),
      ],
    },
    {
      title: '居民选举委员会',
      columns: [
        selectedBy('byAssembly', '居民会议推选', 'residentsAssembly'),
        selectedBy('byRepresentatives', '代表会议推选', 'representativesAssembly'),
        people('committee', 'committee', '总人数'),
        people('committee', 'committeeParty', '党员', isParty),
      ],
    },
  ],
  notes: [
    '选民总数是导入的花名册中选举日年满18周岁的人数，没有导入花名册的社区不计。',
    '选举委员会成员中的党员，按已对应到选民名单的人计。',
  ],
}

function selectedBy(key: string, title: string, body: NonNullable<CommunityFacts['selectedBy']>): CountColumn {
  return count(key, title, (community) =>
    community.selectedBy === null ? null : community.selectedBy === body ? 1 : 0,
  )
}

const nominees: StatisticsTable = {
  key: 'nominees',
  title: '提名初步候选人情况',
  source: '民政部统计卡片二',
  groups: [{ title: '初步候选人', columns: kinds('nominees', 'nominees') }],
  notes: ['资格审查不合格、已经退出的不计。', fromRoll],
}

const candidates: StatisticsTable = {
  key: 'candidates',
  title: '正式候选人情况',
  source: '民政部统计卡片三',
  groups: [
    { title: '职数', columns: [count('seats', '应选名额', ({ seats }) => seats)] },
    {
      title: '确定方式',
      columns: [
        count('byPrimary', '预选确定', ({ has, hasPrimary }) => (has.candidates ? (hasPrimary ? 1 : 0) : null)),
        count('direct', '直接确定', ({ has, hasPrimary }) => (has.candidates ? (hasPrimary ? 0 : 1) : null)),
      ],
    },
    { title: '正式候选人', columns: kinds('candidates', 'candidates') },
    {
      title: '竞职演讲',
      columns: [
        count('speeches', '组织', ({ hasSpeeches }) => (hasSpeeches === null ? null : hasSpeeches ? 1 : 0)),
        count('noSpeeches', '未组织', ({ hasSpeeches }) => (hasSpeeches === null ? null : hasSpeeches ? 0 : 1)),
      ],
    },
  ],
  notes: [
    '按第一轮投票现行的候选人名单。',
    fromRoll,
    '竞职演讲按日程中“候选人与居民见面”的登记，没有登记的两栏都空着。',
  ],
}

const way = (key: keyof VotingWays, title: string, of: 'ways' | 'laterWays' = 'ways') =>
  count(key, title, (community) => community[of]?.[key] ?? null)

const voting: StatisticsTable = {
  key: 'voting',
  title: '投票方式情况',
  source: '民政部统计卡片四',
  groups: [
    {
      title: '参加投票',
      columns: [
        count('electors', '选民总数', ({ turnout }) => turnout?.registered ?? null),
        count('voted', '参加投票', ({ turnout }) => turnout?.voted ?? null),
        share('turnout', '参选率', 'voted', 'electors'),
      ],
    },
    {
      title: '直接投票',
      columns: [
        way('central', '选举会场'),
        way('station', '投票站'),
        way('mobile', '流动票箱'),
        count('byPost', '函投', ({ ways }) => (ways === null ? null : 0)),
      ],
    },
    { title: '委托', columns: [way('proxy', '委托投票合计')] },
    {
      title: '场所和服务',
      columns: [
        way('scribes', '代写人数'),
        way('stations', '投票站数'),
        way('boxes', '流动票箱数'),
        way('booths', '秘密写票处数'),
      ],
    },
  ],
  notes: [
    '按验证发票记录；已宣布结果的以宣布的为准。另行选举、重新选举见统计卡片八。',
    '本系统不办理函投，函投一栏为零。',
  ],
}

const origins = Object.keys(originText) as Origin[]
const bandOf = ({ age }: Person) => (age === null ? undefined : ageBandOf(age, ministryAgeBands))

const elected: StatisticsTable = {
  key: 'elected',
  title: '当选成员情况',
  source: '民政部统计卡片五',
  groups: [
    {
      title: '当选成员',
      columns: [
        ...kinds('elected', 'elected').slice(0, 3),
        people('elected', 'consecutive', '连选连任', ({ service }) => service === 'consecutive'),
        people('elected', 'first', '新当选', ({ service }) => service === 'first' || service === 'again'),
      ],
    },
    {
      title: '年龄',
      columns: [
        ...ministryAgeBands.map(({ key, title }) => people('elected', key, title, (person) => bandOf(person) === key)),
        people('elected', 'ageUnknown', '未登记', ({ age }) => age === null),
      ],
    },
    {
      title: '文化程度',
      columns: [
        people('elected', 'college', '大专及以上', ({ education }) => hasCollege(education)),
        people(
          'elected',
          'belowCollege',
          '高中及以下',
          ({ education }) => educationLevel(education) !== undefined && !hasCollege(education),
        ),
        people('elected', 'educationUnknown', '未登记', ({ education }) => educationLevel(education) === undefined),
      ],
    },
    {
      title: '交叉任职',
      columns: [
        people('elected', 'onBoth', '两委交叉', ({ partyOffice }) => sitsOnBoth(partyOffice)),
        people(
          'elected',
          'secretaryAndChair',
          '书记、主任一人兼',
          ({ position, partyOffice }) => position !== null && isSecretaryAndChair(position, partyOffice),
        ),
      ],
    },
    {
      title: '来源',
      columns: [
        ...origins.map((origin) =>
          people('elected', `from-${origin}`, originText[origin], (person) => person.origin === origin),
        ),
        people('elected', 'originUnknown', '未登记', ({ origin }) => origin === null),
      ],
    },
  ],
  notes: ['年龄是选举日的周岁。', '新当选包括以前任过职、不是连任的。任职、来源按当选人员登记，未登记的另列。'],
}

const representatives: StatisticsTable = {
  key: 'representatives',
  title: '居民代表和居民小组长情况',
  source: '民政部统计卡片六',
  groups: [
    { title: '居民代表', columns: kinds('representatives', 'representatives') },
    {
      title: '居民小组长',
      columns: [
        people('representatives', 'heads', '总人数', ({ leads }) => leads === 'head'),
        people('representatives', 'headWomen', '女性', (one) => one.leads === 'head' && isWoman(one)),
        people('representatives', 'headParty', '党员', (one) => one.leads === 'head' && isParty(one)),
        people('representatives', 'headMinority', '少数民族', (one) => one.leads === 'head' && isOfMinority(one)),
      ],
    },
  ],
  notes: ['按登记的居民代表、居民小组长名单，没有登记的社区不计。', fromRoll],
}

const completion: StatisticsTable = {
  key: 'completion',
  title: '换届选举完成情况',
  source: '民政部统计卡片七',
  groups: [
    { title: '', columns: [oneIf('due', '应换届', isDue)] },
    {
      title: '已完成',
      columns: [
        oneIf('atOnce', '一次选举成功', ({ ending }) => ending === 'atOnce'),
        oneIf('runoff', '另行选举', ({ ending }) => ending === 'runoff'),
        oneIf('rerun', '重新选举', ({ ending }) => ending === 'rerun'),
        oneIf('completed', '合计', isCompleted),
      ],
    },
    {
      title: '',
      columns: [
        oneIf('notCompleted', '未完成', (community) => isDue(community) && !isCompleted(community)),
        share('completedShare', '完成率', 'completed', 'due'),
      ],
    },
    {
      title: '不计入应换届',
      columns: [
        oneIf('postponed', '延期', ({ participation }) => participation === 'postponed'),
        oneIf('notHeld', '本届不换届', ({ participation }) => participation === 'notHeld'),
      ],
    },
  ],
  notes: ['还有另行选举、再次投票没有办完的，列为未完成。'],
}

const statistic = changeReasonNames.filter((reason) => changeReasons[reason].isStatistic)
const changed = (kind: 'added' | 'removed') =>
  statistic.filter((reason) => changeReasons[reason].kind === kind).map((reason) => changeOf(reason))

function changeOf(reason: ChangeReason): CountColumn {
  return count(reason, changeReasons[reason].text, ({ electionId, changes }) =>
    electionId === null ? null : (changes.get(reason) ?? 0),
  )
}

const laterVotes: StatisticsTable = {
  key: 'later-votes',
  title: '另行选举、重新选举情况',
  source: '民政部统计卡片八',
  groups: [
    { title: '名单公布后增加', columns: changed('added') },
    { title: '名单公布后减少', columns: changed('removed') },
    {
      title: '另行选举、重新选举投票',
      columns: [
        count('laterVoted', '参加投票', ({ laterWays }) =>
          laterWays === null ? null : laterWays.central + laterWays.station + laterWays.mobile + laterWays.proxy,
        ),
        way('proxy', '委托投票', 'laterWays'),
        way('mobile', '流动票箱投票', 'laterWays'),
        way('scribes', '代写人数', 'laterWays'),
        way('stations', '分会场数', 'laterWays'),
        way('boxes', '流动票箱数', 'laterWays'),
      ],
    },
  ],
  notes: ['四增四减按名单公布以后登记的变更原因；登记差错、遗漏不在其内。'],
}

/** The eight cards of the ministry, in order (forms.md A5.1). */
export const ministryCards: readonly StatisticsTable[] = [
  preparation,
  nominees,
  candidates,
  voting,
  elected,
  representatives,
  completion,
  laterVotes,
]

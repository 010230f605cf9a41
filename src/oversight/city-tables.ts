import { monthDay } from '../lib/chinese-text.js'
import { isSecretaryAndChair, serviceText, sitsOnBoth } from '../rules/member-facts.js'
import {
  ageBandOf,
  cityAgeBands,
  educationLevel,
  type EducationLevel,
  educationText,
  hasCollege,
} from '../rules/member-statistics.js'
import { participationText } from './rate-words.js'
import {
  type AverageColumn,
  type Column,
  count,
  people,
  share,
  type StatisticsTable,
  words,
} from './statistics-columns.js'
import type { CommunityFacts } from './statistics-facts.js'
import { isCompleted, isDue, isOfMinority, isParty, isWoman, oneIf } from './statistics-kinds.js'
import type { Person } from './statistics-people.js'

const elected = (key: string, title: string, isCounted?: (person: Person) => boolean) =>
  people('elected', key, title, isCounted)
const oneBoth = ({ position, partyOffice }: Person) => position !== null && isSecretaryAndChair(position, partyOffice)
const levels = Object.keys(educationText) as EducationLevel[]
const isHeld = ({ participation }: CommunityFacts) => participation === 'held'

/** Sum and count of ages first, so that a table of figures can reckon the average itself. */
const ages: readonly Column[] = [
  count('ageSum', '周岁合计', ({ has, people: { elected: all } }) =>
    has.elected ? all.reduce((so, { age }) => so + (age ?? 0), 0) : null,
  ),
  elected('aged', '有年龄的人数', ({ age }) => age !== null),
  { kind: 'average', key: 'averageAge', title: '平均年龄', sum: 'ageSum', count: 'aged' } satisfies AverageColumn,
]

const education: readonly Column[] = [
  ...levels.map((level) =>
    elected(level, educationText[level], (person) => educationLevel(person.education) === level),
  ),
  elected('educationUnknown', '未登记', (person) => educationLevel(person.education) === undefined),
  elected('collegeUp', '大专以上', (person) => hasCollege(person.education)),
  share('collegeShare', '大专以上%', 'collegeUp', 'elected'),
]

const season: StatisticsTable = {
  key: 'season',
  title: '社区居民委员会换届选举情况统计表',
  source: '街道（镇）、市汇总表',
  groups: [
    {
      title: '换届',
      columns: [
        oneIf('communities', '社区数', () => true),
        oneIf('due', '应换届', isDue),
        oneIf('held', '已选举', isHeld),
        oneIf('completed', '已完成', isCompleted),
        oneIf('postponed', '延期', ({ participation }) => participation === 'postponed'),
        oneIf('notHeld', '不换届', ({ participation }) => participation === 'notHeld'),
      ],
    },
    {
      title: '选举方式',
      columns: [
        oneIf('direct', '直选', (one) => isHeld(one) && one.isDirect),
        share('directShare', '直选率', 'direct', 'held'),
        oneIf('households', '户代表选举', (one) => isHeld(one) && one.form === 'households'),
        oneIf('representatives', '居民代表选举', (one) => isHeld(one) && one.form === 'representatives'),
        oneIf('atOnce', '一次成功', ({ ending }) => ending === 'atOnce'),
        share('atOnceShare', '一次成功率', 'atOnce', 'completed'),
        oneIf('runoff', '另行选举', ({ ending }) => ending === 'runoff'),
        oneIf('rerun', '重新选举', ({ ending }) => ending === 'rerun'),
      ],
    },
    {
      title: '登记和投票',
      columns: [
        count('entitled', '应登记', ({ entitled }) => entitled),
        count('registered', '登记选民', ({ registered }) => registered),
        share('registeredShare', '登记率', 'registered', 'entitled'),
        count('electors', '投票社区的选民', ({ turnout }) => turnout?.registered ?? null),
        count('voted', '参加投票', ({ turnout }) => turnout?.voted ?? null),
        share('turnout', '参选率', 'voted', 'electors'),
        count('proxy', '其中委托', ({ ways }) => ways?.proxy ?? null),
      ],
    },
    {
      title: '职数和当选',
      columns: [
        count('seats', '应选职数', ({ seats }) => seats),
        elected('elected', '当选总数'),
        elected('chairs', '主任', ({ position }) => position === 'chair'),
        elected('viceChairs', '副主任', ({ position }) => position === 'viceChair'),
        elected('members', '委员', ({ position }) => position === 'member'),
      ],
    },
    {
      title: '结构',
      columns: [
        elected('women', '女性', isWoman),
        share('womenShare', '女性%', 'women', 'elected'),
        elected('party', '党员', isParty),
        share('partyShare', '党员%', 'party', 'elected'),
        elected('womenChairs', '女主任', (one) => one.position === 'chair' && isWoman(one)),
        elected('oneBoth', '一肩挑', oneBoth),
        share('oneBothShare', '一肩挑%', 'oneBoth', 'held'),
        elected('onBoth', '两委交叉', ({ partyOffice }) => sitsOnBoth(partyOffice)),
        share('onBothShare', '两委交叉%', 'onBoth', 'elected'),
        elected('consecutive', '连任', ({ service }) => service === 'consecutive'),
        elected('newcomers', '新当选', ({ service }) => service === 'first' || service === 'again'),
        elected('fullTime', '专职', ({ isFullTime }) => isFullTime === true),
        elected('minority', '少数民族', isOfMinority),
      ],
    },
    {
      title: '年龄',
      columns: [
        ...cityAgeBands.map(({ key, title }) =>
          elected(key, title, ({ age }) => age !== null && ageBandOf(age, cityAgeBands) === key),
        ),
        ...ages,
      ],
    },
    { title: '文化程度', columns: education },
    {
      title: '说明',
      columns: [
        words('electionDay', '选举日', ({ electionDay }) => (electionDay === null ? '' : monthDay(electionDay))),
        words('remark', '备注', remarkOf),
      ],
    },
  ],
  notes: [
    '直选率＝直选的社区数÷已选举的社区数，以宣布的有效结果为准；延期、不换届的不在其内。',
    '年龄是选举日的周岁，平均年龄保留一位小数；一肩挑的比例以已选举的社区为分母。',
    '登记率只计导入了花名册的社区；参选率包括正在投票、还没有宣布结果的社区。',
  ],
}

function remarkOf({ participation, reason, electionId }: CommunityFacts): string {
  if (participation === 'held') return ''
  if (participation === 'pending') return electionId === null ? '未启动' : ''
  return reason === '' ? participationText[participation] : `${participationText[participation]}：${reason}`
}

const chairOf = ({ people: all }: CommunityFacts) => all.elected.find(({ position }) => position === 'chair')
const ofChair = (key: string, title: string, of: (chair: Person) => string) =>
  words(key, title, (community) => {
    const chair = chairOf(community)
    return chair ? of(chair) : ''
  })

const teams: StatisticsTable = {
  key: 'teams',
  title: '社区居民委员会班子成员情况统计表',
  source: '街道（镇）党（工）委书记签字的汇总表',
  isPersonal: true,
  groups: [
    {
      title: '班子',
      columns: [
        elected('elected', '成员数'),
        ...ages,
        elected('collegeUp', '大专以上', (one) => hasCollege(one.education)),
        elected('secondary', '高中、中专', (one) => educationLevel(one.education) === 'secondary'),
        elected('lower', '初中及以下', (one) => educationLevel(one.education) === 'lower'),
        elected('party', '党员', isParty),
        elected('onBoth', '交叉任职', ({ partyOffice }) => sitsOnBoth(partyOffice)),
        elected('oneBoth', '一肩挑', oneBoth),
      ],
    },
    {
      title: '主任',
      columns: [
        ofChair('chairName', '姓名', ({ name }) => name),
        ofChair('chairSex', '性别', ({ sex }) => (sex === 'female' ? '女' : sex === 'male' ? '男' : '')),
        ofChair('chairBorn', '出生年月', ({ birthDate }) =>
          birthDate === null ? '' : `${birthDate.slice(0, 4)}.${birthDate.slice(5, 7)}`,
        ),
        ofChair('chairPartySince', '入党时间', ({ partySince }) => partySince?.replaceAll('-', '.') ?? ''),
        ofChair('chairEducation', '文化程度', ({ education: own }) => own),
        ofChair('chairStatus', '政治面貌', ({ politicalStatus }) => politicalStatus),
        ofChair('chairService', '任职情况', ({ service }) => (service === null ? '' : serviceText[service])),
        words('remark', '备注', remarkOf),
      ],
    },
  ],
  notes: ['入党时间按当选人员登记，没有登记的空着。', '年龄是选举日的周岁，平均年龄保留一位小数。'],
}

/** The tables of townships and city (forms.md A5.2, A5.4). */
export const cityTables: readonly StatisticsTable[] = [season, teams]

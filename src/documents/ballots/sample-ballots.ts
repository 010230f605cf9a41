import { type BallotContent, type BallotPost, ballotRulesOf, writeInsOf } from '../../rules/ballot-content.js'
import { national2026 } from '../../rules/rule-sets/national-2026.js'
import type { BallotLayout } from './ballot-layout.js'

/** A ballot from invented facts, for looking at it and for its tests. */
export interface SampleBallot {
  readonly key: string
  readonly content: BallotContent
  readonly layout: BallotLayout
}

const sheet = (paper: BallotLayout['paper']): BallotLayout => ({
  paper,
  arrangement: 'oneSheet',
  colours: ['白色'],
  isTinted: false,
})

const apart = (paper: BallotLayout['paper'], ...colours: BallotLayout['colours']): BallotLayout => ({
  paper,
  arrangement: 'sheetPerPost',
  colours,
  isTinted: true,
})

let lastId = 0

/** A name, or a name and its note. */
function post(
  title: string,
  seats: number,
  names: readonly string[],
  more: Partial<BallotPost> = {},
): Omit<BallotPost, 'writeIns'> {
  return {
    id: title,
    title,
    seats,
    reservedForWoman: false,
    seatsForWomen: 0,
    names: names.map((text) => {
      const [name = '', note = ''] = text.split('/')
      lastId += 1
      return { id: String(lastId), name, note }
    }),
    ...more,
  }
}

function content(vote: BallotContent['vote'], posts: readonly Omit<BallotPost, 'writeIns'>[]): BallotContent {
  return {
    community: '桃源里社区',
    termNumber: 9,
    vote,
    votingDay: '2027-05-20',
    posts: posts.map((one) => ({ ...one, writeIns: writeInsOf(vote, one.seats) })),
    rules: ballotRulesOf(national2026),
  }
}

const five = content('first', [
  post('主任', 1, ['王伟', '李秀英']),
  post('副主任', 2, ['陈国强', '林美芳', '周建平']),
  post('专职委员', 3, ['丁一', '马国良', '高秀兰', '罗志明']),
  post('兼职委员', 2, ['吴桂英', '郑志明', '欧阳文静']),
  post('妇女委员', 1, ['沈惠敏', '冯雪琴'], { reservedForWoman: true }),
])

const twelve = [
  ...['丁国强', '马美芳', '王建平', '韦桂英', '孔志明', '冯雪琴'],
  ...['吕海波', '许丽娟', '杨卫东', '何秀珍', '沈永康', '施惠敏'],
]

/** Every kind of ballot, on every paper. */
export const sampleBallots: readonly SampleBallot[] = [
  { key: 'ballot-five-posts-a4', content: five, layout: sheet('A4') },
  { key: 'ballot-five-posts-a3', content: five, layout: sheet('A3') },
  {
    key: 'ballot-sheet-per-post-a5',
    content: five,
    layout: apart('A5', '白色', '浅红色', '浅黄色', '浅绿色', '浅蓝色'),
  },
  {
    key: 'ballot-runoff',
    content: content('runoff', [post('委员', 2, ['施惠敏', '何秀珍', '许丽娟'], { seatsForWomen: 1 })]),
    layout: sheet('A5'),
  },
  {
    key: 'ballot-tie-break',
    content: content('tieBreak', [post('副主任', 1, ['周建平', '林美芳'])]),
    layout: sheet('A5'),
  },
  {
    key: 'ballot-primary',
    content: content('primary', [
      post('主任', 2, ['王伟', '李秀英', '陈国强', '林美芳']),
      post('委员', 5, ['丁一', '马国良', '高秀兰', '罗志明', '吴桂英', '郑志明', '欧阳文静', '沈惠敏']),
    ]),
    layout: sheet('A4'),
  },
  {
    key: 'ballot-without-candidates',
    content: content('first', [post('主任', 1, []), post('副主任', 1, []), post('委员', 5, [])]),
    layout: sheet('A4'),
  },
  {
    key: 'ballot-twelve-names-a4',
    content: content('first', [post('主任', 1, ['王伟', '李秀英']), post('委员', 7, twelve)]),
    layout: sheet('A4'),
  },
  {
    key: 'ballot-twelve-names-a5',
    content: content('first', [post('委员', 7, twelve), post('主任', 1, ['王伟', '李秀英'])]),
    layout: apart('A5', '浅黄色', '白色'),
  },
  {
    key: 'ballot-rare-names',
    content: content('first', [
      post('主任', 1, ['欧阳𬱖', '王昪悦']),
      post('副主任', 1, ['王伟/男', '王伟/女', '𠮷野龘']),
      post('委员', 3, [
        '阿依努尔·买买提',
        '买合木提江·阿不都热依木',
        '尼玛次仁',
        '迪丽热巴·迪力木拉提·吐尔逊阿依古丽',
        '司马相如卿云',
      ]),
    ]),
    layout: sheet('A4'),
  },
]

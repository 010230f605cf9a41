import type { PlainDate } from '../../src/lib/plain-date.js'
import type { ElectionForm } from '../../src/rules/election-form.js'

/** How far a community has come on the demo's first today. */
export type Reach =
  | 'opened'
  | 'committee'
  | 'imported'
  | 'rollPosted'
  | 'nominating'
  | 'candidates'
  | 'polling'
  | 'tallying'
  | 'runoffOpen'
  | 'declared'
  | 'handedOver'

export interface CommunityPlan {
  readonly community: string
  readonly electionDay: PlainDate
  readonly reach: Reach
  readonly form: ElectionForm
  /** People in its register, children included. */
  readonly people: number
  /** More stand for the chair than may: a primary chooses, and in one place somebody withdraws after the list. */
  readonly crowd: 'none' | 'primary' | 'withdrawal'
  /** Its declared result is counted again, and somebody else is elected. */
  readonly isRecounted?: true
}

export const demoToday: PlainDate = '2027-05-20'

const plan = (
  community: string,
  electionDay: PlainDate,
  reach: Reach,
  people: number,
  form: ElectionForm = 'allVoters',
  crowd: CommunityPlan['crowd'] = 'none',
): CommunityPlan => ({ community, electionDay, reach, people, form, crowd })

/** The season as it stands on its first today: every stage occurs, every form, a run-off, and one missed deadline. */
export const seasonPlan: readonly CommunityPlan[] = [
  plan('奉中社区', '2027-05-05', 'handedOver', 620),
  plan('锦山社区', '2027-05-06', 'handedOver', 480),
  plan('民主社区', '2027-05-08', 'handedOver', 540),
  plan('武岭社区', '2027-05-09', 'handedOver', 420),
  plan('东门社区', '2027-05-12', 'declared', 700, 'allVoters', 'primary'),
  { ...plan('新民社区', '2027-05-13', 'declared', 460), isRecounted: true },
  plan('江口社区', '2027-05-14', 'declared', 520, 'households'),
  plan('尚田社区', '2027-05-16', 'declared', 380, 'representatives'),
  plan('光明社区', '2027-05-15', 'runoffOpen', 440),
  plan('南门社区', '2027-05-20', 'tallying', 500),
  plan('东升社区', '2027-05-20', 'tallying', 430),
  plan('花园社区', '2027-05-20', 'polling', 680),
  plan('桃源社区', '2027-05-20', 'polling', 560),
  plan('西坞社区', '2027-05-20', 'polling', 400),
  plan('庄山社区', '2027-05-23', 'candidates', 450),
  plan('秀水社区', '2027-05-24', 'candidates', 500, 'allVoters', 'withdrawal'),
  plan('茗山社区', '2027-05-25', 'candidates', 360),
  plan('莼湖社区', '2027-05-26', 'candidates', 420, 'households'),
  plan('春晖社区', '2027-06-05', 'nominating', 480),
  plan('居敬社区', '2027-06-05', 'nominating', 400, 'allVoters', 'primary'),
  plan('绿都社区', '2027-06-06', 'nominating', 620),
  plan('方桥社区', '2027-06-06', 'nominating', 350, 'representatives'),
  plan('长岭社区', '2027-06-10', 'rollPosted', 520),
  plan('上林社区', '2027-06-11', 'rollPosted', 440),
  plan('力邦社区', '2027-06-11', 'rollPosted', 300),
  plan('长汀社区', '2027-06-17', 'imported', 560),
  // Its roll should have been posted by 19 May: the deadline that the cockpit must show as missed.
  plan('裘村社区', '2027-06-08', 'imported', 330, 'households'),
  plan('阳光社区', '2027-06-20', 'committee', 0),
  plan('迎恩社区', '2027-06-20', 'committee', 0),
  plan('金钟社区', '2027-07-04', 'opened', 0),
]

/**
 * The form in the minutes of a community: of one another than it claims, of one none was recorded. That is what an audit of
 * the direct-election rate is there to find.
 */
export function formDecidedIn({ community, form }: CommunityPlan): ElectionForm | undefined {
  if (community === '武岭社区') return undefined
  return community === '新民社区' ? 'households' : form
}

/** Without an election on the first today. */
export const notBegun = ['南溪社区', '大堰社区', '松岙社区'] as const
export const postponed = {
  community: '萧王庙社区',
  reason: '社区范围正在调整，经市政府批准延期至2027年9月',
} as const

/** Its desk hands out ballots faster than hands can: what a comparison of the communities asks about. */
export const hurriedDesk = '锦山社区'

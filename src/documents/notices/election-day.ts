import { listPosts } from '../../timetable/queries.js'
import { defineNotice } from '../define-notice.js'
import { dayText, formSentence, inOfficeText, moreThanText, turnoutText } from '../words.js'
import { electorText } from '../../rules/electors.js'
import { candidatePlaces } from './candidate-places.js'

interface Facts {
  readonly electionDay: string
  readonly form: string
  readonly turnout: string
  readonly elector: string
  readonly winningShare: string
  /** 任期5年, or what is left of the term. */
  readonly inOffice: string
  /** Wordings of papers issued before name it. */
  readonly termYears: number
  readonly seats: number
  readonly posts: readonly {
    readonly title: string
    readonly seats: number
    readonly isForWoman: boolean
    /** 4名至6名 */
    readonly candidates: string
  }[]
}

/** Day, form, seats (arts. 8, 14 and 19): from this day on everybody can count the days back. */
export const electionDay = defineNotice<Facts>({
  key: 'election-day',
  title: '选举日和选举方式公告',
  issuer: 'leader',
  isNumbered: true,
  rule: { articles: [14], step: 'announcement' },
  after: ['electionOpened'],
  before: ['pollOpened'],
  again: 'replaces',
  load: async (db, { election, ruleSet }) => {
    const posts = await listPosts(db, election.id)
    return {
      electionDay: dayText(election.electionDay),
      form: formSentence[election.form],
      turnout: turnoutText(election.form, ruleSet.turnout[election.form]),
      elector: electorText[election.form],
      winningShare: moreThanText(ruleSet.winningShare),
      inOffice: inOfficeText(election, ruleSet),
      termYears: ruleSet.termYears,
      seats: posts.reduce((sum, { seats }) => sum + seats, 0),
      posts: posts.map((post) => ({
        ...{ title: post.title, seats: post.seats, isForWoman: post.reservedForWoman },
        candidates: candidatePlaces(post, ruleSet),
      })),
    }
  },
  sample: {
    electionDay: '2027年5月20日（星期四）',
    form: formSentence.allVoters,
    turnout: '选民过半数参加投票',
    elector: '选民',
    winningShare: '过半数',
    inOffice: '任期5年',
    termYears: 5,
    seats: 7,
    posts: [
      { title: '主任', seats: 1, isForWoman: false, candidates: '2名' },
      { title: '副主任', seats: 1, isForWoman: false, candidates: '2名' },
      { title: '委员', seats: 4, isForWoman: false, candidates: '5名至6名' },
      { title: '委员', seats: 1, isForWoman: true, candidates: '2名' },
    ],
  },
})

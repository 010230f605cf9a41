import { assert } from '../../lib/assert.js'
import { longDate } from '../../lib/chinese-text.js'
import { articleIn } from '../../rules/citation.js'
import { lastAppealDay } from '../../rules/roll-appeals.js'
import { findObjectionByNumber, mannerText } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import { keptTogether } from '../layout/blocks.js'

interface Letter {
  readonly number: number
  readonly objector: string
  /** 2027年4月28日书面提出 */
  readonly brought: string
  /** 关于名单漏登周某的异议 */
  readonly matter: string
  readonly grounds: string
  readonly outcome: string
  readonly ruling: string
  readonly legalBasis: string
  readonly appeal: string
  readonly decidedOn: string
}

interface Facts {
  readonly letter: Letter | null
}

const matterText = {
  missing: (name: string) => `选民名单漏登${name}`,
  notEntitled: (name: string) => `选民名单不应列入${name}`,
  wrongDetails: (name: string) => `选民名单上${name}的登记内容有误`,
} as const

const outcomeText = {
  upheld: {
    missing: '异议成立，已将该人补登在选民名单上。',
    notEntitled: '异议成立，已将该人从选民名单上取消。',
    wrongDetails: '异议成立，已更正登记内容。',
  },
  dismissed: { missing: '异议不成立。', notEntitled: '异议不成立。', wrongDetails: '异议不成立。' },
  notHeard: {
    missing: '逾期提出，不予受理。',
    notEntitled: '逾期提出，不予受理。',
    wrongDetails: '逾期提出，不予受理。',
  },
} as const

/**
 * 选民资格申诉处理决定: the answer of the election committee to whoever objected (art. 17; forms.md A1, N4b). It goes to
 * the person, is not posted and has no notice number.
 */
export const objectionRuling = defineSheet<Facts>({
  key: 'objection-ruling',
  title: '选民资格申诉处理决定',
  use: '送达提出异议的人；不张贴。异议作出处理决定以后打印。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['objection'],
  page: { orientation: 'portrait', margins: 'official' },
  load: async ({ db }, { election, ruleSet, timetable }, { objection: number }) => {
    const objection = number === undefined ? undefined : await findObjectionByNumber(db, election.id, number)
    if (!objection || objection.state === 'open' || objection.state === 'withdrawn') return { letter: null }
    const { decidedOn, subject, personName, state } = objection
    assert(decidedOn, 'what is decided has its day')
    const last = lastAppealDay(decidedOn, ruleSet, timetable.isHoliday)
    return {
      letter: {
        number: objection.number,
        objector: objection.objector,
        brought: `${longDate(objection.receivedOn)}${mannerText[objection.manner]}`,
        matter: matterText[subject](keptTogether(personName)),
        grounds: objection.grounds,
        outcome: outcomeText[state][subject],
        ruling: objection.ruling ?? '',
        legalBasis: objection.legalBasis || articleIn(ruleSet, 17),
        appeal: last === undefined ? '' : `对本决定不服的，可以在${longDate(last)}以前向街道（镇）提出。`,
        decidedOn: longDate(decidedOn),
      },
    }
  },
  count: ({ letter }) => (letter === null ? 0 : 1),
  blocks: ({ election, electionCommittee, letter }) =>
    letter === null ? [] : blocksOf(election, electionCommittee, letter),
  sample: {
    letter: {
      number: 1,
      objector: '李秀英',
      brought: '2027年4月28日书面提出',
      matter: '选民名单漏登司马𫖯',
      grounds: '本人户籍在本社区，已表示参加选举',
      outcome: '异议成立，已将该人补登在选民名单上。',
      ruling: '经核对户口簿，情况属实。',
      legalBasis: '《中华人民共和国城市居民委员会组织法》第十七条',
      appeal: '',
      decidedOn: '2027年4月30日',
    },
  },
})

function blocksOf(election: string, issuer: string, letter: Letter) {
  return [
    { kind: 'title', lines: [election, '选民资格申诉处理决定'] },
    { kind: 'numberLine', text: `（第${letter.number}号异议）` },
    { kind: 'addressee', text: `${keptTogether(letter.objector)}：` },
    {
      kind: 'paragraph',
      text: `您于${letter.brought}的关于${letter.matter}的异议，本委员会已经受理。您提出的理由是：${ended(letter.grounds)}`,
    },
    { kind: 'paragraph', text: `经审查：${ended(letter.ruling)}` },
    { kind: 'paragraph', text: `根据${letter.legalBasis}，决定如下：${letter.outcome}` },
    ...(letter.appeal === '' ? [] : [{ kind: 'paragraph', text: letter.appeal } as const]),
    { kind: 'signature', issuer, date: letter.decidedOn },
  ] as const
}

/** With a full stop, whether it was typed or not. */
function ended(text: string): string {
  return /[。！？]$/.test(text) ? text : `${text}。`
}

import { articleIn } from '../../rules/citation.js'
import { longDate } from '../../lib/chinese-text.js'
import { listNominees, type NomineeRow } from '../../nomination/queries.js'
import { defineSheet } from '../define-sheet.js'
import { type Block, keptTogether } from '../layout/blocks.js'

interface Letter {
  readonly name: string
  readonly post: string
  readonly reason: string
  readonly decidedOn: string
  readonly article: string
}

interface Facts {
  readonly letters: readonly Letter[]
}

/**
 * 资格审查结果通知书: to a nominee who failed, with the reason and the article it rests on (art. 18). It goes to the
 * person, is not posted and has no notice number.
 */
export const vettingRefusal = defineSheet<Facts>({
  key: 'vetting-refusal',
  title: '资格审查结果通知书',
  use: '送达审查不合格的被提名人，写明理由和依据；不张贴。填选民证号印某一人，不填印全部不合格的。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'official' },
  load: async ({ db }, { election, ruleSet }, { voterNumber }) => {
    const failed = (await listNominees(db, election.id)).filter(({ vetting }) => vetting === 'failed')
    const wanted = failed.filter((nominee) => voterNumber === undefined || nominee.voterNumber === voterNumber)
    return { letters: wanted.map((nominee) => letterTo(nominee, articleIn(ruleSet, 18))) }
  },
  count: ({ letters }) => letters.length,
  blocks: ({ election, electionCommittee, printedOn, letters }) =>
    letters.flatMap((letter, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '资格审查结果通知书'] },
      { kind: 'addressee', text: `${keptTogether(letter.name)}：` },
      {
        kind: 'paragraph',
        text: `您被提名为${letter.post}候选人。根据${letter.article}的规定，经资格审查，审查结果为不合格，不列为候选人。审查日期：${letter.decidedOn}。`,
      },
      { kind: 'paragraph', text: `理由和依据：${letter.reason}。` },
      {
        kind: 'paragraph',
        text: '对审查结果有意见的，请在正式候选人名单公布以前，向本社区居民选举委员会或者街道（镇）书面提出，并附有关材料。',
      },
      { kind: 'signature', issuer: electionCommittee, date: printedOn },
    ]),
  sample: {
    letters: [
      {
        name: '欧阳玥',
        post: '主任',
        reason: '公安：因犯罪受过刑事处罚，2019年判决（《城市居民委员会组织法》第十八条）',
        decidedOn: '2027年5月6日',
        article: '《城市居民委员会组织法》第十八条',
      },
    ],
  },
})

function letterTo({ name, postTitle, vettingReason, vettedOn }: NomineeRow, article: string): Letter {
  const decidedOn = vettedOn === null ? '' : longDate(vettedOn)
  return { name, post: postTitle, reason: (vettingReason ?? '').replace(/。$/, ''), decidedOn, article }
}

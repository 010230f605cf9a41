import { longDate } from '../../lib/chinese-text.js'
import { findGrantOfPrincipal, relationText } from '../../polling/queries.js'
import { findVoterByNumber, listGroups } from '../../roll/queries.js'
import { articleIn, lawArticle } from '../../rules/citation.js'
import { defineSheet } from '../define-sheet.js'
import type { FormCell, FormRow } from '../layout/blocks.js'

interface Application {
  readonly number: string
  readonly principal: string
  readonly principalNumber: string
  readonly group: string
  readonly proxy: string
  readonly proxyNumber: string
  readonly relation: string
  readonly reason: string
  readonly appliedOn: string
}

interface Facts {
  readonly application: Application
  readonly votingDay: string
  readonly maximum: number
  readonly article: string
}

const blank: Application = {
  number: '',
  principal: '',
  principalNumber: '',
  group: '',
  proxy: '',
  proxyNumber: '',
  relation: '',
  reason: '',
  appliedOn: '',
}

/**
 * 委托投票申请和委托书 (forms.md A3): empty for the desk, or filled in from the register, to be signed. No identity
 * number and no telephone: both are voters of the roll, and the paper is looked at by the desk.
 */
export const proxyForm = defineSheet<Facts>({
  key: 'proxy-form',
  title: '委托投票申请、委托书',
  use: '填委托人的选民证号，按登记的内容印出；不填时印一张空白表。委托人、受委托人签名后归档。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election, round, ruleSet }, { voterNumber }) => {
    const voter = voterNumber === undefined ? undefined : await findVoterByNumber(db, election.id, voterNumber)
    const grant = voter && (await findGrantOfPrincipal(db, round.id, voter.id))
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    return {
      application: grant
        ? {
            number: `第${grant.number}号`,
            principal: grant.principal.name,
            principalNumber: String(grant.principal.voterNumber),
            group: groups.get(grant.principal.residentsGroup) ?? grant.principal.groupName,
            proxy: grant.proxy.name,
            proxyNumber: String(grant.proxy.voterNumber),
            relation: relationText(grant.relation),
            reason: grant.reason,
            appliedOn: longDate(grant.appliedOn),
          }
        : blank,
      votingDay: longDate(round.votingDay),
      maximum: ruleSet.proxyMaximum,
      article: articleIn(ruleSet, 19),
    }
  },
  count: () => 1,
  blocks: ({ election, community, votingDay, maximum, article, application }) => [
    { kind: 'title', lines: [election, '委托投票申请、委托书'] },
    { kind: 'form', columns: 12, rows: rowsOf(application, community) },
    {
      kind: 'paragraph',
      text: `我因上列原因，在${votingDay}投票时不能到场，现委托上列受委托人代我领取选票、按我的意愿投票。本委托只用于这一次投票，受委托人不得再委托他人。`,
    },
    // Word for word from the law of 2025; where another figure is in force, its own words.
    { kind: 'paragraph', text: limitText(maximum, article) },
    { kind: 'signers', labels: ['委托人', '受委托人', '申请日期', '经办人'] },
    { kind: 'form', columns: 12, rows: [{ cells: [label('选举委员会审核意见', 3), field('', 9)], lines: 3 }] },
  ],
  sample: {
    application: {
      number: '第1号',
      principal: '王伟',
      principalNumber: '101',
      group: '第一居民小组',
      proxy: '欧阳𬱖',
      proxyNumber: '102',
      relation: '不是近亲属',
      reason: '在外地务工',
      appliedOn: '2027年5月10日',
    },
    votingDay: '2027年5月20日',
    maximum: 3,
    article: lawArticle(19),
  },
})

function limitText(maximum: number, article: string): string {
  const limit = maximum === 3 ? '每一选民接受的委托不得超过三人' : `每一选民接受的委托不得超过${maximum}人`
  return `${article}规定：“${limit}。候选人不得接受委托投票。”`
}

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })

function rowsOf(one: Application, community: string): FormRow[] {
  return [
    { cells: [label('社区'), field(community), label('编号'), field(one.number)] },
    { cells: [label('委托人'), field(one.principal), label('选民证号'), field(one.principalNumber)] },
    { cells: [label('居民小组'), field(one.group, 10)] },
    { cells: [label('受委托人'), field(one.proxy), label('选民证号'), field(one.proxyNumber)] },
    { cells: [label('与委托人关系', 3), field(one.relation, 9)] },
    { cells: [label('不能到场的原因', 3), field(one.reason, 9)], lines: 2 },
    { cells: [label('委托意愿（可以不填）', 3), field('', 9)], lines: 3 },
    { cells: [label('申请日期', 3), field(one.appliedOn, 9)] },
  ]
}

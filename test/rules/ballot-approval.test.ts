import t from 'tap'
import {
  ballotDesignState,
  ballotDesignStateText,
  checkApproval,
  checkDesignInForce,
} from '../../src/rules/ballot-approval.js'

const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code)
const by = (accountId: number, isElectionOfficer = true) => ({ accountId, isElectionOfficer })

t.test('two approvals freeze a proof', async (t) => {
  t.equal(ballotDesignState([]), 'proof')
  t.equal(ballotDesignState([{ accountId: 1 }]), 'approvedOnce')
  t.equal(ballotDesignState([{ accountId: 1 }, { accountId: 2 }]), 'frozen')
})

t.test('the committee approves first, and nobody twice', async (t) => {
  for (const { approvals, who, found, because } of [
    { approvals: [], who: by(1), found: [], because: 'the committee begins' },
    { approvals: [], who: by(1, false), found: ['ballot-first-approval-by-committee'], because: 'not the township' },
    { approvals: [1], who: by(2, false), found: [], because: 'the township may be second' },
    { approvals: [1], who: by(2), found: [], because: 'or somebody else of the committee' },
    { approvals: [1], who: by(1), found: ['ballot-approved-by-same-person'], because: 'two people are asked for' },
    { approvals: [1, 2], who: by(3), found: ['ballot-already-frozen'], because: 'two are enough' },
  ]) {
    const before = approvals.map((accountId) => ({ accountId }))
    t.same(codes(checkApproval(before, who)), found, because)
  }
})

t.test('a vote is held with the frozen design that says what is voted on', async (t) => {
  const check = checkDesignInForce
  t.same(codes(check(undefined)), ['ballot-not-designed'])
  t.same(check({ state: 'frozen', number: 1, differences: [] }), [])
  t.match(check({ state: 'approvedOnce', number: 2, differences: [] }), [
    { code: 'ballot-not-frozen', message: `选票第2稿还没有定稿：${ballotDesignStateText.approvedOnce}。` },
  ])
  t.match(check({ state: 'frozen', number: 1, differences: ['投票日由5月20日改为5月21日。'] }), [
    { code: 'ballot-design-outdated', severity: 'error', message: /第1稿.*投票日由5月20日改为5月21日。请重新制作/ },
  ])
})

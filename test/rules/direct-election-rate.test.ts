import fc from 'fast-check'
import t from 'tap'
import { isAtLeast } from '../../src/lib/fraction.js'
import { type ElectionForm, electionForms } from '../../src/rules/election-form.js'
import { type CommunityElection, directElectionRate, type Participation } from '../../src/rules/direct-election-rate.js'

const target = { num: 70, den: 100 }
const settings = { target, directForms: ['allVoters'] as ElectionForm[], mustAllBeDirect: [] as number[] }

let nextId = 0
function communities(
  count: number,
  form: ElectionForm,
  participation: Participation = 'held',
  townshipId = 1,
): CommunityElection[] {
  return Array.from({ length: count }, () => {
    nextId += 1
    return { communityId: nextId, communityName: `社区${nextId}`, townshipId, form, participation }
  })
}

t.test('direct over held, met by exactly the target', async (t) => {
  for (const { direct, indirect, verdict, because } of [
    { direct: 7, indirect: 3, verdict: 'met', because: 'exactly 70 %' },
    { direct: 24, indirect: 10, verdict: 'met', because: '24 of 34' },
    { direct: 23, indirect: 11, verdict: 'notMet', because: '23 of 34' },
    { direct: 34, indirect: 0, verdict: 'met', because: 'all' },
    { direct: 0, indirect: 1, verdict: 'notMet', because: 'none' },
    { direct: 0, indirect: 0, verdict: 'open', because: 'no election, no rate' },
  ] as const) {
    const rate = directElectionRate(
      [...communities(direct, 'allVoters'), ...communities(indirect, 'representatives')],
      settings,
    )
    t.match(rate, { direct, held: direct + indirect, pending: 0, verdict }, because)
  }
})

t.test('open until the communities still to vote can no longer turn it', async (t) => {
  for (const { direct, indirect, pending, verdict, because } of [
    { direct: 0, indirect: 0, pending: 34, verdict: 'open', because: 'nobody has voted' },
    { direct: 23, indirect: 0, pending: 11, verdict: 'open', because: '23 of 34 if the rest are indirect' },
    { direct: 24, indirect: 0, pending: 10, verdict: 'met', because: '24 of 34 whatever the rest do' },
    { direct: 0, indirect: 10, pending: 24, verdict: 'open', because: '24 of 34 if the rest are direct' },
    { direct: 0, indirect: 11, pending: 23, verdict: 'notMet', because: '23 of 34 at best' },
  ] as const) {
    const rate = directElectionRate(
      [
        ...communities(direct, 'allVoters'),
        ...communities(indirect, 'households'),
        ...communities(pending, 'allVoters', 'pending'),
      ],
      settings,
    )
    t.match(rate, { direct, held: direct + indirect, pending, verdict }, because)
  }
})

t.test('postponed and not held are in neither number and listed', async (t) => {
  const put = communities(1, 'allVoters', 'postponed')
  const none = communities(1, 'households', 'notHeld')
  const rate = directElectionRate(
    [...communities(7, 'allVoters'), ...communities(3, 'households'), ...put, ...none],
    settings,
  )
  t.match(rate, { direct: 7, held: 10, verdict: 'met', byForm: { allVoters: 7, households: 3, representatives: 0 } })
  t.same(rate.excluded, [...put, ...none])
})

t.test('which forms count is a setting', async (t) => {
  const season = [...communities(5, 'allVoters'), ...communities(5, 'households')]
  t.match(directElectionRate(season, settings), { direct: 5, verdict: 'notMet' })
  t.match(directElectionRate(season, { ...settings, directForms: ['allVoters', 'households'] }), {
    direct: 10,
    verdict: 'met',
  })
})

t.test('in a named township every community must be direct', async (t) => {
  const season = [
    ...communities(9, 'allVoters', 'held', 1),
    ...communities(1, 'households', 'held', 1),
    ...communities(2, 'allVoters', 'held', 2),
    ...communities(1, 'allVoters', 'held', 3),
    ...communities(1, 'allVoters', 'pending', 3),
    ...communities(1, 'allVoters', 'postponed', 4),
  ]
  const { townships } = directElectionRate(season, { ...settings, mustAllBeDirect: [1, 2, 3] })
  t.match(townships, [
    { townshipId: 1, mustAllBeDirect: true, direct: 9, held: 10, verdict: 'notMet' },
    { townshipId: 2, mustAllBeDirect: true, direct: 2, held: 2, verdict: 'met' },
    { townshipId: 3, mustAllBeDirect: true, direct: 1, held: 1, pending: 1, verdict: 'open' },
    { townshipId: 4, mustAllBeDirect: false, direct: 0, held: 0, verdict: 'open' },
  ])
  t.match(directElectionRate(season, settings).townships[0], { mustAllBeDirect: false, verdict: 'met' })
})

const season = fc.array(
  fc.record({
    communityId: fc.nat(),
    communityName: fc.constant('社区'),
    townshipId: fc.nat({ max: 4 }),
    form: fc.constantFrom(...electionForms),
    participation: fc.constantFrom<Participation>('held', 'pending', 'postponed', 'notHeld'),
  }),
)

t.test('townships and forms add up to the whole', async () => {
  fc.assert(
    fc.property(season, (all) => {
      const { direct, held, pending, byForm, townships, excluded } = directElectionRate(all, settings)
      const sum = (pick: 'direct' | 'held' | 'pending') => townships.reduce((total, each) => total + each[pick], 0)
      return (
        sum('direct') === direct &&
        sum('held') === held &&
        sum('pending') === pending &&
        byForm.allVoters + byForm.households + byForm.representatives === held &&
        held + pending + excluded.length === all.length
      )
    }),
  )
})

t.test('a verdict once given stands whatever becomes of those still to vote', async () => {
  fc.assert(
    fc.property(
      season,
      fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }),
      fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }),
      (all, goesDirect, isHeld) => {
        const { verdict } = directElectionRate(all, settings)
        if (verdict === 'open') return true
        const settled = all.map(
          (each, i): CommunityElection =>
            each.participation === 'pending'
              ? {
                  ...each,
                  form: goesDirect[i % 50] ? 'allVoters' : 'households',
                  participation: isHeld[i % 50] ? 'held' : 'postponed',
                }
              : each,
        )
        const after = directElectionRate(settled, settings)
        return after.verdict === verdict && isAtLeast(after.direct, after.held, target) === (verdict === 'met')
      },
    ),
  )
})

t.test('three shares over one denominator, whichever forms count as direct', async (t) => {
  const season = [
    ...communities(6, 'allVoters'),
    ...communities(3, 'households'),
    ...communities(1, 'representatives'),
    ...communities(2, 'representatives', 'postponed'),
  ]
  for (const { directForms, direct } of [
    { directForms: ['allVoters'], direct: 6 },
    { directForms: ['allVoters', 'households'], direct: 9 },
    { directForms: electionForms, direct: 10 },
    { directForms: [], direct: 0 },
  ]) {
    t.match(directElectionRate(season, { ...settings, directForms: directForms as ElectionForm[] }), {
      direct,
      held: 10,
      byForm: { allVoters: 6, households: 3, representatives: 1 },
    })
  }
})

t.test('where nothing was held there is no rate, in a named township either', async (t) => {
  const put = communities(3, 'allVoters', 'postponed', 7)
  const { verdict, held, townships, excluded } = directElectionRate(put, { ...settings, mustAllBeDirect: [7] })
  t.strictSame({ verdict, held, excluded: excluded.length }, { verdict: 'open', held: 0, excluded: 3 })
  t.match(townships, [{ townshipId: 7, mustAllBeDirect: true, direct: 0, held: 0, verdict: 'open' }])
})

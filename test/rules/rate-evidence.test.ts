import t from 'tap'
import { type EvidenceState, pieceOf, standingOf } from '../../src/rules/rate-evidence.js'

t.test('a contradiction weighs more than a gap', async (t) => {
  t.match(pieceOf('roll', ['甲'], {}), { key: 'roll', state: 'consistent', sentences: ['甲'] })
  t.match(pieceOf('roll', [], { missing: ['乙'] }), { state: 'missing', sentences: ['乙'] })
  t.match(pieceOf('roll', ['甲'], { missing: ['乙'], contradictory: ['丙'] }), {
    state: 'contradictory',
    sentences: ['甲', '丙', '乙'],
  })
})

t.test('a community stands as its worst piece does', async (t) => {
  const pieces = (...states: readonly EvidenceState[]) =>
    states.map((state) => ({ key: 'roll' as const, state, sentences: [] }))
  t.equal(standingOf(pieces('consistent', 'consistent')), 'complete')
  t.equal(standingOf(pieces('consistent', 'notDue')), 'underWay')
  t.equal(standingOf(pieces('missing', 'notDue')), 'missing')
  t.equal(standingOf(pieces('missing', 'contradictory')), 'contradictory')
})

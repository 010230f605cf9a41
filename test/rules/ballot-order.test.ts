import t from 'tap'
import { ballotOrder } from '../../src/rules/ballot-order.js'

const groups = [
  { number: 1, electors: 100 },
  { number: 2, electors: 61 },
  { number: 3, electors: 40 },
]

t.test('a ballot for each elector where they vote, and the reserve on top', async (t) => {
  const order = (stations: { id: number; groups: number[] }[], ballotReserve = 5) =>
    ballotOrder(stations, groups, { ballotReserve }).map(({ stationId, electors, reserve, ballots }) => [
      stationId,
      electors,
      reserve,
      ballots,
    ])
  t.same(order([{ id: 1, groups: [] }]), [[1, 201, 11, 212]], 'one place for all, the reserve rounded up')
  t.same(order([{ id: 1, groups: [] }], 0), [[1, 201, 0, 201]], 'no reserve')
  t.same(
    order([
      { id: 1, groups: [1, 3] },
      { id: 2, groups: [2] },
    ]),
    [
      [1, 140, 7, 147],
      [2, 61, 4, 65],
    ],
  )
  t.same(
    order([
      { id: 1, groups: [1] },
      { id: 2, groups: [] },
      { id: 3, groups: [] },
    ]),
    [
      [1, 100, 5, 105],
      [2, 51, 3, 54],
      [3, 51, 3, 54],
    ],
    'those whom no station names are shared',
  )
})

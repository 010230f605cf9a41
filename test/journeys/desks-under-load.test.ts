import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { attemptAsCrowd } from '../../scripts/bench/desks/crowd.js'
import { seatDesk } from '../../scripts/bench/desks/desk-client.js'
import { lookWhatIsKept } from '../../scripts/bench/desks/kept.js'
import { type DeskVoter, houseVariables, pollHouse } from '../../scripts/bench/desks/poll-house.js'
import { startServer } from '../../scripts/bench/desks/server-process.js'
import { attemptTogether, issueUntilGone } from '../../scripts/bench/desks/work.js'

const server = new URL('../../src/server.js', import.meta.url)
const rounds = 12

// The same at full size is `npm run bench -- --only check-in`.
t.test('desks in the same instant, and the server killed in the middle', { timeout: 120_000 }, async (t) => {
  const house = await pollHouse(6, 150)
  t.teardown(async () => await house.done())
  const serve = async (port: number) =>
    await startServer(server, { ...houseVariables, DATABASE_URL: house.file, PORT: String(port) })
  const first = await serve(0)
  t.teardown(async () => await first.stop())
  const desks = await Promise.all(house.seats.map(async (seat) => await seatDesk(first.port, seat)))
  t.teardown(() => {
    for (const desk of desks) desk.close()
  })
  const votersOf = (electionId: number) => house.votersOf.get(electionId) ?? []
  const voterAt = (electionId: number, index: number) => votersOf(electionId)[index] as DeskVoter

  const together = await attemptTogether(desks, ({ seat }, round) => voterAt(seat.electionId, round), rounds)
  t.equal(together.acknowledged.length, rounds * 2, 'two places: one ballot each a round')
  t.equal(together.refused, rounds * 4, 'the other two desks are told who, where and when')

  const alone = rounds + 120
  const turns = Array.from({ length: 6 }, (_, n) => {
    const seats = house.seats.slice(0, 3)
    return { voterId: voterAt(seats[0]?.electionId ?? 0, alone + n).id, seats: [...seats, ...seats, ...seats] }
  })
  const issuedTo = await attemptAsCrowd(house.file, 2, turns)
  t.strictSame(
    issuedTo,
    turns.map(({ voterId }) => voterId),
    'nine desks in two processes at the file beside the server: one of them hands out the ballot',
  )

  const going = issueUntilGone(desks, (desk) =>
    votersOf(desk.seat.electionId).filter(
      ({ id }, index) => index >= rounds && index < alone && id % 3 === desks.indexOf(desk) % 3,
    ),
  )
  await pause(250)
  await first.kill()
  const acknowledged = [...together.acknowledged, ...(await going)]
  t.ok(acknowledged.length > together.acknowledged.length, `${acknowledged.length} were acknowledged`)
  const second = await serve(first.port)
  t.teardown(async () => await second.stop())
  const kept = await lookWhatIsKept(house.file, acknowledged)
  t.match(kept, { lost: 0, twice: 0, isChainWhole: true })
  t.equal(kept.events, kept.issued, 'each ballot is on record')
  const [desk] = desks
  if (!desk) throw new Error('there is a desk')
  const answer = await desk.issue(voterAt(desk.seat.electionId, 0).id)
  t.equal(answer.status, 409, 'the session goes on, and so does what was handed out')
})

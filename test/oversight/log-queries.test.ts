import t from 'tap'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { browsesAsByHand } from '../helpers/browse-log.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'

t.test('every filter of the log, alone and together, finds what looking at every event finds', async (t) => {
  const test = await testApp(t)
  const journey = await walkToElectionDay(test, await aHouse(test), 'allVoters')
  await holdVote(journey, 80, tally.clearSupport)
  const { id } = await test.db.selectFrom('election').select('id').executeTakeFirstOrThrow()
  await browsesAsByHand(t, test.db, id)
})

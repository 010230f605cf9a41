import t from 'tap'
import { aDeclaredElection } from '../helpers/declared.js'
import { signedIn } from '../helpers/tally.js'

t.test('the register shows nobody before the first is issued, and leads the issuer there', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  const township = await signedIn(house, 'townshipOfficer')
  await township.open(`${home}/certificates`)
  t.match(township.html, '还没有颁发')
  t.match(township.html, '还有 <span class="num">5</span> 名当选人没有证书')
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${home}/certificates`)
  t.notMatch(officer.html, '>颁发当选证书</a>')
})

import type { Test } from 'tap'
import type { Browser } from './browser.js'
import { testPassword } from './factories.js'
import { aProxyDesk, type ProxyDesk } from './proxies.js'

export interface BoxDesk extends ProxyDesk {
  readonly township: Browser
}

export const boxFields = {
  name: '流动票箱1',
  place: '长岭路1—20号逐户上门',
  opens: '9:00',
  closes: '11:30',
  reason: '片区内高龄选民较多',
  scrutineers: '林美芳、周建平、郑志明',
  escorts: '吴桂英、陈国强',
  hasVotingBooth: 'yes',
}

/** An election whose own procedure allows mobile boxes, its officer and the township's signed in. */
export async function aBoxDesk(t: Test, wish: Parameters<typeof aProxyDesk>[1] = {}): Promise<BoxDesk> {
  const desk = await aProxyDesk(t, wish)
  const settings = JSON.stringify({ mobileBoxes: true })
  await desk.made.db.updateTable('election').set({ settings }).where('id', '=', desk.election.id).execute()
  return { ...desk, township: await desk.made.visitor().signIn('townshipOfficer', testPassword) }
}

/** Sets a box up through its form; its id. */
export async function aBox({ url, officer, made }: BoxDesk, more: Readonly<Record<string, string>> = {}) {
  await officer.open(`${url}/edit-mobile-box`)
  await officer.submit({ ...boxFields, ...more }, `${url}/edit-mobile-box`)
  const row = await made.db.selectFrom('mobileBox').select('stationId').orderBy('stationId', 'desc').executeTakeFirst()
  return row?.stationId ?? 0
}

export async function list({ url, officer }: BoxDesk, box: number, voter: string | number, more: object = {}) {
  const page = `${url}/mobile-boxes/${box}`
  await officer.open(page)
  const asked = { voter, reason: '肢体残疾，行动不便', askedBy: '女儿李某', askedOn: '2027-05-09' }
  return await officer.submit({ ...asked, ...more }, `${page}/users`)
}

export async function submitBox({ url, officer }: BoxDesk, box: number) {
  await officer.open(`${url}/mobile-boxes/${box}`)
  return await officer.submit({}, `${url}/mobile-boxes/${box}/submit`)
}

export async function decide({ url, township }: BoxDesk, box: number, decision: 'approved' | 'refused') {
  const page = `${url}/approve-mobile-box/${box}`
  await township.open(page)
  const said = { decision, reason: '情况属实', document: '锦屏街道批复〔2027〕5号', decidedOn: '2027-05-10' }
  return await township.submit(said, page)
}

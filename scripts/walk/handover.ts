import { type Browser, carryOut } from './browser.js'
import type { Cast } from './cast.js'

const facts = { nationality: '汉族', origin: 'resident' } as const

/** The facts of everybody elected, gone over one by one. */
export async function recordMembers(officer: Browser, electionId: number): Promise<void> {
  const list = `/elections/${electionId}/handover/members`
  await officer.open(list)
  const pages = [...officer.html.matchAll(/href="([^"]*record-member)"/g)].map(([, page = '']) => page)
  for (const [n, page] of pages.entries()) {
    await officer.open(page)
    const said = (name: string) => new RegExp(`id="${name}"[^>]*? value="([^"]*)"`).exec(officer.html)?.[1] ?? ''
    await carryOut(
      officer,
      {
        ...facts,
        politicalStatus: n === 0 ? '中共党员' : said('politicalStatus') || (n % 2 === 0 ? '中共党员' : '群众'),
        partyOffice: n === 0 ? 'secretary' : 'none',
        partySince: n === 0 ? '2021-07' : '',
        isFullTime: n < 3 ? 'yes' : 'no',
        education: said('education') || (n % 3 === 0 ? '大学本科' : '大学专科'),
        occupation: said('occupation'),
        service: n % 2 === 0 ? 'consecutive' : 'first',
        telephone: said('telephone') || `0574${String(70000000 + electionId * 100 + n)}`,
      },
      page,
    )
  }
}

/** The two groups that the page of the filing asks for, from the fingerprint as the page of the result shows it. */
export async function groupsFromPaper(officer: Browser, electionId: number): Promise<Record<string, string>> {
  const page = `/elections/${electionId}/handover/filing`
  await officer.open(`/elections/${electionId}/tally/result`)
  const printed = /记录指纹（SHA-256）：<span class="num fingerprint">([^<]*)/.exec(officer.html)?.[1]?.split(' ') ?? []
  await officer.open(page)
  const asked = [...officer.html.matchAll(/name="group-(\d+)"/g)].map(([, group]) => Number(group))
  return Object.fromEntries(asked.map((group) => [`group-${group}`, printed[group - 1] ?? '']))
}

/** The result goes to the township. */
export async function sendResult(officer: Browser, electionId: number, on: string): Promise<void> {
  const page = `/elections/${electionId}/handover/filing`
  const groups = await groupsFromPaper(officer, electionId)
  const sent = ['electionReturn', 'roster', 'resultNotice', 'memberForms']
  await carryOut(officer, { on, sent, ...groups, acknowledged: ['members-incomplete', 'filing-late'] }, page)
}

/** The same, and the township takes it on file. */
export async function fileResult({ officer, township }: Cast, electionId: number, on: string): Promise<void> {
  await sendResult(officer, electionId, on)
  const page = `/elections/${electionId}/handover/filing`
  await township.open(page)
  const filingNumber = `奉街选备〔${on.slice(0, 4)}〕${electionId}号`
  await carryOut(township, { decision: 'accepted', filingNumber }, `${page}/decide-filing`)
}

/** A certificate for everybody elected. */
export async function issueCertificates(township: Browser, electionId: number): Promise<void> {
  const page = `/elections/${electionId}/handover/certificates/issue-certificates`
  await township.open(page)
  await carryOut(township, { checked: 'yes', acknowledged: 'not-yet-filed' }, page)
}

const items = [
  {
    category: 'seal',
    name: '居民委员会公章',
    specification: '圆形，直径4.2厘米',
    quantity: 1,
    unit: '枚',
    condition: '完好',
  },
  { category: 'seal', name: '财务专用章', quantity: 1, unit: '枚', condition: '完好' },
  {
    category: 'licences',
    name: '基层群众性自治组织特别法人统一社会信用代码证书',
    quantity: 1,
    unit: '份',
    condition: '完好',
  },
  { category: 'accounts', name: '银行存款', quantity: 1, unit: '户', amount: '128450.36', condition: '已对账' },
  { category: 'accounts', name: '会计账簿、凭证', specification: '2022年至2027年', quantity: 14, unit: '册' },
  { category: 'assets', name: '办公电脑', quantity: 3, unit: '台', amount: '11400', condition: '可用' },
  { category: 'assets', name: '办公用房', specification: '社区服务中心一楼', quantity: 6, unit: '间' },
  { category: 'contracts', name: '门面房租赁合同', quantity: 1, unit: '份', amount: '36000' },
  { category: 'archives', name: '文书档案', quantity: 5, unit: '卷', condition: '齐全' },
] as const

/** The list, line by line, and then the handover itself. */
export async function handOver(officer: Browser, electionId: number, on: string): Promise<void> {
  const page = `/elections/${electionId}/handover/hand-over`
  for (const item of items) {
    await officer.open(page)
    await carryOut(officer, item, `${page}/add-item`)
  }
  for (const category of ['claims', 'unfinished']) {
    await officer.open(page)
    await carryOut(officer, { category }, `${page}/none`)
  }
  await officer.open(page)
  const [, receivedBy = ''] = /id="receivedBy"[^>]*? value="([^"]*)"/.exec(officer.html) ?? []
  const people = { receivedBy, handedOverBy: '何长根', chairedBy: '陈国强', supervisedBy: '街道办事处周建平' }
  await carryOut(officer, { on, place: '社区会议室', ...people, acknowledged: 'handover-late' }, page)
}

/** Three of the roll who are no members and no relatives of them. */
export async function chooseSupervisors(
  officer: Browser,
  electionId: number,
  numbers: readonly number[],
  chosenOn: string,
) {
  const page = `/elections/${electionId}/handover/supervision`
  await officer.open(page)
  const rows = numbers.flatMap((voterNumber, n): [string, string | number][] => [
    [`member-${n + 1}-voterNumber`, voterNumber],
    [`member-${n + 1}-position`, n === 0 ? 'chair' : 'member'],
    [`member-${n + 1}-votes`, 38 - n],
  ])
  const meeting = { chosenBy: 'representativesAssembly', chosenOn, entitled: 42, present: 39 }
  await carryOut(officer, { ...meeting, ...Object.fromEntries<string | number>(rows) }, page)
}

/** What is kept on paper is said to be in the file, but for the last so many; what never happened is not needed. */
export async function fillFile(officer: Browser, electionId: number, left: number): Promise<void> {
  const home = `/elections/${electionId}/documents/file`
  await officer.open(home)
  const pages = [...officer.html.matchAll(/href="([^"]*record-file-paper)"/g)].map(([, page = '']) => page)
  const seldom = /withdrawals|primary-ballots|proxy-letters|doubtful-ballots|objection-rulings/
  for (const [n, page] of pages.slice(0, pages.length - left).entries()) {
    await officer.open(page)
    const said = seldom.test(page)
      ? { state: 'notNeeded', pages: '', note: '这次选举没有发生' }
      : { state: 'present', pages: 2 + ((n * 7) % 23), note: '' }
    await carryOut(officer, { ...said, paperDate: '' }, page)
  }
}

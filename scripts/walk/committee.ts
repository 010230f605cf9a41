import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut } from './browser.js'

/** Answers who of the election committee is which voter: what the page proposes, and of the others that they are not on the roll. */
export async function linkCommittee(clerk: Browser, electionId: number): Promise<void> {
  await clerk.open(`/elections/${electionId}/nomination/link-committee`)
  const selects = [...clerk.html.matchAll(/<select[^>]* name="(person-[\w-]+)"[^>]*>(.*?)<\/select>/gs)]
  const answers = selects.map(([, name = '', options = '']) => {
    return [name, /value="(\d+)" selected/.exec(options)?.[1] ?? 'off']
  })
  await carryOut(clerk, Object.fromEntries(answers) as Record<string, string>)
}

/** Records at a nominee what the nominee declared: a brother or sister, by voter number. */
export async function declareSibling(clerk: Browser, electionId: number, nomineeId: number, voterNumber: number) {
  await clerk.open(`/elections/${electionId}/nomination/nominees/${nomineeId}/declare-kinship`)
  await carryOut(clerk, { relative: `${voterNumber}号`, relationship: 'sibling', evidence: '本人书面申报' })
}

/** A member leaves as the page says they must, and the next in votes follows; returns their name. */
export async function replaceMember(officer: Browser, electionId: number, name: string, on: PlainDate): Promise<void> {
  const home = `/elections/${electionId}/nomination`
  await officer.open(`${home}/committee-changes`)
  const row = new RegExp(`class="name">${name}(?:(?!</tr>)[^])*?record-leaving/(\\d+)`).exec(officer.html)
  if (!row?.[1]) throw new Error(`${name} does not sit on the committee`)
  await officer.open(`${home}/record-leaving/${row[1]}`)
  const reason = /<option value="(\w+)" selected/.exec(officer.html)?.[1] ?? 'resigned'
  await carryOut(officer, { on, reason, document: '本人书面声明' })
  await officer.open(`${home}/fill-seat/${row[1]}`)
  const who = /name="who" value="([\w-]+)" checked/.exec(officer.html)?.[1] ?? ''
  await carryOut(officer, { who, on, document: '推选结果记录' })
}

import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { wordJoiner, type Block } from '../../src/documents/layout/blocks.js'
import type { Test } from 'tap'
import { type TestApp, testApp } from './app.js'
import type { Browser } from './browser.js'
import { aHouse, anElection, testPassword } from './factories.js'
import { textOf } from './roll.js'

/** A paper's blocks as plain text, one line a block or row: what its golden text holds. */
export function plainPaper(blocks: readonly Block[]): string {
  return `${blocks.map(textOfBlock).join('\n').replaceAll(wordJoiner, '')}\n`
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return block.lines.join('\n')
    case 'headline':
    case 'numberLine':
    case 'addressee':
    case 'cutLine':
      return block.text
    case 'paragraph':
      return `　　${block.text}`
    case 'note':
      return `　　（${block.text}）`
    case 'table': {
      const head = block.columns.map(({ title }) => title)
      const rows = [head, ...block.rows, ...(block.total ? [block.total] : [])].map((row) => `| ${row.join(' | ')} |`)
      return [...(block.caption ? [`［${block.caption}］`] : []), ...rows].join('\n')
    }
    case 'names': {
      const names = block.names.map(({ name, note }) => (note ? `${name}（${note}）` : name))
      return [...(block.caption ? [`［${block.caption}］`] : []), names.join(' ')].join('\n')
    }
    case 'attachments':
      return `　　附件：${block.titles.join('；')}`
    case 'signature':
      return `　　　　${block.issuer}\n　　　　${block.date}`
    case 'signers':
      return block.labels.map((label) => `${label}：＿＿＿`).join('\n')
    case 'annex':
      return `\n附件${block.number ?? ''}\n${block.title}`
    case 'form':
      return block.rows.map(({ cells }) => `| ${cells.map(({ text }) => text).join(' | ')} |`).join('\n')
    case 'cards':
      return block.cards.map((card) => [card.title, ...card.lines, card.code].join(' / ')).join('\n')
    case 'tally':
      return block.sections
        .flatMap(({ title, lines }) => [`［${title}］`, ...lines.map((line) => `| ${line.number} | ${line.name} |`)])
        .join('\n')
    case 'letterhead':
      return `${block.organ}\n${block.number}`
    case 'imprint':
      return `抄送：${block.copies}\n${block.printer} ${block.printedOn}印发`
    case 'pageBreak':
      return '\n'
  }
}

/** Every text of a paper that must be found again in its PDF. */
export function textsIn(blocks: readonly Block[]): string[] {
  return blocks
    .flatMap((block) => {
      switch (block.kind) {
        case 'table':
          return [block.columns.map(({ title }) => title), ...block.rows, block.total ?? []].flat()
        case 'names':
          return block.names.map(({ name }) => name)
        case 'title':
          return block.lines
        case 'signature':
          return [block.issuer, block.date]
        case 'signers':
          return block.labels
        case 'numberLine':
        case 'paragraph':
          return [block.text]
        default:
          return []
      }
    })
    .map((text) => text.replaceAll(wordJoiner, '').replace(/[\s\u3000]/g, ''))
    .filter((text) => text !== '')
}

const golden = fileURLToPath(new URL('../../../test/golden/notices/', import.meta.url))

/** The golden text of a paper; with UPDATE_GOLDEN=1 it is written anew, for a person to look at the difference. */
export function goldenText(key: string, text: string): string {
  const file = `${golden}${key}.txt`
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text)
  assert(existsSync(file), `no golden text ${file}`)
  return readFileSync(file, 'utf8')
}

export async function signedIn(made: TestApp, signInName: string): Promise<Browser> {
  return await made.visitor().signIn(signInName, testPassword)
}

/** Opens the page of issuing and says yes, warnings seen. */
export async function issue(browser: Browser, electionId: number, key: string, round = ''): Promise<Browser> {
  const page = `/elections/${electionId}/documents/${key}/issue-paper${round}`
  await browser.open(page)
  return await browser.submit({ acknowledged: 'yes' }, page)
}

export async function issuedPapers({ db }: TestApp, electionId: number) {
  return await db.selectFrom('issuedPaper').selectAll().where('electionId', '=', electionId).orderBy('id').execute()
}

export const paperElectionDay = '2027-06-14'

/** An election standing where papers of a stage can be looked at, with its officer at the preview. */
export async function anElectionUntil(
  t: Test,
  until: 'rollPosted' | 'nomineesPosted' | 'candidatesConfirmed',
  more: object = {},
) {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: paperElectionDay, until, voters: 40, ...more })
  const officer = await signedIn(made, 'electionOfficer')
  const preview = async (key: string) => {
    await officer.open(`/elections/${election.id}/documents/${key}/preview`)
    return textOf(officer.html)
  }
  return { made, house, election, officer, preview }
}

import t from 'tap'
import { reasonsVoid, whatFollows } from '../../src/documents/notices/counted-result.js'
import { catalogue, supplements } from '../../src/documents/catalogue.js'
import type { Paper, PaperFacts } from '../../src/documents/define-notice.js'
import { fontSet } from '../../src/documents/layout/fonts.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { setPaper, wordPaper } from '../../src/documents/render-paper.js'
import { countBallots } from '../../src/rules/count.js'
import { decideOutcome, type Round } from '../../src/rules/outcome.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { residentsCommitteesLaw } from '../../src/rules/citation.js'
import { listFiles } from '../helpers/source.js'
import { aContest, ballots } from '../helpers/votes.js'
import { goldenText, plainPaper, textsIn } from '../helpers/papers.js'
import { linesOf, mm, readPdf } from '../helpers/pdf.js'
import { differsFromPicture } from '../helpers/pictures.js'

const on = '2027-04-25'
const papers = [...catalogue, ...supplements]

/** Below this the foot of the page begins: its number and the code of the rule set. */
const footTop = 264 * mm

function paperOf(key: string): Paper {
  const paper = papers.find((each) => each.key === key)
  if (!paper) throw new Error(`no paper ${key}`)
  return paper
}

function wordsOf(key: string, change: object = {}): string {
  const paper = paperOf(key)
  const facts: PaperFacts = { ...paper.sample, ...change }
  return plainPaper(wordPaper(paper, facts, { number: 4, on }).blocks)
}

t.test('every paper has its wording, and every wording its paper', async (t) => {
  const keys = papers.map(({ key }) => key)
  t.strictSame([...new Set(keys)], keys, 'no key twice')
  const wordings = listFiles('templates/notices', '.hbs').map((path) => path.replace(/^.*\/(.*)\.hbs$/, '$1'))
  t.strictSame(wordings.sort(), [...keys].sort())
})

for (const paper of papers) {
  const number = paper.isNumbered ? 4 : null

  t.test(`${paper.key} says what its golden text says`, async (t) => {
    const { blocks } = wordPaper(paper, paper.sample, { number, on })
    const text = plainPaper(blocks)
    t.equal(text, goldenText(paper.key, text))
    t.notMatch(text, /undefined|null|NaN|\[object/)
    t.notMatch(text, /\d{15}/, 'no identity number')
    if (paper.isNumbered) {
      t.match(text, '（第4号）')
      t.match(text, '特此公告。')
      t.match(text, residentsCommitteesLaw, 'the statute by its full name')
    }
  })

  t.test(`${paper.key} as PDF: all of it there, A4, embedded, within the margins`, async (t) => {
    const set = await setPaper(paper, paper.sample, { number, on, sample: false })
    if (!set.ok) return t.fail(JSON.stringify(set.error))
    const pdf = await readPdf(set.value.bytes)
    // In the order of drawing, in which a cell of two lines is in one piece; as copied, without the spaces of names.
    const items = pdf.pages.flatMap((page) => page.items.filter(({ y }) => y < footTop))
    const text = items.map((item) => item.text.replace(/[\s\u3000]/g, '')).join('')
    for (const wanted of textsIn(wordPaper(paper, paper.sample, { number, on }).blocks)) {
      t.ok(text.includes(wanted), wanted)
    }
    t.equal(pdf.pages.length, set.value.pages)
    for (const { width, height } of pdf.pages) {
      t.ok(Math.abs(width - 210 * mm) < 0.1 && Math.abs(height - 297 * mm) < 0.1, 'A4 upright')
    }
    t.ok(pdf.fonts.every(({ isEmbedded }) => isEmbedded))
    t.strictSame(outside(pdf), [], 'nothing outside the type area but the foot of the page')
    t.equal(pdf.language, 'zh-CN')
    t.match(pdf.title, paper.title)
  })

  t.test(`${paper.key} looks as it did when somebody last looked at it`, async (t) => {
    const { blocks } = wordPaper(paper, withoutRareNames(paper.sample), { number, on })
    const set = await renderPdf({ title: 'x', blocks, createdOn: on, footerCode: '适用规则', sample: false }, npmFonts)
    if (!set.ok) return t.fail(JSON.stringify(set.error))
    const differing = await differsFromPicture(paper.key, set.value.bytes)
    t.ok(differing <= 5, `${differing.toFixed(1)} of ten thousand points differ: see test/differences`)
  })

  t.test(`${paper.key}: the same facts give the same bytes`, async (t) => {
    const marks = { number, on, sample: true } as const
    const [first, second] = [await setPaper(paper, paper.sample, marks), await setPaper(paper, paper.sample, marks)]
    t.ok(first.ok && second.ok && first.value.bytes.equals(second.value.bytes))
  })
}

/** The fonts that every machine has; characters of the far planes are not in them. */
const npmFonts = fontSet({ preparedFolder: 'no-such-folder' })

function withoutRareNames(facts: PaperFacts): PaperFacts {
  return JSON.parse(JSON.stringify(facts).replace(/[\u{20000}-\u{3ffff}]/gu, '玥')) as PaperFacts
}

/** Texts that leave the type area of 156 × 225 mm, by more than a hair; the page number has its own place. */
function outside({ pages }: Awaited<ReturnType<typeof readPdf>>): string[] {
  return pages.flatMap((page) =>
    linesOf(page)
      .filter(({ y }) => y < footTop)
      .flatMap(({ items }) => items)
      .filter(({ x, width, y }) => x < 28 * mm - 1 || x + width > 184 * mm + 1 || y < 37 * mm || y > 262 * mm + 1)
      .map(({ text }) => text),
  )
}

t.test('titles are size 2, the text size 3 on 28 characters a line', async (t) => {
  const paper = paperOf('election-day')
  const set = await setPaper(paper, paper.sample, { number: 2, on, sample: false })
  if (!set.ok) return t.fail('not set')
  const [page] = (await readPdf(set.value.bytes)).pages
  const items = page?.items ?? []
  const title = items.find(({ text }) => text.startsWith('云岭街道'))
  t.equal(Math.round(title?.size ?? 0), 22)
  t.ok(Math.abs((title?.y ?? 0) - 37 * mm) < 22, 'the title begins at the top of the type area')
  const body = items.find(({ text }) => text.includes('根据'))
  t.equal(Math.round(body?.size ?? 0), 16)
  t.ok(Math.abs((body?.x ?? 0) - (28 * mm + (2 * 156 * mm) / 28)) < 1, 'indented by two of 28 cells')
})

t.test('with the fonts of npm alone every paper can be set', async (t) => {
  const fonts = fontSet({ preparedFolder: 'no-such-folder' })
  t.ok(fonts.warnings.length > 0)
  for (const paper of papers) {
    const names = textsIn(wordPaper(paper, paper.sample, { number: 1, on }).blocks).join('')
    const missing = [...new Set(names)].filter((character) => fonts.glyphs('name', character).length === 0)
    // Characters of the far planes need the rare faces; without them the paper is refused, never set with a box.
    t.ok(
      missing.every((character) => (character.codePointAt(0) ?? 0) > 0xffff),
      `${paper.key}: ${missing.join('')}`,
    )
  }
})

t.test('the papers of the other forms of election', async (t) => {
  const lists = [
    {
      group: '第一居民小组',
      count: 2,
      names: [
        { name: '王伟', note: '男' },
        { name: '李静', note: '' },
      ],
    },
  ]
  const text = wordsOf('posted-voter-list', {
    hasElectors: true,
    electorTitle: '户代表',
    electors: 2,
    electorLists: lists,
  })
  t.match(text, '本届选举由户代表投票选举，户代表共2人。')
  t.match(text, '附件1\n桃源里社区选民名单')
  t.match(text, '附件2\n桃源里社区户代表名单\n［第一居民小组（共2人）］\n王伟（男） 李静')
  t.match(text, '附件：桃源里社区选民名单；桃源里社区户代表名单')
  const correction = wordsOf('roll-correction', { hasElectors: true, electorTitle: '居民代表', electors: 41 })
  t.match(correction, '本社区选民共23人，其中居民代表41人。')
})

t.test('a void vote, a vote that fills every seat, and one that elects nobody', async (t) => {
  const reasons = ['收回选票1650张，未超过选民3400人的半数，选举无效。']
  const followUp = '本次选举的各项职务依法重新选举，投票时间、地点另行公告。'
  const isVoid = wordsOf('result', { isValid: false, hasElected: false, elected: [], reasons, followUp })
  t.match(isVoid, '本次换届选举无效。')
  t.match(isVoid, `1．${reasons[0]}\n　　${followUp}`)
  t.notMatch(isVoid, '当选')
  t.match(wordsOf('result', { hasVacancies: false, vacancies: [], followUp: '' }), '应选名额已全部选出。')
  t.match(wordsOf('result', { hasElected: false, elected: [] }), '没有候选人达到当选所需的票数')
  const later = wordsOf('result', {
    vote: '另行选举',
    hasEarlier: true,
    membersCount: 5,
    membersSoFar: '主任王伟、委员马骉',
  })
  t.match(later, '连同以前各次投票，桃源里社区第九届居民委员会已选出成员5名：主任王伟、委员马骉。')
})

t.test('the return without write-ins, without remarks, and of a void vote', async (t) => {
  const plain = wordsOf('election-return', {
    hasWriteIns: false,
    writeIns: [],
    hasExplained: false,
    explained: [],
    hasVacancies: false,
    hasPrinted: false,
    differences: [{ station: '南门投票站', explanation: '一张选票下落不明' }],
  })
  t.match(plain, '五、另选他人得票\n　　无。')
  t.notMatch(plain, '七、')
  t.notMatch(plain, '印制')
  t.match(plain, '缺额：无。')
  t.match(plain, '南门投票站选票数不符的说明：一张选票下落不明')
  t.match(wordsOf('election-return', { isValid: false }), '换届选举无效，没有人当选。逐项说明如下：')
})

t.test('what follows a void vote depends on which it was', async (t) => {
  const contests = [aContest('chair', 1, ['c1', 'c2'])]
  const outcomeOf = (round: Round) => {
    const counted = countBallots([ballots(60, { chair: { for: ['c1'] } })], contests, national2026)
    const vote = { form: 'allVoters', round, registered: 100, ballotsIssued: 59, contests } as const
    return decideOutcome(vote, counted, national2026)
  }
  const says = (round: Round) => whatFollows(outcomeOf(round), national2026)
  t.equal(says('first'), '本次选举的各项职务依法重新选举，投票时间、地点另行公告。')
  const unchanged = '候选人除不具备资格的外不变，投票时间、地点另行公告。此前当选的人不受影响。'
  t.equal(says('runoff'), `本次投票的名额依法仍另行选举，${unchanged}`)
  t.equal(says('tieBreak'), `本次投票的名额依法仍对得票相等的人再次投票，${unchanged}`)
  t.match(reasonsVoid(outcomeOf('runoff')), [/本次另行选举无效（/])
})

t.test('a run-off or a tie-break vote that is held again says why, and that the others keep their seats', async (t) => {
  const again = {
    isHeldAgain: true,
    previous: '2027年5月30日另行选举',
    reasons: ['收回选票1650张，本次另行选举无效。'],
  }
  const runoff = wordsOf('runoff', again)
  t.match(runoff, '2027年5月30日另行选举无效，原因如下：\n　　1．收回选票1650张，本次另行选举无效。')
  t.match(runoff, '该次投票的名额仍须另行选举，此前当选的人员不受影响。')
  t.match(runoff, '候选人除不具备资格的外不变，公布如下')
  t.match(runoff, '不得少于已投选票总数的三分之一')
  t.notMatch(runoff, '没有选足应选名额')
  t.match(wordsOf('runoff', { ...again, isRunoff: false, vote: '再次投票' }), '该次投票的名额仍须再次投票')
})

t.test('a vote among equals, a re-run still without candidates, polling without staff, an order by hand', async (t) => {
  const tie = wordsOf('runoff', { isRunoff: false, vote: '再次投票' })
  t.match(tie, '关于再次投票的公告')
  t.match(tie, '再次投票以得票多的当选。')
  t.notMatch(tie, '三分之一')
  t.match(wordsOf('rerun', { hasCandidates: false, posts: [] }), '候选人名单另行公告。')
  const boxes = [{ name: '一号流动票箱', route: '南门路1至20号', hours: '9:00—11:00' }]
  const polling = wordsOf('polling-arrangements', { hasMobileBox: true, boxes, hasScribes: false })
  t.match(polling, '一号流动票箱：9:00—11:00，南门路1至20号。只供名单公布的选民使用。')
  t.notMatch(polling, '不设流动票箱')
  t.notMatch(polling, '代书人')
  const noSeats = { leavings: [], hasSeats: false, seats: [] }
  const chairs = [{ on: '2027年5月6日', assembly: '居民代表会议', name: '王伟' }]
  const change = wordsOf('committee-change', { ...noSeats, chairs })
  t.match(change, '2027年5月6日，经居民代表会议确定，由王伟任居民选举委员会主任。')
  t.notMatch(change, '退出人')
  const byHand = wordsOf('candidates', { isByStrokes: false })
  t.match(byHand, '按选票上的排列次序公布如下')
  t.notMatch(byHand, '姓氏笔画')
})

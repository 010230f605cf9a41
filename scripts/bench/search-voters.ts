import Sqlite from 'better-sqlite3'
import { assert } from '../../src/lib/assert.js'
import { type Sealer, sealerFor } from '../../src/infra/security/sealing.js'
import { pinyinOf } from '../../src/roll/pinyin.js'
import { searchVoters } from '../../src/roll/queries.js'
import type { MadePerson } from '../make-register.js'
import type { Browser } from '../walk/browser.js'
import type { Benchmark } from './benchmark.js'
import { dataKey, electionHouse, type ElectionHouse } from './election-house.js'
import { fillRolls, type Sought, votersEach } from './fill-rolls.js'

/** One in so many voters is looked for. */
const oneIn = 1_000
/** As many as a desk is shown. */
const shown = 8

const kinds: Readonly<Record<string, (sought: Sought) => string>> = {
  姓名: ({ person }) => person.name,
  名字的一部分: ({ person }) => [...person.name].slice(1).join(''),
  拼音: ({ person }) => pinyinOf(person.name).pinyin,
  首字母: ({ person }) => pinyinOf(person.name).initials,
  编号: ({ voterNumber }) => String(voterNumber),
  证件后四位: ({ person }) => person.identityNumber.slice(-4),
  住址: ({ person }) => /^.*弄\d+号/.exec(person.address)?.[0] ?? person.address,
}

/** Every kind of search at a desk, each voter by all of them, against finding the same rows by their unique key. */
export const benchmark: Benchmark = {
  name: 'search-voters',
  title: '在三十四个社区的名单里找人，七种找法',
  reference: '同样多次按唯一键直接取一行',
  prepare: async () => {
    const house = await electionHouse(['electionOpened', 'electionCommitteeFormed', 'registerImported'])
    const sealer = sealerFor(dataKey)
    const all = fillRolls(house, sealer, oneIn)
    const raw = new Sqlite(house.file, { readonly: true })
    const byKey = raw.prepare("select * from voter where season_id = ? and identity_hash = ? and state = 'registered'")
    const times = new Map<string, number[]>()
    return {
      data: `${votersEach * house.elections.length}人，找 ${all.length * Object.keys(kinds).length} 次`,
      work: async () => {
        for (const [kind, textOf] of Object.entries(kinds)) {
          const searches = all.map((one) => ({ ...one, text: textOf(one) }))
          times.set(kind, await timesOf(searches, async (one) => await search(house, sealer, one)))
        }
      },
      against: () => {
        for (const one of Object.values(kinds).flatMap(() => all)) {
          assert(byKey.get(house.seasonId, one.identityHash), 'everybody is found')
        }
      },
      remark: async () => {
        const found = [...times].map(([kind, own]) => `${kind} ${inWords(own)}`)
        return `每次（中位/九成五）：${[...found, ...(await pageTimes(house, all))].join('，')}`
      },
      done: async () => {
        raw.close()
        await house.done()
      },
    }
  },
}

async function search({ db }: ElectionHouse, sealer: Sealer, { electionId, text }: Sought & { text: string }) {
  const found = await searchVoters(db, sealer, electionId, text, shown)
  assert(found.length > 0, `somebody is found by ${text}`)
}

/** How long the page of the roll takes over HTTP: as it opens, narrowed to a group, and searched by a name. */
async function pageTimes(house: ElectionHouse, all: readonly Sought[]): Promise<string[]> {
  const [{ id, community }] = house.elections as [ElectionHouse['elections'][number]]
  const clerk: Browser = await house.clerkOf(community)
  const people = all.filter(({ electionId }) => electionId === id).map(({ person }) => person)
  const addresses = {
    名单首页: () => '',
    按小组: ({ residentsGroup }: MadePerson) => `?group=${/\d+/.exec(residentsGroup)?.[0]}`,
    按姓名: ({ name }: MadePerson) => `?q=${encodeURIComponent(name)}`,
  }
  const told: string[] = []
  for (const [kind, addressOf] of Object.entries(addresses)) {
    const own = await timesOf([...people, ...people, ...people], async (person) => {
      await clerk.open(`/elections/${id}/roll${addressOf(person)}`)
      assert(
        clerk.status === 200 && /共 <span class="num">[1-9]\d*<\/span> 人/.test(clerk.html),
        'the page of the roll is shown',
      )
    })
    told.push(`网页${kind} ${inWords(own)}`)
  }
  return told
}

/** Milliseconds of each. */
async function timesOf<T>(list: readonly T[], task: (one: T) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (const one of list) {
    const since = performance.now()
    await task(one)
    times.push(performance.now() - since)
  }
  return times
}

/** 0.31/1.2 ms: half of them took no longer, nineteen in twenty no longer. */
function inWords(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const [half, most] = [0.5, 0.95].map((share) => sorted[Math.floor(sorted.length * share)])
  const told = (ms: number | undefined = 0) => (ms < 10 ? ms.toPrecision(2) : ms.toFixed(0))
  return `${told(half)}/${told(most)} ms`
}

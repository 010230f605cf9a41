import { type Browser, carryOut, offered } from './browser.js'

/** Issues papers of the catalogue by their keys, each over its own page of confirmation. */
export async function issue(officer: Browser, electionId: number, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await officer.open(`/elections/${electionId}/documents/${key}/issue-paper`)
    await carryOut(officer, { acknowledged: offered(officer.html, 'acknowledged') })
  }
}

/** Records on the day they were issued that notices hang on the walls, as a clerk does who comes back from there. */
export async function post(officer: Browser, electionId: number, places: string): Promise<void> {
  await officer.open(`/elections/${electionId}/documents/postings`)
  const unposted = [...officer.html.matchAll(/name="papers" value="(\d+)"(?:(?!<\/tr>)[^])*?未张贴/g)].map(
    ([, id = '']) => id,
  )
  if (unposted.length === 0) return
  const kept = (name: string) => new RegExp(`id="${name}"[^>]*? value="([^"]*)"`).exec(officer.html)?.[1] ?? ''
  const form = { postedOn: kept('postedOn'), postedTime: '16:30', postedBy: kept('postedBy'), acknowledged: 'yes' }
  await carryOut(officer, { papers: unposted, places, ...form })
}

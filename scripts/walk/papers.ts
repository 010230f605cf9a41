import { type Browser, carryOut, offered } from './browser.js'

/** Issues papers of the catalogue by their keys, each over its own page of confirmation. */
export async function issue(officer: Browser, electionId: number, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await officer.open(`/elections/${electionId}/documents/${key}/issue-paper`)
    await carryOut(officer, { acknowledged: offered(officer.html, 'acknowledged') })
  }
}

import type { Browser } from '../walk/browser.js'
import * as papers from '../walk/papers.js'

/** Issued in the morning, on the walls in the afternoon. */
export async function issueAndPost(officer: Browser, electionId: number, keys: readonly string[]): Promise<void> {
  await papers.issue(officer, electionId, keys)
  await papers.post(officer, electionId, '社区公告栏、社区服务中心门口')
}

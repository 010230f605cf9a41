import type { Result } from '../lib/result.js'
import type { SheetDraft, Submission } from '../rules/double-entry.js'
import type { SheetFacts } from '../rules/tally-sheet.js'
import type { ElectionInScope, PageModel } from '../infra/http/context.js'
import type { FormErrors } from '../infra/http/forms.js'
import { readBundle, readBundleDraft } from './bundle-form.js'
import { bundlePage } from './bundle-page.js'
import type { SheetRow } from './queries.js'
import { readDraft, readSheet } from './sheet-form.js'
import { sheetPage, type TypedSheet } from './sheet-page.js'

/** How a sheet is typed: what of a form is kept, how it is read, and the page it is typed on. */
interface TypingDesk {
  readonly readDraft: (facts: SheetFacts, body: unknown) => SheetDraft
  readonly read: (facts: SheetFacts, draft: SheetDraft) => Result<Submission, FormErrors>
  readonly page: (election: ElectionInScope, typed: TypedSheet) => PageModel
}

const desks: Readonly<Record<SheetRow['mode'], TypingDesk>> = {
  totals: {
    readDraft: ({ contests }, body) => readDraft(contests, body),
    read: ({ contests }, draft) => readSheet(contests, draft),
    page: sheetPage,
  },
  ballots: { readDraft: (_facts, body) => readBundleDraft(body), read: readBundle, page: bundlePage },
}

export function deskOf({ mode }: Pick<SheetRow, 'mode'>): TypingDesk {
  return desks[mode]
}

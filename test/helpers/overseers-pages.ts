import { capacitiesOf, statisticsTables } from '../../src/oversight/statistics-tables.js'
import type { TestApp } from './app.js'
import { aClient } from './client.js'

/** Everything that the bureau is shown or handed of the rate and the statistics, but what is packed in a workbook. */
export const overseersAddresses: readonly string[] = [
  ...['/', '/season-picture', '/season-wall', '/weekly-digest', '/direct-election-rate'],
  ...['/rate-history', '/rate-history?day=2027-05-10', '/rate-evidence', '/rate-evidence/1', '/rate-questions'],
  ...['/statistics', '/statistics/charts', '/statistics/objections', '/statistics/season.json'],
  ...statisticsTables.flatMap((table) => [
    `/statistics/${table.key}`,
    `/statistics/${table.key}?town=1`,
    ...(capacitiesOf(table).length > 0 ? [`/statistics/${table.key}/people/1`] : []),
    ...(table.isPersonal === true ? [] : [`/statistics/${table.key}/file/csv`]),
  ]),
]

/**
 * What stands at these addresses, without what differs from one installation to the next: hashes hang on salts, forms have
 * numbers of their own.
 */
export async function readAsOverseer(
  test: TestApp,
  addresses: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const auditor = await aClient(test, 'bureauAuditor')
  const pages: Record<string, string> = {}
  for (const address of addresses) {
    const { statusCode, body } = await auditor.get(address)
    const plain = body.replace(/name="(_csrf|formId)" value="[^"]*"/g, '').replace(/\b([0-9a-f]{4} ?){4,}/g, 'hash ')
    pages[address] = `${statusCode} ${plain}`
  }
  return pages
}

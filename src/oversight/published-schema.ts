import { z } from 'zod'
import { checkpointSchema } from './checkpoint-schema.js'
import { logLineSchema } from './log-line-schema.js'
import { rateReport } from './rate-report-schema.js'
import { inspectionFile } from './verify-inspection.js'

/** What is handed out as data besides the season as a whole, by the name under which its schema is served and kept. */
const published = {
  'rate-report': { schema: rateReport, title: 'A frozen report of the direct-election rate, version 1' },
  inspection: { schema: inspectionFile, title: 'An inspection by lot that can be drawn again, version 1' },
  checkpoint: { schema: checkpointSchema, title: 'A signed checkpoint of the audit log, version 1' },
  'audit-log-line': { schema: logLineSchema, title: 'A line of an exported audit log, version 1' },
} as const

export type PublishedSchema = keyof typeof published

export const publishedSchemas = Object.keys(published) as readonly PublishedSchema[]

/** Where a schema is served to anybody; a test holds that what is kept there is made from the program's. */
export function addressOfSchema(name: PublishedSchema): string {
  return `/assets/${name}.schema.json`
}

/** A schema as it is published, JSON Schema 2020-12, for whoever checks a file with tools of their own. */
export function publishedJsonSchema(name: PublishedSchema): object {
  const { schema, title } = published[name]
  const { $schema, ...rest } = z.toJSONSchema(schema)
  return { $schema, $id: addressOfSchema(name), title: `居选: ${title}`, ...rest }
}

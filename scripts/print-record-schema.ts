import { recordJsonSchema } from '../src/tally/record-schema.js'

/** Prints the JSON Schema of the election record, for templates/assets/election-record.schema.json. */
console.log(JSON.stringify(recordJsonSchema(), null, 2))

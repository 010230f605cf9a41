import { publishedJsonSchema, publishedSchemas } from '../src/oversight/published-schema.js'

/** Prints a published JSON Schema by its name, for templates/assets/NAME.schema.json. */
const [wanted] = process.argv.slice(2)
const name = publishedSchemas.find((one) => one === wanted)
if (name === undefined) {
  console.error(`usage: node dist/scripts/print-schema.js ${publishedSchemas.join('|')}`)
  process.exitCode = 2
} else console.log(JSON.stringify(publishedJsonSchema(name), null, 2))

import { seasonJsonSchema } from '../src/oversight/season-schema.js'

/** Prints the JSON Schema of the public record of a season, for templates/assets/season.schema.json. */
console.log(JSON.stringify(seasonJsonSchema(), null, 2))

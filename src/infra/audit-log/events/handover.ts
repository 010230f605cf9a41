/** What is done between the declaration of a result and the complete election file. */
export type HandoverEvent = { type: 'memberFactsRecorded'; name: string; post: string; changed: string[] }

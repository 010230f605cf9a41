import type { DocumentEvent } from './events/documents.js'
import type { HandoverEvent } from './events/handover.js'
import type { NominationEvent } from './events/nomination.js'
import type { OrganisationEvent } from './events/organisation.js'
import type { OversightEvent } from './events/oversight.js'
import type { PollingEvent } from './events/polling.js'
import type { RollEvent } from './events/roll.js'
import type { StatisticsEvent } from './events/statistics.js'
import type { TallyEvent } from './events/tally.js'
import type { TermEvent } from './events/term.js'
import type { TimetableEvent } from './events/timetable.js'

/** Everything that can be recorded: one union, so that a case forgotten anywhere does not compile. */
export type AuditEvent =
  | OrganisationEvent
  | TimetableEvent
  | RollEvent
  | NominationEvent
  | PollingEvent
  | TallyEvent
  | HandoverEvent
  | TermEvent
  | DocumentEvent
  | StatisticsEvent
  | OversightEvent

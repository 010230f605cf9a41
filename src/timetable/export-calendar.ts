import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ICalCalendar, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { PlainDate } from '../lib/plain-date.js'
import type { TimetableStep } from '../rules/timetable.js'
import { electionFacts, stepsOf } from './election-facts.js'
import { stateText, strengthText } from './step-words.js'

/**
 * The plan of an election for a calendar on a telephone or a desk. A step keeps its UID, so that the calendar
 * takes a file fetched later as the newer version of the same entries.
 */
export async function exportCalendar(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, today, now } = request
  const steps = stepsOf(await electionFacts(this.db, election), today)
  const calendar = new ICalCalendar({
    name: `${election.communityName}换届选举日程`,
    prodId: { company: 'juxuan', product: 'timetable', language: 'ZH' },
  })
  for (const step of steps) {
    calendar.createEvent({
      id: `election-${election.id}-${step.key}@juxuan`,
      stamp: new Date(now),
      start: noonOf(step.latest),
      allDay: true,
      summary: `${election.communityName}：${step.title}`,
      description: descriptionOf(step),
      status: ICalEventStatus.CONFIRMED,
      // A deadline takes nobody's day.
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  const name = encodeURIComponent(`${election.communityName}选举日程.ics`)
  return await reply
    .header('content-disposition', `attachment; filename="timetable.ics"; filename*=UTF-8''${name}`)
    .type('text/calendar; charset=utf-8')
    .send(calendar.toString())
}

/** An entry for a whole day has no hour; the library reads the day in UTC. */
function noonOf(day: PlainDate): Date {
  return new Date(`${day}T12:00:00Z`)
}

function descriptionOf(step: TimetableStep): string {
  const window = step.earliest !== undefined && step.earliest < step.latest ? `${step.earliest} 起，` : ''
  const lines = [
    `${step.rule}。`,
    `${window}最迟 ${step.latest}（${strengthText[step.strength]}）`,
    `依据：${step.article}`,
    `情况：${stateText(step)}`,
    ...(step.consequence === undefined ? [] : [`后果：${step.consequence}`]),
  ]
  return lines.join('\n')
}

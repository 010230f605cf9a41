import type { Db } from '../db/database.js'
import type { Job } from '../db/tables/jobs.js'
import { countQueuedBefore } from './job-queries.js'

/** How a job stands, in the words of the page. */
export interface JobProgress {
  readonly isActive: boolean
  readonly isCancelling: boolean
  readonly phase: string
  /** 12 000 of 100 000; without a total only how many. */
  readonly countText: string
  readonly hasShare: boolean
  /** Per cent of the phase, for the bar; a whole number. */
  readonly share: number
  readonly timeText: string
}

/** How a job stands now; `unit` is what its counts are of. */
export async function progressOf(db: Db, job: Job, unit: string): Promise<JobProgress> {
  const before = job.state === 'queued' ? await countQueuedBefore(db, job.id) : 0
  return progressAt(job, { unit, before, at: new Date() })
}

interface Circumstances {
  readonly unit: string
  /** Jobs that come first while this one is queued. */
  readonly before: number
  readonly at: Date
}

/** What the page says of a job at an instant. */
export function progressAt(job: Job, { unit, before, at }: Circumstances): JobProgress {
  const isActive = job.state === 'queued' || job.state === 'running'
  const isCancelling = isActive && job.isCancelled === 1
  const { done, total } = job
  const hasShare = job.state === 'running' && total !== null && total > 0
  const counted = total === null ? grouped(done) : `${grouped(Math.min(done, total))} / ${grouped(total)}`
  return {
    isActive,
    isCancelling,
    phase: phaseText(job, isCancelling, before),
    countText: job.state === 'running' && done > 0 ? `${counted} ${unit}` : '',
    hasShare,
    share: hasShare ? Math.min(100, Math.floor((done * 100) / total)) : 0,
    timeText: isActive && !isCancelling ? timeText(job, at) : '',
  }
}

function phaseText(job: Job, isCancelling: boolean, before: number): string {
  if (isCancelling) return '正在取消'
  if (job.state === 'queued') return before > 0 ? `排队等候，前面还有 ${before} 件` : '即将开始'
  return job.phase === '' ? '正在开始' : job.phase
}

/** Time taken, and, as soon as it can be told, the time left of what it is at. */
function timeText(job: Job, at: Date): string {
  if (job.startedAt === null) return ''
  const taken = `已用 ${durationText(at.getTime() - Date.parse(job.startedAt))}`
  const { done, total, phaseStartedAt } = job
  if (total === null || phaseStartedAt === null || done <= 0 || done >= total) return taken
  const inPhase = at.getTime() - Date.parse(phaseStartedAt)
  // A rate measured over less than a second tells nothing.
  if (inPhase < 1_000) return taken
  return `${taken}，这一步大约还要 ${durationText((inPhase * (total - done)) / done)}`
}

function durationText(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return seconds < 90 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`
}

const grouped = (value: number) =>
  value < 10_000 ? String(value) : value.toLocaleString('en-US').replaceAll(',', '\u2009')

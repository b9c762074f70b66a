import type { JobKind } from '../../../schemas/job.ts'
import { backtestJob } from '../backtest/backtest-job.ts'
import { expungeJob } from './expunge-job.ts'
import type { Work } from './job-work.ts'
import { redriveJob } from './redrive-job.ts'
import { replayJob } from './replay-job.ts'

/** What a job does, by its kind. */
export const JOB_KINDS: Record<JobKind, Work> = {
  redrive: redriveJob,
  replay: replayJob,
  backtest: backtestJob,
  expunge: expungeJob,
}

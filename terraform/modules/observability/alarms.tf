# Each alarm is one that a person acts on, and has its page in docs/runbooks. What is compared is a share or a time, not a count that a larger
# fleet would reach by itself; where it is a count, the owner can say another one.
#
# - `metrics`: by the name that the expression calls them; a `measure` of a `service`, or a `metric` of AWS.
# - `missing`: `ignore` keeps the state while nothing measures (`no-leftovers-run` tells of that); `notBreaching` takes silence for calm.
# - FILL is around whatever is only written when it happens. Silence of what has to come regularly is found by the alarms `no-…-run`, which
#   look first whether there is anything that could have spoken: at a deployment that has just begun there is not, and they are silent.

locals {
  rebuild = "rebuild-service"
  manager = "alarm-manager"

  has = { for service in ["approval-service", "directory-sync", "user-notices"] : service => contains(keys(var.measures), service) }

  # What stands is measured at each round; a period has one.
  round_seconds = max(300, var.leftovers_seconds)
  sync_seconds  = max(300, min(concat([86400], [for minutes in values(var.groups) : minutes * 60])...))

  budget_periods = max(2, ceil(var.thresholds.budget_wait_minutes * 60 / local.round_seconds))

  # A tenth of what may be called in five minutes: with fewer, a single refusal would be a large share.
  calls_least = max(5, floor(var.calls_per_second * 300 / 10))

  alarms = merge(local.alarms_on_resets, local.alarms_on_calls, local.alarms_on_runs, local.alarms_on_groups, local.alarms_on_mails)

  alarms_on_resets = {
    resets-paused = {
      says       = "Resets are paused until a person resumes them: an outage, rebuilds that ended badly, or a recreate that failed. Desktops stay as their users left them."
      label      = "pauses that nobody has resumed"
      expression = "outages + failures + breakers"
      metrics = {
        for kind in ["outages", "failures", "breakers"] : kind => { service = local.rebuild, measure = "PauseOpen", by = { kind = kind }, stat = "Maximum" }
      }
      seconds = local.round_seconds
      above   = 0
      periods = 1
      of_them = 1
      missing = "ignore"
    }

    seats-stuck = {
      says       = "Somebody has no usable desktop, or waits for one for more than two hours: ${var.thresholds.stuck_seats == 0 ? "at least one seat" : "more than ${var.thresholds.stuck_seats} seats"} failed or stuck within the last hour."
      label      = "seats that failed or are stuck"
      expression = "FILL(long, 0) + FILL(told, 0) + FILL(failed, 0)"
      metrics = {
        long   = { service = local.rebuild, measure = "SeatTakesLong", by = {}, stat = "Sum" }
        told   = { service = local.rebuild, measure = "SeatStuck", by = {}, stat = "Sum" }
        failed = { service = local.rebuild, measure = "SeatFailed", by = {}, stat = "Sum" }
      }
      # A seat that is stuck is looked at, and counted, every five minutes. What is told once is seen for an hour.
      seconds = 300
      above   = var.thresholds.stuck_seats
      periods = 12
      of_them = 1
      missing = "notBreaching"
    }

    resets-failing = {
      says       = "More than ${var.thresholds.failed_share} % of the resets of an hour failed, and at least ${var.thresholds.failed_least}."
      label      = "% of resets that failed"
      expression = "IF(FILL(failed, 0) >= ${var.thresholds.failed_least}, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(completed, 0)), 0)"
      metrics = {
        for outcome in ["failed", "completed"] : outcome => { service = local.rebuild, measure = "Reset", by = { outcome = outcome }, stat = "Sum" }
      }
      seconds = 3600
      above   = var.thresholds.failed_share
      periods = 1
      of_them = 1
      missing = "notBreaching"
    }

    slow-resets = {
      says       = "One in ten of the resets of an hour took longer than ${var.thresholds.slow_minutes} minutes, from AWS's yes to a desktop that is ready."
      label      = "minutes that nine of ten resets took at most"
      expression = "IF(resets >= 3, slow / 60000, 0)"
      metrics = {
        # Not the average: many quick rebuilds would hide those who wait for hours. One alone that hangs is `seats-stuck`.
        slow   = { service = local.rebuild, measure = "TimeToReady", by = {}, stat = "p90" }
        resets = { service = local.rebuild, measure = "TimeToReady", by = {}, stat = "SampleCount" }
      }
      seconds = 3600
      above   = var.thresholds.slow_minutes
      periods = 1
      of_them = 1
      missing = "notBreaching"
    }

    records-lost = {
      says       = "The record of a reset, or of why there was none, could not be kept within the last hour: another one stands in its place. Desktops are not concerned."
      label      = "records that were lost"
      expression = "FILL(lost, 0)"
      metrics    = { lost = { service = local.rebuild, measure = "RecordLost", by = {}, stat = "Sum" } }
      seconds    = 3600
      above      = 0
      periods    = 1
      of_them    = 1
      missing    = "notBreaching"
    }

    budget-used-up = {
      says       = "A policy's budget of resets is used up, and desktops have waited for it for ${var.thresholds.budget_wait_minutes} minutes. They are reset when the next window begins, or when the budget is raised."
      label      = "seats that wait for a budget that is used up"
      expression = "IF(used >= 100, waiting, 0)"
      metrics = {
        used    = { service = local.rebuild, measure = "BudgetUsed", by = {}, stat = "Maximum" }
        waiting = { service = local.rebuild, measure = "SeatWaiting", by = { gate = "budget" }, stat = "Maximum" }
      }
      seconds = local.round_seconds
      above   = 0
      periods = local.budget_periods
      # A window that begins in between lets some go, and is used up again at once.
      of_them = max(1, floor(local.budget_periods * 0.8))
      missing = "notBreaching"
    }
  }

  alarms_on_calls = {
    api-throttled = {
      says       = "AWS refused more than ${var.thresholds.throttled_share} % of the calls to WorkSpaces as too many, for a quarter of an hour: something else of this account uses up the rate."
      label      = "% of calls that were throttled"
      expression = "IF(FILL(mcalled, 0) + FILL(rcalled, 0) >= ${local.calls_least}, 100 * (FILL(mthrottled, 0) + FILL(rthrottled, 0)) / (FILL(mcalled, 0) + FILL(rcalled, 0)), 0)"
      metrics = {
        mcalled    = { service = local.manager, measure = "ApiCalled", by = {}, stat = "Sum" }
        mthrottled = { service = local.manager, measure = "ApiThrottled", by = {}, stat = "Sum" }
        rcalled    = { service = local.rebuild, measure = "ApiCalled", by = {}, stat = "Sum" }
        rthrottled = { service = local.rebuild, measure = "ApiThrottled", by = {}, stat = "Sum" }
      }
      seconds = 300
      above   = var.thresholds.throttled_share
      periods = 3
      of_them = 3
      missing = "notBreaching"
    }
  }

  alarms_on_runs = {
    no-leftovers-run = {
      says       = "The run that finds lost work and measures what stands has not come for ${local.round_seconds * 6 / 60} minutes. Until it does, other alarms can be silent."
      label      = "rounds that did not come (1: yes)"
      expression = "(FILL(there, 0) > 0) * (FILL(runs, 0) < 1)"
      metrics = {
        # SQS measures a queue that is asked or has messages, and goes on for six hours: from the first deploy on, and not before.
        there = { namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = var.functions["rebuild-service/seats"].queue_name }, stat = "SampleCount" }
        runs  = { service = local.rebuild, measure = "LeftoversRun", by = {}, stat = "Sum" }
      }
      seconds = local.round_seconds
      above   = 0
      periods = 6
      of_them = 6
      missing = "notBreaching"
    }

    no-reconcile-run = {
      says       = "No reconcile run, or no sweep, has come to its end for ${var.thresholds.reconcile_hours} hours. New desktops may have no alarm, and who left unheard is not found."
      label      = "hours without a reconcile run or a sweep (1: yes)"
      expression = "(FILL(alive, 0) > 0) * ((FILL(reconcile, 0) < 1) + (FILL(sweep, 0) < 1))"
      metrics = {
        alive     = { service = local.rebuild, measure = "LeftoversRun", by = {}, stat = "Sum" }
        reconcile = { service = local.manager, measure = "WalkCompleted", by = { walk = "reconcile" }, stat = "Sum" }
        sweep     = { service = local.manager, measure = "WalkCompleted", by = { walk = "sweep" }, stat = "Sum" }
      }
      seconds = 3600
      above   = 0
      periods = var.thresholds.reconcile_hours
      of_them = var.thresholds.reconcile_hours
      missing = "notBreaching"
    }
  }

  alarms_on_groups = {
    for alarm, of in {
      no-sync-run = {
        says       = "No directory group has been read for ${local.sync_seconds * 4 / 60} minutes, neither with nor without success: the function does not get that far, or its timers do not speak."
        label      = "periods without a read (1: yes)"
        expression = "(FILL(there, 0) > 0) * (FILL(believed, 0) + FILL(refused, 0) < 1)"
        metrics = {
          there    = { namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = try(var.functions["directory-sync/sync"].queue_name, "") }, stat = "SampleCount" }
          believed = { service = "directory-sync", measure = "DirectorySyncCompleted", by = {}, stat = "Sum" }
          refused  = { service = "directory-sync", measure = "DirectorySyncRefused", by = {}, stat = "Sum" }
        }
        seconds = local.sync_seconds
        above   = 0
        periods = 4
        of_them = 4
        missing = "notBreaching"
      }
    } : alarm => of if local.has["directory-sync"]
  }
}

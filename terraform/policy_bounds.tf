# What a policy's safeguards may say. The functions refuse the same: @cleandesk/policies.

locals {
  weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  # A slip in a zone's name would be found by the functions only, and then they would manage nothing. Zones newer than this list are in the next.
  time_zones = split("\n", trimspace(file("${path.module}/time-zones.txt")))

  policy_bounds = {
    "outage.least"               = { from = 1, to = 1000000, whole = true, why = "with 0 the first user who leaves would pause everybody's resets. Where none are to be paused, write a number above that of your desktops." }
    "outage.share"               = { from = 0, to = 1, whole = false, why = "it is a part of the policy's desktops, 0.3 for 30 %." }
    "outage.within_seconds"      = { from = 60, to = 7200, whole = true, why = "leavings are counted by the minute, and for four hours." }
    "outage.return_seconds"      = { from = 0, to = 86400, whole = true, why = "whoever was cut off and has not come back within a day has gone." }
    "failures.least"             = { from = 1, to = 1000000, whole = true, why = "with 0 one bad desktop would pause everybody's resets. Where none are to be paused, write a number above that of your desktops." }
    "failures.share"             = { from = 0, to = 1, whole = false, why = "it is a part of the policy's desktops, 0.01 for 1 %." }
    "failures.within_seconds"    = { from = 60, to = 10800, whole = true, why = "failures are counted by the minute, and for four hours." }
    "budget.resets"              = { from = 1, to = 1000000, whole = true, why = "with nothing to spend no desktop would ever be clean. dry_run says who would be reset." }
    "budget.share"               = { from = 0.0001, to = 1, whole = false, why = "it is a part of the policy's desktops, 0.1 for 10 %, and at least one of them." }
    "budget.window_seconds"      = { from = 60, to = 604800, whole = true, why = "timers are due to the minute, and what waits for more than a week is as good as lost." }
    "data_loss.max_seconds"      = { from = 0, to = 2592000, whole = true, why = "WorkSpaces takes a snapshot about every 12 hours; above 30 days stand milliseconds that were taken for seconds." }
    "never_logged_in.after_days" = { from = 1, to = 1000, whole = true, why = "who got a desktop today has not had the time to log in." }
    "unused.after_days"          = { from = 1, to = 1000, whole = true, why = "less is what grace_seconds is for." }
  }

  policy_actions = {
    data_loss       = { rebuild = "all the same", wait = "for the next snapshot", recreate = "so that nothing old comes back" }
    never_logged_in = { reset = "make it clean", remove = "give it up, with all that is on it" }
    unused          = { reset = "make it clean", remove = "give it up, with all that is on it" }
  }
}

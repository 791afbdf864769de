# What is allowed, and worth a second thought. Plans warn and go on.

check "grace_leaves_time_to_reconnect" {
  assert {
    # The local stack plays the same story in seconds.
    condition     = var.allow_short_times || alltrue([for policy in var.policies : policy.grace_seconds >= 1200])
    error_message = "WorkSpaces clients resume a dropped session by themselves for 20 minutes. With less grace a user whose network is back after the grace finds a desktop that was reset: ${join(", ", [for policy in var.policies : "\"${policy.name}\" has ${policy.grace_seconds} s" if policy.grace_seconds < 1200])}. Set grace_seconds to 1200 or more where the site has not shortened the resume time."
  }
}

check "recreates_have_a_bound" {
  assert {
    condition = alltrue([
      for policy in var.policies : policy.max_recreates_per_month != "unlimited" || (policy.strategy != "recreate" && try(policy.data_loss.action != "recreate", true))
    ])
    error_message = "Each recreate may be billed as a new WorkSpace, and these policies recreate without a bound: ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if policy.max_recreates_per_month == "unlimited"])}. A desktop that is left ten times a day can cost ten WorkSpaces a day. Set max_recreates_per_month to what you would pay for."
  }
}

check "ready_by_leaves_time_to_be_ready" {
  assert {
    condition = alltrue(flatten([
      for policy in var.policies : [for minutes in flatten(values(local.minutes_until_ready[policy.name])) : minutes >= 60]
    ]))
    error_message = "A rebuild and a recreate can take an hour each. What could not be ready in time is not begun, so little or nothing is reset in ${join(", ", flatten([for policy in var.policies : [for span, minutes in local.minutes_until_ready[policy.name] : "the span from ${span} of policy \"${policy.name}\" (${minutes[0]} minutes)" if minutes[0] < 60]]))}. Let the span begin earlier, or be ready later."
  }
}

locals {
  # From the opening of each span to its ready_by, on the clock. The same time is the one of the next day.
  minutes_until_ready = {
    for policy in var.policies : policy.name => {
      for span in coalesce(policy.reset_window, []) : "${span.from} to ${span.ready_by}" => (
        (1439 + (parseint(substr(span.ready_by, 0, 2), 10) - parseint(substr(span.from, 0, 2), 10)) * 60 + parseint(substr(span.ready_by, 3, 2), 10) - parseint(substr(span.from, 3, 2), 10)) % 1440 + 1
      )... if span.ready_by != null
    }
  }
}

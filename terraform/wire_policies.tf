# The policies as the functions read them.

locals {
  # What was not given is left out: the functions know the defaults, and a policy's version changes only when the policy says something else.
  wire_policies = [
    for policy in var.policies : {
      for field, value in {
        name = policy.name
        match = {
          for selector, values in { directoryIds = policy.match.directory_ids, bundleIds = policy.match.bundle_ids, tags = policy.match.tags } :
          selector => values if values != null
        }
        strategy     = policy.strategy
        graceSeconds = policy.grace_seconds
        dryRun       = policy.dry_run
        # A number, or the one word there is.
        maxRecreatesPerMonth = try(tonumber(policy.max_recreates_per_month), policy.max_recreates_per_month)
        maxSessionSeconds    = policy.max_session_seconds
        outage = policy.outage == null ? null : {
          for field, value in {
            least         = policy.outage.least
            share         = policy.outage.share
            withinSeconds = policy.outage.within_seconds
            returnSeconds = policy.outage.return_seconds
            hours = policy.outage.hours == null ? null : [
              for span in policy.outage.hours : {
                for field, value in { days = span.days, from = span.from, to = span.to, timeZone = span.time_zone, least = span.least, share = span.share } :
                field => value if value != null
              }
            ]
          } : field => value if value != null
        }
        failures = policy.failures == null ? null : {
          for field, value in { least = policy.failures.least, share = policy.failures.share, withinSeconds = policy.failures.within_seconds } :
          field => value if value != null
        }
        budget = policy.budget == null ? null : {
          for field, value in { resets = policy.budget.resets, share = policy.budget.share, windowSeconds = policy.budget.window_seconds } :
          field => value if value != null
        }
        resetWindow = policy.reset_window == null ? null : [
          for span in policy.reset_window : {
            for field, value in { days = span.days, from = span.from, to = span.to, timeZone = span.time_zone, readyBy = span.ready_by } :
            field => value if value != null
          }
        ]
        dataLoss      = policy.data_loss == null ? null : { maxSeconds = policy.data_loss.max_seconds, action = policy.data_loss.action }
        neverLoggedIn = policy.never_logged_in == null ? null : { afterDays = policy.never_logged_in.after_days, action = policy.never_logged_in.action }
        unused        = policy.unused == null ? null : { afterDays = policy.unused.after_days, action = policy.unused.action }
      } : field => value if value != null
    }
  ]

  # Gzipped, since all variables of a function share 4096 bytes.
  encoded_policies = base64gzip(jsonencode(local.wire_policies))
}

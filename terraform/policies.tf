# Which desktops are ours, and how they are treated. Everything that the owner writes is refused here, with the reason, before anything runs.

variable "policies" {
  description = <<-EOT
    Which desktops are managed and how, in order: the first policy that matches a desktop wins. A desktop that no policy matches is never
    touched.

    - `name`: 1 to 64 characters; it appears in receipts.
    - `match`: which desktops. All selectors that are given must match, any value within one does: `directory_ids`, `bundle_ids`, `tags`
      (tag key to values). At least one selector.
    - `strategy`: `rebuild` or `recreate`; there is no default.
      `rebuild` gives a new root volume and keeps the desktop; the user volume comes back from a snapshot up to 12 hours old, so what a user
      saved there mostly survives. `recreate` terminates the desktop and creates the same again: nothing survives, the user waits 20 minutes
      or more, computer name and IP address change, and each one may be billed as a new WorkSpace.
    - `grace_seconds`: how long a user may be away before the reset, 60 to 86400; 600 by default.
    - `dry_run`: true by default. It says who would be reset, and resets nobody.
  EOT

  type = list(object({
    name = string
    match = object({
      directory_ids = optional(list(string))
      bundle_ids    = optional(list(string))
      tags          = optional(map(list(string)))
    })
    strategy      = optional(string)
    grace_seconds = optional(number, 600)
    dry_run       = optional(bool, true)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for policy in var.policies : can(regex("^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$", policy.name))])
    error_message = "Policy names have 1 to 64 letters, digits, spaces, dots, underscores or hyphens, since they appear in receipts and metrics. These don't: ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if !can(regex("^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$", policy.name))])}."
  }

  validation {
    condition     = length(distinct([for policy in var.policies : lower(policy.name)])) == length(var.policies)
    error_message = "Two policies have the same name (${join(", ", distinct([for policy in var.policies : "\"${policy.name}\"" if length([for other in var.policies : other if lower(other.name) == lower(policy.name)]) > 1]))}). A receipt names the policy that led to a reset: with one name for two nobody could tell which."
  }

  validation {
    condition = alltrue([
      for policy in var.policies :
      policy.match.directory_ids != null || policy.match.bundle_ids != null || policy.match.tags != null
    ])
    error_message = "Policy ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if policy.match.directory_ids == null && policy.match.bundle_ids == null && policy.match.tags == null])} names no selector: it would reset every desktop of the account. Give match.directory_ids, match.bundle_ids or match.tags."
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [
        for values in concat([policy.match.directory_ids, policy.match.bundle_ids], [for key, values in coalesce(policy.match.tags, {}) : values], policy.match.tags == null ? [] : [keys(policy.match.tags)]) :
        values == null || try(length(values) > 0, false)
      ]
    ]))
    error_message = "A selector of a policy is an empty list. Nobody could tell whether it means every desktop or none: leave it out, or name at least one value."
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [for id in coalesce(policy.match.directory_ids, []) : can(regex("^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$", id))]
    ]))
    error_message = "A directory id looks like d-926722a1b3 (or wsd-…). These don't: ${join(", ", flatten([for policy in var.policies : [for id in coalesce(policy.match.directory_ids, []) : "\"${id}\" of policy \"${policy.name}\"" if !can(regex("^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$", id))]]))}. Such a policy would match nobody, and nobody would notice."
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [for id in coalesce(policy.match.bundle_ids, []) : can(regex("^wsb-[0-9a-z]{8,63}$", id))]
    ]))
    error_message = "A bundle id looks like wsb-0zsvgp8fc. These don't: ${join(", ", flatten([for policy in var.policies : [for id in coalesce(policy.match.bundle_ids, []) : "\"${id}\" of policy \"${policy.name}\"" if !can(regex("^wsb-[0-9a-z]{8,63}$", id))]]))}. Such a policy would match nobody, and nobody would notice."
  }

  validation {
    condition     = alltrue([for policy in var.policies : policy.strategy == null ? false : contains(["rebuild", "recreate"], policy.strategy)])
    error_message = "Policy ${join(", ", [for policy in var.policies : "\"${policy.name}\" (strategy ${policy.strategy == null ? "missing" : "\"${policy.strategy}\""})" if policy.strategy == null ? true : !contains(["rebuild", "recreate"], policy.strategy)])} must choose between \"rebuild\" and \"recreate\"; there is no default, because both cost something. rebuild keeps the desktop and gives it a new root volume, but the user volume comes back from a snapshot up to 12 hours old: it is no full wipe. recreate terminates the desktop and creates the same again: nothing survives, the user waits 20 minutes or more, computer name and IP address change, and each one may be billed as a new WorkSpace."
  }

  validation {
    condition     = alltrue([for policy in var.policies : policy.grace_seconds == floor(policy.grace_seconds) && policy.grace_seconds >= (var.allow_short_times ? 1 : 60) && policy.grace_seconds <= 86400])
    error_message = "grace_seconds must be whole seconds from 60 (1 minute) to 86400 (24 hours). Out of it: ${join(", ", [for policy in var.policies : "${policy.grace_seconds} of policy \"${policy.name}\"" if policy.grace_seconds != floor(policy.grace_seconds) || policy.grace_seconds < (var.allow_short_times ? 1 : 60) || policy.grace_seconds > 86400])}. A shorter grace would reset the desktop of a user whose network only hiccuped; timers are due to the minute."
  }

  validation {
    # A little more than what is sent, since selectors that were not given are still in it.
    condition     = length(base64gzip(jsonencode(var.policies))) <= 2500
    error_message = "The policies take ${length(base64gzip(jsonencode(var.policies)))} characters when encoded; functions can be given 2500, since their whole environment ends at 4096 bytes. Tag the desktops and match the tag instead of listing many ids."
  }
}

locals {
  # The wire shape that the functions read. A selector that was not given is left out, so that a policy's version changes only when
  # the policy says something else.
  wire_policies = [
    for policy in var.policies : {
      name = policy.name
      match = {
        for selector, values in {
          directoryIds = policy.match.directory_ids == null ? null : jsonencode(policy.match.directory_ids)
          bundleIds    = policy.match.bundle_ids == null ? null : jsonencode(policy.match.bundle_ids)
          tags         = policy.match.tags == null ? null : jsonencode(policy.match.tags)
        } : selector => jsondecode(values) if values != null
      }
      strategy     = policy.strategy
      graceSeconds = policy.grace_seconds
      dryRun       = policy.dry_run
    }
  ]

  # Gzipped, since all variables of a function share 4096 bytes.
  encoded_policies = base64gzip(jsonencode(local.wire_policies))
}

check "grace_leaves_time_to_reconnect" {
  assert {
    # The local stack plays the same story in seconds.
    condition     = var.allow_short_times || alltrue([for policy in var.policies : policy.grace_seconds >= 1200])
    error_message = "WorkSpaces clients resume a dropped session by themselves for 20 minutes. With less grace a user whose network is back after the grace finds a desktop that was reset: ${join(", ", [for policy in var.policies : "\"${policy.name}\" has ${policy.grace_seconds} s" if policy.grace_seconds < 1200])}. Set grace_seconds to 1200 or more where the site has not shortened the resume time."
  }
}

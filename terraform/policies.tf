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

    Safeguards. The first three are on, the others are off until they are given:

    - `outage`: when more than `least` desktops (20) and more than `share` of the policy's fleet (0.3) are left within `within_seconds`
      (600), it looks like an outage: none of them is reset until a person resumes, and for `return_seconds` (3600) after that. `hours`
      names times with another `least` or `share`, like the end of work. It can't be switched off; a very large `least` is your own decision.
    - `failures`: when more than `least` rebuilds (2) and more than `share` of the policy's fleet (0.002) end badly within `within_seconds`
      (3600), it looks like a bad image: no desktop of the policy is reset until a person resumes. It can't be switched off, either.
    - `max_recreates_per_month`: 1 to 1000 per seat; 31 by default. "unlimited" switches it off, and each recreate may be billed as a new
      WorkSpace.
    - `budget`: at most so many `resets`, or such a `share` of the fleet (rounded up, at least 1), in each `window_seconds` (60 to 604800;
      3600 by default). Removals count, too. What is above it waits.
    - `reset_window`: up to 7 spans of the week in which desktops may be reset, each with `days` ("mon" to "sun"), `from` and `to` ("20:00";
      `to` may lie on the next day, the same as `from` means a whole day), `time_zone` (IANA) and, if you like, `ready_by`: what could not
      be ready by then is not begun.
    - `data_loss`: before a rebuild that would lose more than `max_seconds` of work (0 to 2592000), `action` "rebuild" does it all the same,
      "wait" waits for the next snapshot, "recreate" recreates. Only with the strategy `rebuild`.
    - `max_session_seconds`: how long one session may last, 3600 to 2592000.
    - `never_logged_in`, `unused`: `after_days` (1 to 1000) without a first, or without any login, `action` "reset" or "remove".

    Users are told of nothing, until it is given:

    - `notices`: what users are told by the ways of `user_notices`: `before` (true) that their desktop will be reset, and when it is not after all;
      `during` (false) that it is being reset; `after` (true) that it is ready. They change nothing in what is reset, nor the policy's version.
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

    outage = optional(object({
      least          = optional(number)
      share          = optional(number)
      within_seconds = optional(number)
      return_seconds = optional(number)
      hours = optional(list(object({
        days      = list(string)
        from      = string
        to        = string
        time_zone = string
        least     = optional(number)
        share     = optional(number)
      })))
    }))
    failures = optional(object({
      least          = optional(number)
      share          = optional(number)
      within_seconds = optional(number)
    }))
    # A number is written as text by Terraform itself.
    max_recreates_per_month = optional(string)
    budget = optional(object({
      resets         = optional(number)
      share          = optional(number)
      window_seconds = optional(number)
    }))
    reset_window = optional(list(object({
      days      = list(string)
      from      = string
      to        = string
      time_zone = string
      ready_by  = optional(string)
    })))
    data_loss = optional(object({
      max_seconds = number
      action      = string
    }))
    max_session_seconds = optional(number)
    never_logged_in = optional(object({
      after_days = number
      action     = string
    }))
    unused = optional(object({
      after_days = number
      action     = string
    }))
    notices = optional(object({
      before = optional(bool, true)
      during = optional(bool, false)
      after  = optional(bool, true)
    }))
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

  # --- Safeguards

  validation {
    # What was not given is null, and comparing null is an error: that is within bounds.
    condition = alltrue(flatten([
      for policy in var.policies : [
        for path, bounds in local.policy_bounds : try(
          policy[split(".", path)[0]][split(".", path)[1]] >= bounds.from &&
          policy[split(".", path)[0]][split(".", path)[1]] <= bounds.to &&
          (!bounds.whole || policy[split(".", path)[0]][split(".", path)[1]] % 1 == 0),
          true,
        )
      ]
    ]))
    error_message = join(" ", flatten([
      for policy in var.policies : [
        for path, bounds in local.policy_bounds :
        "${path} of policy \"${policy.name}\" is ${policy[split(".", path)[0]][split(".", path)[1]]}. It must be ${bounds.whole ? "a whole number " : ""}from ${bounds.from} to ${bounds.to}: ${bounds.why}"
        if !try(
          policy[split(".", path)[0]][split(".", path)[1]] >= bounds.from &&
          policy[split(".", path)[0]][split(".", path)[1]] <= bounds.to &&
          (!bounds.whole || policy[split(".", path)[0]][split(".", path)[1]] % 1 == 0),
          true,
        )
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [
        for field, actions in local.policy_actions : policy[field] == null ? true : contains(keys(actions), policy[field].action)
      ]
    ]))
    error_message = join(" ", flatten([
      for policy in var.policies : [
        for field, actions in local.policy_actions :
        "${field} of policy \"${policy.name}\" has the action \"${policy[field].action}\". It must be ${join(", or ", [for action, does in actions : "\"${action}\" (${does})"])}."
        if policy[field] == null ? false : !contains(keys(actions), policy[field].action)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [
        for span in try(coalesce(policy.outage.hours, []), []) :
        (span.least != null || span.share != null) && try(span.least >= 1 && span.least % 1 == 0, true) && try(span.share >= 0 && span.share <= 1, true)
      ]
    ]))
    error_message = "The hours of an outage name another least (whole desktops from 1), another share (0 to 1, 0.3 for 30 %), or both. They don't in ${join(", ", distinct(flatten([for policy in var.policies : [for span in try(coalesce(policy.outage.hours, []), []) : "\"${policy.name}\"" if !((span.least != null || span.share != null) && try(span.least >= 1 && span.least % 1 == 0, true) && try(span.share >= 0 && span.share <= 1, true))]])))}. Hours that name neither change nothing, and whoever wrote them meant something."
  }

  validation {
    condition     = alltrue([for policy in var.policies : length(try(coalesce(policy.outage.hours, []), [])) <= 14])
    error_message = "An outage has at most 14 hours: for each day of the week two are enough, and all of them are looked through whenever a user leaves."
  }

  validation {
    condition     = alltrue([for policy in var.policies : can(regex("^([1-9][0-9]{0,2}|1000|unlimited)$", coalesce(policy.max_recreates_per_month, "31")))])
    error_message = "max_recreates_per_month is a whole number from 1 to 1000, or \"unlimited\". It is neither: ${join(", ", [for policy in var.policies : "\"${coalesce(policy.max_recreates_per_month, "31")}\" of policy \"${policy.name}\"" if !can(regex("^([1-9][0-9]{0,2}|1000|unlimited)$", coalesce(policy.max_recreates_per_month, "31")))])}. Each recreate may be billed as a new WorkSpace: who wants no bound has to say so."
  }

  validation {
    condition     = alltrue([for policy in var.policies : policy.budget == null ? true : (policy.budget.resets == null) != (policy.budget.share == null)])
    error_message = "A budget is either so many resets or a share of the fleet. It is both or neither in ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if policy.budget == null ? false : (policy.budget.resets == null) == (policy.budget.share == null)])}. Of two bounds nobody could tell which one a desktop waits for."
  }

  validation {
    condition     = alltrue([for policy in var.policies : policy.reset_window == null ? true : length(policy.reset_window) >= 1 && length(policy.reset_window) <= 7])
    error_message = "A reset_window has 1 to 7 spans. It has not in ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if policy.reset_window == null ? false : length(policy.reset_window) < 1 || length(policy.reset_window) > 7])}. With none nothing would ever be reset: leave it out where desktops may be reset at any time."
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [
        for span in concat(coalesce(policy.reset_window, []), try(coalesce(policy.outage.hours, []), [])) :
        length(span.days) > 0 && length(setsubtract(span.days, local.weekdays)) == 0
      ]
    ]))
    error_message = "The days of a span are one or more of ${join(", ", local.weekdays)}. These are not: ${join(", ", flatten([for policy in var.policies : [for span in concat(coalesce(policy.reset_window, []), try(coalesce(policy.outage.hours, []), [])) : "${jsonencode(span.days)} of policy \"${policy.name}\"" if length(span.days) == 0 || length(setsubtract(span.days, local.weekdays)) > 0]]))}. A span opens on the days that it names, and may close on the next."
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [
        for span in concat(coalesce(policy.reset_window, []), try(coalesce(policy.outage.hours, []), [])) : [
          for time in [span.from, span.to, try(coalesce(span.ready_by, span.to), span.to)] : can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", time))
        ]
      ]
    ]))
    error_message = "Times of day are written like 06:30 and 20:00, and midnight is 00:00. These are not: ${join(", ", distinct(flatten([for policy in var.policies : [for span in concat(coalesce(policy.reset_window, []), try(coalesce(policy.outage.hours, []), [])) : [for time in [span.from, span.to, try(coalesce(span.ready_by, span.to), span.to)] : "\"${time}\" of policy \"${policy.name}\"" if !can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", time))]]])))}."
  }

  validation {
    condition = alltrue(flatten([
      for policy in var.policies : [
        for span in concat(coalesce(policy.reset_window, []), try(coalesce(policy.outage.hours, []), [])) : contains(local.time_zones, span.time_zone)
      ]
    ]))
    error_message = "A time zone is a name of the IANA database, like Europe/Berlin, America/New_York or UTC. These are not: ${join(", ", flatten([for policy in var.policies : [for span in concat(coalesce(policy.reset_window, []), try(coalesce(policy.outage.hours, []), [])) : "\"${span.time_zone}\" of policy \"${policy.name}\"" if !contains(local.time_zones, span.time_zone)]]))}. An offset like +02:00 is none, since it knows no summer."
  }

  validation {
    condition     = alltrue([for policy in var.policies : policy.data_loss == null || policy.strategy != "recreate"])
    error_message = "data_loss bounds what a rebuild loses: a recreate keeps nothing at all. Leave it out, or choose the strategy \"rebuild\", in ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if policy.data_loss != null && policy.strategy == "recreate"])}."
  }

  validation {
    condition     = alltrue([for policy in var.policies : try(policy.max_session_seconds >= 3600 && policy.max_session_seconds <= 2592000 && policy.max_session_seconds % 1 == 0, true)])
    error_message = "max_session_seconds must be whole seconds from 3600 (1 hour) to 2592000 (30 days). Out of it: ${join(", ", [for policy in var.policies : "${policy.max_session_seconds} of policy \"${policy.name}\"" if !try(policy.max_session_seconds >= 3600 && policy.max_session_seconds <= 2592000 && policy.max_session_seconds % 1 == 0, true)])}. A shorter session than an hour is nobody's work; above 30 days stand milliseconds that were taken for seconds."
  }

  validation {
    condition     = var.user_notices != null || alltrue([for policy in var.policies : policy.notices == null])
    error_message = "Users are to be told of resets by ${join(", ", [for policy in var.policies : "\"${policy.name}\"" if policy.notices != null])}, and nothing says how: give user_notices. Else everybody would rely on warnings that never come."
  }

  validation {
    # A little more than what is sent, since what was not given is still in it.
    condition     = length(base64gzip(jsonencode(var.policies))) <= 2500
    error_message = "The policies take ${length(base64gzip(jsonencode(var.policies)))} characters when encoded; functions can be given 2500, since their whole environment ends at 4096 bytes. Tag the desktops and match the tag instead of listing many ids."
  }
}

# Who is called, from where on, and which page they read.

variable "docs_url" {
  description = "Where the folder `docs` of this project can be read: on GitHub (`https://github.com/<owner>/cleandesk/blob/<version>/docs`), or the site that `pnpm --filter @cleandesk/docs site` builds. Alarms and the dashboard link their pages of the runbook there. Not given: they name the page's path in the repository."
  type        = string
  default     = null

  validation {
    condition     = var.docs_url == null ? true : can(regex("^https?://[^/ ]+(/[^ ]*)?[^/ ]$", var.docs_url)) && !strcontains(var.docs_url, "%")
    error_message = "docs_url is an absolute address without a slash at its end, like https://docs.example.com/cleandesk: who is called at night clicks on it. \"${coalesce(var.docs_url, "null")}\" is none."
  }
}

variable "observability" {
  description = <<-EOT
    Alarms on what the services measure, a dashboard of all alarms, and saved queries of the logs: modules/observability. null makes none of these;
    the alarms on single queues, functions, APIs and directory groups stay.

    - `topic_arns`: SNS topics that these alarms tell; `operations_topic` unless given. At most 5.
    - `thresholds`: from where on they ring. `stuck_seats` (0): seats that may be failed or stuck at a time. `failed_share` (20) and `failed_least` (3): percent of an
      hour's resets that fail, and how many at least. `slow_minutes` (120): how long nine of ten resets may take. `throttled_share` (10): percent of the calls to
      WorkSpaces that AWS may refuse. `budget_wait_minutes` (60): how long desktops may wait for a budget that is used up. `reconcile_hours` (6): hours without a
      reconcile run or a sweep. `mail_share` (20) and `mail_least` (3): percent of an hour's mails that can't be sent, and how many at least. `bounced_share` (4):
      percent of the portal's mails that come back.
  EOT
  type = object({
    topic_arns = optional(list(string))
    thresholds = optional(object({
      stuck_seats         = optional(number, 0)
      failed_share        = optional(number, 20)
      failed_least        = optional(number, 3)
      slow_minutes        = optional(number, 120)
      throttled_share     = optional(number, 10)
      budget_wait_minutes = optional(number, 60)
      reconcile_hours     = optional(number, 6)
      mail_share          = optional(number, 20)
      mail_least          = optional(number, 3)
      bounced_share       = optional(number, 4)
    }), {})
  })
  default = {}

  validation {
    condition     = length(coalesce(try(var.observability.topic_arns, null), [])) <= 5 && alltrue([for arn in coalesce(try(var.observability.topic_arns, null), []) : can(regex(local.topic_arn, arn))])
    error_message = "observability.topic_arns are at most 5 ARNs of SNS topics that are not FIFO: CloudWatch tells no others, and no more."
  }

  validation {
    condition     = var.observability == null ? true : var.observability.thresholds.stuck_seats >= 0 && var.observability.thresholds.stuck_seats <= 1000 && floor(var.observability.thresholds.stuck_seats) == var.observability.thresholds.stuck_seats
    error_message = "observability.thresholds.stuck_seats is a whole number from 0 to 1000 (it is ${try(var.observability.thresholds.stuck_seats, 0)}). Each of them is somebody without a desktop: with more, nobody would ever be called."
  }

  validation {
    condition = var.observability == null ? true : alltrue([
      for share in [var.observability.thresholds.failed_share, var.observability.thresholds.throttled_share, var.observability.thresholds.mail_share] : share >= 1 && share <= 90
    ])
    error_message = "observability.thresholds.failed_share, throttled_share and mail_share are percent, from 1 to 90 (they are ${try(var.observability.thresholds.failed_share, 0)}, ${try(var.observability.thresholds.throttled_share, 0)} and ${try(var.observability.thresholds.mail_share, 0)}): below, the alarm would ring for one among many; above, it would hardly ever ring."
  }

  validation {
    condition = var.observability == null ? true : alltrue([
      for least in [var.observability.thresholds.failed_least, var.observability.thresholds.mail_least] : least >= 1 && least <= 100 && floor(least) == least
    ])
    error_message = "observability.thresholds.failed_least and mail_least are whole numbers from 1 to 100 (they are ${try(var.observability.thresholds.failed_least, 0)} and ${try(var.observability.thresholds.mail_least, 0)}): with 0 an hour in which nothing happens would ring, with more a small fleet would never be heard."
  }

  validation {
    condition     = var.observability == null ? true : var.observability.thresholds.slow_minutes >= 45 && var.observability.thresholds.slow_minutes <= 1440
    error_message = "observability.thresholds.slow_minutes is from 45 to 1440 (it is ${try(var.observability.thresholds.slow_minutes, 0)}): AWS needs up to 40 minutes for a recreate and up to an hour for a rebuild when all is well."
  }

  validation {
    condition     = var.observability == null ? true : var.observability.thresholds.budget_wait_minutes >= 10 && var.observability.thresholds.budget_wait_minutes <= 1440 && var.observability.thresholds.budget_wait_minutes * 60 >= 2 * local.leftovers_seconds
    error_message = "observability.thresholds.budget_wait_minutes is from 10 to 1440, and at least two rounds of tuning.leftovers_rate (it is ${try(var.observability.thresholds.budget_wait_minutes, 0)}): what waits is measured once a round, and CloudWatch looks back over a day."
  }

  validation {
    condition = (var.observability == null ? true : var.observability.thresholds.reconcile_hours >= 2 && var.observability.thresholds.reconcile_hours <= 168 &&
    floor(var.observability.thresholds.reconcile_hours) == var.observability.thresholds.reconcile_hours && var.observability.thresholds.reconcile_hours * 3600 >= 2 * max(local.reconcile_seconds, local.sweep_seconds))
    error_message = "observability.thresholds.reconcile_hours is a whole number from 2 to 168, and at least twice tuning.reconcile_rate and tuning.sweep_rate (it is ${try(var.observability.thresholds.reconcile_hours, 0)}): else it would ring between two runs, and CloudWatch looks back over a week."
  }

  validation {
    condition     = var.observability == null ? true : var.observability.thresholds.bounced_share > 0 && var.observability.thresholds.bounced_share <= 10
    error_message = "observability.thresholds.bounced_share is above 0 and at most 10 percent (it is ${try(var.observability.thresholds.bounced_share, 0)}): at 10 SES stops all mails of the account."
  }
}

locals {
  # `%s` is a page's name. On GitHub a page is its Markdown, on the site it is what was made of it.
  runbook = (
    var.docs_url == null ? "docs/runbooks/%s.md"
    : strcontains(var.docs_url, "/blob/") || strcontains(var.docs_url, "/tree/") ? "${var.docs_url}/runbooks/%s.md"
    : "${var.docs_url}/runbooks/%s.html"
  )

  seconds_of        = { minute = 60, minutes = 60, hour = 3600, hours = 3600, day = 86400, days = 86400 }
  rate              = { for name in ["leftovers_rate", "reconcile_rate", "sweep_rate"] : name => try(regex("^rate\\(([0-9]+) ([a-z]+)\\)$", var.tuning[name]), ["5", "minutes"]) }
  leftovers_seconds = tonumber(local.rate.leftovers_rate[0]) * lookup(local.seconds_of, local.rate.leftovers_rate[1], 60)
  reconcile_seconds = tonumber(local.rate.reconcile_rate[0]) * lookup(local.seconds_of, local.rate.reconcile_rate[1], 60)
  sweep_seconds     = tonumber(local.rate.sweep_rate[0]) * lookup(local.seconds_of, local.rate.sweep_rate[1], 60)

  alarm_names = concat(
    flatten([for function in values(local.functions) : function.alarm_names]),
    module.event_bus.alarm_names,
    flatten(module.operations_notices[*].alarm_names),
    flatten(module.directory_sync[*].alarm_names),
    flatten(module.approval_service[*].alarm_names),
  )
}

module "observability" {
  source = "./modules/observability"
  count  = var.observability == null ? 0 : 1

  name       = var.name
  account_id = local.account_id
  region     = local.region
  partition  = local.partition
  runbook    = local.runbook
  topic_arns = var.observability.topic_arns == null ? [for arn in [local.operations_topic_arn] : arn if var.operations_topic != null] : var.observability.topic_arns
  thresholds = var.observability.thresholds

  # All functions of a service measure the same.
  measures = {
    for service in distinct([for key in keys(local.functions) : dirname(key)]) : service => jsondecode(file(
      "${path.module}/modules/${service}/generated/${basename([for key in keys(local.functions) : key if dirname(key) == service][0])}.json"
    )).measures
  }
  functions = {
    for key, function in local.functions : key => {
      function_name          = function.function_name
      log_group_name         = function.log_group_name
      queue_name             = try(function.queue_names.work, null)
      dead_letter_queue_name = try(function.queue_names.dead_letters, null)
    }
  }
  alarm_names             = local.alarm_names
  dead_letter_queue_names = concat(module.event_bus.dead_letter_queue_names, module.operations_notices[*].dead_letter_queue_name)
  event_log_group_name    = one(module.event_log[*].log_group_name)
  policies                = var.policies[*].name
  groups                  = { for group in var.directory_groups : group.name => group.every_minutes }
  configuration_set       = one(module.approval_service[*].own_configuration_set)
  calls_per_second        = var.workspaces_calls_per_second
  leftovers_seconds       = local.leftovers_seconds
  tags                    = local.tags
}

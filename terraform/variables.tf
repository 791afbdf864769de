variable "name" {
  description = "Prefix of all names. Two deployments in one Region need two."
  type        = string
  default     = "cleandesk"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.name))
    error_message = "The name must be 2 to 20 lower-case letters, digits and hyphens: names of roles and rules are built on it and end at 64 characters."
  }
}

variable "alarm_period_seconds" {
  description = "Period of the alarm of each desktop, in seconds: whole minutes from 60. AWS writes the metric about every 5 minutes, so a shorter period finds nobody sooner."
  type        = number
  default     = 300

  validation {
    condition = (
      (var.alarm_period_seconds >= 60 && var.alarm_period_seconds % 60 == 0 && var.alarm_period_seconds <= 86400) ||
      (var.allow_short_times && contains([10, 20, 30], var.alarm_period_seconds))
    )
    error_message = "alarm_period_seconds must be whole minutes from 60 to 86400 (it is ${var.alarm_period_seconds}): CloudWatch evaluates alarms on AWS's own metrics in minutes, and refuses other periods."
  }
}

variable "allow_short_times" {
  description = "Lets grace and alarm period go below what makes sense on AWS. For the local stack, which plays a day in a minute; never for an account with people in it."
  type        = bool
  default     = false
}

variable "artifacts" {
  description = <<-EOT
    The zips, by `service/function` (`alarm-manager/watch`, `alarm-manager/reconcile`, `rebuild-service/seats`,
    `directory-sync/sync`, `user-notices/tell`, `approval-service/api`, `approval-service/steps`, `approval-service/hear`): a local `path`, or
    `s3_bucket`, `s3_key` and `hash` (base64 of the zip's SHA-256), `s3_object_version` if the bucket is versioned. What is not named here
    is taken from `release`, or from this checkout: `services/<service>/dist/<function>.zip`.
  EOT
  type = map(object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
    hash              = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.artifacts), local.function_names)) == 0
    error_message = "There is no function ${join(", ", setsubtract(keys(var.artifacts), local.function_names))}. Functions are ${join(", ", local.function_names)}."
  }

  validation {
    condition = alltrue([
      for artifact in values(var.artifacts) :
      artifact.path != null ? artifact.s3_bucket == null && artifact.s3_key == null : artifact.s3_bucket != null && artifact.s3_key != null && artifact.hash != null
    ])
    error_message = "An artifact is either a local path, or s3_bucket, s3_key and hash. Without the hash a new zip under the same key would never be deployed."
  }
}

variable "release" {
  description = "The zips of a release in a bucket of yours: `s3_bucket`, what their names begin with there (`s3_prefix`, like `cleandesk/1.0.0/`), and the release's `manifest`, the path of its `artifacts.json`, which has the hash of each. What `artifacts` names goes before it; without both the zips are taken from this checkout."
  type        = object({ s3_bucket = string, s3_prefix = optional(string, ""), manifest = string })
  default     = null

  validation {
    condition     = var.release == null ? true : can(jsondecode(file(var.release.manifest)).artifacts)
    error_message = "There is no release at ${try(var.release.manifest, "")}: release.manifest is the path of the artifacts.json of a release, which stands among its files."
  }

  validation {
    condition     = var.release == null ? true : length(setsubtract(local.function_names, keys(try(jsondecode(file(var.release.manifest)).artifacts, {})))) == 0
    error_message = "The release at ${try(var.release.manifest, "")} has no ${join(", ", setsubtract(local.function_names, keys(try(jsondecode(file(var.release.manifest)).artifacts, {}))))}: it is of another version than this module. Take both of one."
  }
}

variable "lambda_runtime" {
  description = "Lambda's Node.js runtime: nodejs22.x or newer."
  type        = string
  default     = "nodejs22.x"

  validation {
    condition     = can(regex("^nodejs(2[2-9]|[3-9][0-9])\\.x$", var.lambda_runtime))
    error_message = "The functions are built for Node.js 22 or newer: nodejs22.x, nodejs24.x, …"
  }
}

variable "architecture" {
  description = "Processor of the functions: arm64 (cheaper) or x86_64. The zips are the same."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "Lambda has two architectures: arm64 and x86_64."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch Logs keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, … days. For ever is not among them: logs name desktops, and a desktop is a person's."
  }
}

variable "event_log_retention_days" {
  description = "Days that all events of Cleandesk are kept in a log group, to be read and searched: who would have been reset in dry run, each receipt. null keeps none."
  type        = number
  default     = 90

  validation {
    condition     = var.event_log_retention_days == null ? true : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.event_log_retention_days)
    error_message = "CloudWatch Logs keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, … days. For ever is not among them: the events name people. null keeps no log."
  }
}

variable "archive_retention_days" {
  description = "Days that all events on the bus are kept in its archive."
  type        = number
  default     = 30

  validation {
    condition     = var.archive_retention_days >= 1 && var.archive_retention_days == floor(var.archive_retention_days)
    error_message = "archive_retention_days must be at least 1. EventBridge reads 0 as for ever, and events name people."
  }
}

variable "records_retention_days" {
  description = "Days that receipts and other records of resets are kept in their table: 1 to 3653. They name users."
  type        = number
  default     = 400

  validation {
    condition     = var.records_retention_days >= 1 && var.records_retention_days <= 3653 && var.records_retention_days == floor(var.records_retention_days)
    error_message = "records_retention_days must be whole days from 1 to 3653, ten years. For ever is not among them: records name people."
  }
}

variable "kms_key_arn" {
  description = "Customer managed key for queues, logs, tables that name users, the functions' environment, the portal's topic of bounces and the trail. Its policy must let these services use it: see README. Without one AWS's own keys are used."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex(local.key_arn, var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a key (arn:aws:kms:eu-central-1:111122223333:key/…), and no alias: policies of roles name keys, not aliases. \"${coalesce(var.kms_key_arn, "null")}\" is none."
  }
}

variable "event_bus" {
  description = <<-EOT
    A bus of yours in this account and Region, by `name`, instead of one that is made. Cleandesk hears and says there what begins with `cleandesk.`, and AWS's
    events that it forwards. **Its policy is yours**: without the statements of the output `event_bus.policy`, whoever may put events in the account can reset
    desktops. `kms_key_arn` with a bus that is made here: a key for it alone, whose policy lets `events.amazonaws.com` use it.
    **One deployment on a bus**: two would hear each other's events, and both reset the same desktops. Only what this account says is heard there.
  EOT
  type        = object({ name = optional(string), kms_key_arn = optional(string) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.event_bus.name == null ? true : can(regex("^[A-Za-z0-9._-]{1,256}$", var.event_bus.name)) && var.event_bus.name != "default"
    error_message = "event_bus.name is a custom bus by its name, in letters, digits, dots, dashes and underscores. The default bus is none: what AWS says there is forwarded to this bus, and would go round for ever."
  }

  validation {
    condition     = var.event_bus.kms_key_arn == null ? true : can(regex(local.key_arn, var.event_bus.kms_key_arn)) && var.event_bus.name == null
    error_message = "event_bus.kms_key_arn is the ARN of a key (arn:aws:kms:eu-central-1:111122223333:key/…), for a bus that is made here. A bus of yours has the key that you gave it."
  }
}

variable "alarm_topic_arn" {
  description = "SNS topic that every desktop's disconnect alarm tells, for people who want to see who left. The product does not need it."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_topic_arn == null ? true : can(regex(local.topic_arn, var.alarm_topic_arn))
    error_message = "alarm_topic_arn is the ARN of an SNS topic that is not FIFO (arn:aws:sns:eu-central-1:111122223333:left): CloudWatch tells no other. \"${coalesce(var.alarm_topic_arn, "null")}\" is none."
  }
}

variable "operations_topic" {
  description = "SNS topic for what needs a person: failed resets and seats, paused recreates, dead letters, errors, late messages. A topic resource, or an object with its `arn`. Its policy must let EventBridge and CloudWatch publish: see modules/operations-notices."
  # An object and not a text: the ARN of a topic that is still to be made is unknown to a plan, which must know whether there is one.
  type    = object({ arn = string })
  default = null

  validation {
    condition     = var.operations_topic == null ? true : can(regex(local.topic_arn, var.operations_topic.arn))
    error_message = "operations_topic.arn is the ARN of an SNS topic that is not FIFO: CloudWatch and EventBridge tell no other. \"${try(var.operations_topic.arn, "null")}\" is none."
  }
}

variable "operator_role_arns" {
  description = "IAM roles whose people and tools may ask for resets, holds and the like, as `cleandesk.operator`. A `*` may stand for a part of a name, as single sign-on needs it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.operator_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^*]", arn))])
    error_message = "operator_role_arns are ARNs of IAM roles of one account (arn:aws:iam::111122223333:role/…), not users and not everyone: who can speak on the bus can reset desktops."
  }
}

variable "redrive_role_arns" {
  description = "IAM roles that may move dead letters back into their queue. A `*` may stand for a part of a name. They could send messages of their own there, too, if IAM lets them: name few."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.redrive_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^*]", arn))])
    error_message = "redrive_role_arns are ARNs of IAM roles of one account (arn:aws:iam::111122223333:role/…), not users and not everyone: who can send to a function's queue can reset desktops."
  }
}

variable "create_trail" {
  description = "Creates a CloudTrail trail for the account's management calls. EventBridge hears of new and removed desktops only where a trail is; leave it false if the account or its organisation has one."
  type        = bool
  default     = false
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of all roles."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null ? true : can(regex("^arn:[a-z-]+:iam::(aws|[0-9]{12}):policy/.+", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn is the ARN of a managed policy (arn:aws:iam::111122223333:policy/…). \"${coalesce(var.permissions_boundary_arn, "null")}\" is none."
  }
}

variable "iam_path" {
  description = "IAM path of all roles, where an account sorts roles by it. Another one later makes each role anew: a minute in which functions can do nothing, and messages wait."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = var.iam_path == "/" || can(regex("^/[!-~]{1,510}/$", var.iam_path))
    error_message = "iam_path begins and ends with a slash, like /cleandesk/: IAM takes no other. \"${var.iam_path}\" is none."
  }
}

variable "deletion_protection" {
  description = "Refuses to delete any table, the portal's user pool, and a trail's bucket with files in it. Set it to false and apply before a destroy, or before you take out what has a table."
  type        = bool
  default     = true
  nullable    = false
}

variable "workspaces_calls_per_second" {
  description = "Calls per second that Cleandesk makes to the WorkSpaces API, all functions together. AWS allows an account about 2 in a Region: leave other tools their part."
  type        = number
  default     = 2

  validation {
    condition     = var.workspaces_calls_per_second > 0 && var.workspaces_calls_per_second <= 1000
    error_message = "workspaces_calls_per_second must be above 0 and at most 1000 (it is ${var.workspaces_calls_per_second}): without calls no desktop is ever reset."
  }
}

variable "workspaces_calls_at_once" {
  description = "Calls that Cleandesk makes at once after a quiet time. AWS allows an account 5. Two and a half seconds' worth unless said otherwise, and 2 at least."
  type        = number
  default     = null

  validation {
    condition     = var.workspaces_calls_at_once == null ? true : var.workspaces_calls_at_once >= 2 && var.workspaces_calls_at_once <= 10000 && var.workspaces_calls_at_once - 1 >= var.workspaces_calls_per_second / 20
    error_message = "workspaces_calls_at_once must be from 2 to 10000, and more than a twentieth of workspaces_calls_per_second (it is ${coalesce(var.workspaces_calls_at_once, 0)}): a call that comes some milliseconds late needs room."
  }
}

variable "extra_environment" {
  description = "Further variables of all functions. The local stack names its endpoints here."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.extra_environment) : can(regex("^[A-Za-z][A-Za-z0-9_]+$", name))])
    error_message = "Names of environment variables have letters, digits and underscores, and begin with a letter: Lambda takes no others. These are none: ${join(", ", [for name in keys(var.extra_environment) : "\"${name}\"" if !can(regex("^[A-Za-z][A-Za-z0-9_]+$", name))])}."
  }
}

variable "tags" {
  description = "Tags of all resources, and of the alarms that alarm-manager makes. `Product` and `Deployment` are set unless they are given here."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(merge({ Product = "", Deployment = "" }, var.tags)) <= 48 && alltrue([
      for key, value in var.tags : length(key) >= 1 && length(key) <= 128 && length(value) <= 256 && !startswith(lower(key), "aws:")
    ])
    error_message = "tags has at most 48 with Product and Deployment, keys of 1 to 128 characters that don't begin with aws:, and values of at most 256: AWS takes no others, and some things get two more."
  }
}

variable "tuning" {
  description = <<-EOT
    Times and bounds that an account rarely needs to change; the local stack makes them short.

    - `watch`, `reconcile`, `seats`, `sync`, `tell`, `hear`: each function's `timeout_seconds`, and its queue's `visibility_timeout_seconds`, after which an
      unfinished message comes again. `api`, `steps`: the `timeout_seconds` of functions without a queue.
    - `max_receives`: deliveries before a message is put aside.
    - `batch_window_seconds`: how long the queues gather messages, so that up to 25 desktops share one call.
    - `lease_seconds`: how long a run owns the actions it has begun; longer than the seats function's timeout.
    - `observe_every_seconds`: how often seats in flight are looked at.
    - `shortest_timer_seconds`: how far ahead a timer is set at least. EventBridge Scheduler is precise to a minute.
    - `reconcile_rate`, `sweep_rate`, `leftovers_rate`: recurring timers, as EventBridge Scheduler writes rates.
  EOT
  type = object({
    watch = optional(object({
      # Alarms are made three a second at most: a batch of 25 messages can be about 100 desktops and more.
      timeout_seconds            = optional(number, 120)
      visibility_timeout_seconds = optional(number, 180)
    }), {})
    reconcile = optional(object({
      # The most that Lambda gives. A walk that takes longer goes on in the next run.
      timeout_seconds            = optional(number, 900)
      visibility_timeout_seconds = optional(number, 960)
    }), {})
    seats = optional(object({
      timeout_seconds            = optional(number, 60)
      visibility_timeout_seconds = optional(number, 180)
    }), {})
    sync = optional(object({
      # 20,000 who join at once are said in some minutes.
      timeout_seconds            = optional(number, 600)
      visibility_timeout_seconds = optional(number, 660)
    }), {})
    tell = optional(object({
      timeout_seconds            = optional(number, 60)
      visibility_timeout_seconds = optional(number, 180)
    }), {})
    hear = optional(object({
      timeout_seconds            = optional(number, 60)
      visibility_timeout_seconds = optional(number, 180)
    }), {})
    # API Gateway waits no longer than 30 seconds.
    api                    = optional(object({ timeout_seconds = optional(number, 15) }), {})
    steps                  = optional(object({ timeout_seconds = optional(number, 60) }), {})
    max_receives           = optional(number, 10)
    batch_window_seconds   = optional(number, 1)
    lease_seconds          = optional(number, 90)
    observe_every_seconds  = optional(number, 60)
    shortest_timer_seconds = optional(number, 60)
    reconcile_rate         = optional(string, "rate(1 hour)")
    sweep_rate             = optional(string, "rate(15 minutes)")
    leftovers_rate         = optional(string, "rate(5 minutes)")
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for rate in [var.tuning.reconcile_rate, var.tuning.sweep_rate, var.tuning.leftovers_rate] :
      can(regex("^rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\\)$", rate))
    ])
    error_message = "Rates are written as EventBridge Scheduler reads them: rate(1 minute), rate(5 minutes), rate(1 hour). They are ${var.tuning.reconcile_rate}, ${var.tuning.sweep_rate} and ${var.tuning.leftovers_rate}."
  }

  validation {
    condition     = var.tuning.lease_seconds > var.tuning.seats.timeout_seconds
    error_message = "tuning.lease_seconds (${var.tuning.lease_seconds}) must be longer than tuning.seats.timeout_seconds (${var.tuning.seats.timeout_seconds}): else a second run takes over actions that the first one is still performing, and a desktop is terminated twice."
  }

  validation {
    condition     = var.tuning.tell.timeout_seconds >= 20 && var.tuning.tell.visibility_timeout_seconds > var.tuning.tell.timeout_seconds + 1
    error_message = "tuning.tell.timeout_seconds (${var.tuning.tell.timeout_seconds}) must be at least 20, since the function begins with no notice in its last 15 seconds; and tuning.tell.visibility_timeout_seconds (${var.tuning.tell.visibility_timeout_seconds}) more than a second longer: until then what a run is telling is in its hands."
  }

  validation {
    condition     = var.tuning.api.timeout_seconds >= 3 && var.tuning.api.timeout_seconds <= 29
    error_message = "tuning.api.timeout_seconds must be from 3 to 29 (it is ${var.tuning.api.timeout_seconds}): API Gateway gives up after 30 seconds, and the caller would never hear what the function found."
  }

  validation {
    condition     = var.allow_short_times || var.tuning.shortest_timer_seconds >= 60
    error_message = "tuning.shortest_timer_seconds must be at least 60: EventBridge Scheduler is precise to a minute and refuses times that have passed."
  }
}

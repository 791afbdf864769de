variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "platform" {
  description = "What all functions of one deployment have in common; see modules/bus-function."
  type = object({
    account_id               = string
    region                   = string
    partition                = string
    bus                      = object({ name = string, arn = string })
    runtime                  = string
    architecture             = string
    log_retention_days       = number
    kms_key_arn              = optional(string)
    permissions_boundary_arn = optional(string)
    operations_topic_arn     = optional(string)
    extra_environment        = optional(map(string), {})
    tags                     = optional(map(string), {})
  })
}

variable "timers" {
  description = "The timer group, its role and its dead-letter queue; output `timers` of modules/event-bus."
  type = object({
    group_name      = string
    role_arn        = string
    dead_letter_arn = string
  })
}

variable "artifacts" {
  description = "The zips of `watch` and `reconcile`; see modules/bus-function."
  type = map(object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
    hash              = optional(string)
  }))
}

variable "policies" {
  description = "The policies as functions read them: JSON, gzipped, base64."
  type        = string
}

variable "alarm_period_seconds" {
  description = "Period of the disconnect alarms in seconds."
  type        = number
}

variable "alarm_topic_arn" {
  description = "SNS topic that every disconnect alarm tells, for people to know. The product does not need it."
  type        = string
  default     = null
}

variable "workspaces_calls_per_second" {
  description = "Calls per second that these functions may make to the WorkSpaces API."
  type        = number
}

variable "reconcile_rate" {
  description = "How often the alarms are made to match the managed desktops."
  type        = string
}

variable "sweep_rate" {
  description = "How often the connection states of all managed desktops are read."
  type        = string
}

variable "pace" {
  description = "Times in seconds, by function, and the deliveries before a message is put aside."
  type = object({
    watch        = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    reconcile    = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    max_receives = number
  })
}

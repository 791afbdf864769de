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
  description = "The zip of `seats`; see modules/bus-function."
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
  description = "Period of the disconnect alarms in seconds: it says how long a second disconnect can go unheard."
  type        = number
}

variable "deletion_protection" {
  description = "Whether DynamoDB refuses to delete the table of seats."
  type        = bool
}

variable "workspaces_calls_per_second" {
  description = "Calls per second that this function may make to the WorkSpaces API."
  type        = number
}

variable "leftovers_rate" {
  description = "How often seats with leftover actions, or with due work and no timer, are looked for."
  type        = string
}

variable "pace" {
  description = "Times in seconds, and the deliveries before a message is put aside."
  type = object({
    seats                  = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    lease_seconds          = number
    observe_every_seconds  = number
    shortest_timer_seconds = number
    max_receives           = number
    batch_window_seconds   = number
  })

  validation {
    condition     = var.pace.lease_seconds > var.pace.seats.timeout_seconds
    error_message = "The lease must be longer than the function's timeout: else a second run takes over actions that the first one is still performing, and a desktop is terminated twice."
  }
}

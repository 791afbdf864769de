variable "name" {
  description = "Prefix of all names."
  type        = string
}

# What is only passed on has its type where it is used.

variable "platform" {
  description = "What all functions of one deployment have in common; modules/bus-function says its fields."
  type        = any
}

variable "timers" {
  description = "The timer group, its role and its dead-letter queue: output `timers` of modules/event-bus."
  type        = any
}

variable "artifacts" {
  description = "The zips of `watch` and `reconcile`, by function; modules/bus-function says their fields."
  type        = any
}

variable "policies" {
  description = "The policies as functions read them: JSON, gzipped, base64."
  type        = string
}

variable "detector" {
  description = "Who finds disconnects: `per-desktop` or `fleet`."
  type        = string
}

variable "fleet" {
  description = "The shards of the fleet that have an alarm each, none with detector `per-desktop`, and how many managed desktops one may have."
  type = object({
    most   = number
    shards = list(object({ name = string, tags = map(string) }))
  })
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

variable "workspaces_pace" {
  description = <<-EOT
    Where turns to call WorkSpaces are booked, and how many there are for all functions of the account; output `pace` of
    modules/workspaces-pace. `share` is the part of them that the runs of this service keep to while turns can't be booked.
  EOT
  type = object({
    table_name       = string
    table_arn        = string
    calls_per_second = number
    calls_at_once    = number
    share            = number
  })
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
    watch                = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    reconcile            = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    max_receives         = number
    batch_window_seconds = number
  })
}

variable "deletion_protection" {
  description = "Whether the table can't be deleted."
  type        = bool
}

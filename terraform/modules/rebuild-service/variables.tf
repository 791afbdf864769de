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
  description = "The zip of `seats`, by function; modules/bus-function says their fields."
  type        = any
}

variable "policies" {
  description = "The policies as functions read them: JSON, gzipped, base64."
  type        = string
}

variable "tag_selectors" {
  description = "The tags that each policy asks for, as key to values; an empty map for one that asks for none. Only desktops that carry them can be reset."
  type        = list(map(list(string)))
}

variable "directory_groups" {
  description = "Names of the directory groups: a desktop whose user goes from one to another gets the other one's tag, and no other value."
  type        = list(string)
}

variable "alarm_period_seconds" {
  description = "Period of the disconnect alarms in seconds: it says how long a second disconnect can go unheard."
  type        = number
}

variable "records_retention_days" {
  description = "Days that receipts and other records are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether DynamoDB refuses to delete the tables."
  type        = bool
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
